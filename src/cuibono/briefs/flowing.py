"""The passages of a section, told so that those which go on from each other stand together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cuibono.briefs.cited import Cited
from cuibono.briefs.cues import BREAK
from cuibono.briefs.passages import Passage
from cuibono.briefs.telling import Place, Teller


def surest(found: Sequence[Passage], most: int) -> list[Passage]:
    """The passages that the reader is surest of, in the order in which they came."""
    kept = {id(p) for p in sorted(found, key=weight)[:most]}
    return [p for p in found if id(p) in kept]


class Followers:
    """Passages without a heading of their own: each is told with one that it follows, once.

    So a paragraph of which one sentence has a heading does not stand in a brief twice.
    """

    def __init__(self, teller: Teller, found: Iterable[Passage] = ()) -> None:
        self._teller = teller
        self._held: dict[str, list[Passage]] = {}
        for passage in sorted(found, key=lambda p: p.surest.start):
            self._held.setdefault(passage.surest.document, []).append(passage)

    def after(self, passage: Passage, before: int | None) -> Iterator[Passage]:
        """Those further down in the paragraph of a passage, up to a place; the nearest first."""
        held = self._held.get(passage.surest.document, [])
        first = bisect_left(held, passage.surest.end, key=lambda p: p.surest.start)
        for other in held[first:]:
            far = before is not None and other.surest.start >= before
            if far or not _one_paragraph(self._teller, passage, other):
                return
            yield other

    def take(self, passage: Passage) -> None:
        """A passage is told, and follows no other."""
        self._held[passage.surest.document].remove(passage)


def flowing(
    teller: Teller, found: Sequence[Passage], led: bool, followers: Followers
) -> Iterator[Cited]:
    """Each passage as a sentence; those that go on from each other are told together.

    Where `led`, each is shown from the beginning of its paragraph, unless the one above is of the
    same paragraph and too long to be told with it. What another passage shows as an independent
    report is not told again.
    """
    last: tuple[Passage, Cited] | None = None
    shown: set[Place] = set()
    for number, passage in enumerate(found):
        first = passage.surest
        if (first.document, first.start) in shown:
            continue
        joint = teller.continued(last[1], last[0], passage, led) if last else None
        if last and joint is None:
            yield last[1]
        goes_on = last is not None and _one_paragraph(teller, last[0], passage)
        last = passage, joint or teller.tell(passage, led and not goes_on, shown_before=shown)
        shown |= {(s.document, s.start) for s in (first, *teller.independent(passage))}
        for other in list(followers.after(passage, _next(found, number))):
            joint = teller.continued(last[1], last[0], other, led)
            if joint is None:
                break
            followers.take(other)
            # What a heading does not tell of is cited, but not as what it is told for.
            told = last[1]
            also = (*told.also, *other.statements)
            marks = joint.kept(told)
            joint = replace(joint, statements=told.statements, also=also, marks=marks)
            last = other, joint
    if last:
        yield last[1]


def _next(found: Sequence[Passage], number: int) -> int | None:
    """Where the passage after one begins, if it stands in the same text."""
    here, after = found[number].surest, found[number + 1 : number + 2]
    return next((p.surest.start for p in after if p.surest.document == here.document), None)


def _one_paragraph(teller: Teller, one: Passage, later: Passage) -> bool:
    """Whether a passage stands further down in the paragraph of another."""
    first, second = one.surest, later.surest
    if first.document != second.document or second.start < first.end:
        return False
    document = teller.documents.get(first.document)
    return document is not None and not BREAK.search(document.text, first.end, second.start + 1)


def weight(passage: Passage) -> tuple[bool, float]:
    """What a passage is sorted by: corroborated ones first, then the surest."""
    return passage.corroborated is None, -passage.surest.confidence
