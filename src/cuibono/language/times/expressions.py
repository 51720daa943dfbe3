"""When: time expressions to ISO 8601 intervals, by a grammar of our own.

Rules are patterns over classes of words (`dates`, `relative`, `lengths`,
`clock`, `special`); the leftmost longest one that makes sense wins. What stands
around it then narrows, opens or joins the result (`context`, `ranges`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cuibono.language.grammar import Tokens, cut
from cuibono.language.times import clock, dates, lengths, relative, special
from cuibono.language.times.calendar import Days, period_of
from cuibono.language.times.context import Covered, is_no_year, leans_to_future, modified
from cuibono.language.times.ranges import Bound, bound, joined
from cuibono.language.times.rule import NO_TIME, Rule, Sense, Spotted, UnknownDateError
from cuibono.language.times.words import CLASSES, LEXICON, classify

UNDATED = "relative to the publication date, which is not known"
_RULES: tuple[Rule, ...] = (
    *dates.RULES,
    *relative.RULES,
    *lengths.RULES,
    *clock.RULES,
    *special.RULES,
)
_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"[0-9]")
_CORE = {"MONTH", "WEEKDAY", "WEEKDAYS", "SEASON", "UNIT", "UNITS", "DAYREF", "TONIGHT", "PART",
         "REFERENCE", "REPEATED", "TENS", "DATE", "FUTURE", "AGO", "HOLIDAY"}  # fmt: skip
# The words that years in words begin with or hold.
_CENTURIES = {"seventeen", "eighteen", "nineteen", "twenty", "thousand"}
_TRIGGERS = _CENTURIES | {w for w, (c, _) in LEXICON.items() if c in {CLASSES[n] for n in _CORE}}
_YEARS = ("year", "year in words")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression in a text; `start` and `end` count characters.

    `kind` is date, duration or set; `value` is an ISO 8601 interval, None where no calendar
    dates follow from the text; `timex` is the TimeML value ("2022-W12", "P3M"); `reason`
    says in English how the value came about. A range ("March to May 2022") is one
    expression, with its two ends in `parts`.
    """

    start: int
    end: int
    text: str
    kind: str
    value: str | None
    timex: str | None
    reason: str
    parts: tuple[TimeExpression, ...] = ()


def find_times(
    text: str,
    published: date | None = None,
    offset: int = 0,
    anchor: TimeExpression | None = None,
    past: bool = False,
) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in order; `offset` is added to their positions.

    `published` is what "last week" is relative to, `anchor` the expression before this text
    that "the same year" points back to; `past` says that what is dated has happened, so that a day
    without its year lies before. Raises nothing, whatever the text.

    >>> from datetime import date
    >>> [t] = find_times("This past July, ties were cut.", date(2022, 12, 5))
    >>> t.text, t.value, t.timex
    ('This past July', '2022-07', '2022-07')
    >>> [t.value for t in find_times("frozen since early 2020 and until 2023", date(2022, 12, 5))]
    ['2020-01/..', '../2023']
    """
    if not _DIGIT.search(text) and _TRIGGERS.isdisjoint(_WORD.findall(text.lower())):
        return ()
    pieces = cut(text, classify)
    items = list(_items(pieces, published, _period(anchor), past))
    return tuple(_expression(pieces, b, offset) for b in joined(pieces, bound(pieces, items)))


def _items(
    pieces: Tokens, published: date | None, anchor: Days | None, past: bool
) -> Iterator[Covered]:
    """The senses of a text from left to right, each the anchor of those that follow."""
    cursor = 0
    for match, rule in _candidates(pieces.codes):
        first, last = match.span()
        if first < cursor or (rule.name in _YEARS and is_no_year(pieces, first, last)):
            continue
        future = leans_to_future(pieces, first, last)
        sense = _sense(rule, Spotted(pieces, match, published, anchor, future, past))
        if sense is None:
            continue
        if sense.kind == NO_TIME:
            cursor = last
            continue
        item = modified(Covered(first, last, sense), pieces, cursor)
        yield item
        cursor = item.last
        if item.sense.period and not _compares(item.sense.period, anchor):
            anchor = item.sense.period


def _compares(period: Days, anchor: Days | None) -> bool:
    """Whether a quarter is only what another is compared with: the text goes on with that."""
    both = anchor is not None and anchor.grain == period.grain == "quarter"
    return both and anchor is not None and period.first < anchor.first


def _candidates(codes: str) -> list[tuple[re.Match[str], Rule]]:
    """Every match of every rule, leftmost first and the longest first among those."""
    found = [
        (match, rule)
        for rule in _RULES
        if rule.needs in codes
        for match in rule.pattern.finditer(codes)
    ]
    found.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    return found


def _sense(rule: Rule, found: Spotted) -> Sense | None:
    """What a rule makes of a match; None for 31 June and for what leaves the years 1 to 9999."""
    try:
        return rule.build(found)
    except UnknownDateError:
        return Sense("date", None, None, UNDATED)
    except (ValueError, OverflowError):
        return None


def _period(anchor: TimeExpression | None) -> Days | None:
    """The stretch of the calendar that an earlier expression stands for."""
    if anchor is None or anchor.value is None:
        return None
    return period_of(anchor.timex or "")


def _expression(pieces: Tokens, found: Bound, offset: int) -> TimeExpression:
    item = found.item
    start, end = pieces.starts[item.first], pieces.ends[item.last - 1]
    parts = tuple(_expression(pieces, part, offset) for part in found.parts)
    return TimeExpression(
        start + offset, end + offset, pieces.text[start:end], item.sense.kind,
        found.value, item.sense.timex, found.reason, parts,
    )  # fmt: skip
