"""What a person says of a statement, before it is checked against the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from cuibono.ledger.judgement import Action


@dataclass(frozen=True, slots=True)
class Saying:
    """Who judges and why, what the person had on screen, and how it came up.

    `seen` is the id of the last judgement that the person saw on the row, "" for none, None where
    it is not known.
    """

    who: str
    why: str = ""
    seen: str | None = None
    via: str = ""
    second: bool = False


class Said(TypedDict, total=False):
    """The same as arguments of a call."""

    who: str | None
    why: str
    seen: str | None
    via: str
    second: bool


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """That all of a statement is right (accept), or that the text does not say so (reject)."""

    id: str
    action: Action
    saying: Saying
