"""What the codebook says of event types, as every room after the reading asks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono import infile

if TYPE_CHECKING:
    from cuibono.coding.codebook import EventType

COOPERATION, CONFLICT = "cooperation", "conflict"
OUTCOME = "outcome"


@dataclass(frozen=True)
class Kinds:
    """The event types that ship, joined by those of a user's own codebook file.

    Nothing is loaded before the first question. Of a type that the codebook lacks nothing is known.

    >>> kinds = Kinds()
    >>> kinds.side("AID"), kinds.side("THREATEN"), kinds.side("GAIN")
    ('cooperation', 'conflict', None)
    """

    own: Path | None = None

    @cached_property
    def types(self) -> Mapping[str, EventType]:
        """The types by their names."""
        from cuibono.coding.codebook import Codebook

        return Codebook.load(self.own).by_name

    @cached_property
    def mark(self) -> str:
        """What tells a user's own types from others; the same for those that ship."""
        return sha256(infile.needed(self.own)).hexdigest()[:12] if self.own else "shipped"

    def side(self, name: str) -> str | None:
        """Cooperation or conflict, None for a type that is neither."""
        found = self.types.get(name)
        return found.side if found else None

    def score(self, name: str, mode: str | None = None) -> float | None:
        """The conflict-cooperation score, -10 to 10: of the mode, or else of the type.

        A type without a score of its own has the mean of those that share its quadrant. None for
        an outcome, and for a type that is not in the codebook.

        >>> SHIPPED.score("CONSULT", "visit"), SHIPPED.score("CONSULT"), SHIPPED.score("GAIN")
        (4.0, 2.5, None)
        """
        found = self.types.get(name)
        if found is None:
            return None
        own = found.modes.get((mode or "").lower(), found.score)
        return self._means.get(found.quadrant) if own is None else own

    def borrowed(self, names: Iterable[str]) -> dict[str, float]:
        """Of these types, those whose score is the mean of their quadrant, with that mean."""
        unscored = {n for n in names if n in self.types and self.types[n].score is None}
        scores = {name: self.score(name) for name in sorted(unscored)}
        return {name: score for name, score in scores.items() if score is not None}

    @cached_property
    def _means(self) -> dict[str, float]:
        """The mean score of each quadrant that has any."""
        held: dict[str, list[float]] = {}
        for type_ in self.types.values():
            if type_.score is not None:
                held.setdefault(type_.quadrant, []).append(type_.score)
        return {quadrant: round(sum(s) / len(s), 2) for quadrant, s in held.items()}

    def family(self, name: str) -> str:
        """The family of types that may tell of one happening; its own name where it stands alone.

        A meeting and what was agreed at it are told now as the one, now as the other. AID and
        SUPPORT are of two families: a shared event would say of words that they were deeds.

        >>> SHIPPED.family("CONSULT") == SHIPPED.family("AGREE"), SHIPPED.family("AID")
        (True, 'AID')
        >>> SHIPPED.family("AID") == SHIPPED.family("SUPPORT")
        False
        """
        found = self.types.get(name)
        return (found.family if found else "") or name

    def alone(self, name: str) -> bool:
        """Whether it may be done to nobody in particular: a test of weapons, a march, a gain.

        Of any other type a statement without a recipient has a gap, and two gaps are not one
        happening.
        """
        found = self.types.get(name)
        return found is not None and found.alone

    def gives(self, name: str) -> str:
        """What an act of a type gives where no item is named, empty where that is nothing.

        >>> SHIPPED.gives("SUPPORT"), SHIPPED.gives("CONSULT")
        ('support', '')
        """
        found = self.types.get(name)
        return found.gives if found else name.lower()

    def outcome(self, name: str) -> bool:
        """Whether it is a verdict on an outcome, which is told by its domain and not by an item."""
        found = self.types.get(name)
        return found is not None and found.quadrant == OUTCOME


SHIPPED = Kinds()
"""The types that ship, without any of a user's own."""
