"""A person's word on what is one happening: it stands over whatever was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar


class Bond(Protocol):
    """A judgement: the statements of all groups are one happening, or each group is apart."""

    @property
    def together(self) -> bool: ...  # noqa: D102
    @property
    def groups(self) -> tuple[frozenset[str], ...]: ...  # noqa: D102


G = TypeVar("G", bound=Any)


def bonded(groups: Sequence[G], bonds: Sequence[Bond]) -> list[G]:
    """The groups as people have judged, oldest judgement first, so that a later one wins.

    A group has `told`, a list of tellings with their `statements`, and `sure`, pairs of ids.
    """
    held = list(groups)
    for bond in bonds:
        held = _merged(held, bond) if bond.together else _split(held, bond)
    return held


def _ids(group: Any) -> set[str]:
    return {s.id for told in group.told for s in told.statements}


def _merged(groups: list[G], bond: Bond) -> list[G]:
    wanted = frozenset[str]().union(*bond.groups)
    inside = [g for g in groups if not wanted.isdisjoint(_ids(g))]
    if len(inside) < 2:
        return groups
    first = inside[0]
    for other in inside[1:]:
        first.told += other.told
        first.sure += other.sure
    # A person says that they are one: that is as sure as it gets.
    ids = sorted(_ids(first))
    first.sure += [frozenset((ids[0], other)) for other in ids[1:]]
    return [g for g in groups if g is first or g not in inside]


def _split(groups: list[G], bond: Bond) -> list[G]:
    found: list[G] = []
    for group in groups:
        parts = [[t for t in group.told if any(s.id in apart for s in t.statements)]
                 for apart in bond.groups]  # fmt: skip
        named = [part for part in parts if part]
        rest = [t for t in group.told if not any(t in part for part in named)]
        if not named or (len(named) == 1 and (len(bond.groups) > 1 or not rest)):
            found.append(group)
            continue
        keep, *away = named if not rest or len(named) > 1 else [rest, *named]
        if rest and keep is not rest:
            keep = keep + rest
        found.append(type(group)(keep, group.kind, group.sure))
        found += [type(group)(part, group.kind, group.sure) for part in away]
    return found
