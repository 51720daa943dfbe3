"""Votes of the General Assembly and vetoes of the Security Council as plans."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

from cuibono import infile
from cuibono.errors import CuibonoError, UsageError
from cuibono.exchange.imports import crosswalks as cross
from cuibono.exchange.imports.formats import iso, written
from cuibono.exchange.imports.plan import UNTYPED, Lookup, Plan, Side, Typed, Who

CALLS = ("un_roll_calls.csv", "un_roll_calls.csv.gz")


def _everywhere(code: str) -> Callable[[str], Who]:
    """The same actor whatever the value of the column."""

    def always(_value: str) -> Who:
        return ((code, None),)

    return always


def _voter(name: str, code: str) -> Who:
    return cross.named(name) or cross.coded("iso2", code)


def _no_type(_vote: str) -> Typed:
    return UNTYPED


def votes(path: Path) -> Plan:
    """The plan of a file of votes; the days are in the list of roll calls that stands beside it.

    A vote has no PLOVER type: what was voted is the row's raw type, the roll call its event.
    Raises UsageError where the list of roll calls is missing.
    """
    days = _days(path.parent)
    return Plan(
        "UN General Assembly votes",
        Lookup(("rcid",), days.get),
        (Side(Lookup(("country", "country_code"), _voter), ("country",)),),
        Side(Lookup(("rcid",), _everywhere("UNGA")), ()),
        Lookup(("vote",), _no_type),
        ("vote",),
        event_id="rcid",
        delimiter=",",
        quoted=True,
        untyped="votes, which have no PLOVER type",
    )


def _days(folder: Path) -> dict[str, str | None]:
    path = next((folder / name for name in CALLS if (folder / name).exists()), None)
    if path is None:
        raise UsageError(f"{folder}: {CALLS[0]}, which holds the days, is not beside the votes")
    try:
        data = infile.content(path)
        lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
        rows = csv.DictReader(io.StringIO(lines, newline=""))
        return {row["rcid"]: iso(row["date"]) for row in rows}
    except (OSError, KeyError, UnicodeDecodeError, EOFError) as error:
        raise CuibonoError(
            f"{path}: not a list of roll calls with the columns rcid and date: {infile.why(error)}"
        ) from error


def _veto(_draft: str) -> Typed:
    return cross.cameo("129")


VETOES = Plan(
    "UN Security Council vetoes",
    Lookup(("date",), written("%m/%d/%Y")),
    tuple(Side(Lookup((f"member_veto{n}",), cross.named), (f"member_veto{n}",)) for n in (1, 2, 3)),
    Side(Lookup(("member_veto1",), _everywhere("UNSC")), ("agenda_item",)),
    Lookup(("draft",), _veto),
    ("draft",),
    event_id="draft",
    delimiter=",",
    quoted=True,
)
