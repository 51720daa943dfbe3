"""Documents, rows and dates by the hundred: nothing but a receipt, a row or one line of error."""

import json
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from cuibono.coding.statement import Coding, Statement
from cuibono.desk import Desk
from cuibono.documents import Document
from cuibono.documents.dates import parse_date
from cuibono.errors import CuibonoError
from cuibono.exchange.imports.formats import digits, iso
from cuibono.inquiry import Inquiry
from cuibono.ledger import Ledger
from cuibono.ledger.digest import digest
from tests.tries import tries

LOOSE = tries(20)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
DATELIKE = st.one_of(
    st.from_regex(r"-?\d{1,6}-\d{1,2}-\d{1,2}([T ]\d{2}:\d{2}([+-]\d\d:\d\d|Z)?)?", fullmatch=True),
    st.datetimes().map(str), st.dates().map(str), TEXTS,
)  # fmt: skip


class Quick:
    """A coder of one statement that fails for some texts, in the worst way."""

    def code(self, document):
        if "!" in document.text:
            raise RecursionError("too deep")
        if "?" in document.text:
            raise MemoryError
        end = len(document.text)
        return Coding(
            (Statement(document.id, document.text, 0, end, document.text[:1], 0, 1,
                       "PER", "x", "AID", "CHL"),)
        )  # fmt: skip

    def code_many(self, documents):
        return map(self.code, documents)


@LOOSE
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=6))
def test_files_of_any_bytes_are_read_or_refused_one_by_one(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "in").mkdir()
    for n, data in enumerate(contents):
        (folder / "in" / f"{n}.txt").write_bytes(data)
    desk = Desk(folder / "ledger")
    desk.inquiry.coder = Quick()
    receipts = desk.read([folder / "in"])
    assert len(receipts) == len(contents)
    for receipt in receipts:
        if receipt.error:
            assert "\n" not in str(receipt.error)
            assert str(receipt.error).startswith(receipt.path)
        else:
            assert receipt.document
    read = {r.document.id for r in receipts if r.document}
    held = Ledger.open(folder / "ledger")
    assert held.known() == read
    assert not read or list(held.verify()) == []


@LOOSE
@given(TEXTS.filter(str.strip), TEXTS, TEXTS, st.none() | st.dates(), st.lists(TEXTS, max_size=3))
def test_a_document_of_any_values_comes_back_as_it_was(
    tmp_path_factory, text, title, path, day, notes
):
    document = Document(text, title, path=path, published=day, notes=tuple(notes))
    ledger = Ledger.open(tmp_path_factory.mktemp("fuzz") / "ledger")
    ledger.append(document, Coding(()))
    assert ledger.documents() == [document]
    assert list(ledger.verify()) == []


@LOOSE
@given(DATELIKE)
def test_what_looks_like_a_date_is_a_day_of_the_calendar_or_nothing(text):
    found = parse_date(text)
    assert found is None or date.min <= found <= date.max
    for read in (iso, digits):
        day = read(text)
        assert day is None or date.fromisoformat(day)


@LOOSE
@given(st.datetimes(timezones=st.none() | st.timezones()))
def test_the_ledger_as_of_any_moment_is_a_ledger_or_one_line(tmp_path_factory, moment: datetime):
    ledger = Ledger.open(tmp_path_factory.mktemp("fuzz") / "ledger")
    ledger.append(Document("Lima is quiet."), Coding(()))
    try:
        assert len(Inquiry(ledger.tables.folder, moment).ledger.documents()) in (0, 1)
    except CuibonoError as error:
        assert "outside of the years" in str(error)


@LOOSE
@given(st.dictionaries(TEXTS, st.none() | TEXTS | st.floats() | st.integers() | st.lists(TEXTS)))
def test_a_digest_is_the_same_for_the_same_row_in_any_order(row):
    assert digest(row) == digest(dict(reversed(row.items())))
    said = json.dumps({k: v for k, v in row.items() if v is not None}, sort_keys=True)
    other = {**row, "one more": "value"}
    assert (digest(row) == digest(other)) == (row.get("one more") == "value"), said
