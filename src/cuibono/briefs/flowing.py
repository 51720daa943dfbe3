"""The passages of a section, told so that those which go on from each other stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cuibono.briefs.cited import Cited
from cuibono.briefs.passages import Passage
from cuibono.briefs.telling import Teller
from cuibono.events.event import Status


def surest(found: Sequence[Passage], most: int) -> list[Passage]:
    """The passages that the reader is surest of, in the order in which they came."""
    kept = {id(p) for p in sorted(found, key=weight)[:most]}
    return [p for p in found if id(p) in kept]


def flowing(teller: Teller, found: Sequence[Passage], led: bool = True) -> Iterator[Cited]:
    """Each passage as a sentence; those that go on from each other are told together.

    Where `led`, each is shown from the beginning of its paragraph.
    """
    last: tuple[Passage, Cited] | None = None
    for passage in found:
        joint = teller.continued(last[1], last[0], passage, led) if last else None
        if last and joint is None:
            yield last[1]
        last = passage, joint or teller.tell(passage, led)
    if last:
        yield last[1]


def weight(passage: Passage) -> tuple[bool, float]:
    """What a passage is sorted by: corroborated ones first, then the surest."""
    return passage.status is not Status.CORROBORATED, -passage.surest.confidence
