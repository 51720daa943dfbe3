import numpy as np
import pytest

from cuibono.coding.sense import as_text
from cuibono.coding.statement import Stance
from cuibono.events.rules import MANY, crowded, never, vouched
from cuibono.events.sheet import sheet
from tests.events.telling import say


@pytest.mark.parametrize(
    ("other", "bears_out"),
    [
        (say("b"), True),
        (say("b", stance=Stance.PLANNED), False),
        (say("b", when="2022-09-01/2022-09-05", published="2022-09-05"), False),
        (say("b", when="2022-09-01/2022-09-05", published="2022-11-05"), True),
        (say("b", actor="CHN"), False),
        (say("b", actor="---"), True),
    ],
)
def test_announcements_sums_and_other_parties_bear_out_no_deed(other, bears_out):
    columns = sheet([say("a"), other], ["a", "b"])
    assert vouched(columns, np.array([[0, 1]]), np.array([9.0]), 2.0).tolist() == [bears_out]


def test_what_another_did_alone_bears_out_nothing():
    mine, yours = (say(d, actor=a, recipient="---") for d, a in (("a", "IRN"), ("b", "PRK")))
    for other, bears_out in ((yours, False), (say("b", actor="IRN", recipient="---"), True)):
        columns = sheet([mine, other], ["a", "b"])
        assert vouched(columns, np.array([[0, 1]]), np.array([9.0]), 2.0).tolist() == [bears_out]


def test_what_is_not_sure_bears_nothing_out():
    columns = sheet([say("a"), say("b")], ["a", "b"])
    assert vouched(columns, np.array([[0, 1]]), np.array([1.9]), 2.0).tolist() == [False]


@pytest.mark.parametrize(
    ("type_", "published", "bears_out"),
    [("ACCUSE", "2022-09-07", True), ("ACCUSE", "2022-10-07", False), ("AID", "2022-10-07", True)],
)
def test_what_is_said_is_said_again(type_, published, bears_out):
    said = [say(d, type=type_, when=None, published=day)
            for d, day in (("a", "2022-09-06"), ("b", published))]  # fmt: skip
    columns = sheet(said, ["a", "b"])
    assert vouched(columns, np.array([[0, 1]]), np.array([9.0]), 2.0).tolist() == [bears_out]


def test_in_a_war_reports_some_days_apart_are_of_one_act_only_where_that_is_sure():
    def strike(day, document):
        words = f"Kyiv struck a depot near Kursk{document}."
        return say(
            f"t{document}", quote=words, end=len(words), trigger="struck", trigger_start=5,
            trigger_end=11, actor="UKR", recipient="RUS", type="ASSAULT", item=None, when=None,
            published=f"2024-05-{day:02d}",
        )  # fmt: skip

    few = [strike(10, 1), strike(13, 2)]
    many = [*few, *(strike(11, n) for n in range(3, 3 + MANY))]
    for told, crowd in ((few, False), (many, True)):
        held = sheet(told, [s.document for s in told])
        assert crowded(held, np.array([0]), np.array([1])).tolist() == [crowd]
        assert not crowded(held, np.array([0]), np.array([0])).any()


@pytest.mark.parametrize("other", [{"item": "troops"}, {"actor": "CHN"}, {"type": "SANCTION"}])
def test_two_texts_may_read_one_act_in_two_ways_where_it_is_known_what_they_mean(other):
    sense = as_text(np.ones(128, np.int8))
    first, second = say("a", sense=sense), say("b", sense=sense, **other)
    unknown = say("c", **other)
    for texts, contradict in (("ab", [False, True]), ("aa", [True, True])):
        columns = sheet([first, second, unknown], [*texts, "c"])
        assert never(columns, np.array([[0, 1], [0, 2]])).tolist() == contradict
