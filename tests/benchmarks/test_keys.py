"""Every answer key and trap is well formed: known labels and codes, anchors that stand once."""

import json
from datetime import date
from pathlib import Path

import pytest

from cuibono.actors.registry import Registry
from cuibono.coding.codebook import Codebook
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Stance
from cuibono.scoring.answer_key import read_key

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
KEYS = sorted((BENCHMARKS / "keys").glob("articles-*.tsv"))
TRAPS = sorted((BENCHMARKS / "traps").glob("*.jsonl"))
TYPES = {entry.name for entry in Codebook.load().types}
STANCES = {str(stance) for stance in Stance}
FIELDS = {"actor", "type", "recipient", "source", "stance"}


def traps(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def unknown(codes, more):
    registry = Registry.load()
    roots = {code.partition(".")[0] for code in codes}
    return sorted(root for root in roots if root not in more and root not in registry)


@pytest.mark.parametrize("path", KEYS, ids=lambda path: path.stem)
def test_a_key_fits_its_article(path):
    text = path.with_suffix(".txt").read_text("utf-8")
    date.fromisoformat(text.splitlines()[0].removeprefix("published: "))
    answers = read_key(path, text)
    assert len({answer.id for answer in answers}) == len(answers)
    assert 30 <= len(answers) <= 60


@pytest.mark.parametrize("path", KEYS, ids=lambda path: path.stem)
def test_a_key_names_known_actors(path):
    answers = read_key(path, path.with_suffix(".txt").read_text("utf-8"))
    parties = {code for a in answers for code in a.actor | a.recipient}
    sources = {code for a in answers for code in a.fields["source"]}
    assert not unknown(parties, {UNKNOWN})
    assert not unknown(sources, {UNKNOWN, AUTHOR, UNNAMED})


@pytest.mark.parametrize("path", TRAPS, ids=lambda path: path.stem)
def test_traps_are_labelled_by_the_codebook(path):
    for trap in traps(path):
        assert set(trap) == {"id", "kind", "text", "published", "need", "allow"}, trap["id"]
        assert trap["kind"] == path.stem
        date.fromisoformat(trap["published"])
        for row in trap["need"] + trap["allow"]:
            assert set(row) - {"when"} == FIELDS, trap["id"]
            assert set(row["type"].split("|")) <= TYPES, trap["id"]
            assert set(row["stance"].split("|")) <= STANCES, trap["id"]
            parties = row["actor"].split("|") + row["recipient"].split("|")
            assert not unknown(parties, {UNKNOWN}), trap["id"]
            assert not unknown(row["source"].split("|"), {UNKNOWN, AUTHOR, UNNAMED}), trap["id"]


def test_traps_are_many_and_differ():
    every = [trap for path in TRAPS for trap in traps(path)]
    assert len({trap["id"] for trap in every}) == len(every)
    assert len({trap["text"] for trap in every}) == len(every)
