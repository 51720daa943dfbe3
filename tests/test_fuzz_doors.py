"""Rows, words of time, searches, command lines and requests by the hundred: never a traceback."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.cli.run import run
from cuibono.desk import Desk
from cuibono.errors import CuibonoError
from cuibono.exchange.imports import import_files
from cuibono.exchange.imports.store import Store
from cuibono.language.intervals import is_valid
from cuibono.language.quantities import find_quantities
from cuibono.language.times import find_times
from cuibono.language.times.words import LEXICON
from tests.tries import tries

LOOSE = tries(20)
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(CHARACTERS, max_size=60)
MARKS = st.sampled_from(
    ['"', "'", "*", "-", ":", "(", ")", "%", "\\", "/", "..", "\x00", "é", "平"]
)
DAYS = st.dates().map(str) | st.sampled_from(["2022-02-30", "0000-00-00", "9999-12-31", "", "x"])
NUMBERS = st.integers(-(10**20), 10**20).map(str) | st.floats().map(str)
VALUES = TEXTS | MARKS | DAYS | NUMBERS | st.sampled_from(["PRK", "RUS", "Moscow", "AID", "---"])
TIMELY = st.lists(
    st.sampled_from(sorted(LEXICON)) | NUMBERS | DAYS | MARKS | st.sampled_from([",", ".", "of"]),
    max_size=25,
).map(" ".join)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A ledger of three documents that is only asked."""
    pytest.importorskip("starlette")
    from tests.web.conftest import fill

    return fill(tmp_path_factory.mktemp("doors") / "ledger").tables.folder


@LOOSE
@given(st.lists(st.lists(VALUES, min_size=2, max_size=5), max_size=8), st.sampled_from(",;\t"))
def test_rows_of_anything_are_imported_or_set_aside(tmp_path_factory, rows, delimiter):
    work = tmp_path_factory.mktemp("rows")
    plan = f"delimiter = {delimiter!r}\n".replace("'", '"') + "[columns]\ndate = 'd'\nactor = 'a'\n"
    (work / "plan.toml").write_text(plan, "utf-8")
    lines = [delimiter.join(("d", "a")), *(delimiter.join(row) for row in rows)]
    (work / "rows.csv").write_text("\n".join(lines), "utf-8", newline="")
    try:
        report = import_files(str(work / "plan.toml"), [work / "rows.csv"], work / "ledger")
    except CuibonoError as error:
        assert "\n" not in str(error)
        return
    assert all("\n" not in str(error) for error in report.errors)
    if Store(work / "ledger").tables.exists:
        assert Store(work / "ledger").events().num_rows == report.events


@LOOSE
@given(TIMELY | TEXTS, st.none() | st.dates())
def test_words_of_time_in_any_order_are_an_interval_or_nothing(text, published):
    for found in find_times(text, published):
        assert text[found.start : found.end] == found.text
        if found.value is not None:
            assert is_valid(found.value), found
    for amount in find_quantities(text):
        assert text[amount.start : amount.end] == amount.text


@LOOSE
@given(words=st.lists(VALUES, max_size=4).map(" ".join))
def test_any_search_is_answered_or_refused_in_one_line(folder, words):
    try:
        assert len(Desk(folder).search(words)) <= 3
    except CuibonoError as error:
        assert "\n" not in str(error)


ASKED = st.sampled_from(
    ["statements --actor", "statements --type", "statements --since", "statements --as-of",
     "statements --source", "timeline", "balance RUS", "claims --publisher", "explain", "show",
     "history", "series RUS PRK --within", "series RUS PRK --by", "documents --until", "code",
     "statements --sure", "escalation RUS --since", "export", "brief RUS --since"]
)  # fmt: skip


@LOOSE
@given(verb=ASKED, value=VALUES)
def test_any_value_of_an_option_ends_in_a_code_and_a_line(folder, capsys, verb, value):
    if verb == "code" and value.strip():
        value = ""  # what is a text would be read, which takes long
    if verb == "export" and value == "vault":
        return
    code = run([*verb.split(), value, *(["--ledger", str(folder)] if verb != "code" else [])])
    said = capsys.readouterr().err.splitlines()
    assert code in (0, 1, 2)
    assert not any("Traceback" in line or "unexpected" in line for line in said)
    assert len(said) <= 1 or code == 0


PAGES = st.sampled_from(
    ["/documents", "/documents/{}", "/statements/{}", "/review", "/search", "/claims", "/actors",
     "/actors/{}", "/dyads/{}/{}", "/dyads/RUS/{}", "/dyads/RUS/PRK/brief.{}", "/quality",
     "/forecasts", "/adding/{}", "/{}", "/static/{}"]
)  # fmt: skip
WRITES = st.sampled_from(
    ["/documents", "/documents/{}/amend", "/documents/{}/withdraw", "/documents/{}/add",
     "/statements/{}/accept", "/statements/{}/reject", "/statements/{}/correct", "/undo",
     "/happenings/merge", "/happenings/split", "/reviewer", "/learn", "/forecasts/{}/verdict"]
)  # fmt: skip
FIELDS = st.sampled_from(
    ["q", "page", "sort", "publisher", "since", "until", "as_of", "a", "b", "order", "sure", "at",
     "type", "actor", "source", "seen", "who", "why", "ids", "words", "start", "published"]
)  # fmt: skip


@pytest.fixture(scope="module")
def client(folder):
    from starlette.testclient import TestClient

    from cuibono.web.app import workbench

    return TestClient(
        workbench(folder), base_url="http://localhost:8765", follow_redirects=False
    )  # fmt: skip


@LOOSE
@given(page=PAGES, part=VALUES, asked=st.dictionaries(FIELDS, VALUES, max_size=3))
def test_any_page_is_a_page(client, page, part, asked):
    answer = client.get(page.replace("{}", quote(part, safe="")), params=asked)
    assert answer.status_code < 500
    assert "Traceback" not in answer.text


@LOOSE
@given(page=WRITES, part=VALUES, asked=st.dictionaries(FIELDS, VALUES, max_size=4))
def test_any_form_is_refused_or_answered(folder, client, page, part, asked):
    from tests.web.conftest import token

    asked["form_token"] = token(client.get("/documents"))
    if page == "/documents":
        asked.pop("words", None)
    answer = client.post(page.replace("{}", quote(part, safe="")), data=asked)
    assert answer.status_code < 500
    assert "Traceback" not in answer.text


@pytest.mark.hypothesis
def test_what_was_fuzzed_is_whole(folder):
    """After all of it, in this order: no form may have left the ledger in pieces."""
    assert Desk(folder).verify() == []
