"""What comes first in the queue, and how often program and people were right."""

from dataclasses import replace

import pytest

from cuibono.coding.statement import Coding
from cuibono.counting import Only
from cuibono.desk import Desk
from cuibono.errors import UsageError
from cuibono.ledger import Ledger
from tests.review.telling import act, documents, one


def test_what_most_hangs_on_comes_first(desk):
    first, *_ = desk.review()
    assert first.statement == one(desk, source="UKR")
    assert first.because == "the only statement for a contested claim"
    reasons = {w.statement.actor + w.statement.type: w.because for w in desk.review()}
    assert "the only denial of a contested claim" in [w.because for w in desk.review()]
    alone, both = "the only statement of this event", "one of 2 statements of this event"
    assert reasons["BLRSUPPORT"] in (alone, both)
    weights = [w.weight for w in desk.review()]
    assert weights == sorted(weights, reverse=True)


def test_least_sure_first(desk):
    sureness = [w.statement.confidence for w in desk.review("unsure")]
    assert sureness == sorted(sureness)
    assert sureness[0] == 0.3


def test_in_the_order_of_a_document(desk):
    note = documents()[2]
    waiting = desk.review("document", only=Only(document=note.id[:6]))
    assert [w.statement.trigger for w in waiting] == ["praised", "criticised"]


def test_of_two_actors(desk):
    assert {w.statement.type for w in desk.review("unsure", "PRK", "RUS")} == {"AID"}
    assert [w.statement.actor for w in desk.review("unsure", "Norway")] == ["NOR"]


def test_a_sample_by_chance_stays_the_same_and_is_not_the_order_of_reading(desk):
    ids = [w.statement.id for w in desk.review("chance")]
    assert ids == [w.statement.id for w in desk.review("chance")]
    assert sorted(ids) == sorted(s.id for s in desk.ledger.statements())


def test_what_is_judged_waits_no_more_and_undo_brings_it_back(desk):
    every = {w.statement.id for w in desk.review()}
    desk.accept(one(desk, actor="NOR").id, who="anna")
    desk.reject(one(desk, actor="BLR").id, who="anna")
    assert len(desk.review()) == len(every) - 2
    desk.undo(who="anna")
    (back,) = [w for w in desk.review() if w.statement.actor == "BLR"]
    assert back.last == ""


def test_an_order_that_does_not_exist(desk):
    with pytest.raises(UsageError, match="no order is called 'random': consequence, unsure"):
        desk.review("random")


def test_a_second_opinion_is_of_what_was_first_read_and_changes_no_row(desk):
    before = one(desk, source="UKR")
    desk.correct(before.id, {"recipient": "CHN"}, who="anna")
    (waiting,) = desk.review(second=True, who="bob")
    assert waiting.statement == before
    desk.correct(before.id, {"recipient": "IRN"}, who="bob", second=True)
    assert one(desk, source="UKR").recipient == "CHN"
    assert desk.review(second=True, who="bob") == []
    assert desk.review(second=True, who="anna") == []
    pairs = {p.field: p for p in desk.agreement().pairs}
    assert (pairs["verdict"].same, pairs["verdict"].n) == (1, 1)
    assert (pairs["recipient"].same, pairs["recipient"].n) == (0, 1)
    assert (pairs["type"].same, pairs["type"].n) == (1, 1)


def test_precision_counts_what_had_to_be_changed_or_thrown_out(desk):
    desk.accept(one(desk, actor="NOR").id, who="anna", via="chance")
    desk.accept(one(desk, actor="BLR").id, who="anna")
    desk.reject(one(desk, source="PRK").id, who="anna")
    moved = desk.correct(one(desk, source="UKR").id, {"recipient": "CHN"}, who="anna")
    desk.accept(moved.became, who="bob")
    found = desk.agreement()
    assert (found.precision.right, found.precision.judged) == (2, 4)
    assert (found.by_chance.right, found.by_chance.judged) == (1, 1)
    assert (found.fields["recipient"].right, found.fields["recipient"].judged) == (2, 3)
    assert (found.total, found.reviewed) == (4, 3)
    assert desk.standing() == (
        "3 of 4 statements have been reviewed; "
        "right as read: 2 of 4 (15 to 85 %), chosen by the reviewer"
    )
    assert found.to_dict()["precision"]["low"] == 0.15


def test_a_date_that_its_document_moved_is_not_the_readers_fault(desk):
    desk.amend(documents()[0].id, {"published": "2023-03-01"}, who="anna")
    desk.accept(one(desk, source="UKR").id, who="anna")
    assert desk.agreement().precision.right == 1


def test_nothing_is_said_where_nobody_judged(desk):
    assert desk.standing() == ""
    assert desk.agreement().precision.judged == 0


def test_two_reviewers_by_kappa(tmp_path):
    """Ten statements; they agree on eight, and each rejects half: 0.6 beyond chance."""
    note = replace(documents()[2], text=" ".join(f"Minsk praised Oslo {n}." for n in range(10)))
    said = [
        act(note, f"Minsk praised Oslo {n}.", "praised", "BLR", "SUPPORT", "NOR") for n in range(10)
    ]
    Ledger.open(tmp_path / "ledger").append(note, Coding(tuple(said)))
    desk = Desk(tmp_path / "ledger")
    for n, s in enumerate(said):
        judge = desk.accept if n < 5 else desk.reject
        judge(s.id, who="anna")
        judge = desk.accept if n in (0, 1, 2, 3, 5) else desk.reject
        judge(s.id, who="bob", second=True)
    (verdict,) = [p for p in desk.agreement().pairs if p.field == "verdict"]
    assert (verdict.n, verdict.same, verdict.kappa) == (10, 8, 0.6)
