"""ClaimReview (schema.org): each claim with those who make it, who deny it, and where.

The program weighs no truth: a review has no rating by a number, only how the claim stands.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cuibono.coding.statement import Statement
from cuibono.events.event import Event
from cuibono.exchange.exports.followthemoney import web
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter, headline
from cuibono.exchange.exports.tables import merged
from cuibono.unseen import as_json

Thing = dict[str, Any]


def review(event: Event, matter: Matter) -> Thing:
    """A claim as a review that says how it stands."""
    from cuibono.versions import __version__

    told = event.affirmed or event.statements
    first = told[0]
    status = str(event.status)
    denied = ", ".join(matter.speaker(v.statements[0]) for v in event.deniers)
    said = f"{event.sources} independent sources affirm it"
    says = f"{status}: {said}; denied by {denied}" if denied else f"{status}: {said}"
    at = max(matter.read(s.document) for s in event.statements)
    return {
        "@type": "ClaimReview", "@id": f"urn:cuibono:happening:{event.id}",
        "claimReviewed": first.quote, "name": headline(event, matter),
        "datePublished": at.date().isoformat(),
        "author": {"@type": "Organization", "name": f"cuibono {__version__}, a program"},
        "itemReviewed": {
            "@type": "Claim", "datePublished": first.published,
            "author": {"@type": "Organization", "name": matter.speaker(first)},
            "firstAppearance": _work(first, matter),
            "appearance": [_work(s, matter) for s in told],
        },
        "reviewRating": {"@type": "Rating", "alternateName": status, "ratingExplanation": says},
        "citation": [_work(s, matter) for v in event.deniers for s in v.statements],
        "version": json.dumps(merged(event.statements), sort_keys=True),
    }  # fmt: skip


def _work(s: Statement, matter: Matter) -> Thing:
    """The words of a statement and the text that they stand in."""
    url, publisher = web(matter.address(s)), matter.publisher(s)
    whole: Thing = {
        "@type": "CreativeWork", "name": s.title, "url": url, "datePublished": s.published,
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
    }  # fmt: skip
    part: Thing = {
        "@type": "Quotation", "@id": f"urn:cuibono:statement:{s.id}", "text": s.quote,
        "position": f"characters {s.start} to {s.end} of document {s.document}",
        "spokenByCharacter": {"@type": "Organization", "name": matter.speaker(s)},
        "isPartOf": _known(whole),
    }  # fmt: skip
    return part


def _known(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value is not None}


def write(matter: Matter, path: Path) -> int:
    """Write a graph of reviews and say how many there are."""
    found = [_pruned(review(e, matter)) for e in matter.events]
    graph = {"@context": "https://schema.org", "@graph": found}
    path.write_text(as_json(graph, 1) + "\n", "utf-8")
    return len(found)


def _pruned(thing: Thing) -> Thing:
    return _known({k: _known(v) if isinstance(v, dict) else v for k, v in thing.items()})


FORMAT = Format(
    "claimreview", (".jsonld", ".json"), ("claims", "happenings"),
    "search engines, Google Fact Check tools, other readers of schema.org",
    "types, modes, quantities and places; a rating, which the program does not "
    "give; whether a speaker is a person",
    write,
)  # fmt: skip
