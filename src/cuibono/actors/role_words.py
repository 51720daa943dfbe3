"""Words that name actors by what they are: "foreign ministry", "the country", "Sino-"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cuibono.actors.names import listed


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The lexicon of `data/actors/60-roles.yaml`: lemmas in lower case, runs joined by spaces."""

    roles: dict[str, str]
    stand_ins: frozenset[str]
    states: frozenset[str]
    territories: frozenset[str]
    blocs: frozenset[str]
    prefixes: dict[str, str]

    @classmethod
    def load(cls) -> RoleWords:
        """The lexicon that ships with the package."""
        return _load()


@cache
def _load() -> RoleWords:
    import yaml

    text = (files("cuibono.data") / "actors" / "60-roles.yaml").read_text("utf-8")
    held: dict[str, Any] = yaml.safe_load(text)
    roles = {word: role for role, words in held["roles"].items() for word in listed(words)}
    return RoleWords(
        roles,
        frozenset(listed(held["stand_ins"])),
        frozenset(listed(held["states"])),
        frozenset(listed(held["territories"])),
        frozenset(listed(held["blocs"])),
        dict(held["prefixes"]),
    )
