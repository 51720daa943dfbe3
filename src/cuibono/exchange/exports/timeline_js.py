"""TimelineJS: dated happenings as slides, each with its quotes and where they stand."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path
from typing import Any

from cuibono.coding.statement import Statement
from cuibono.events.event import Event
from cuibono.exchange.exports.dates import days
from cuibono.exchange.exports.followthemoney import web
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter, headline
from cuibono.unseen import as_json

Thing = dict[str, Any]


def slide(event: Event, matter: Matter) -> Thing | None:
    """A happening as a slide; None where it has no first day."""
    first, last = days(event.when)
    if first is None:
        return None
    made: Thing = {
        "unique_id": f"happening-{event.id}", "group": event.type,
        "start_date": _parts(first), "display_date": event.when,
        "text": {"headline": html.escape(headline(event, matter)), "text": _body(event, matter)},
    }  # fmt: skip
    return made | ({"end_date": _parts(last)} if last and last != first else {})


def _parts(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _body(event: Event, matter: Matter) -> str:
    return "".join(f"<p>{_quote(s, matter)}</p>" for s in event.statements)


def _quote(s: Statement, matter: Matter) -> str:
    """A quote with its speaker, stance and origin, as HTML in which nothing of the text is code."""
    origin, address = html.escape(matter.origin(s)), web(matter.address(s))
    link = f'<a href="{html.escape(address)}">{origin}</a>' if address else origin
    said = html.escape(f"{matter.speaker(s)}, {s.stance}")
    where = f"characters {s.start}–{s.end}, statement {s.id}"
    return f"“{html.escape(s.quote)}” ({said}; {link}, {where})"


def write(matter: Matter, path: Path) -> int:
    """Write the timeline and say how many slides it has."""
    slides = [x for e in matter.events if (x := slide(e, matter))]
    undated = len(matter.events) - len(slides)
    matter.note(undated, "happenings have no date and are not on the timeline")
    title = {"text": {"headline": "What the texts tell", "text": "From a cuibono ledger"}}
    whole = {"title": title, "events": slides, "scale": "human"}
    path.write_text(as_json(whole, 1) + "\n", "utf-8")
    return len(slides)


FORMAT = Format(
    "timelinejs", (".json",), ("happenings", "claims"), "TimelineJS 3",
    "happenings without a date; places and quantities; versions", write,
)  # fmt: skip
