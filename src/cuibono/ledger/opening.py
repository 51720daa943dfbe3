"""Which folders may be a ledger: what is wrong with others, in one line."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from cuibono import infile
from cuibono.answering import SILENT, answers
from cuibono.ledger.faults import LedgerError
from cuibono.ledger.schema import FORMAT, LATER, MARKER, OLDEST, TABLES

# Delta reads the path of a table as an address, in which these mean something else.
UNFIT = re.compile(r"%[0-9A-Fa-f]{2}|[\[\]]" + ("" if os.name == "nt" else r"|\\"))
OURS = {*TABLES, *LATER, "ledger", "journal"}


def refuse(folder: Path) -> None:
    """Raise LedgerError for a folder that is not a ledger, or for one of another format."""
    whole = str(folder.absolute())
    if any(ord(c) < 32 or "\ud800" <= c <= "\udfff" for c in whole):
        why = "the name of a ledger's folder must be UTF-8 and one line"
        raise LedgerError(f"{str(folder)!a}: {why}: name another with --ledger")
    if UNFIT.search(whole):
        why = "its name must not contain [ or ], a backslash, or % before two digits"
        raise LedgerError(f"{folder}: {why}: name another with --ledger")
    if not answers(folder / MARKER):
        raise LedgerError(f"{folder}: {SILENT}, then run the same command again")
    try:
        _check_marker(folder, folder / MARKER)
    except OSError as error:
        why = error.strerror or error
        raise LedgerError(f"{folder}: cannot open the ledger: {why}") from error


def _check_marker(folder: Path, marker: Path) -> None:
    if marker.exists():
        try:
            written = int(json.loads(infile.text(marker))["format"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
            why = infile.why(error)
            raise LedgerError(f"{folder}: {MARKER} cannot be read: {why}") from error
        if written < OLDEST:
            raise LedgerError(
                f"{folder}: {MARKER} names format {written}, but the first is "
                f"{OLDEST}: the folder may not be a ledger"
            )
        if written > FORMAT:
            raise LedgerError(
                f"{folder}: written by a newer cuibono (format {written}, this one "
                f"reads {FORMAT}): update cuibono to open it"
            )
    elif _is_something_else(folder) and not marker.exists():
        # Asked twice: another process may be making the ledger at this moment.
        why = "not a ledger: it holds other files: name another folder with --ledger"
        raise LedgerError(f"{folder}: {why}")


def _is_something_else(folder: Path) -> bool:
    """Whether the path is taken by a file, or by a folder with anything but our tables."""
    try:  # One look only: another process may be making the folder at this moment.
        names = [entry.name for entry in folder.iterdir()]
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        return True
    return any(n.split(".")[0] not in OURS for n in names if not n.startswith((".", "#", "_")))
