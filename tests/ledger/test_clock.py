"""A clock that is set forward and back between two commits: what is said later still holds."""

from datetime import date, datetime, timedelta

import pytest

import cuibono.foretold.foresight
import cuibono.ledger.journal
import cuibono.ledger.ledger
from cuibono import Desk
from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import Document
from cuibono.exchange.imports import import_files, store
from cuibono.foretold.foresight import Ruling
from cuibono.ledger import Ledger

TEXT = "North Korea will send shells to Russia."
MOVES = ([0, 3650, -3650], [0, -400, 1], [4000, 0, -4000])
moved = pytest.mark.parametrize("moves", MOVES, ids=str)


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of everything that writes to so many days from now."""

    def set_to(days):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.now(tz) + timedelta(days=days)

        for module in (
            cuibono.ledger.ledger,
            cuibono.ledger.journal,
            cuibono.foretold.foresight,
            store,
        ):
            monkeypatch.setattr(module, "datetime", Clock)

    return set_to


def foretold(document, recipient="RUS"):
    return Statement(
        document.id, TEXT, 0, len(TEXT), "send", 17, 21, "PRK", "North Korea", "AID", recipient,
        stance=Stance.EXPECTED, confidence=0.9, published="2022-11-02",
    )  # fmt: skip


def text(publisher=None):
    return Document(TEXT, publisher=publisher, published=date(2022, 11, 2))


@moved
def test_documents_of_any_clock_are_there(tmp_path, clock, moves):
    ledger = Ledger.open(tmp_path / "ledger")
    for number, days in enumerate(moves):
        clock(days)
        ledger.append(Document(f"Text {number}."), Coding(()))
    assert {d.text for d in ledger.documents()} == {f"Text {n}." for n in range(len(moves))}
    assert list(ledger.verify()) == []


@moved
def test_the_last_amendment_holds(tmp_path, clock, moves):
    ledger = Ledger.open(tmp_path / "ledger")
    ledger.append(text(), Coding(()))
    for number, days in enumerate(moves):
        clock(days)
        ledger.amend(text(f"Desk {number}"), Coding(()))
        assert [d.publisher for d in ledger.documents()] == [f"Desk {number}"]
    assert list(ledger.verify()) == []


@moved
def test_the_last_correction_holds(tmp_path, clock, moves):
    ledger = Ledger.open(tmp_path / "ledger")
    document = text()
    last = foretold(document)
    ledger.append(document, Coding((last,)))
    for days, other in zip(moves, ("CHN", "IRN", "SYR"), strict=True):
        clock(days)
        new = foretold(document, other)
        ledger.supersede(last.id, new, "anna", "read again")
        last = new
        assert [s.recipient for s in ledger.statements()] == [other]


@moved
def test_the_last_judgement_and_the_last_verdict_hold(tmp_path, clock, moves):
    document = text()
    said = foretold(document)
    desk = Desk(tmp_path / "ledger")
    Ledger.open(tmp_path / "ledger").append(document, Coding((said,)))
    verdicts = ("failed", "came-true", "partly")
    for days, outcome in zip(moves, verdicts, strict=True):
        clock(days)
        assert desk.resolve(said.id, Ruling(outcome, who="anna", why="seen")).outcome == outcome
    assert [v.outcome for v in desk.verdicts(said.id)] == list(verdicts)
    for number, days in enumerate(moves):
        clock(days)
        if number % 2 == 0:
            desk.reject(said.id, who="anna")
        else:
            desk.undo(who="anna")
        assert len(desk.statements()) == number % 2
    assert [str(j.action) for j in desk.history()] == ["reject", "undo", "reject"]


@moved
def test_a_file_that_has_grown_is_taken_up_where_it_ended(tmp_path, clock, moves):
    plan, file = tmp_path / "plan.toml", tmp_path / "deeds.csv"
    plan.write_text('[columns]\ndate = "day"\nactor = "who"\n', "utf-8")
    file.write_text("day,who\n", "utf-8")
    for number, days in enumerate(moves, 1):
        clock(days)
        with file.open("a", encoding="utf-8") as grown:
            grown.write(f"2022-12-0{number},Russia\n")
        import_files(str(plan), [file], tmp_path / "ledger")
        assert store.Store(tmp_path / "ledger").events().num_rows == number
    assert list(Ledger.open(tmp_path / "ledger").verify()) == []
