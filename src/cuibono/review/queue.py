"""The queue: which statement a person should look at next, and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import Any, ClassVar

from cuibono.actors.code import belongs
from cuibono.coding.statement import Stance, Statement
from cuibono.errors import UsageError
from cuibono.events.event import Event, Status
from cuibono.ledger import Ledger
from cuibono.ledger.replay import reviewed
from cuibono.ledger.rows import to_statement
from cuibono.review.agreement import VERDICTS, first_rows

FIRST = 9.0
NOT_YET = "its importance is not worked out yet"
CONSEQUENCE = "consequence"
ORDERS = (CONSEQUENCE, "unsure", "document", "chance")
KNOWN = "known"
"""The most consequential first as it was last worked out: an order for who cannot wait."""


Stake = tuple[float, str]
"""How much hangs on a statement, and in English what."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement that waits for a judgement: why it comes here, and how much hangs on it.

    `weight` is what the order goes by, the largest first; `last` the id of the last judgement
    on it, "" for none, which goes back as what the person saw.
    """

    statement: Statement
    because: str
    weight: float
    last: str = ""

    COLUMNS: ClassVar = ("id", "because", "weight", "last")

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; the statement by its id."""
        return {
            "id": self.statement.id, "because": self.because, "weight": self.weight,
            "last": self.last,
        }  # fmt: skip


def check(order: str) -> str:
    """An order of the queue; UsageError for one that does not exist."""
    if order not in (*ORDERS, KNOWN):
        raise UsageError(f"no order is called {order!r}: {', '.join(ORDERS)}")
    return order


def waiting(
    statements: Sequence[Statement], order: str, stakes: Mapping[str, Stake] | None = None
) -> list[Waiting]:
    """Those of some statements that nobody has judged, in an order of `ORDERS`.

    `stakes` are needed for the most consequential first: what hangs on each statement, by its id
    (`hanging`). A statement on which nothing is known to hang comes last.

    >>> said = [Statement("d", "", 0, 0, "", n, 0, "PRK", "", "AID", confidence=c)
    ...         for n, c in enumerate((0.9, 0.3))]
    >>> [w.because for w in waiting(said, "unsure")]
    ['confidence 0.30', 'confidence 0.90']
    """
    open_ = [s for s in statements if not reviewed(s.versions)]
    if check(order) == "document":
        return [Waiting(s, "next in its document", -float(n)) for n, s in enumerate(open_)]
    if order in (CONSEQUENCE, KNOWN):
        found = [_weighed(s, (stakes or {}).get(s.id, (0.0, NOT_YET))) for s in open_]
    elif order == "unsure":
        found = [Waiting(s, f"confidence {s.confidence:.2f}", 1 - s.confidence) for s in open_]
    else:
        found = [Waiting(s, "drawn at random", _drawn(s)) for s in open_]
    return sorted(found, key=lambda w: (-w.weight, w.statement.id))


def _weighed(s: Statement, stake: Stake) -> Waiting:
    """What hangs on a statement, times the chance that it is wrong."""
    much, because = stake
    return Waiting(s, because, round(much * (1 - s.confidence), 4))


def proposed(ledger: Ledger) -> list[Waiting]:
    """What a second reader proposes: where two readers differ, a person looks first."""
    from cuibono.review.second_reader import why

    view = ledger.view
    told = [j for j in view.judged.proposals.values() if j.changes["document"] in view.batches]
    beside = view.of(j.changes["document"] for j in told)
    return [Waiting(Statement.from_dict(j.changes), why(j, beside), FIRST) for j in told]


def second(ledger: Ledger, who: str) -> list[Waiting]:
    """What others have judged and this person has not, as it was first read."""
    judged = ledger.replay
    said = [j for j in judged.judgements if j.action in VERDICTS and j.id not in judged.undone]
    others = {j.root for j in said if j.who != who} - {j.root for j in said if j.who == who}
    rows = first_rows(ledger, others)
    return [Waiting(to_statement(rows[root]), "a second opinion", 0.0) for root in sorted(rows)]


def between(statements: Iterable[Statement], a: str, b: str | None = None) -> list[Statement]:
    """Statements in which an actor, or two of them, take any part."""
    return [s for s in statements if _concerns(s, a) and (b is None or _concerns(s, b))]


def _concerns(s: Statement, code: str) -> bool:
    parties = (s.actor, s.recipient, s.giver, s.receiver, s.beneficiary)
    return any(belongs(p, code) for p in parties if p)


def hanging(events: Iterable[Event]) -> dict[str, Stake]:
    """What would change if a statement were wrong, for every statement of some events, by id."""
    held = list(events)
    dyads = Counter((e.actor, e.recipient) for e in held)
    found: dict[str, Stake] = {}
    for event in held:
        # A pair of which much is told is one that briefs are written on.
        crowd = 0.1 * log1p(dyads[event.actor, event.recipient])
        for s in event.statements:
            much, because = _stake(event, s)
            found[s.id] = round(much + crowd, 4), because
    return found


def _stake(event: Event, s: Statement) -> Stake:
    """How much hangs on a statement of an event, and in English what."""
    denies = s.stance is Stance.DENIED
    side = [v for v in event.voices if v.denies == denies]
    own = next((v for v in side if s in v.statements), None)
    alone = own is not None and len(own.statements) == 1
    if event.status is Status.CONTESTED:
        if len(side) == 1 and alone:
            return 4.0, f"the only {'denial of' if denies else 'statement for'} a contested claim"
        does = ("denies", "deny") if denies else ("affirms", "affirm")
        if len(side) == 1:
            return 3.0, f"from the only source that {does[0]} a contested claim"
        return 3.0, f"from one of {len(side)} sources that {does[1]} a contested claim"
    if event.status is Status.CORROBORATED and event.sources == 2 and alone:
        return 2.5, "from one of the two sources that corroborate each other"
    if len(event.statements) == 1:
        if event.giver and event.receiver:
            return 2.5, "the only statement for an entry in a balance"
        return 2.0, "the only statement of this event"
    return 1.0, f"one of {len(event.statements)} statements of this event"


def _drawn(s: Statement) -> float:
    """A number from 0 to 1 that depends on the id alone, so that a sample stays the same."""
    return int(hashlib.sha256(f"chance:{s.id}".encode()).hexdigest()[:12], 16) / 16**12
