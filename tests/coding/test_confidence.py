"""Confidence: the chance that all of a row is right, from the chances of its parts."""

from hypothesis import given
from hypothesis import strategies as st

from cuibono.coding.confidence import FEATURES, Calibration, Chances

CHANCE = st.floats(0, 1)
ALL = st.lists(CHANCE, min_size=len(FEATURES), max_size=len(FEATURES))


@given(ALL)
def test_whatever_the_parts_it_is_a_chance(parts):
    assert 0 <= Calibration().confidence(Chances(*parts)) <= 1


@given(ALL, st.integers(0, len(FEATURES) - 1), CHANCE)
def test_a_part_that_is_surer_never_makes_the_whole_less_sure(parts, at, more):
    raised = [max(p, more) if n == at else p for n, p in enumerate(parts)]
    weigh = Calibration({**dict.fromkeys(FEATURES, 0.2), "least": 0.5}, -1.0)
    assert weigh.confidence(Chances(*raised)) >= weigh.confidence(Chances(*parts))


def test_traits_count_by_their_weight_and_others_not_at_all():
    parts = (0.9,) * len(FEATURES)
    weigh = Calibration({"least": 1.0, "type=AID": -1.0})
    plain, of_type = Chances(*parts), Chances(*parts, ("type=AID",))
    assert weigh.confidence(of_type) < weigh.confidence(plain)
    assert weigh.confidence(Chances(*parts, ("unknown=1",))) == weigh.confidence(plain)


def test_a_chance_of_nothing_or_all_does_not_break_the_reckoning():
    sure, unsure = (Chances(*(c,) * len(FEATURES)) for c in (1.0, 0.0))
    assert Calibration().confidence(sure) > 0.9
    assert Calibration().confidence(unsure) < 0.1


def test_the_shipped_reader_weighs_every_part_and_nothing_without_a_name(coder):
    weights = coder.calibration.weights
    assert {"least", *FEATURES} <= set(weights)
    traits = set(weights) - {"least", *FEATURES}
    assert [name for name in traits if "=" not in name] == ["again"]
