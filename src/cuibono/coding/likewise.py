"""Whom a sentence adds to an act in few words: "…, as did Peru", "wheat to Mali, beef to Togo".

The reader finds the parties that stand around an act. What a sentence leaves out because it has
said it before has a form, by which it is added here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cuibono.actors.actor import Mention
from cuibono.coding.confidence import FIGURE
from cuibono.coding.parties import PART, STATES, Meant, Resolver, Whereabouts
from cuibono.coding.rows import Row
from cuibono.coding.statement import UNKNOWN

AS = re.compile(
    r",? (?:as|and so) (?:did|do|does|had|has|have|were|was|are|is|will|would)\b"
    r"(?: (?:those|that|the(?: \w+){1,2}) of)?(?: the)? $"
)
"""What leads to those who do the same, or to whom the same is done: "as were those of"."""
LISTED = re.compile(r"(?:, |,? and |,? or )(?:the )?$")
ADDED = re.compile(
    r",? (?:and|or),? (?:(?:an?|one|two|some) (?:hour|day|week|month|year|while)s? later|"
    r"(?:much |somewhat |shortly )?later(?: on)?|finally|eventually|lastly|even),? (?:the )?$|"
    r",? (?:and|or), (?:[\w’'-]+ ){0,5}[\w’'-]+, (?:the )?$"
)
"""What stands between two of a list: a comma, "and", or "and, a day later,"."""
ENDS = re.compile(r"\s*(?:$|[.,;:)]|(?:and|or)\b)")
"""What stands behind the last of a list, and not behind one who begins another clause."""
GAP = re.compile(r"(?:, | and |, and )(?P<words>(?:[\w’'-]+ ){1,7}?)(?P<by>to|from|for)(?: the)? $")
"""What stands between one who gets something and the next: ", two bridges from"."""
SURE = 0.6
"""The chance from which a word between two names is an act of its own."""
LED = re.compile(r"\b(?P<by>to|from|for)(?: the)? $")
AND = re.compile(r"\b(?:and|or)\b")
NO_GAP = frozenset(
    "thanks due prior who which that while but when where after before because as than".split()
)
"""Words that begin a clause of its own, or belong to a preposition."""


def likewise(rows: Sequence[Row], place: Whereabouts, resolver: Resolver) -> Iterator[Row]:
    """The rows that the same sentence adds to those that were read of it."""
    names = [m for m in place.mentions if m.sure and resolver.registry[m.root].kind in STATES]
    held = {(r.type, r.actor.root, r.recipient.root) for r in rows}
    same = [n for n, m in enumerate(names) if AS.search(place.sentence.before(m.first))]
    others = names[same[0] :] if same else []
    for row in rows:
        for added in (*_as(row, rows, others, place), *_gapped(row, rows, names, place)):
            key = (added.type, added.actor.root, added.recipient.root)
            if key not in held and added.actor.root != added.recipient.root:
                held.add(key)
                yield added


def _as(
    row: Row, rows: Sequence[Row], others: Sequence[Mention], place: Whereabouts
) -> Iterator[Row]:
    """Whoever does as the one before an act, from the first on who is said to do so: "Oman left, as
    did Peru and Chad".
    """
    if not others or others[0].first <= row.act.last:
        return
    if any(row.act.first < other.act.first < others[0].first for other in rows):
        return
    side = _side(row, place, after=False)
    last: Mention | None = None
    for name in others if side else ():
        gap = place.sentence.between(last.last, name.first) if last else ""
        if last and not LISTED.fullmatch(gap) and not ADDED.fullmatch(gap):
            return
        last = name
        yield _with(row, side, name, place, "as did")


def _gapped(
    row: Row, rows: Sequence[Row], names: Sequence[Mention], place: Whereabouts
) -> list[Row]:
    """Whoever follows in the same words: "wheat to Mali and beef to Togo", "Chad, and later Togo".

    An "and" has to be among them, or else it is no list.
    """
    found = list(_following(row, rows, names, place))
    return [made for made, _ in found] if any(AND.search(gap) for _, gap in found) else []


def _following(
    row: Row, rows: Sequence[Row], names: Sequence[Mention], place: Whereabouts
) -> Iterator[tuple[Row, str]]:
    """Those who follow, each with what stands before."""
    side, other = _side(row, place, after=True), _side(row, place, after=False)
    last = _named(row, side, names, place) if side else None
    if last is None or last.first <= row.act.last or row.act.figurative > FIGURE:
        return
    led = LED.search(place.sentence.before(last.first))
    by = led["by"] if led else ""
    acts = [r.act.first for r in rows if r.act.chance >= SURE]
    giver: Mention | None = None
    for name in (n for n in names if n.first > last.last):
        gap = place.sentence.between(last.last, name.first)
        ends = ENDS.match(place.sentence.after(name.last))
        if any(last.last < act < name.first for act in acts):
            return
        if ends and ADDED.fullmatch(gap):
            yield _with(row, side, name, place, "added"), gap
        elif ends and by and _goes_on(gap, by):
            made = _with(row, side, name, place, f"{by} follows")
            whole = _with(made, other, giver, place, "before it") if giver and other else made
            yield whole, gap
        elif giver is None and LISTED.fullmatch(gap):
            giver = name
            continue
        else:
            return
        last, giver = name, None


def _goes_on(gap: str, by: str) -> bool:
    """Whether words between two names lead from one to the next: ", two bridges from"."""
    found = GAP.fullmatch(gap)
    return (
        found is not None and found["by"] == by and not NO_GAP.intersection(found["words"].split())
    )


def _side(row: Row, place: Whereabouts, after: bool) -> str:
    """Which side of a row has its words before the act, or after it; empty if not just one."""
    at = place.sentence.offset(row.act.first)
    found = [
        name for name, m in (("actor", row.actor), ("recipient", row.recipient))
        if m.text and m.code != UNKNOWN and (place.sentence.text.find(m.text) > at) == after
    ]  # fmt: skip
    return found[0] if len(found) == 1 else ""


def _named(row: Row, side: str, names: Sequence[Mention], place: Whereabouts) -> Mention | None:
    """The last name in the words of a side."""
    meant: Meant = getattr(row, side)
    start = place.sentence.text.find(meant.text)
    ends = start + len(meant.text)
    inside = [n for n in names if start <= place.sentence.offset(n.first) < ends]
    return inside[-1] if inside else None


def _with(row: Row, side: str, name: Mention, place: Whereabouts, how: str) -> Row:
    """A row with somebody else on one side."""
    text = place.sentence.words(name.first, name.last)
    meant = Meant(name.code, text, PART, f"{how}: {name.how}")
    changed = replace(row, reason=f"{row.reason}; {how} “{text}”")
    return replace(changed, actor=meant) if side == "actor" else replace(changed, recipient=meant)
