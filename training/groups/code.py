"""Read the annotated items once, and keep the statements: reading takes most of the time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from cuibono.coding.statement import Statement
from training.groups.mentions import Crisis, documents

TOGETHER = 32


def code(crises: Iterable[Crisis], items: Path, kept: Path) -> int:
    """Append the statements of every item that `kept` lacks; how many items were read."""
    from cuibono import Desk
    from cuibono.coding import Coder

    desk = Desk()
    coder = Coder.load(desk.registry, desk.codebook, desk.reader)
    known = {id_ for id_, _ in _lines(kept)}
    wanted = {m.item for c in crises for m in c.mentions} - known
    texts = documents(wanted, items)
    ids = sorted(texts)
    with kept.open("a", encoding="utf-8") as out:
        for first in range(0, len(ids), TOGETHER):
            part = ids[first : first + TOGETHER]
            for id_, coding in zip(part, coder.code_many([texts[i] for i in part]), strict=True):
                rows = [s.to_dict() | {"sense": s.sense} for s in coding.statements]
                out.write(json.dumps({"item": id_, "statements": rows}) + "\n")
            out.flush()
    return len(ids)


def coded(kept: Path) -> dict[str, list[Statement]]:
    """The statements of every item that was read."""
    return {
        id_: [Statement.from_dict(row) for row in json.loads(line)["statements"]]
        for id_, line in _lines(kept)
    }


def _lines(kept: Path) -> Iterator[tuple[str, str]]:
    if kept.exists():
        for line in kept.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["item"], line
