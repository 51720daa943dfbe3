"""What a file says: its text and what it tells of itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from cuibono.errors import CuibonoError

LINE_END = re.compile("\r\n|[\r\v\x1c\x1d\x1e\x85\u2028]")
NO_DATE = "no publication date: relative dates cannot be resolved"
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


class DocumentError(CuibonoError):
    """A file that cannot be read: says which and why."""


@dataclass(frozen=True, slots=True)
class Found:
    """Text and provenance as one format's reader found them, before a user's options."""

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    published: date | None = None
    notes: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """The form in which a text is stored: NFC, one blank line between paragraphs.

    Offsets in the ledger count characters of this form.

    >>> tidy("A\\u0301  state.\\r\\n\\r\\n\\r\\nIts  ally.")
    'Á state.\\n\\nIts ally.'
    """
    text = LINE_END.sub("\n", text).replace("\u2029", "\n\n").replace("\f", "\n\n")
    kept = (
        c
        for c in text
        if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    # Composed last: what is taken out may stand between a letter and its accent.
    composed = unicodedata.normalize("NFC", "".join(kept))
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in composed.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """A title, a name or a complaint in one line that can be stored and shown.

    >>> one_line("Ties\\n  cut\\ud800")
    'Ties cut'
    """
    return " ".join(tidy(text).split())


def parse_date(text: str) -> date | None:
    """A publication date as files write it, None when it is none.

    >>> parse_date("2022-12-05"), parse_date("18 Nov. 2022"), parse_date("Nov 18, 2022")
    (datetime.date(2022, 12, 5), datetime.date(2022, 11, 18), datetime.date(2022, 11, 18))
    """
    text = text.strip()
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    moment = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ] ?\d{1,2}:\d\d.*)?", text)
    if moment:
        return _date(moment[1], int(moment[2]), moment[3])
    day_first = re.fullmatch(r"(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})", text)
    if day_first:
        return _date(day_first[3], _month(day_first[2]), day_first[1])
    month_first = re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text)
    return _date(month_first[3], _month(month_first[1]), month_first[2]) if month_first else None


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it, 0 for any other word."""
    return next((i for i, full in enumerate(MONTHS, 1) if full.startswith(name.lower())), 0)


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
