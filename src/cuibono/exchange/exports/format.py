"""What every format of an export is: a name, what it can hold, what it loses, how it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from cuibono.exchange.exports.matter import KINDS, Matter

Writer: TypeAlias = Callable[[Matter, Path], int]
"""Writes matter to a path, and says how many things are in it."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: each is a module of its own with a `FORMAT`.

    `suffixes` are the endings that a file of it may have, none for a folder; `of` what it can
    hand on, what it is for first; `opens` what reads it; `loses` what of the ledger is not in it.
    `everything` means that statements too unsure to count are in it, each marked as such.
    """

    name: str
    suffixes: tuple[str, ...]
    of: tuple[str, ...]
    opens: str
    loses: str
    write: Writer
    everything: bool = False
    binary: bool = False

    @property
    def folder(self) -> bool:
        """Whether it is a folder of files."""
        return not self.suffixes


TABLES = KINDS
"""What a format of plain rows hands on."""
