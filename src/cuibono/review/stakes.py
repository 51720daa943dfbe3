"""What hangs on each statement, as it was last worked out: kept beside the ledger.

To know what hangs on a statement all happenings are needed, which takes long on a large ledger. The
file is a cache: where it is missing or unreadable, what hangs on statements is worked out anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cuibono.events.event import Event
from cuibono.review.queue import Stake, hanging
from cuibono.versions import __version__
from cuibono.whole import keep

NAME = "_hanging.json"


@dataclass(frozen=True, slots=True)
class Stakes:
    """What hangs on statements, by their ids, and the state of the ledger in which it did."""

    state: str
    of: Mapping[str, Stake]


def worked_out(folder: Path, state: str, events: Iterable[Event]) -> Stakes:
    """What hangs on the statements of all events that count, and keep it."""
    found = Stakes(state, hanging(events))
    reasons = {why: n for n, why in enumerate(dict.fromkeys(w for _, w in found.of.values()))}
    values = {
        "version": __version__, "state": state, "reasons": list(reasons),
        "of": {id_: [much, reasons[why]] for id_, (much, why) in found.of.items()},
    }  # fmt: skip
    keep(folder / NAME, lambda part: part.write_text(json.dumps(values), encoding="utf-8"))
    return found


def kept(folder: Path) -> Stakes | None:
    """What was worked out last, however much was judged or read since; None for nothing of use."""
    try:
        held: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if held["version"] != __version__:
            return None
        reasons = list(map(str, held["reasons"]))
        of = {str(id_): (float(much), reasons[n]) for id_, (much, n) in held["of"].items()}
        return Stakes(str(held["state"]), of)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None
