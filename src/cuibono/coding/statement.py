"""The statement: one source's commitment to one proposition, in one place in one text."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

UNKNOWN = "---"
AUTHOR = "AUTHOR"
UNNAMED = "UNNAMED"


class Stance(StrEnum):
    """What a source says of a proposition: codebook, section 4."""

    REPORTED = "reported"
    DENIED = "denied"
    PLANNED = "planned"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    SOUGHT = "sought"

    @property
    def foretold(self) -> bool:
        """Whether the stance speaks of something that has not happened yet."""
        return self not in (Stance.REPORTED, Stance.DENIED)


class Certainty(StrEnum):
    """How firmly a source commits itself."""

    CERTAIN = "certain"
    HEDGED = "hedged"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bound (`exactly`, `at least`, `at most`, `about`) and unit."""

    number: float
    bound: str
    unit: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: the name as written, ISO alpha-3 country, degrees."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of the ledger.

    `start`, `end` and the trigger's offsets count characters in the document's text;
    `source_chain` runs from the outermost speaker to the nearest, which is `source`;
    `when` is an ISO 8601 interval; `reason` names the rule or the examples that decided; `sense`
    is what the reader's encoder tells of its meaning (`sense.py`), which nobody reads.
    """

    document: str
    quote: str
    start: int
    end: int
    trigger: str
    trigger_start: int
    trigger_end: int
    actor: str
    actor_text: str
    type: str
    recipient: str = UNKNOWN
    recipient_text: str = ""
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    source: str = AUTHOR
    source_chain: tuple[str, ...] = (AUTHOR,)
    stance: Stance = Stance.REPORTED
    certainty: Certainty = Certainty.CERTAIN
    when: str | None = None
    where: Place | None = None
    quantity: Quantity | None = None
    item: str | None = None
    giver: str | None = None
    receiver: str | None = None
    beneficiary: str | None = None
    reason: str = ""
    confidence: float = 1.0
    title: str | None = None
    published: str | None = None
    versions: dict[str, str] = field(default_factory=dict[str, str])
    sense: str = field(default="", repr=False)

    @property
    def id(self) -> str:
        """A hash of document, span and proposition: equal for equal statements."""
        parts = (
            self.document, self.start, self.end, self.trigger_start, self.trigger_end,
            self.actor, self.type, self.recipient, self.source, self.stance, self.item,
        )  # fmt: skip
        return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """The statement as plain JSON values, its id first; without its `sense`."""
        values = asdict(self)
        del values["sense"]
        values["stance"], values["certainty"] = str(self.stance), str(self.certainty)
        values["contexts"], values["source_chain"] = list(self.contexts), list(self.source_chain)
        head = ("document", "title", "published")
        rest = {key: value for key, value in values.items() if key not in head}
        return {"id": self.id, **{key: values[key] for key in head}, **rest}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Statement:
        """A statement from what `to_dict` gave."""
        fields = {key: value for key, value in values.items() if key != "id"}
        fields["stance"] = Stance(fields["stance"])
        fields["certainty"] = Certainty(fields["certainty"])
        fields["contexts"] = tuple(fields["contexts"])
        fields["source_chain"] = tuple(fields["source_chain"])
        fields["where"] = Place(**fields["where"]) if fields["where"] else None
        fields["quantity"] = Quantity(**fields["quantity"]) if fields["quantity"] else None
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Link:
    """Why: `cause` —kind→ `effect`, both statement ids, with the words that say so.

    `kind` is because, enables, response_to, in_order_to or despite.
    """

    cause: str
    kind: str
    effect: str
    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was read out of one document."""

    statements: tuple[Statement, ...]
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
