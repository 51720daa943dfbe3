import random

import pytest

from benchmarks.ledgers import dispatches, write
from cuibono import Desk
from cuibono.errors import CuibonoError
from cuibono.ledger import view as looking
from cuibono.ledger.tables import Tables
from cuibono.ledger.view import View

ACTS = ("accept", "reject", "correct", "second", "add", "merge", "amend", "withdraw", "undo")
OFTEN = (5, 4, 5, 2, 2, 1, 1, 0.3, 5)


@pytest.fixture
def desk(tmp_path):
    write(tmp_path / "ledger", dispatches(4, 6))
    return Desk(tmp_path / "ledger")


@pytest.fixture
def looks(monkeypatch):
    """How often all rows were looked at."""
    taken = []

    def counted(*given):
        taken.append(1)
        return stand(*given)

    stand = looking.stand
    monkeypatch.setattr(looking, "stand", counted)
    return taken


def judge(desk, act, chance):
    """One judgement of a kind on something that is drawn; what cannot be judged is left."""
    statements, who = desk.ledger.statements(), {"who": chance.choice("ab")}
    one, other = chance.sample(statements, 2)
    if act == "correct":
        # To what another says, too: then the first of equals counts.
        to = {"recipient": chance.choice(("CHN", "PRK", "RUS")), "type": other.type}
        desk.correct(one.id, to, **who)
    elif act == "second":
        desk.accept(one.id, second=True, **who)
    elif act == "add":
        said = {"actor": "CHN", "type": chance.choice(("AID", "ACCUSE")), "recipient": "PRK"}
        desk.add(one.document, one.start, one.start + 2, said, **who)
    elif act == "merge":
        desk.merge([one.id, other.id], **who)
    elif act == "amend":
        desk.amend(one.document, {"published": f"2021-03-{chance.randrange(10, 28)}"}, **who)
    elif act == "withdraw":
        desk.withdraw(one.document, **who)
    elif act == "undo":
        desk.undo(**who)
    else:
        getattr(desk, act)(one.id, **who)


def rows(view):
    return sorted(view.statement_table.to_pylist(), key=lambda row: row["id"])


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(n, marks=pytest.mark.long) for n in range(2, 5))]
)
def test_what_is_followed_is_what_a_fresh_look_finds(desk, seed):
    chance = random.Random(seed)
    for _ in range(25):
        act = chance.choices(ACTS, OFTEN)[0]
        try:
            judge(desk, act, chance)
        except CuibonoError:  # nothing to undo, said already, a later judgement rests on it
            continue
        followed = desk.ledger.view
        if chance.random() < 0.3:
            continue  # a look that nobody asked for its rows is followed too
        fresh = View(Tables(desk.folder), None)
        assert followed.judged == fresh.judged
        assert rows(followed) == rows(fresh), act
        assert followed.statements == fresh.statements, act
        assert dict(followed.papers) == dict(fresh.papers)
        assert followed.batches == fresh.batches


def test_a_judgement_looks_at_no_other_row(desk, looks):
    ledger = desk.ledger
    one, two, *_ = [s.id for s in ledger.statements()]
    assert len(looks) == 1
    desk.accept(one, who="a")
    desk.reject(two, who="a")
    assert [s.id for s in ledger.statements()][:1] == [one]
    assert two not in {s.id for s in ledger.statements()}
    desk.undo(who="a")
    assert two in {s.id for s in ledger.statements()}
    assert len(looks) == 1


def test_equal_rows_and_amended_documents_are_looked_at_anew(desk, looks):
    one = desk.ledger.statements()[0]
    before = len(looks)
    desk.amend(one.document, {"published": "2021-03-04"}, who="a")
    desk.ledger.statements()
    assert len(looks) == before + 1


def test_a_judgement_moves_no_statement_of_the_same_place(tmp_path):
    write(tmp_path / "ledger", dispatches(1, 3))
    desk = Desk(tmp_path / "ledger")
    first = desk.ledger.statements()[0]
    for type_ in ("AID", "ACCUSE", "THREATEN"):
        said = {"actor": "CHN", "type": type_, "recipient": "PRK"}
        desk.add(first.document, first.trigger_start, first.trigger_end, said, who="a")
    here = [s for s in desk.ledger.statements() if s.trigger_start == first.trigger_start]
    order = [s.id for s in here]
    assert len(order) == 4
    assert order[0] == first.id
    desk.accept(first.id, who="a")
    assert [s.id for s in desk.ledger.statements()][:4] == order
    assert [s.id for s in View(Tables(desk.folder), None).statements][:4] == order
