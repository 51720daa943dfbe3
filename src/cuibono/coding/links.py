"""Why: the words by which a text ties one statement to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cuibono.coding.statement import Link, Statement
from cuibono.language.sentence import Sentence

# Words between two acts of one sentence. "after": the cause follows the words ("X because of Y");
# "before": it stands before them ("X, allowing Y").
BETWEEN: tuple[tuple[str, str, str], ...] = (
    ("response_to", "after", r"in (?:response|retaliation|reaction|reply|return) (?:to|for)|"
     r"following|retaliat\w+ (?:for|against)"),
    ("because", "after", r"because(?: of)?|thanks to|due to|owing to|as a result of|"
     r"on account of|in exchange for|over"),
    ("despite", "after", r"despite|in spite of|although|even though|notwithstanding"),
    ("enables", "after", r"tak(?:es?|ing) advantage of|benefit\w* from|profit\w* from"),
    ("enables", "before", r"allow\w*|enabl\w*|permit\w*|embolden\w*|encourag\w*"),
    ("because", "before", r"caus\w+|prompt\w*|led to|leading to|provok\w+|trigger\w*|"
     r"forc(?:ed|es|ing)|motivat\w+|so that"),
    ("in_order_to", "before", r"in order to|so as to|aim\w* (?:to|at)|"
     r"in an (?:effort|attempt|bid) to|with the (?:aim|goal|purpose) of"),
)  # fmt: skip
# Words that open a sentence and tie it to the one before.
OPENING: tuple[tuple[str, str], ...] = (
    ("response_to", r"in (?:response|retaliation|return|reply|reaction)"),
    ("because", r"as a result|consequently|therefore|for this reason"),
    ("despite", r"nevertheless|nonetheless"),
)
_BETWEEN = [(k, side, re.compile(rf"\b(?:{p})\b", re.IGNORECASE)) for k, side, p in BETWEEN]
_OPENING = [(k, re.compile(rf"\W*(?:{p})\b", re.IGNORECASE)) for k, p in OPENING]


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement with the number of its sentence."""

    statement: Statement
    sentence: int


def find_links(sentences: Sequence[Sentence], placed: Sequence[Placed]) -> tuple[Link, ...]:
    """The links between statements of one text, each once."""
    by_sentence: dict[int, list[Statement]] = {}
    for one in placed:
        by_sentence.setdefault(one.sentence, []).append(one.statement)
    found: dict[tuple[str, str, str], Link] = {}
    for number, here in by_sentence.items():
        sentence = sentences[number]
        for link in (
            *_opened(sentence, here, by_sentence.get(number - 1, [])),
            *_inside(sentence, here),
        ):
            found.setdefault((link.cause, link.kind, link.effect), link)
    return tuple(found.values())


def _opened(sentence: Sentence, here: list[Statement], before: list[Statement]) -> Iterator[Link]:
    """Links to the sentence before: "In response, Kyiv cut ties"."""
    kind = next((k for k, pattern in _OPENING if pattern.match(sentence.text)), None)
    if kind is None or not before:
        return
    for cause in _first(before):
        for effect in _first(here):
            yield _link(cause, kind, effect, sentence)


def _first(found: list[Statement]) -> list[Statement]:
    """The statements of the act that comes first."""
    start = min(s.trigger_start for s in found)
    return [s for s in found if s.trigger_start == start]


def _inside(sentence: Sentence, here: list[Statement]) -> Iterator[Link]:
    """Links between neighbouring acts of a sentence, by the words between them."""
    acts: dict[int, list[Statement]] = {}
    for statement in sorted(here, key=lambda s: s.trigger_start):
        acts.setdefault(statement.trigger_start, []).append(statement)
    groups = list(acts.values())
    for left, right in pairwise(groups):
        gap = sentence.text[
            left[0].trigger_end - sentence.start : right[0].trigger_start - sentence.start
        ]
        kind, side = next(((k, s) for k, s, pattern in _BETWEEN if pattern.search(gap)), (None, ""))
        if kind is None:
            continue
        causes, effects = (right, left) if side == "after" else (left, right)
        for cause in causes:
            for effect in effects:
                if cause.id != effect.id:
                    yield _link(cause, kind, effect, sentence)


def _link(cause: Statement, kind: str, effect: Statement, sentence: Sentence) -> Link:
    return Link(
        cause.id, kind, effect.id, effect.document, sentence.start, sentence.end, sentence.text
    )
