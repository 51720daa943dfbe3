"""What a quote claims about times and counts, as far as a handful of patterns can read it.

Six kinds: a pause since a date, none in a period, a resumption, the first since a date, a rise
or fall, a number in a period. What is not of these kinds is not claimed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cuibono.coding.statement import Statement
from cuibono.language import intervals
from cuibono.language.times import TimeExpression, find_times

Days = tuple[date, date]
REACH = 60
"""How many characters a claim's words may stand from its date."""
_DAY = timedelta(days=1)
# The first and the last year of the calendar have no neighbours to be compared with.
_EARLIEST, _LATEST = date(2, 1, 1), date(9998, 12, 31)
_SINCE = r"[^.;]{0,60}?\bsince\b"
_PAUSED = re.compile(
    r"\b(?:ha[sd]|have|was|were|been)\b[^.;,]{0,30}?\b(?:paused|halted|suspended|stopped|ceased|"
    rf"frozen|on hold|discontinued)\b{_SINCE}", re.I)  # fmt: skip
_FIRST = re.compile(rf"\bfirst\b{_SINCE}", re.I)
_NONE = re.compile(
    r"\b(?:none|no\s+(?:[\w-]+\s+){0,4}?[\w-]+|(?:ha[sd]|have|did|do|does)(?:\s+not|n[’']t))\b",
    re.I,
)  # fmt: skip
_RESUMED = re.compile(
    r"\b(?:resum(?:e[sd]?|ing|ption)|restart(?:s|ed|ing)?|(?:began|begun|started)\s+again)\b", re.I
)
_ROSE = re.compile(
    r"\b(?:rise|rose|risen|increas(?:e[sd]?|ing)|grow|grew|grown|climbed|jumped|surged|soared|doubled|"
    r"tripled|multiplied)\b", re.I)  # fmt: skip
_FELL = re.compile(
    r"\b(?:fall|fell|fallen|decreas(?:e[sd]?|ing)|declined|dropped|shrank|slowed|halved)\b", re.I
)
_CHANGE = re.compile(rf"\s+(?:\w+\s+)?(?:{_RESUMED.pattern}|{_ROSE.pattern}|{_FELL.pattern})", re.I)
_NEGATED = re.compile(r"(?:\b(?:not|never)|n[’']t)\s+(?:\w+\s+){0,2}$", re.I)
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w-])|(?<![\w.,-])\d+(?![\w-]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class CountClaim:
    """One claim about times or counts, in the words of the quote.

    `kind` is paused, none, resumed, first since, rose, fell or number. `period` is what is
    counted (for a rise the later period), `before` the earlier period of a rise or the silence
    before a resumption; `numbers` what is claimed of them, later one first, None where nothing
    is. `taken` says what the quote leaves open and was taken for granted. Where `why` is set,
    the claim cannot be checked for that reason.
    """

    kind: str
    words: str
    period: Days | None = None
    before: Days | None = None
    numbers: tuple[float | None, float | None] = (None, None)
    bound: str = "exactly"
    taken: str = ""
    why: str = ""


@dataclass(frozen=True)
class _Quote:
    """A statement's words, with the dates found in them."""

    statement: Statement
    times: tuple[TimeExpression, ...]
    published: date | None

    @property
    def text(self) -> str:
        return self.statement.quote

    @property
    def when(self) -> Days | None:
        return closed(self.statement.when)

    def dated(self) -> list[tuple[TimeExpression, Days]]:
        """The time expressions that name a closed period."""
        found = ((t, closed(t.value)) for t in self.times)
        return [(t, days) for t, days in found if days]

    def near(self, start: int, end: int) -> Days | None:
        """The closed period that is named nearest after some words, or else before them."""
        dated = self.dated()
        after = [(t.start - end, d) for t, d in dated if 0 <= t.start - end <= REACH]
        before = [(start - t.end, d) for t, d in dated if 0 <= start - t.end <= REACH]
        return min(after)[1] if after else min(before)[1] if before else None

    def since(self, end: int) -> date | None:
        """The last day of what stands after the word “since” that ends here."""
        for t in self.times:
            if 0 <= t.start - end <= 20 and t.value and t.value.endswith("/.."):
                days = closed(t.value.partition("/")[0])
                return days[1] if days else None
        return None


def claims_of(statement: Statement) -> tuple[CountClaim, ...]:
    """The claims about times and counts in a statement's quote, none where no kind is found.

    >>> quote = "Launches resumed in 2022."
    >>> s = Statement("d", quote, 0, 25, "", 0, 0, "PRK", "", "MOBILIZE")
    >>> [(c.kind, c.words, c.period[0].year) for c in claims_of(s)]
    [('resumed', 'resumed', 2022)]
    """
    published = closed(statement.published)
    day = published[0] if published else None
    quote = _Quote(statement, find_times(statement.quote, day), day)
    found = [*_silences(quote), *_resumptions(quote), *_changes(quote)]
    return tuple(found or _numbers(quote))


def closed(when: str | None) -> Days | None:
    """First and last day of an interval that has both, None for any other.

    None too for what reaches into the years 1 or 9999.

    >>> closed("2022-07"), closed("2022/.."), closed("9999-12-31")
    ((datetime.date(2022, 7, 1), datetime.date(2022, 7, 31)), None, None)
    """
    if not when or not intervals.is_valid(when):
        return None
    first, last = intervals.parse(when)
    return (first, last) if first and last and first >= _EARLIEST and last <= _LATEST else None


def _silences(q: _Quote) -> Iterator[CountClaim]:
    """Pauses, firsts and nones: periods in which nothing is claimed to have been."""
    spans: list[tuple[int, int]] = []
    for kind, pattern in (("paused", _PAUSED), ("first since", _FIRST)):
        for match in pattern.finditer(q.text):
            last = q.since(match.end())
            if last:
                spans.append(match.span())
                yield _since(q, kind, _words(q, match), last)
    for match in _NONE.finditer(q.text):
        inside = any(a <= match.start() < b for a, b in spans)
        if inside or _CHANGE.match(q.text, match.end()):
            continue
        since = re.search(r"\bsince\b", q.text[match.end() : match.end() + REACH])
        last = q.since(match.end() + since.end()) if since else None
        period = q.near(*match.span())
        if last:
            yield _since(q, "none", _words(q, match), last)
        elif period:
            yield CountClaim("none", _words(q, match), period)


def _words(q: _Quote, match: re.Match[str]) -> str:
    """The claim's words with the date that belongs to them."""
    ends = [t.end for t in q.times if 0 <= t.start - match.end() <= REACH]
    return q.text[match.start() : min(ends, default=match.end())]


def _since(q: _Quote, kind: str, words: str, last: date) -> CountClaim:
    """Nothing from the end of what is named after “since” up to what is spoken of."""
    others = [days for _, days in q.dated() if days[0] > last]
    first = last + _DAY
    lasting = kind == "none" or re.match(r"(?:has|have)\b", words, re.I)
    if others or (q.when and q.when[0] > last):
        until = min([days[0] for days in others] or [q.when[0] if q.when else last])
        return _span(kind, words, (first, until - _DAY), "")
    if q.published is None:
        return CountClaim(kind, words, why="it does not say until when, and its text has no date")
    if lasting:
        return _span(kind, words, (first, q.published), "until the day of the text")
    year = date(q.published.year, 1, 1)
    taken = f"what came after is not dated: taken to be of {year.year}, the year of the text"
    return _span(kind, words, (first, year - _DAY), taken)


def _span(kind: str, words: str, days: Days, taken: str) -> CountClaim:
    if days[0] > days[1]:
        return CountClaim(kind, words, why="no whole period lies between the two dates")
    return CountClaim(kind, words, days, taken=taken)


def _resumptions(q: _Quote) -> Iterator[CountClaim]:
    for match in _RESUMED.finditer(q.text):
        words = _words(q, match)
        period = q.near(*match.span()) or q.when
        if _NEGATED.search(q.text[: match.start()]):
            yield CountClaim("resumed", words, why="it is negated")
        elif period is None:
            yield CountClaim("resumed", words, why="it does not say when")
        else:
            yield CountClaim("resumed", match[0], period, _preceding(period))


def _preceding(period: Days) -> Days:
    """As many days, or the same number of whole years or months, just before a period."""
    first, last = period
    whole = (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31)
    if whole:
        years = last.year - first.year + 1
        return date(max(first.year - years, 1), 1, 1), first - _DAY
    if first.day == 1 and (last + _DAY).day == 1 and last - first < timedelta(31):
        return (first - _DAY).replace(day=1), first - _DAY
    length = min((last - first) + _DAY, first - date.min)
    return first - length, first - _DAY


def _changes(q: _Quote) -> Iterator[CountClaim]:
    for kind, pattern in (("rose", _ROSE), ("fell", _FELL)):
        match = pattern.search(q.text)
        if not match:
            continue
        if _NEGATED.search(q.text[: match.start()]):
            yield CountClaim(kind, match[0], why="it is negated")
            continue
        points = sorted({(days, _count_before(q, t)) for t, days in q.dated()}, key=_by_time)
        if len(points) == 1 and (ends := _ends(q)):
            points = [(days, None) for days in ends]
        if not points and q.when:
            points = [(q.when, None)]
        if not points:
            yield CountClaim(kind, match[0], why="it does not say from when to when")
        elif len(points) == 1:
            period, number = points[0]
            yield CountClaim(kind, match[0], period, _preceding(period), (number, None),
                        taken="compared with an equally long time before")  # fmt: skip
        else:
            (before, old), (period, new) = points[0], points[-1]
            yield CountClaim(kind, match[0], period, before, (new, old))


def _by_time(point: tuple[Days, float | None]) -> tuple[Days, float]:
    return point[0], point[1] or 0.0


def _ends(q: _Quote) -> tuple[Days, Days] | None:
    """The first and last year or month of the only period that is named, where it has two."""
    time = q.dated()[0][0]
    left, slash, right = (time.value or "").partition("/")
    ends = closed(left), closed(right)
    return (ends[0], ends[1]) if slash and ends[0] and ends[1] else None


def _count_before(q: _Quote, time: TimeExpression) -> float | None:
    """The number right before a date, as in “69 in 2022”."""
    spans = [(t.start, t.end) for t in q.times]
    for match in _NUMBER.finditer(q.text, max(0, time.start - 30), time.start):
        apart = q.text[match.end() : time.start]
        inside = any(a <= match.start() < b for a, b in spans)
        if not inside and re.fullmatch(r"(?:\s+[\w-]+){0,3}\s*", apart):
            return float(match[0].replace(",", ""))
    return None


def _numbers(q: _Quote) -> Iterator[CountClaim]:
    quantity = q.statement.quantity
    if quantity is None:
        return
    words = f"{quantity.bound} {quantity.number:,.10g} {quantity.unit}".strip()
    period = q.when or next((days for _, days in q.dated()), None)
    if period is None:
        yield CountClaim("number", words, why="it does not say in which period")
    else:
        yield CountClaim("number", words, period, None, (quantity.number, None), quantity.bound)
