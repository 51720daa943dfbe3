"""Accuracy may not fall below what it has been: raising a floor is a line in the changelog."""

from datetime import date

from benchmarks.articles import joined, scores
from benchmarks.traps import traps, wholly_right
from cuibono.documents import Document

FLOOR = {"F1": 0.64, "precision": 0.75, "source": 0.90, "stance": 0.94}
TRAPS = 0.66


def test_articles_are_coded_no_worse_than_before():
    found = joined([score for name, score in scores() if name != "seed"])
    assert {k: round(found[k], 3) for k, least in FLOOR.items() if found[k] < least} == {}


def test_traps_are_avoided_no_worse_than_before(coder, reader):
    every = list(traps())
    right = sum(
        wholly_right(
            trap,
            coder.code(
                Document(trap["text"], published=date.fromisoformat(trap["published"])),
                reader.read(trap["text"]),
            ).statements,
        )
        for trap in every
    )
    assert right / len(every) >= TRAPS
