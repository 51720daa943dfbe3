"""Accuracy of what counts may not fall below what it has been; docs/results.md has the figures."""

import pytest

from benchmarks import reading
from benchmarks.articles import joined, scores
from benchmarks.reliability import error
from benchmarks.setting import made
from benchmarks.traps import document, traps, wholly_right
from cuibono.coding.confidence import FLOOR
from training.extractor import gold

pytestmark = pytest.mark.long
FLOORS = {
    "seed": {"F1": 0.55, "precision": 0.58, "source": 0.95, "stance": 0.92},
    "articles": {"F1": 0.58, "precision": 0.66, "source": 0.92, "stance": 0.97},
    "traps": {"wholly right": 0.70},
    "documents": {
        "trigger F1": 0.71,
        "with type F1": 0.65,
        "actor, type, recipient F1": 0.50,
        "precision": 0.55,
        "source": 0.88,
        "stance": 0.94,
    },
}
CALIBRATION_ERROR = 0.08
EVERY = 12


def below(name, found):
    return {key: found[key] for key, least in FLOORS[name].items() if found[key] < least}


def test_articles_are_coded_no_worse_than_before(coder):
    found = dict(scores(coder, sure=FLOOR))
    assert below("seed", joined([found.pop("seed")])) == {}
    assert below("articles", joined([*found.values()])) == {}


def test_traps_are_avoided_no_worse_than_before(coder):
    every = list(traps())
    coded = made(coder, map(document, every), FLOOR)
    right = sum(wholly_right(t, found) for t, found in zip(every, coded, strict=True))
    assert below("traps", {"wholly right": right / len(every)}) == {}


def test_unseen_documents_are_read_no_worse_than_before_and_confidence_holds(coder, data):
    found = [p for p in reading.documents(data) if gold.split(p[1].id) == "calibration"]
    tally = reading.measure(found[::EVERY], coder, FLOOR)["all"]
    assert below("documents", tally.figures()) == {}
    assert error(tally.sure) <= CALIBRATION_ERROR
