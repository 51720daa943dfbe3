"""Reading in parts: the order of what is written, and whose fault a fault is."""

from collections import Counter
from contextlib import contextmanager
from datetime import date

import pytest

from benchmarks.ledgers import coding_of
from cuibono import Desk
from cuibono.documents import Document
from cuibono.errors import CuibonoError
from cuibono.intake import intake
from cuibono.intake.hands import Here, codings, parted

BAD = "No reader survives this text. It sent nothing."


class Reads:
    """A coder that makes a statement of every text but one."""

    def code(self, document):
        if document.text.startswith(BAD[:10]):
            raise RuntimeError("a fault\nof the reader")
        return coding_of(document, 1)

    def code_many(self, documents):
        return [self.code(document) for document in documents]


class Far(Here):
    """Hands that begin at once and have any number of documents under way."""

    ahead = 1_000

    def take(self, documents):
        found = codings(self._coder, documents)
        return lambda: found


@contextmanager
def far(_):
    yield Far(Reads)


def texts(*lines):
    return [Document(line) for line in lines]


def test_the_fault_of_one_document_is_its_own():
    good, bad, other = codings(Reads, texts("Kyiv sent shells.", BAD, "Moscow sent shells."))
    assert isinstance(bad, CuibonoError)
    assert "\n" not in str(bad)
    assert len(good.statements) == len(other.statements) == 1


def test_where_there_is_nothing_to_read_no_coder_is_made():
    assert codings(lambda: pytest.fail("was made"), []) == []


def test_parts_keep_every_document_in_its_order():
    documents = texts(*("a" * n for n in (1, 39_999, 2, 90_000, *range(3, 20))))
    parts = list(parted(documents))
    assert [d for part in parts for d in part] == documents
    assert all(len(part) <= 8 for part in parts)
    assert [len(part[0].text) for part in parts if len(part) == 1] == [2, 90_000, 19]


@pytest.fixture
def papers(tmp_path):
    """Files of which some hold the same text, one in a later group with a day, and one is bad."""
    folder = tmp_path / "papers"
    folder.mkdir()
    named = [f"Paper {n} says that shells were sent." for n in range(7)]
    for n, text in enumerate([*named, BAD, named[0], f"Published: 2022-07-15\n\n{named[1]}", BAD]):
        (folder / f"{n:02}.txt").write_text(text)
    return folder


def told(desk, papers):
    return [
        (r.path, str(r.error), r.known, r.amended, r.statements) for r in desk.reading([papers])
    ]


def test_what_is_under_way_changes_nothing_of_what_is_written(tmp_path, papers, monkeypatch):
    monkeypatch.setattr(intake, "TOGETHER", 3)
    here, ahead = Desk(tmp_path / "here"), Desk(tmp_path / "ahead")
    here.inquiry.coder = Reads()
    monkeypatch.setattr(ahead.parts["Intake"], "_hands", far)
    assert told(ahead, papers) == told(here, papers)
    assert Counter(r[2:4] for r in told(ahead, papers)) == {(True, False): 9, (False, False): 2}
    assert ahead.ledger.statements() == here.ledger.statements()
    assert ahead.ledger.documents() == here.ledger.documents()
    assert ahead.ledger.documents()[1].published == date(2022, 7, 15)
    assert ahead.verify() == []


def test_a_receipt_is_given_before_the_next_group_is_opened(tmp_path, papers, monkeypatch):
    monkeypatch.setattr(intake, "TOGETHER", 1)
    desk = Desk(tmp_path / "ledger")
    desk.inquiry.coder = Reads()
    reading = desk.reading([papers])
    next(reading)
    (papers / "01.txt").write_text("Another text was sent.")
    assert next(reading).document.text == "Another text was sent."
