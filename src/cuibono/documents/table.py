"""Write the table of docs/formats.md from the formats themselves: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

from cuibono.documents.kinds import KINDS

BEGIN, END = "<!-- formats: begin -->", "<!-- formats: end -->"


def table() -> str:
    """The formats as a table in Markdown.

    >>> table().splitlines()[0]
    '| format | endings | told by | date, title, publisher, author from | read by |'
    """
    rows = ["| format | endings | told by | date, title, publisher, author from | read by |"]
    rows.append("|---|---|---|---|---|")
    for kind in KINDS.values():
        endings = " ".join(f"`{ending}`" for ending in kind.endings.split())
        told = kind.told_by.replace("|", "\\|")
        rows.append(f"| {kind.name} | {endings} | {told} | {kind.gives} | {kind.by} |")
    return "\n".join(rows)


def page(text: str) -> str:
    """A page with the table in its place."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{table()}\n\n{END}{tail}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_bytes(page(path.read_text("utf-8")).encode())
