"""Accuracy may not fall below what it has been: raising a floor is a line in the changelog."""

from benchmarks import corpus, reading, typing
from benchmarks.articles import joined, scores
from benchmarks.reliability import error, kept
from benchmarks.setting import made
from benchmarks.traps import document, traps, wholly_right
from cuibono.documents import Document
from training.extractor import gold

FLOORS = {
    "articles": {"F1": 0.0, "precision": 0.0, "source": 0.0, "stance": 0.0},
    "traps": {"wholly right": 0.0},
    "documents": {
        "trigger F1": 0.0,
        "with type F1": 0.0,
        "actor, type, recipient F1": 0.0,
        "precision": 0.0,
        "source": 0.0,
        "stance": 0.0,
    },
    "surest documents": {"wholly right": 0.0},
    "corpus": {"trigger": 0.0, "type": 0.0, "stance": 0.0},
    "PLV": {"type": 0.0, "quadrant": 0.0},
}
SURE = 0.9
CALIBRATION_ERROR = 1.0
EVERY = 4


def below(name, found):
    return {key: found[key] for key, least in FLOORS[name].items() if found[key] < least}


def test_articles_are_coded_no_worse_than_before(coder):
    found = joined([score for name, score in scores(coder) if name != "seed"])
    assert below("articles", found) == {}


def test_traps_are_avoided_no_worse_than_before(coder):
    every = list(traps())
    coded = made(coder, map(document, every))
    right = sum(wholly_right(t, found) for t, found in zip(every, coded, strict=True))
    assert below("traps", {"wholly right": right / len(every)}) == {}


def test_unseen_documents_are_read_no_worse_than_before_and_confidence_holds(coder, data):
    found = [p for p in reading.documents(data) if gold.split(p[1].id) == "calibration"]
    tally = reading.measure(found[::EVERY], coder)["all"]
    assert below("documents", tally.figures()) == {}
    _, right = kept(tally.sure, SURE)
    assert below("surest documents", {"wholly right": right}) == {}
    assert error(tally.sure) <= CALIBRATION_ERROR


def test_own_sentences_are_read_no_worse_than_before(coder):
    tally = corpus.measure(corpus.held(), coder)
    found = {name: tally.f1(name) for name in ("trigger", "type")}
    assert below("corpus", {**found, "stance": tally.share("stance", "trigger")}) == {}


def test_marked_pairs_are_typed_no_worse_than_before(coder, data):
    found = typing.cases(data)[::EVERY]
    coded = made(coder, (Document(case.text) for case in found))
    answers = [typing.answer(c, statements) for c, statements in zip(found, coded, strict=True)]
    guesses = [typing.plv(a.type) if a else typing.NOTHING for a in answers]
    types, _ = typing.macro_f1([c.type for c in found], guesses)
    numbers = [typing.QUADRANT.get(g, 0) for g in guesses]
    quadrants, _ = typing.macro_f1([c.quadrant for c in found], numbers)
    assert below("PLV", {"type": types, "quadrant": quadrants}) == {}
