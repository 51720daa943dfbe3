import csv
import json
from datetime import date

import pytest

from cuibono import Desk
from cuibono.coding.statement import Coding, Stance
from cuibono.documents import Document
from cuibono.ledger import Ledger
from tests.exchange.exports.world import say


@pytest.fixture(scope="module")
def icews(tmp_path_factory, request):
    data = request.getfixturevalue("data")
    folder = tmp_path_factory.mktemp("icews") / "ledger"
    Desk(folder).import_("icews", [data / "formats" / "icews_events.2018.sample.tab"])
    return folder


GIVEN = (
    ("Pyongyang sold Moscow shells in September.", "sold", "PRK", "AID", "RUS", "2022-09-05",
     {"item": "arms", "giver": "PRK", "receiver": "RUS"}),
    ("Pyongyang hailed Moscow in October.", "hailed", "PRK", "SUPPORT", "RUS", "2022-10-01", {}),
    ("Pyongyang met Moscow in November.", "met", "PRK", "CONSULT", "RUS", "2022-11-02", {}),
    ("Moscow sent Pyongyang flour in November.", "sent", "RUS", "AID", "PRK", "2022-11-08",
     {"item": "food", "giver": "RUS", "receiver": "PRK"}),
    ("Pyongyang feted Moscow in 2017.", "feted", "PRK", "SUPPORT", "RUS", "2017-03-01", {}),
)  # fmt: skip


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """A ledger of one text on what two gave each other in 2017 and 2022."""
    folder = tmp_path_factory.mktemp("given") / "ledger"
    document = Document("\n\n".join(quote for quote, *_ in GIVEN), published=date(2022, 12, 5))
    rows = [
        say(document, *row, when=when, confidence=0.9, stance=Stance.REPORTED, **more)
        for *row, when, more in GIVEN
    ]
    Ledger.open(folder).append(document, Coding(tuple(rows)))
    return folder


def test_a_series_with_its_support(cuibono, given):
    ended = cuibono("series", "PRK", "RUS", "--by", "year", "--ledger", given)
    assert ended.code == 0
    header, *lines = ended.out.splitlines()
    assert header.split()[:4] == ["period", "PRK", "to", "RUS"]
    assert lines[5].split()[:2] == ["2022", "3"]
    assert "rows:" in lines[-1]
    assert "PLOVER" in lines[-1]


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_rows_behind_a_series(cuibono, ledger, kind):
    asked = ("series", "PRK", "RUS", "--by", "year", "--rows", "--format", kind)
    ended = cuibono(*asked, "--ledger", ledger)
    if kind == "jsonl":
        rows = [json.loads(line) for line in ended.out.splitlines()]
    else:
        rows = list(csv.DictReader(ended.out.splitlines()))
    (support,) = ended.err.splitlines()
    assert f" {len(rows)} rows: " in support
    assert {row["actor"].partition(".")[0] for row in rows} == {"PRK", "RUS"}
    assert all(row["statements"] for row in rows)


def test_numbers_and_picture_go_to_files(cuibono, icews, tmp_path):
    files = ("--csv", tmp_path / "a.csv", "--chart", tmp_path / "a.svg")
    ended = cuibono("isolation", "PRK", "--by", "month", *files, "--ledger", icews)
    assert ended.code == 0
    (line,) = csv.DictReader((tmp_path / "a.csv").read_text("utf-8").splitlines())
    assert line["biggest"] == "USA"
    assert (
        float(line["herfindahl_low"]) < float(line["herfindahl"]) < float(line["herfindahl_high"])
    )
    assert "How few partners North Korea's cooperation rests on" in (tmp_path / "a.svg").read_text(
        "utf-8"
    )
    assert "USA" in ended.out


def test_alignment_towards_third_states(cuibono, icews):
    ended = cuibono("alignment", "USA", "RUS", "--by", "month", "--ledger", icews)
    assert ended.code == 0
    assert "No votes: `cuibono import unvotes un_votes.csv` brings them." in ended.out
    rows = cuibono("alignment", "USA", "RUS", "--by", "month", "--rows", "--ledger", icews)
    assert "icews_events.2018.sample.tab:" in rows.out


def test_all_dyads_go_to_a_file(cuibono, icews, tmp_path):
    ended = cuibono("series", "--csv", tmp_path / "all.csv", "--ledger", icews)
    assert ended.code == 0
    rows = list(csv.DictReader((tmp_path / "all.csv").read_text("utf-8").splitlines()))
    assert f"{len(rows)} lines" in ended.err
    assert sum(int(row["events"]) for row in rows) > 3000


def test_a_balance_by_period(cuibono, given, tmp_path):
    picture = tmp_path / "a.html"
    ended = cuibono("balance", "PRK", "RUS", "--by", "month", "--chart", picture, "--ledger", given)
    assert ended.code == 0
    assert ["2022-09", "PRK", "gave", "arms", "RUS", "1", "1", "0", "0"] in [
        line.split() for line in ended.out.splitlines()
    ]
    assert "who gave and gained, by month" in picture.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("series", "PRK"), 2, "a series needs two actors"),
        (("series",), 2, "--csv FILE"),
        (("series", "PRK", "RUS", "--by", "day"), 2, "week, month, year, decade"),
        (("series", "PRK", "RUS", "--within", "2022-13"), 1, "there is no 2022-13"),
        (("series", "PRK", "RUS", "--within", "1950"), 1, "no source covers 1950-01-01"),
        (("series", "PRK", "BRA"), 1, "none both"),
        (("isolation", "SYR"), 1, "10 in one year would be enough"),
        (("alignment", "PRK", "RUS"), 1, "5 third states would be enough"),
        (("alignment", "PRK", "PRK"), 2, "two actors"),
        (("series", "PRK", "RUS", "--chart", "a.gif"), 2, ".html, .svg, .png"),
        (("balance", "PRK", "BRA", "--by", "year"), 1, "one would be enough"),
    ],
)
def test_one_line_says_what_would_be_enough(cuibono, ledger, arguments, code, why):
    ended = cuibono(*arguments, "--ledger", ledger)
    assert ended.code == code
    assert why in ended.error
