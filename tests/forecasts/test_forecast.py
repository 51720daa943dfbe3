from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.errors import CuibonoError, UsageError
from cuibono.forecasts.dated import Dated
from cuibono.forecasts.forecast import Wanted, forecast
from tests.tries import tries

from .worlds import START, dated, facts, shuffled_after


@pytest.fixture(scope="module")
def rows():
    return facts(days=150)


def test_rivals_are_foretold_to_threaten_with_their_reasons(rows):
    found = forecast(dated(rows), Wanted("A2", "A3", days=10))
    first = found.expectations[0]
    assert {(e.head, e.relation, e.tail) for e in found.expectations[:2]} == {
        ("A2", "THREATEN", "A3"), ("A3", "THREATEN", "A2"),
    }  # fmt: skip
    assert first.chance > 3 * first.base_rate
    assert first.reasons[0].relation == "THREATEN"
    assert sum(r.share for r in first.reasons) <= 1.001
    assert "“THREATEN” by A" in str(first.reasons[0])


def test_the_record_is_kept_and_beats_the_base_rates(rows):
    record = forecast(dated(rows), Wanted("A2", days=10)).calibration
    assert record is not None
    assert record.brier < record.base_brier
    assert sum(b.questions for b in record.bins) == record.questions
    likely = [b for b in record.bins if b.questions > 100]
    assert all(abs(b.foretold - b.came) < 0.1 for b in likely)


def test_a_shuffled_future_changes_nothing(rows):
    wanted = Wanted("A2", days=10, on=START + timedelta(days=120))
    assert forecast(dated(rows), wanted) == forecast(dated(shuffled_after(rows, 120)), wanted)
    assert forecast(dated(rows), wanted) == forecast(
        [e for e in dated(rows) if e.day < START + timedelta(days=120)], wanted
    )


@pytest.mark.parametrize(
    ("wanted", "note"),
    [
        (Wanted("Nobody", days=10), "no event of Nobody before"),
        (Wanted("A2", "Nobody", days=10), "no event of Nobody before"),
        (Wanted("A2", days=70), "are too few for a backtest over 70 days"),
        (Wanted("A2", "A12", days=10), "A2 and A12 have not met before"),
        (Wanted("A2", days=5, on=START + timedelta(days=200)), "the last event is 5"),
    ],
)
def test_what_history_does_not_carry_is_said(rows, wanted, note):
    found = forecast(dated(rows), wanted)
    assert any(note in n for n in found.notes), found.notes
    if "last event" not in note:
        assert found.calibration is None
        assert all(e.chance == e.base_rate for e in found.expectations)


def test_one_deed_of_others_gives_nobody_a_chance():
    deeds = [Dated(START, "UKR", "ACCUSE", "BLR")]
    strangers = forecast(deeds, Wanted("PRK", "RUS"))
    assert strangers.expectations == ()
    assert "no event of RUS before 2020-01-02: nothing can be forecast" in strangers.notes
    known = forecast(deeds, Wanted("UKR", "BLR"))
    assert known.expectations == ()
    assert known.notes[-2:] == (
        "1 dated deed of BLR and UKR before 2020-01-02, fewer than 5",
        "base rates of 1 pair of actors would mean little (10 are needed): nothing is forecast",
    )


def test_bad_calls_are_refused_in_a_line(rows):
    with pytest.raises(UsageError, match="horizon of one day"):
        forecast(dated(rows), Wanted("A2", days=0))
    with pytest.raises(CuibonoError, match="no dated event before 2019-01-01"):
        forecast(dated(rows), Wanted("A2", on=date(2019, 1, 1)))
    with pytest.raises(CuibonoError, match="event 1 of 2020-01-01 has no relation"):
        forecast([Dated(START, "A", " ", "B")], Wanted("A"))


events = st.builds(
    Dated,
    st.dates(date(2019, 12, 1), date(2020, 6, 1)),
    *(st.sampled_from(names) for names in ("ABCDEF", "xy", "ABCDEF")),
)


@tries(40)
@given(st.lists(events, min_size=1, max_size=60), st.integers(1, 400), st.sampled_from("ABCG"))
def test_any_events_give_chances_between_0_and_1(given_events, days, actor):
    found = forecast(given_events, Wanted(actor, days=days))
    assert found.expectations or found.notes
    assert all(0 <= e.chance <= 1 and 0 < e.base_rate <= 1 for e in found.expectations)
