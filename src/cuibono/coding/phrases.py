"""Phrases of one name: what was read as two parties, and is the name of one."""

from __future__ import annotations

from dataclasses import replace

from cuibono.coding.extractor import Act, Party
from cuibono.language.sentence import Sentence

WITHIN = frozenset({"of", "for"})
"""Small words inside a name, with a capital on either side: "Ministry of Foreign Affairs"."""
MOST = 3
"""Words between two parts of one name at most."""


def joined(act: Act, sentence: Sentence) -> Act:
    """An act in which the two parts of one name are one party: "Russian [Ministry of] Energy"."""
    parties = {role: _joined(held, sentence) for role, held in act.parties.items()}
    return replace(act, parties=parties) if parties != act.parties else act


def _joined(parties: list[Party], sentence: Sentence) -> list[Party]:
    found: list[Party] = []
    for party in sorted(parties, key=lambda p: p.span or (-1, -1)):
        last = found[-1] if found else None
        if last and last.span and party.span and _one_name(last.span, party.span, sentence):
            found[-1] = replace(last, span=(last.span[0], party.span[1]))
        else:
            found.append(party)
    return found


def _one_name(first: tuple[int, int], second: tuple[int, int], sentence: Sentence) -> bool:
    """Whether words between two phrases go on with the name of the first: at least one capital."""
    words = [t.text for t in sentence.tokens[first[1] : second[0] + 1]]
    between = words[1:-1]
    if not 0 < len(between) <= MOST or not words[0][:1].isupper() or not words[-1][:1].isupper():
        return False
    return between[0][:1].isupper() and all(w[:1].isupper() or w in WITHIN for w in between)
