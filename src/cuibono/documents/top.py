"""The day that stands at the top of a written page: alone, after "Published", beside a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cuibono.documents.dates import parse_date
from cuibono.documents.document import Sure
from cuibono.documents.found import Testimony
from cuibono.documents.page_meta import CHANGED, DAYISH, SAID
from cuibono.documents.text import DATELINE

SHORT = 100


def dated_top(lines: Sequence[str], told: Testimony) -> None:
    """Take down the day that one of the first lines gives; a day in a sentence is not one.

    >>> told = Testimony()
    >>> dated_top(["What the war brings", "Lena Abramova, 6 December 2022"], told)
    >>> told.witnesses[0].value
    '2022-12-06'
    """
    for line in lines:
        if told.has("published"):
            return
        dateline = DATELINE.match(line)
        if dateline:
            told.date("published", dateline["date"], "dateline", Sure.LIKELY)
        if len(line) > SHORT:
            continue
        changed = CHANGED.match(line)
        if changed:
            day = DAYISH.search(changed[1])
            told.date("updated", day[0] if day else "", "line at the top", Sure.LIKELY)
            continue
        said = SAID.match(line)
        days = [m for m in DAYISH.finditer(line) if parse_date(m[0])]
        ends = len(days) == 1 and not line.rstrip().endswith(".")
        # A sentence that names a day says what happened then, not when it was printed.
        beside = ends and _only_beside(line, days[0])
        if said and parse_date(said[1].rstrip(".")):
            told.date("published", said[1].rstrip("."), "line at the top", Sure.LIKELY)
        elif days and (said or beside):
            told.date("published", days[0][0], "line at the top", Sure.LIKELY)


def _only_beside(line: str, day: re.Match[str]) -> bool:
    """Whether the words beside a day are a name, a place or a series, not a sentence."""
    rest = (line[: day.start()] + line[day.end() :]).strip(" ,|·•–—-/:;()")
    words = re.findall(r"[^\W\d_]+", rest)
    small = [
        w for w in words if w.islower() and w not in ("and", "of", "the", "by", "for", "de", "von")
    ]
    return len(words) <= 12 and not small
