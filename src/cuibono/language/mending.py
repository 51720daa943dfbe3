"""Trees put right where grammar leaves no doubt, after the learned parser has spoken."""

from __future__ import annotations

from collections.abc import Sequence

NOUNS = ("NOUN", "PROPN", "PRON")
MARKS = ("of", "from", "to", "into", "for", "that")
CLAUSES = ("advcl", "xcomp", "acl", "ccomp")
LOST = ("obj", "obl", "nsubj", "iobj", "dep", "nmod")


def mend(words: Sequence[str], upos: Sequence[str], heads: list[int], relations: list[str]) -> None:
    """Hang what stands before a clause's marker on the verb above: "accused *Minsk* of lying".

    A clause begins with its marker, so a noun before it cannot belong to it. `heads` (-1 for
    the root) and `relations` are changed in place.
    """
    for mark, relation in enumerate(relations):
        verb = heads[mark]
        if relation != "mark" or verb < mark or words[mark].lower() not in MARKS:
            continue
        governor = heads[verb]
        if relations[verb].partition(":")[0] not in CLAUSES or not 0 <= governor < mark:
            continue
        for noun in range(governor + 1, mark):
            lost = heads[noun] == verb and upos[noun] in NOUNS
            if lost and relations[noun].partition(":")[0] in LOST:
                taken = _has(heads, relations, governor, "obj")
                cased = _has(heads, relations, noun, "case")
                heads[noun] = governor
                relations[noun] = "obl" if cased or taken else "obj"


def _has(heads: Sequence[int], relations: Sequence[str], head: int, relation: str) -> bool:
    return any(h == head and r == relation for h, r in zip(heads, relations, strict=True))
