"""Answer keys: what a careful reader found in a text, as TSV or JSON Lines.

The TSV's header is `id anchor actor type recipient source stance when item need`; `anchor` is
a few words that stand once in the text, `|` separates equally right answers, `-` is none, and
`need` is C (must have) or O (neither rewarded nor punished).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cuibono import infile
from cuibono.coding.statement import Stance
from cuibono.errors import CuibonoError
from cuibono.events.kinds import SHIPPED, Kinds

COLUMNS = ("id", "anchor", "actor", "type", "recipient", "source", "stance", "when", "item", "need")
FIELDS = ("source", "stance", "when", "item")
NONE = "-"
# Marks that word processors change: an anchor is found whichever the text has.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One row of a key: the alternatives of each field, and where its anchor stands.

    `start` and `end` are character offsets of the anchor in the text.
    """

    id: str
    start: int
    end: int
    actor: frozenset[str]
    type: frozenset[str]
    recipient: frozenset[str]
    fields: Mapping[str, frozenset[str]]
    needed: bool


def read_key(path: str | Path, text: str, kinds: Kinds = SHIPPED) -> tuple[KeyRow, ...]:
    """The answers of a key for a text, their types those of a codebook.

    Raises CuibonoError naming file, line and field.
    """
    path = Path(path)
    content = infile.needed_text(path, "utf-8-sig")
    rows = _json(path, content) if path.suffix == ".jsonl" else _tsv(path, content)
    bare = plain(text)
    answers = tuple(_answer(f"{path}, line {line}", row, bare, kinds) for line, row in rows)
    if not answers:
        raise CuibonoError(f"{path}: holds no answers")
    return answers


def plain(text: str) -> str:
    """A text as anchors are looked for in it, whichever marks a word processor has put there.

    >>> print(plain("“Kyiv’s”"))
    "Kyiv's"
    """
    return text.translate(_PLAIN)


def _tsv(path: Path, content: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = content.splitlines()
    header = tuple(lines[0].split("\t")) if lines else ()
    if header != COLUMNS:
        raise CuibonoError(
            f"{path}, line 1: the header must be {' '.join(COLUMNS)}, separated by tabs"
        )
    for number, cells in enumerate(csv.reader(lines[1:], "excel-tab", quoting=csv.QUOTE_NONE), 2):
        if not cells:
            continue
        if len(cells) != len(COLUMNS):
            raise CuibonoError(f"{path}, line {number}: {len(cells)} fields, not {len(COLUMNS)}")
        yield number, dict(zip(COLUMNS, cells, strict=True))


def _json(path: Path, content: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield number, {name: str(row[name]) for name in COLUMNS}
        except (ValueError, TypeError, KeyError) as error:
            raise CuibonoError(f"{path}, line {number}: {error} is wrong or missing") from error


def _answer(place: str, row: dict[str, str], text: str, kinds: Kinds) -> KeyRow:
    anchor = plain(row["anchor"])
    times = text.count(anchor) if anchor else 0
    if times != 1:
        found = "not found" if not times else f"found {times} times"
        raise CuibonoError(f"{place}, field anchor: “{row['anchor']}” is {found} in the text")
    if row["need"] not in ("C", "O"):
        raise CuibonoError(f"{place}, field need: “{row['need']}” must be C or O")
    wrong = _options(row["stance"]) - {str(s) for s in Stance}
    if wrong:
        raise CuibonoError(f"{place}, field stance: “{min(wrong)}” is not a stance")
    wrong = _options(row["type"]) - kinds.types.keys()
    if wrong or not _options(row["type"]):
        raise CuibonoError(f"{place}, field type: “{row['type']}” is not an event type")
    start = text.index(anchor)
    return KeyRow(
        row["id"], start, start + len(anchor), _options(row["actor"]), _options(row["type"]),
        _options(row["recipient"]), {f: _options(row[f]) for f in FIELDS}, row["need"] == "C",
    )  # fmt: skip


def _options(cell: str) -> frozenset[str]:
    """The alternatives of a cell; none for `-`."""
    return frozenset() if cell in (NONE, "") else frozenset(p.strip() for p in cell.split("|"))
