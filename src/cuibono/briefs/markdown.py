"""The brief as Markdown: footnote numbers in the text, quotes at the end."""

from __future__ import annotations

import re

from cuibono.briefs.brief import Brief
from cuibono.briefs.cited import Quote, Quotes, Section
from cuibono.briefs.places import ids, origin, spot

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(brief: Brief) -> str:
    """The page as Markdown; pictures are left to the HTML, which holds them."""
    quotes = Quotes()
    parts = [f"# {_plain(brief.title)}", ""]
    for section in brief.sections:
        parts += _section(section, quotes)
    parts += ["## Quotes", ""]
    parts += [_quote(q, brief) for q in quotes.all()]
    made = f"Made by cuibono on {brief.made.isoformat()}; `cuibono explain ID` tells more."
    parts += ["", f"{made} {brief.checked}"]
    return "\n".join(parts) + "\n"


def _section(section: Section, quotes: Quotes) -> list[str]:
    lines = [
        f"{_plain(s.text)} {''.join(f'[{n}]' for n in quotes.cite(s))}" for s in section.sentences
    ]
    if section.heading == "In short":
        return [" ".join(lines), ""]
    return [f"## {_plain(section.heading)}", "", *(f"- {line}" for line in lines), ""]


def _quote(quote: Quote, brief: Brief) -> str:
    text = "".join(f"**{_plain(t)}**" if hit else _plain(t) for t, hit in quote.parts)
    one_line = " ".join(text.split())
    place = f"{origin(quote, brief.documents)}, {spot(quote, brief.documents)}"
    return f"{quote.number}. “{one_line}” — {_plain(place)} ({ids(quote)})"


def _plain(text: str) -> str:
    """Text whose marks Markdown would read as its own, escaped."""
    return _SPECIAL.sub(r"\\\1", text)
