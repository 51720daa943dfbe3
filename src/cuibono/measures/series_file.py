"""A series of somebody else's as a CSV file: rows with a date and perhaps a count."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cuibono import infile
from cuibono.errors import CuibonoError, UsageError
from cuibono.language import intervals
from cuibono.measures.watched import Counts, count_by

DATES = ("date", "when", "day", "event_date", "month", "year")
COUNTS = ("count", "counts", "number", "n", "events")


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One row of a series: its line in the file, its days, how often it counts, its text."""

    line: int
    when: str
    first: date
    last: date
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class OutsideSeries:
    """The rows of a file that answer the conditions, in order of time.

    `of` says how many rows the file holds, `undated` how many were left out for want of a
    date, `counted` which column was summed (None: every row counts once).
    """

    name: str
    rows: tuple[SeriesRow, ...]
    where: tuple[str, ...]
    of: int
    undated: int
    counted: str | None = None

    @property
    def first(self) -> date:
        """The first day of the first row."""
        return self.rows[0].first

    @property
    def last(self) -> date:
        """The last day of any row."""
        return max(row.last for row in self.rows)

    @property
    def total(self) -> int:
        """The sum of the counts."""
        return sum(row.count for row in self.rows)

    def between(self, first: date, last: date) -> tuple[SeriesRow, ...]:
        """The rows that lie wholly between two days, both in, and count for something."""
        return tuple(r for r in self.rows if first <= r.first and r.last <= last and r.count)

    def counts(self, by: str, since: date | None = None, until: date | None = None) -> Counts:
        """How many there are in each week, month or year."""
        times = [r.count for r in self.rows]
        return count_by([r.when for r in self.rows], by, since, until, times)

    def told(self) -> str:
        """What the series is, in a line."""
        undated = f", {self.undated} without a date left out" if self.undated else ""
        return f"{self.name}: {len(self.rows)} of {self.of} rows{_said(self.where)}{undated}"


def read_series(path: str | Path, where: Iterable[str] = ()) -> OutsideSeries:
    """Read a CSV file with a header, a date column and perhaps a column of counts.

    The date column is the first that is called date, when, day, event_date, month or year; the
    column of counts is called count, number, n or events. Each of `where` is `column=value`;
    several values of one column mean any of them. Raises UsageError for a condition that
    cannot be meant, CuibonoError for a file that cannot be read or holds no dated row.
    """
    file, wanted = Path(path), tuple(where)
    try:
        with io.TextIOWrapper(infile.opened(file), "utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restkey="", restval="")
            held = [(reader.line_num, _plain(row)) for row in reader]
            header = list(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CuibonoError(f"{file}: cannot be read as CSV: {infile.why(error)}") from error
    dated, counted = _column(header, DATES), _column(header, COUNTS)
    if dated is None:
        raise CuibonoError(f"{file}: no date column: it needs one called {', '.join(DATES)}")
    conditions = _conditions(wanted, header, file)
    kept = [(n, r) for n, r in held if all(r[c].strip() in v for c, v in conditions.items())]
    rows = [_row(file, n, r, dated, counted) for n, r in kept]
    found = sorted((r for r in rows if r), key=lambda r: (r.first, r.last, r.line))
    if not found:
        raise CuibonoError(
            f"{file}: no dated row{_said(wanted)}: {len(held)} rows in the file; dates are "
            "written as 2022-12-05, 2022-12 or 2022"
        )
    return OutsideSeries(
        file.name, tuple(found), wanted, len(held), len(kept) - len(found), counted
    )


def _plain(row: dict[str, Any]) -> dict[str, str]:
    """Cells beyond the header come as a list: they are told as one text."""
    return {k: v if isinstance(v, str) else ", ".join(v) for k, v in row.items()}


def _said(where: Sequence[str]) -> str:
    values: dict[str, list[str]] = {}
    for condition in where:
        column, _, value = condition.partition("=")
        values.setdefault(column, []).append(value)
    told = " and ".join(f"{column} is {' or '.join(given)}" for column, given in values.items())
    return f" where {told}" if told else ""


def _column(header: Sequence[str], names: Sequence[str]) -> str | None:
    lowered = {name.strip().lower(): name for name in reversed(header)}
    return next((lowered[name] for name in names if name in lowered), None)


def _conditions(where: Sequence[str], header: Sequence[str], file: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for condition in where:
        column, equals, value = condition.partition("=")
        if not equals or column not in header:
            raise UsageError(
                f"“{condition}” is not a condition on {file.name}: write column=value, where the "
                f"column is one of {', '.join(header)}"
            )
        found.setdefault(column, set()).add(value.strip())
    return found


def _row(
    file: Path, line: int, values: dict[str, str], dated: str, counted: str | None
) -> SeriesRow | None:
    written = values[dated].strip()
    if not intervals.is_valid(written):
        written = re.split(r"[T ]", written)[0]
    if not intervals.is_valid(written):
        return None
    first, last = intervals.parse(written)
    if first is None or last is None:
        return None
    number = values[counted].strip() if counted else "1"
    if not re.fullmatch(r"\d+(\.0+)?", number):
        raise CuibonoError(f"{file}:{line}: {counted} is “{number[:40]}”, not a whole number")
    text = ", ".join(v.strip() for v in values.values() if v.strip())
    return SeriesRow(line, written, first, last, int(float(number)), text[:160])
