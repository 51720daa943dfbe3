"""Cooperation and conflict: PLOVER's quadrants, two and two together."""

from __future__ import annotations

from cuibono.measures.balance import COOPERATIVE

COOPERATION, CONFLICT = "cooperation", "conflict"
CONFLICTIVE = frozenset(
    "REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


def side_of(type_: str) -> str | None:
    """Cooperation or conflict, None for a type that is neither (GAIN, LOSE, none).

    >>> side_of("AID"), side_of("THREATEN"), side_of("GAIN")
    ('cooperation', 'conflict', None)
    """
    if type_ in COOPERATIVE:
        return COOPERATION
    return CONFLICT if type_ in CONFLICTIVE else None
