"""Groups that were found once are kept beside the ledger: a question does not find them anew.

The file holds, for one set of statements, which of them belong together. It is a cache: where it
is missing, unreadable or of another scorer, the groups are found again. Where statements have only
been added since, the groups that were found stay and the new statements join them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "_happenings.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """Groups of statement ids with the pairs that are surely of one happening, and their key."""

    key: str
    version: str
    groups: tuple[tuple[str, ...], ...]
    sure: tuple[tuple[str, str], ...]


def key_of(ids: Iterable[str]) -> str:
    """A hash of a set of statements."""
    return hashlib.sha256("\x1f".join(sorted(ids)).encode()).hexdigest()[:24]


def load(folder: Path | None, version: str) -> Kept | None:
    """What was kept by this version of the scorer, None where there is nothing of use."""
    if folder is None:
        return None
    try:
        held: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if held["version"] != version:
            return None
        groups = tuple(tuple(map(str, g)) for g in held["groups"])
        sure = tuple((str(a), str(b)) for a, b in held["sure"])
        return Kept(str(held["key"]), version, groups, sure)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(folder: Path | None, kept: Kept) -> None:
    """Write what was found; a ledger that cannot be written to is read all the same."""
    if folder is None or not folder.is_dir():
        return
    spare = folder / f"{NAME}.{kept.key[:8]}"
    values = {"version": kept.version, "key": kept.key, "groups": kept.groups, "sure": kept.sure}
    try:
        spare.write_text(json.dumps(values), encoding="utf-8")
        spare.replace(folder / NAME)
    except OSError:
        return


def rows_of(groups: Sequence[Sequence[str]], number: dict[str, int]) -> list[list[int]]:
    """Groups of ids as groups of rows; what is not there any more is left out."""
    found = ([number[id_] for id_ in group if id_ in number] for group in groups)
    return [rows for rows in found if rows]
