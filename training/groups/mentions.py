"""The annotated groups: which words of which news items speak of one happening."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cuibono.documents import Document

GROUPS = Path(__file__).parent.parent / "happenings.jsonl"
TIMELINES = GROUPS.with_name("timelines.jsonl")
"""Here every act of every item is judged."""
REPORTS = GROUPS.with_name("reports.jsonl")
"""Second reports of some of these items in other words, written for the project."""
WRITTEN, CHRONICLES = GROUPS.with_name("written"), GROUPS.with_name("chronicles")
"""Reports of invented crises, and entries of invented chronicles of two states, a file each: day,
publisher, happening, words of the act, text."""
UNSEEN = ("colombia-venezuela", "drina", "india-pakistan", "korea", "kosovo")
"""The written crises and chronicles that are kept for tests."""
SERIES, OWN, DYADS = "timelines-", "written-", "chronicles-"
"""What the names of the parts of timelines, of written crises and of chronicles begin with."""
CALIBRATION = 5
"""One crisis in so many of those for training is kept for calibration, by hash of its name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of one item that speak of one happening; `words` is None for the whole sentence.

    Words without a happening are set apart: whether they speak of one cannot be told.
    """

    item: str
    start: int
    end: int
    words: tuple[int, int] | None
    happening: str


@dataclass(frozen=True, slots=True)
class Crisis:
    """Items of one crisis with the happenings that they mention."""

    name: str
    part: str
    mentions: tuple[Mention, ...]

    @property
    def items(self) -> list[str]:
        """The ids of the items, each once, in order of time."""
        return sorted({m.item for m in self.mentions})

    def fold(self, folds: int) -> int:
        """One of so many parts, by hash of the name."""
        return hashlib.sha256(self.name.encode()).digest()[1] % folds


def crises(part: str | None = None) -> list[Crisis]:
    """The annotated crises of one part: train, calibration or test; all without a part."""
    return [c for c in _rows(GROUPS) if part is None or c.part == part]


def timelines(part: str) -> list[Crisis]:
    """The annotated timelines of one part, train or test: all items on one dyad in some months."""
    return [c for c in _rows(TIMELINES) if (c.part == "test") == (part == "test")]


def written(part: str, folder: Path = WRITTEN) -> list[Crisis]:
    """The written crises of one part, train or test, or the chronicles; each report is an item."""
    return [
        Crisis(file.stem, part, tuple(m for _, m in _reports(file)))
        for file in sorted(folder.glob("*.tsv"))
        if (file.stem in UNSEEN) == (part == "test")
    ]


def chronicles(part: str) -> list[Crisis]:
    """The written chronicles of one part, train or test; each entry is an item."""
    return written(part, CHRONICLES)


def of_part(name: str) -> list[Crisis]:
    """The crises, timelines, written crises or chronicles of a part, by how its name begins."""
    for begins, found in ((SERIES, timelines), (OWN, written), (DYADS, chronicles)):
        if name.startswith(begins):
            return found(name.removeprefix(begins))
    return crises(name)


def _reports(file: Path) -> Iterator[tuple[Document, Mention]]:
    """The reports of a written crisis, each with the happening that it tells of."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        day, publisher, happening, act, text = line.split("\t")
        id_ = f"{file.stem}-{number:03}"
        start = text.index(act)
        words = start, start + len(act)
        yield (
            Document(text, id_, publisher, published=date.fromisoformat(day)),
            Mention(id_, 0, len(text), words, happening),
        )


def _rows(file: Path) -> list[Crisis]:
    return [_crisis(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def _crisis(row: dict[str, Any]) -> Crisis:
    name, part = row["crisis"], row["part"]
    held = hashlib.sha256(name.encode()).digest()[0] % CALIBRATION == 0
    part = "calibration" if part == "train" and held else part
    mentions = [
        Mention(m["id"], m["start"], m["end"], _span(m.get("words")), m["happening"])
        for m in row["mentions"]
        if m["happening"] is not None
    ]
    return Crisis(name, part, tuple(mentions))


def _span(words: list[int] | None) -> tuple[int, int] | None:
    return (words[0], words[1]) if words else None


def documents(ids: Iterable[str], items: Path) -> dict[str, Document]:
    """The items of these ids as documents, from a file of JSON lines and the written reports."""
    wanted = set(ids)
    files = [file for folder in (WRITTEN, CHRONICLES) for file in folder.glob("*.tsv")]
    reports = (report for file in files for report in _reports(file))
    found = {m.item: document for document, m in reports if m.item in wanted}
    for file in (items, REPORTS):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["id"] in wanted:
                    publisher = next(iter(row["publishers"]), None)
                    day = date.fromisoformat(row["published"])
                    # The id stands as the title, so that a statement leads back to its item.
                    found[row["id"]] = Document(row["text"], row["id"], publisher, published=day)
    return found
