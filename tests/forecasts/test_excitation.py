import numpy as np

from cuibono.forecasts import excitation as module
from cuibono.forecasts.excitation import antecedents, excitation
from cuibono.forecasts.index import index
from cuibono.forecasts.timeline import timeline

from .worlds import facts


def test_what_calls_forth_what_is_found():
    """In the world of rivals a threat draws a threat back; consultation draws nothing."""
    events = timeline(facts(), 24, 2)
    weights = excitation(events, index(events))
    threat, consult, threatened = 0, 1, 2
    drawn = weights[0, threatened, threat]
    assert drawn > 5 * weights[0, threat, threat]
    assert drawn > 20 * weights[0, threatened, consult]


def test_the_past_of_an_event_ends_before_its_day():
    events = timeline([(0, 0, 1, 3), (0, 1, 1, 3), (0, 0, 1, 9)], 2, 2)
    past = antecedents(events, index(events))
    assert set(events.day[past.event].tolist()) == {9}
    assert np.allclose(past.faded[:, 0], 0.5 ** (6 / 1.5))


def test_a_long_past_is_fitted_by_its_latest_events(monkeypatch):
    events = timeline(facts(), 24, 2)
    late = events.since(int(events.day[-500]))
    monkeypatch.setattr(module, "LATEST", 500)
    assert np.array_equal(excitation(events, index(events)), excitation(late, index(late)))
