"""Happenings in the shape of POLECAT, the data set in PLOVER's terms: JSON, TSV and CSV.

A row is a happening of one day that somebody affirms. POLECAT knows no denial: who denies stands
in a field of its own in JSON, and a contested happening says so. `cuibono import polecat` reads
the TSV back.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from cuibono.events.event import Event
from cuibono.events.kinds import SHIPPED
from cuibono.exchange.exports.cells import flat
from cuibono.exchange.exports.dates import single
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.parties import NOBODY, state_and_role
from cuibono.exchange.exports.placed import located
from cuibono.exchange.exports.tables import evidence_row, merged
from cuibono.unseen import as_json

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Primary Actor Sector", "Actor Name Raw",
    "Recipient Name", "Recipient Country", "Primary Recipient Sector", "Recipient Name Raw",
    "Placename", "Country", "Latitude", "Longitude", "Title", "Source", "Publication Date",
    "URL", "Language", "Version", "Status", "Sources", "Deniers", "Statement IDs", "Offsets",
)  # fmt: skip
# What POLECAT calls the roles of the registry.
SECTORS = {
    "GOV": "Government", "HOS": "Government", "HOG": "Government", "MFA": "Foreign Ministry",
    "MIL": "Military", "COP": "Police", "JUD": "Judicial", "LEG": "Legislative / Parliamentary",
    "INTEL": "Intelligence", "OPP": "Opposition", "PTY": "Parties", "REB": "Rebel",
    "MED": "Media", "BUS": "Business", "CIV": "General Population / Civilian / Social",
    "ELI": "Elite",
}  # fmt: skip


def told(matter: Matter) -> list[tuple[Event, str]]:
    """The happenings that have a place in POLECAT, each with its day."""
    happened = [e for e in matter.events if e.happened]
    matter.note(len(matter.events) - len(happened), "only foretold or only denied are left out")
    typed = [e for e in happened if not SHIPPED.outcome(e.type) and e.actor not in NOBODY]
    matter.note(len(happened) - len(typed), "without an actor or of no PLOVER type are left out")
    dated = [(e, day) for e in typed if (day := single(e.when))]
    matter.note(len(typed) - len(dated), "not dated to a day are left out")
    return dated


def row(event: Event, day: str, matter: Matter) -> dict[str, Any]:
    """A happening by POLECAT's columns, and some more at the end."""
    first = event.affirmed[0]
    place = next((x for s in event.affirmed if (x := located(s, matter))), None)
    kind = SHIPPED.types.get(event.type)
    mode = (event.mode or "").partition("/")[0]
    contexts = sorted({c for s in event.affirmed for c in s.contexts})
    offsets = [f"{s.document}:{s.start}-{s.end}" for s in event.statements]
    return {
        "Event ID": event.id, "Event Date": day, "Event Type": event.type, "Event Mode": mode,
        "Intensity": SHIPPED.score(event.type, event.mode),
        "Quad Code": kind.quadrant.upper() if kind else "", "Contexts": ";".join(contexts),
        **_party("Actor", event.actor, first.actor_text, matter),
        **_party("Recipient", event.recipient, first.recipient_text, matter),
        "Placename": place.name if place else "", "Country": (place.country if place else "") or "",
        "Latitude": place.latitude if place else None,
        "Longitude": place.longitude if place else None,
        "Title": first.title or "", "Source": matter.publisher(first) or "",
        "Publication Date": first.published or "", "URL": matter.address(first) or "",
        "Language": "en", "Version": json.dumps(merged(event.statements), sort_keys=True),
        "Status": str(event.status), "Sources": event.sources,
        "Deniers": "; ".join(matter.speaker(v.statements[0]) for v in event.deniers),
        "Statement IDs": ";".join(s.id for s in event.statements), "Offsets": ";".join(offsets),
    }  # fmt: skip


def _party(side: str, code: str, text: str, matter: Matter) -> dict[str, str]:
    known = code not in NOBODY
    state, role = (state_and_role(code) if known else None) or ("", "")
    return {
        f"{side} Name": matter.name(code) if known else "None",
        f"{side} Country": state or "None",
        f"Primary {side} Sector": SECTORS.get(role, "None"),
        f"{side} Name Raw": text,
    }


def write_json(matter: Matter, path: Path) -> int:
    """Write a list of events, each with the quotes that it rests on."""
    made = [
        {**row(e, day, matter), "evidence": [evidence_row(s, matter) for s in e.statements]}
        for e, day in told(matter)
    ]
    path.write_text(as_json(made, 1) + "\n", "utf-8")
    return len(made)


def write_tsv(matter: Matter, path: Path) -> int:
    """Write POLECAT's own form: cells between tabs, never in quotes."""
    made = [row(e, day, matter) for e, day in told(matter)]
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(_cell(each[name]) for name in COLUMNS) for each in made]
    path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return len(made)


def _cell(value: Any) -> str:
    return "" if value is None else " ".join(str(flat(value)).split())


def write_csv(matter: Matter, path: Path) -> int:
    """Write the same columns between commas."""
    made = [row(e, day, matter) for e, day in told(matter)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] = csv.DictWriter(file, list(COLUMNS), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: flat(v) for k, v in each.items()} for each in made)
    return len(made)


_OF = ("happenings", "claims")
_OPENS = "programs that read POLECAT or PLOVER event data"
_LOSES = (
    "happenings that are only denied, only foretold, not dated to a day, without an actor, or of "
    "no PLOVER type (GAIN, LOSE); items; all places and headlines but the first"
)
FORMAT = Format("plover", (".json",), _OF, _OPENS, _LOSES, write_json)
TSV = Format(
    "polecat", (".tsv", ".txt"), _OF, f"{_OPENS}; cuibono import polecat",
    f"{_LOSES}; quotes; tabs and line ends in a cell", write_tsv,
)  # fmt: skip
CSV = Format("polecat-csv", (".csv",), _OF, _OPENS, f"{_LOSES}; quotes", write_csv)
