"""A Jupyter notebook that opens the ledger and asks the first questions."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter
from cuibono.unseen import as_json

HEAD = """# From a cuibono ledger

Every row leads back to the words that it was read from: `desk.explain(id)` shows them."""
CELLS = (
    "from cuibono import Desk\n\ndesk = Desk({ledger})",
    "statements = desk.statements()\nstatements",
    "claims = desk.claims(contested=True)\nclaims",
    "statements.arrow()  # .df() for pandas, .pl() for polars",
    'desk.ledger.sql("select actor, type, recipient, count(*) as n from statements "\n'
    '                "group by all order by n desc limit 20").to_pylist()',
)


def write(matter: Matter, path: Path) -> int:
    """Write the notebook and say how many statements its ledger holds."""
    ledger = matter.ledger.resolve().as_posix()
    sources = [HEAD, *(cell.replace("{ledger}", repr(ledger)) for cell in CELLS)]
    cells = [_cell(n, text) for n, text in enumerate(sources)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {
        "cells": cells, "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    path.write_text(as_json(book, 1) + "\n", "utf-8")
    return len(matter.statements)


def _cell(nth: int, text: str) -> dict[str, Any]:
    id_ = hashlib.sha256(f"{nth}:{text}".encode()).hexdigest()[:8]
    cell: dict[str, Any] = {"id": id_, "metadata": {}, "source": text.splitlines(keepends=True)}
    if nth == 0:
        return {"cell_type": "markdown", **cell}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **cell}


FORMAT = Format(
    "notebook", (".ipynb",), ("statements",), "Jupyter, VS Code",
    "all data: it holds only the path of the ledger's folder, which must stay where it is", write,
)  # fmt: skip
