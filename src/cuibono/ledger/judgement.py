"""A person's word on a statement, a happening or a document: who, when, why, and what follows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What a judgement does."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"
    MERGE = "merge"
    SPLIT = "split"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    LEARN = "learn"
    PROPOSE = "propose"
    UNDO = "undo"


ON_STATEMENTS = frozenset({Action.ACCEPT, Action.REJECT, Action.CORRECT, Action.ADD})
ON_DOCUMENTS = frozenset({Action.AMEND, Action.WITHDRAW})
PAST = {
    Action.ACCEPT: "accepted it", Action.REJECT: "rejected it", Action.ADD: "added it",
    Action.WITHDRAW: "withdrew the document", Action.MERGE: "merged happenings",
    Action.SPLIT: "split a happening", Action.LEARN: "had corrections learned",
    Action.UNDO: "undid a judgement", Action.PROPOSE: "proposed it",
}  # fmt: skip
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement; it supersedes what stood before and deletes nothing.

    `on` is the id that was judged: a statement's as it stood, a document's, or for an undo that
    of a judgement. `root` is the statement's id as it was first read or added, `became` its id
    afterwards. `changes` and `before` hold the new and the old values by field, as plain JSON.
    `via` names the order of the queue in which it came up. A `second` opinion counts for the
    agreement of reviewers and changes no row.
    """

    id: str
    action: Action
    who: str
    at: datetime
    why: str = ""
    on: str = ""
    root: str = ""
    became: str = ""
    changes: dict[str, Any] = field(default_factory=dict[str, Any])
    before: dict[str, Any] = field(default_factory=dict[str, Any])
    via: str = ""
    second: bool = False

    @property
    def says(self) -> str:
        """What was judged, in one line.

        >>> at = datetime(2022, 12, 5)
        >>> Judgement("1", Action.CORRECT, "anna", at, changes={"type": "AID"},
        ...           before={"type": "SUPPORT"}).says
        'anna corrected type from SUPPORT to AID'
        """
        if self.action not in (Action.CORRECT, Action.AMEND):
            return f"{self.who} {PAST[self.action]}"
        # What follows from a change of place or date is not told beside it.
        told = [name for name in self.changes if name not in ("quote", "trigger", "dates")]
        parts = [
            f"{name} from {_shown(self.before.get(name))} to {_shown(self.changes[name])}"
            for name in told[:SHOWN]
        ]
        more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        verb = "corrected" if self.action is Action.CORRECT else "amended"
        return f"{self.who} {verb} {', '.join(parts)}{more}"

    def to_dict(self) -> dict[str, Any]:
        """The judgement as plain JSON values."""
        return {**asdict(self), "action": str(self.action), "at": self.at.isoformat()}

    def row(self) -> dict[str, Any]:
        """The judgement as a row of `judgements`."""
        plain = {**asdict(self), "action": str(self.action)}
        for name in ("changes", "before"):
            plain[name] = json.dumps(plain[name], ensure_ascii=False)
        return plain

    @classmethod
    def of(cls, row: dict[str, Any]) -> Judgement:
        """The judgement of a row of `judgements`."""
        values: dict[str, Any] = {**row, "action": Action(row["action"])}
        for name in ("changes", "before"):
            values[name] = json.loads(values[name] or "{}")
        return cls(**values)


def _shown(value: Any) -> str:
    if value in (None, "", [], ()):
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return " ".join(str(v) for v in value.values() if v is not None)
    return str(value)
