import numpy as np
import pytest

from cuibono.errors import CuibonoError
from cuibono.forecasts.index import index
from cuibono.forecasts.timeline import timeline


def test_each_event_stands_at_both_of_its_ends():
    events = timeline([(0, 1, 2, 7)], 3, 2)
    rows = zip(events.subject, events.relation, events.object, strict=True)
    assert sorted(rows) == [(0, 1, 2), (2, 3, 0)]


@pytest.mark.parametrize(
    ("row", "name"),
    [((3, 0, 0, 0), "head"), ((0, 2, 0, 0), "relation"), ((0, 0, -1, 0), "tail"),
     ((0, 0, 1, -5), "day")],
)  # fmt: skip
def test_a_row_out_of_range_is_refused_by_name(row, name):
    with pytest.raises(CuibonoError, match=f"event 2 has the {name}"):
        timeline([(0, 0, 1, 0), row], 3, 2)


def test_what_an_actor_had_before_a_day_is_a_prefix():
    events = timeline([(0, 0, 1, 1), (0, 1, 1, 3), (0, 0, 2, 5)], 3, 2)
    known = index(events)
    me = np.array([0, 0, 0, 1])
    assert [known.pairs_before(me, day).tolist() for day in (1, 2, 6)] == [
        [0, 0, 0, 0], [1, 1, 1, 1], [2, 2, 2, 1],
    ]  # fmt: skip
    assert known.triples_before(me[:1], 4).tolist() == [2]
    assert known.pair_object[known.pair_start[0] :][:2].tolist() == [1, 2]
