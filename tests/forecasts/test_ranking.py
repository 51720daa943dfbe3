import numpy as np

from cuibono.forecasts.ranking import Figures, TrueObjects, rank
from cuibono.forecasts.timeline import timeline


def test_a_tie_of_all_gives_the_middle_rank():
    assert rank(np.zeros((1, 9)), np.zeros(1)).tolist() == [5.0]


def test_hits_count_ranks_up_to_k():
    figures = Figures.of(np.array([1.0, 3.0, 4.0, 11.0]))
    assert (figures.hits1, figures.hits3, figures.hits10) == (25, 50, 75)
    assert Figures.of(np.zeros(0)).questions == 0


def test_only_true_answers_of_the_same_day_and_question_are_filtered():
    events = timeline([(0, 0, 1, 4), (0, 0, 2, 4), (0, 1, 3, 4), (0, 0, 3, 5)], 4, 2)
    there = dict(events.days())[4]
    rows = np.array([i for i in range(there.start, there.stop) if events.subject[i] == 0])
    owner, objects = TrueObjects(events).others(there, rows)
    asked = [(int(events.relation[rows[q]]), int(events.object[rows[q]])) for q in owner]
    got = sorted(zip(asked, objects.tolist(), strict=True))
    assert got == [((0, 1), 2), ((0, 2), 1)]
