"""Lemmas: known forms from a list, others from the learned edit, checked against known lemmas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cuibono.language.decoding import lemma

PREFIXES = ("mis", "re", "over", "out", "under", "dis", "un", "de", "co", "pre", "inter")


@dataclass(frozen=True)
class Lemmas:
    """Known forms by part of speech: `forms["VERB"]["sent"] == "send"`.

    A verb maps to itself where only its lemma is known.

    >>> lemmas = Lemmas({"VERB": {"relies": "rely"}, "NOUN": {}})
    >>> lemmas.of("VERB", "relied", "L1+")
    'rely'
    """

    forms: Mapping[str, Mapping[str, str]]

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {tag: frozenset(held.values()) for tag, held in self.forms.items()}

    def of(self, tag: str, word: str, script: str) -> str:
        """The lemma of a word with a part of speech, given the edit that the reader proposes."""
        found = self.forms.get(tag, {}).get(word.lower())
        if found:
            return found
        proposed = lemma(script, word)
        known = self._known.get(tag, frozenset())
        if tag not in ("VERB", "NOUN") or proposed in known:
            return proposed
        return next((c for c in regular(tag, word.lower()) if _is_known(c, known)), proposed)


def _is_known(lemma: str, known: frozenset[str]) -> bool:
    """Whether a lemma is known, or is one with a prefix: "mistreat"."""
    bare = (lemma.removeprefix(p) for p in PREFIXES if lemma.startswith(p))
    return lemma in known or any(len(b) > 2 and b in known for b in bare)


def regular(tag: str, word: str) -> Iterator[str]:
    """What a regular form may come from, the likeliest first; `word` is in lower case.

    >>> list(regular("VERB", "ferried")), list(regular("VERB", "neutralising"))
    (['ferry', 'ferri', 'ferrie'], ['neutralis', 'neutralise'])
    """
    if word.endswith(("ies", "ied")):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-1]
        yield word[:-2]
    elif word.endswith("s"):
        yield word[:-1]
    if tag == "VERB" and word.endswith(("ed", "ing")):
        stem = word[:-2] if word.endswith("ed") else word[:-3]
        yield stem + "e" if stem.endswith("e") else stem
        yield stem + "e"
        if len(stem) > 2 and stem[-1] == stem[-2]:
            yield stem[:-1]
