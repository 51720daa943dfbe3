"""Groups that were found once are kept beside the ledger: a question does not find them anew.

The file holds, for one set of statements, which of them belong together. It is a cache: where it
is missing, unreadable or of another scorer, the groups are found again. Where statements have only
been added since, the groups that were found stay and the new statements join them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from cuibono import whole

NAME = "_happenings.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """Groups of statement ids with the pairs that are surely of one happening.

    `groups` are happenings, which are extended; `events` is all that was found, affairs and denials
    too, each with its kind: it holds for the statements whose key is `whole`.
    """

    version: str
    groups: tuple[tuple[str, ...], ...] = ()
    sure: tuple[tuple[str, str], ...] = ()
    whole: str = ""
    events: tuple[tuple[str, tuple[str, ...]], ...] = ()


def key_of(values: Iterable[str]) -> str:
    """A hash of a set of values."""
    return hashlib.sha256("\x1f".join(sorted(values)).encode()).hexdigest()[:24]


def load(folder: Path | None, version: str) -> Kept:
    """What was kept by this version of the scorer; empty where there is nothing of use."""
    nothing = Kept(version)
    if folder is None:
        return nothing
    try:
        held: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if held["version"] != version:
            return nothing
        groups = tuple(tuple(map(str, g)) for g in held["groups"])
        sure = tuple((str(a), str(b)) for a, b in held["sure"])
        events = tuple((str(kind), tuple(map(str, ids))) for kind, ids in held["events"])
        return Kept(version, groups, sure, str(held["whole"]), events)
    except (OSError, ValueError, KeyError, TypeError):
        return nothing


def keep(folder: Path | None, kept: Kept) -> None:
    """Write what was found; a ledger that cannot be written to is read all the same."""
    if folder is None:
        return
    values = {f.name: getattr(kept, f.name) for f in fields(kept)}
    whole.keep(folder / NAME, lambda part: part.write_text(json.dumps(values), encoding="utf-8"))


def rows_of(held: Kept, number: Mapping[str, int]) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """What was kept as rows; nothing where any of its statements is not there any more."""
    if not all(id_ in number for group in held.groups for id_ in group):
        return [], []
    groups = [[number[id_] for id_ in group] for group in held.groups]
    return groups, [(number[a], number[b]) for a, b in held.sure] if groups else []
