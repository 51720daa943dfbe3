"""What changed when: who joined which side of a claim, in the order of publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cuibono.coding.statement import Statement
from cuibono.events.event import Event, Voice


class What(StrEnum):
    """What a source did about a claim."""

    FORETOLD = "foretold"
    CLAIMED = "claimed"
    DENIED = "denied"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Turn:
    """What some sources did about a claim on one day, for the first time each.

    `day` is the day of publication, None where a text has none; `first` says that nobody in the
    ledger did so before; `again` that somebody did. `by` are names of voices, in order.
    """

    day: str | None
    what: What
    by: tuple[str, ...]
    statements: tuple[Statement, ...]
    first: bool = False
    again: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The turn as plain JSON values, its statements by their ids."""
        return {
            "day": self.day, "what": self.label, "by": list(self.by),
            "statements": [s.id for s in self.statements],
        }  # fmt: skip

    @property
    def label(self) -> str:
        """What was done, and whether for the first time: "first denied", "also denied"."""
        return f"{'first ' if self.first else 'also ' if self.again else ''}{self.what}"

    def words(self, name: Callable[[str], str] = str) -> str:
        """The turn as words, with what `name` calls the sources.

        >>> Turn("2022-09-06", What.DENIED, ("RUS", "PRK"), (), first=True).words()
        'first denied by RUS and PRK'
        """
        return f"{self.label} by {' and '.join(called(v, name) for v in self.by)}"


def called(voice: str, name: Callable[[str], str] = str) -> str:
    """A voice's name in words: several speakers of one voice each by its own.

    >>> called("RUS and USA", {"RUS": "Russia", "USA": "the United States"}.get)
    'Russia and the United States'
    >>> called("unnamed, in Harbour Review")
    'an unnamed source in Harbour Review'
    """
    if voice.startswith("unnamed, in "):
        return f"an unnamed source in {voice.removeprefix('unnamed, in ')}"
    return " and ".join(name(part) or part for part in voice.split(" and "))


def history(event: Event) -> tuple[Turn, ...]:
    """What changed when in an event: who foretold, claimed, denied and retracted it first.

    Each voice stands once for each thing that it did, on the day on which it first did so. What
    has no day stands at the end, and then nothing of its kind is called the first.
    """
    held: dict[tuple[str, What], list[tuple[str, Statement]]] = {}
    for voice in event.voices:
        for what, statement in _deeds(voice):
            day = statement.published or ""
            held.setdefault((day, what), []).append((voice.name, statement))
    ordered = sorted(held, key=lambda key: (key[0] or "~", list(What).index(key[1])))
    undated = {what for day, what in held if not day}
    done: set[What] = set()
    found: list[Turn] = []
    for day, what in ordered:
        names, statements = zip(*held[day, what], strict=True)
        first = bool(day) and what not in done | undated
        by = tuple(dict.fromkeys(names))
        found.append(Turn(day or None, what, by, statements, first, what in done))
        done.add(what)
    return tuple(found)


def _deeds(voice: Voice) -> Iterator[tuple[What, Statement]]:
    """What a voice did, each with its first statement."""
    ordered = sorted(voice.statements, key=lambda s: (not s.published, s.published or ""))
    if voice.denies:
        yield (What.RETRACTED if voice.withdrawn else What.DENIED), ordered[0]
        return
    told = next((s for s in ordered if not s.stance.foretold), None)
    ahead = next((s for s in ordered if s.stance.foretold), None)
    # Who tells it as a fact and then speaks of more to come changes no side.
    if ahead and (told is None or (ahead.published or "~") < (told.published or "~")):
        yield What.FORETOLD, ahead
    if told:
        yield What.CLAIMED, told
