"""What an address asks for, as values; what cannot be meant is said in one line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TypeVar

from starlette.datastructures import QueryParams

from cuibono.errors import UsageError

LONGEST = 200
T = TypeVar("T", bound=str)


def word(params: QueryParams, name: str, longest: int = LONGEST) -> str:
    """A word of an address without spaces around it, empty where there is none."""
    found = params.get(name, "").strip()
    if len(found) > longest:
        raise UsageError(f"{name} is too long: at most {longest} characters")
    return found


def number(params: QueryParams, name: str, default: int = 1) -> int:
    """A whole number from 1; the default for what is not one."""
    found = params.get(name, "")
    return max(1, int(found)) if re.fullmatch(r"\d{1,6}", found, re.ASCII) else default


def ticked(params: QueryParams, name: str) -> bool:
    """Whether a box is ticked."""
    return params.get(name, "") not in ("", "0", "no")


def choice(params: QueryParams, name: str, choices: tuple[str, ...]) -> str:
    """One of some words, the first where none is named."""
    found = word(params, name)
    if found and found not in choices:
        raise UsageError(f"{name} is one of {', '.join(choices)}, not {found!r}")
    return found or choices[0]


def day(text: str) -> date | None:
    """A calendar day, None for no words; raises UsageError for another date.

    >>> day("2022-12-05"), day("")
    (datetime.date(2022, 12, 5), None)
    """
    if not text:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a date: write it as 2022-12-05") from None


def moment(text: str) -> datetime | None:
    """A moment; a day means its end, a time without a zone means UTC; None for no words.

    >>> moment("2022-12-05T14:30").isoformat()
    '2022-12-05T14:30:00+00:00'
    """
    if not text:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        given = datetime.fromisoformat(text)
    except ValueError:
        why = "write it as 2022-12-05 or 2022-12-05T14:30"
        raise UsageError(f"{text[:40]!r} is not a moment: {why}") from None
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def chance(params: QueryParams, name: str) -> float | None:
    """A chance from 0 to 1, None where none is named."""
    found = word(params, name, 20)
    if not found:
        return None
    try:
        return float(found)
    except ValueError:
        raise UsageError(f"{found!r} is not a chance from 0 to 1") from None
