"""What later statements and imported events suggest became of something foretold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cuibono.actors.code import root
from cuibono.coding.statement import UNKNOWN, Stance, Statement
from cuibono.events.dating import period
from cuibono.events.event import Event
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.foretold.register import Due, Foretold
from cuibono.foretold.verdict import Outcome, Proposal, Sign

MOST = 3
"""How many imported events are shown; all are counted."""
LATE = 30
"""How many days after the last day news without a date may still tell of it."""


Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a verdict can rest on: events of the texts, imported rows, and days of publication.

    `rows` are imported events (`event_id dataset file line date actor type recipient`); `kinds`
    say which types may tell of one happening.
    """

    events: Sequence[Event]
    rows: Sequence[dict[str, Any]]
    published: Sequence[date]
    kinds: Kinds = SHIPPED

    def key(self, actor: str, type_: str, recipient: str) -> Key:
        """Who, what kind and to whom; organs act for their state."""
        return root(actor), self.kinds.family(type_), root(recipient)


def propose(foretold: Iterable[Foretold], known: Grounds, today: date) -> list[Foretold]:
    """Each open entry with the verdict that the ledger suggests; others as they are.

    Something came true where the same actor is later said to have done the same kind of thing
    to the same recipient, and nobody denies it. It failed where it is only denied, or where its
    last day is over and nothing in a ledger that reaches beyond that day tells of it.
    """
    later: dict[Key, list[Event]] = {}
    for event in known.events:
        later.setdefault(known.key(event.actor, event.type, event.recipient), []).append(event)
    rows: dict[Key, list[dict[str, Any]]] = {}
    for row in known.rows:
        rows.setdefault(known.key(row["actor"], row["type"], row["recipient"]), []).append(row)
    return [
        replace(f, proposal=_proposal(f, later, rows, _Now(today, known))) if f.open else f
        for f in foretold
    ]


@dataclass(frozen=True, slots=True)
class _Now:
    today: date
    known: Grounds


def _proposal(
    f: Foretold,
    events: dict[Key, list[Event]],
    rows: dict[Key, list[dict[str, Any]]],
    now: _Now,
) -> Proposal | None:
    if f.due is None or f.made is None:
        return None
    s = f.statement
    if _nameless(s, now.known.kinds):
        why = "it does not name both sides, so nothing later can be compared with it"
        return Proposal(Outcome.UNCLEAR, why) if f.due.last < now.today else None
    key = now.known.key(s.actor, s.type, s.recipient)
    told = [e for e in events.get(key, ()) if _speaks(e, f, f.due)]
    if told:
        return _of_texts(f, told)
    counted = [r for r in rows.get(key, ()) if f.made < r["date"] and _within(r["date"], f.due)]
    if counted:
        return _of_rows(counted)
    return _of_silence(f, f.due, now)


def _of_texts(f: Foretold, told: list[Event]) -> Proposal:
    said = [s for e in told for s in _later(e, f) if s.stance is Stance.REPORTED]
    denied = [s for e in told for s in _later(e, f) if s.stance is Stance.DENIED]
    evidence = tuple(_quoted(s) for s in [*said, *denied])
    if said and denied:
        return Proposal(Outcome.UNCLEAR, "later texts say so, but others deny it", evidence)
    if not said:
        return Proposal(Outcome.FAILED, "later texts only deny it", evidence)
    fewer = [s for s in said if _less(s, f.statement)]
    if len(fewer) == len(said):
        return Proposal(Outcome.PARTLY, "later texts report less than was foretold", evidence)
    return Proposal(Outcome.CAME_TRUE, "later texts say so", evidence)


def _of_rows(counted: list[dict[str, Any]]) -> Proposal:
    counted = sorted(counted, key=lambda r: (r["date"], r["file"], r["line"]))
    noun = "event of this kind" if len(counted) == 1 else "events of this kind"
    why = f"{len(counted)} imported {noun} in its time"
    return Proposal(Outcome.CAME_TRUE, why, tuple(_row(r) for r in counted[:MOST]))


def _of_silence(f: Foretold, due: Due, now: _Now) -> Proposal | None:
    """What silence says: nothing, unless later texts speak of the same two and are counted."""
    if due.last >= now.today:
        return None
    horizon = f"{due.last}{' (assumed)' if due.assumed else ''}"
    days = [*now.known.published, *(row["date"] for row in now.known.rows)]
    if not any(day > due.last for day in days):
        return Proposal(Outcome.UNCLEAR, f"due by {horizon}; nothing in the ledger is later")
    parties = {root(f.statement.actor), root(f.statement.recipient)} - {UNKNOWN}
    made = f.made or due.first
    since = max(made, due.first)
    texts = _texts_on(parties, made, since, now.known.events)
    rows = sum(
        parties <= {root(row["actor"]), root(row["recipient"] or UNKNOWN)} and row["date"] >= since
        for row in now.known.rows
    )
    named = " and ".join(sorted(parties))
    if not texts and not rows:
        return Proposal(Outcome.UNCLEAR, f"due by {horizon}; no later text mentions {named}")
    looked = f"of {texts} later {'text' if texts == 1 else 'texts'} on {named}"
    looked += f" and {rows} imported events" if rows else ""
    return Proposal(Outcome.FAILED, f"due by {horizon}; {looked} none reports it")


def _texts_on(parties: set[str], made: date, since: date, events: Sequence[Event]) -> int:
    """How many texts after the forecast, from a day on, speak of an act between these parties."""
    told, day = made.isoformat(), since.isoformat()
    return len({
        s.document for e in events for s in e.statements
        if (s.published or "") > told and (s.published or "") >= day
        and parties <= {root(s.actor), root(s.recipient)}
    })  # fmt: skip


def _nameless(s: Statement, kinds: Kinds) -> bool:
    """Whether it lacks a name without which nothing later can be known to be the same."""
    gap = s.recipient == UNKNOWN and not kinds.alone(s.type)
    return s.actor == UNKNOWN or gap


def _speaks(event: Event, f: Foretold, due: Due) -> bool:
    """Whether an event may be what was foretold: told later, of its time, of the same item."""
    item = f.statement.item
    same = item is None or event.item is None or item == event.item
    return same and any(_in_time(s, due) for s in _later(event, f))


def _later(event: Event, f: Foretold) -> list[Statement]:
    """What is said of an event in texts that came out after the forecast."""
    day = f.made.isoformat() if f.made else ""
    plain = (Stance.REPORTED, Stance.DENIED)
    return [s for s in event.statements if s.stance in plain and (s.published or "") > day]


def _in_time(s: Statement, due: Due) -> bool:
    # News without a date is of the days before its publication.
    published = date.fromisoformat(s.published) if s.published else None
    if s.when is None:
        late = (published - due.last).days if published else 0
        return published is not None and due.first <= published and late <= LATE
    days = period(s, published)
    return days.first <= due.last.toordinal() and days.last >= due.first.toordinal()


def _within(day: date, due: Due) -> bool:
    return due.first <= day <= due.last


def _less(s: Statement, foretold: Statement) -> bool:
    """Whether a later report names a smaller number of the same thing than was foretold."""
    a, b = s.quantity, foretold.quantity
    if a is None or b is None or a.unit != b.unit or "at most" in (a.bound, b.bound):
        return False
    return a.number < b.number


def _quoted(s: Statement) -> Sign:
    day = date.fromisoformat(s.published) if s.published else None
    title = s.title or s.document
    return Sign(s.id, day, s.quote, title if len(title) <= 60 else f"{title[:59]}…")


def _row(row: dict[str, Any]) -> Sign:
    text = f"{row['actor']} {row['type']} {row['recipient']} on {row['date']}"
    return Sign(row["event_id"], row["date"], text, f"{row['file']}:{row['line']}")
