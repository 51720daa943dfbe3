"""The brief as Markdown: numbers in the text, where the words stand at the end."""

from __future__ import annotations

import re

from cuibono.briefs.brief import Brief
from cuibono.briefs.cited import READ, Cited, Quote, Quotes, Section
from cuibono.briefs.places import ids, origin, spot
from cuibono.briefs.sections import SHORT
from cuibono.unseen import written_out

_ENTITY = re.compile(r"&(?=#?\w{1,30};)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(brief: Brief) -> str:
    """The page as Markdown; the picture is left to the HTML, which holds it."""
    quotes = Quotes()
    legend = " Words around those in bold are context from the same text."
    stamp = f"{brief.stamp}{legend if brief.surrounded else ''}"
    parts = [f"# {_plain(brief.title)}", "", f"*{_plain(stamp)}*", ""]
    for section in brief.sections:
        parts += _section(section, quotes)
    parts += ["## Quotes", ""]
    parts += [_quote(q, brief) for q in quotes.all()]
    parts += ["", f"Made by cuibono on {brief.made.isoformat()}; `cuibono explain ID` tells more."]
    return "\n".join(parts) + "\n"


def _section(section: Section, quotes: Quotes) -> list[str]:
    lines = [
        f"{_sentence(s)} {''.join(f'[{n}]' for n in quotes.cite(s))}" for s in section.sentences
    ]
    if section.heading == SHORT:
        return [" ".join(lines), ""]
    more = ["", f"*{section.rest}*"] if section.rest else []
    return [f"## {_plain(section.heading)}", "", *(f"- {line}" for line in lines), *more, ""]


def _sentence(sentence: Cited) -> str:
    """A sentence, with the words that were read in bold where others stand around them."""
    return "".join(
        f"**{_plain(text)}**" if kind == READ else _plain(text) for text, kind in sentence.parts
    )


def _quote(quote: Quote, brief: Brief) -> str:
    text = "".join(f"**{_plain(t)}**" if hit else _plain(t) for t, hit in quote.parts)
    one_line = " ".join(text.split())
    place = f"{origin(quote, brief.documents)}, {spot(quote, brief.documents)}"
    return f"{quote.number}. “{one_line}” — {_plain(place)} ({ids(quote)})"


def _plain(text: str) -> str:
    """Text whose marks Markdown would read as its own, escaped."""
    return _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", written_out(text)))
