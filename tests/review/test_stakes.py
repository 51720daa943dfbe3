"""What hangs on statements is worked out once for a state of the ledger, and then known."""

import pytest

from cuibono import Desk
from cuibono.inquiry import Inquiry
from cuibono.review import stakes
from cuibono.review.queue import NOT_YET
from tests.review.telling import one


@pytest.fixture
def asked(monkeypatch):
    """How often happenings were looked for."""
    times, events = [], Inquiry.events

    def counted(self, *given, **more):
        times.append(1)
        return events(self, *given, **more)

    monkeypatch.setattr(Inquiry, "events", counted)
    return times


def test_what_was_worked_out_is_taken_again_until_something_is_written(desk, asked):
    first = desk.review()
    again = Desk(desk.folder)
    assert again.review() == first
    assert len(asked) == 1
    again.accept(one(again, actor="NOR").id, who="anna")
    assert len(again.review()) == len(first) - 1
    assert len(asked) == 2


def test_what_is_known_is_given_without_looking_for_happenings(desk, asked):
    assert desk.review("known") == []
    first = desk.review()
    assert desk.review("known") == first
    desk.reject(first[0].statement.id, who="anna")
    made = desk.correct(first[1].statement.id, {"recipient": "CHN"}, who="anna")
    left = {w.statement.id for w in desk.review("known")}
    assert left == {w.statement.id for w in first[2:]}
    desk.undo(made.id, who="anna")
    assert len(asked) == 1


def test_a_statement_that_came_since_comes_last_and_says_so(desk):
    desk.review()
    path = desk.folder / stakes.NAME
    lost = one(desk, source="UKR").id
    path.write_text(path.read_text("utf-8").replace(f'"{lost}"', '"ffff"'), "utf-8")
    last = desk.review("known")[-1]
    assert (last.statement.id, last.because) == (lost, NOT_YET)


@pytest.mark.parametrize("words", ["", "[]", '{"version": 1}', '{"of": 3}'])
def test_a_file_that_cannot_be_used_is_worked_out_anew(desk, words):
    first = desk.review()
    (desk.folder / stakes.NAME).write_text(words, "utf-8")
    assert stakes.kept(desk.folder) is None
    assert desk.review() == first
    assert stakes.kept(desk.folder) is not None


def test_the_past_and_another_floor_are_not_kept(desk):
    desk.review(sure=0)
    assert stakes.kept(desk.folder) is None
