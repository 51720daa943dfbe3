"""Which codes are states, and which role of a state a code names."""

from __future__ import annotations

from functools import cache

from cuibono.actors.code import Code
from cuibono.actors.places import Gazetteer
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED

NOBODY = frozenset({UNKNOWN, AUTHOR, UNNAMED, ""})
"""Codes that stand for nobody whom the ledger knows."""


@cache
def states() -> frozenset[str]:
    """The ISO 3166-1 alpha-3 codes that have a place on the map.

    >>> "PRK" in states(), "IMF" in states()
    (True, False)
    """
    every = (place for found in Gazetteer.load().places.values() for place in found)
    return frozenset(p.country for p in every if p.country and p.kind == "country")


def state_and_role(code: str) -> tuple[str, str] | None:
    """State and role of a code, None for what is neither a state nor an organ of one.

    >>> state_and_role("PRK.MFA"), state_and_role("IMF"), state_and_role("LBN.REB.HEZBOLLAH")
    (('PRK', 'MFA'), None, None)
    """
    found = Code(code)
    return (found.root, found.role) if found.root in states() and "." not in found.role else None
