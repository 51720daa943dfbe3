"""The words that commit a source: who speaks, denies, plans, expects, asks, hedges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

KINDS = (
    "say", "deny", "believe", "expect", "warn", "plan", "seek", "ask", "enable", "fail", "forbid",
    "through",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speech:
    """Lemmas by what they do to a proposition; `kinds` are those of `KINDS`.

    A verb such as `threaten` both speaks and plans: `verbs` gives all its kinds in the order
    of `speech.yaml`, and `speaks` tells whether its subject is the source.
    """

    version: str
    verbs: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    adjectives: dict[str, frozenset[str]]
    speakers: frozenset[str]
    hedges: frozenset[str]
    future_adverbs: frozenset[str]
    prepositions: frozenset[str]
    unnamed: frozenset[str]
    claims: frozenset[str]
    negations: frozenset[str]
    conditionals: frozenset[str]
    aspect: frozenset[str]
    modals: dict[str, str]

    @classmethod
    @cache
    def load(cls) -> Speech:
        """The lexicon that ships with the package, `data/speech.yaml`.

        >>> sorted(Speech.load().verbs["deny"])
        ['deny']
        >>> "say" in Speech.load().speakers
        True
        """
        text = files("cuibono").joinpath("data/speech.yaml").read_text(encoding="utf-8")
        return cls._parsed(yaml.load(text, Loader=yaml.CSafeLoader))

    @classmethod
    def _parsed(cls, raw: dict[str, Any]) -> Speech:
        speakers = set[str]()
        for kind in raw["speakers"]:
            speakers |= _words(raw["verbs"][kind])
        speakers |= _words(raw["speaking_planners"]) | _words(raw["speaking_forecasters"])
        modals = {word: kind for kind, text in raw["modals"].items() for word in text.split()}
        return cls(
            version=str(raw["version"]),
            verbs=_kinds(raw["verbs"]),
            nouns=_kinds(raw["nouns"]),
            adjectives=_kinds(raw["adjectives"]),
            speakers=frozenset(speakers),
            hedges=_words(raw["hedges"]),
            future_adverbs=_words(raw["future_adverbs"]),
            prepositions=frozenset(raw["prepositions_of_source"]),
            unnamed=_words(raw["unnamed"]),
            claims=_words(raw["claims"]),
            negations=_words(raw["negations"]),
            conditionals=_words(raw["conditionals"]),
            aspect=_words(raw["aspect"]),
            modals=modals,
        )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _kinds(raw: dict[str, str]) -> dict[str, frozenset[str]]:
    """From kind -> words to word -> kinds."""
    found: dict[str, set[str]] = {}
    for kind, text in raw.items():
        for word in text.split():
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}
