"""Why: the words by which a text ties one statement to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cuibono.coding.statement import Link, Statement
from cuibono.language.sentence import Sentence, Token

# How the phrase or clause that a word introduces relates to what it hangs on.
# The flag says whether the introduced part is the cause (else it is the effect).
MARKERS: dict[str, tuple[str, bool]] = {
    "because": ("because", True),
    "since": ("because", True),
    "thanks to": ("because", True),
    "due to": ("because", True),
    "because of": ("because", True),
    "owing to": ("because", True),
    "as a result of": ("because", True),
    "in response to": ("response_to", True),
    "in retaliation for": ("response_to", True),
    "following": ("response_to", True),
    "in return for": ("response_to", True),
    "in exchange for": ("response_to", True),
    "despite": ("despite", True),
    "in spite of": ("despite", True),
    "although": ("despite", True),
    "though": ("despite", True),
    "notwithstanding": ("despite", True),
    "in order to": ("in_order_to", False),
    "so that": ("in_order_to", False),
    "to": ("in_order_to", False),
}
VERBS: dict[str, str] = {
    "allow": "enables", "enable": "enables", "permit": "enables", "let": "enables",
    "help": "enables", "encourage": "enables", "embolden": "enables",
    "cause": "because", "prompt": "because", "lead": "because", "push": "because",
    "force": "because", "motivate": "because", "provoke": "because", "trigger": "because",
    "drive": "because",
}  # fmt: skip
OPENERS: dict[str, str] = {
    "in response": "response_to", "in retaliation": "response_to", "in return": "response_to",
    "in reply": "response_to", "as a result": "because", "consequently": "because",
    "therefore": "because", "nevertheless": "despite", "nonetheless": "despite",
    "in reaction": "response_to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement with the sentence and token of its trigger."""

    statement: Statement
    sentence: int
    token: int


def find_links(sentences: Sequence[Sentence], placed: Sequence[Placed]) -> tuple[Link, ...]:
    """The links between statements of one text, each once."""
    found: dict[tuple[str, str, str], Link] = {}
    for index, sentence in enumerate(sentences):
        here = [p for p in placed if p.sentence == index]
        before = [p for p in placed if p.sentence == index - 1]
        for link in (*_opened(sentence, here, before), *_inside(sentence, here)):
            found.setdefault((link.cause, link.kind, link.effect), link)
    return tuple(found.values())


def _opened(sentence: Sentence, here: Sequence[Placed], before: Sequence[Placed]) -> Iterator[Link]:
    """Links to the sentence before: "In response, Kyiv cut ties"."""
    opening = sentence.text[:24].lower()
    kind = next(
        (k for words, k in OPENERS.items() if opening.startswith((words + ",", words + " "))), None
    )
    if kind is None or not here or not before:
        return
    for cause in _main(before):
        for effect in _main(here):
            yield _link(cause, kind, effect, sentence)


def _main(placed: Sequence[Placed]) -> list[Placed]:
    """The statements of the trigger that comes first in its sentence."""
    reported = [p for p in placed if p.statement.source == "AUTHOR"] or list(placed)
    first = min(p.token for p in reported)
    return [p for p in reported if p.token == first]


def _inside(sentence: Sentence, here: Sequence[Placed]) -> Iterator[Link]:
    """Links within a sentence, by marked phrases and by verbs of causing."""
    tokens = {p.token for p in here}
    if len(tokens) < 2:
        return
    for token in sentence.tokens:
        kind, introduced_is_cause = _marked(sentence, token)
        if kind:
            below, above = _sides(sentence, token, here)
            pairs = ((b, a) if introduced_is_cause else (a, b) for b in below for a in above)
            yield from (_link(cause, kind, effect, sentence) for cause, effect in pairs)
        elif token.upos == "VERB" and token.lemma in VERBS:
            yield from _caused(sentence, token, here)


def _marked(sentence: Sentence, token: Token) -> tuple[str, bool]:
    """The link that a phrase's or clause's introducing words make, if any."""
    if token.relation not in ("advcl", "obl", "nmod"):
        return "", False
    words = [
        t.text.lower()
        for mark in sentence.children(token.index, "mark", "case")
        for t in (mark, *sentence.children(mark.index, "fixed"))
    ]
    joined = " ".join(words)
    if joined == "to" and token.relation != "advcl":
        return "", False
    if joined == "since" and token.relation != "advcl":
        return "", False
    return MARKERS.get(joined, ("", False))


def _sides(
    sentence: Sentence, token: Token, here: Sequence[Placed]
) -> tuple[list[Placed], list[Placed]]:
    """Statements inside a marked part, and those of the word that it hangs on."""
    inside = set(sentence.subtree(token.index))
    below = [p for p in here if p.token in inside]
    above = [p for p in here if p.token not in inside]
    governing = {token.head, *(c.index for c in sentence.children(token.head, "obj", "nsubj"))}
    nearest = [p for p in above if p.token in governing]
    return below, nearest or above[:1]


def _caused(sentence: Sentence, verb: Token, here: Sequence[Placed]) -> Iterator[Link]:
    """ "Support from Beijing allows Pyongyang to test": subject's statements cause the rest."""
    subjects = sentence.children(verb.index, "nsubj")
    if not subjects:
        return
    inside = set(sentence.subtree(subjects[0].index))
    causes = [p for p in here if p.token in inside]
    clauses = sentence.children(verb.index, "xcomp", "ccomp", "advcl", "obl", "obj")
    reached = {i for c in clauses for i in sentence.subtree(c.index)}
    effects = [p for p in here if p.token in reached]
    for cause in causes:
        for effect in effects:
            yield _link(cause, VERBS[verb.lemma], effect, sentence)


def _link(cause: Placed, kind: str, effect: Placed, sentence: Sentence) -> Link:
    return Link(
        cause.statement.id, kind, effect.statement.id, effect.statement.document,
        sentence.start, sentence.end, sentence.text,
    )  # fmt: skip
