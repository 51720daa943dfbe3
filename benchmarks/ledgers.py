"""Ledgers of made-up rows, for measuring what waits on the ledger and not on the reader."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from zlib import crc32

import numpy as np

from cuibono.actors import Registry
from cuibono.coding.sense import PARTS, WIDTH, as_text
from cuibono.coding.statement import Certainty, Coding, Stance, Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger

ACTORS = "RUS PRK USA CHN UKR KOR JPN GBR FRA DEU IND IRN TUR POL SRB EGY BRA VNM FIN NOR".split()
TYPES = "AID COOPERATE SUPPORT CONSULT AGREE ACCUSE REJECT THREATEN SANCTION GAIN LOSE".split()
PUBLISHERS = ("Harbour Times", "The Ledger", "Steppe Review", "Northern Wire", "Open Desk")
ITEMS = ("arms", "money", "food", "training", "fuel", None, None)
FIRST = date(2020, 1, 1)
GROUP = 500
"""Documents that are written in one commit, where nothing is measured by it."""
PARTIES = ("RUS", "PRK", "UKR", "CHN", "USA", "KOR", "JPN", "IRN", "BLR", "FRA")
KINDS = ("AID", "SUPPORT", "ASSAULT", "SANCTION", "REJECT", "CONSULT", "COOPERATE", "THREATEN")

Read = tuple[Document, Coding]


def sentence(chance: random.Random, n: int) -> tuple[str, str, str]:
    """A sentence that names its number, with its actor and recipient."""
    a, b = chance.sample(ACTORS, 2)
    first, second = called(a), called(b)
    return f"In its note {n} {first} said that {second} had received its arms by rail.", a, b


@cache
def called(code: str) -> str:
    """What an actor is called."""
    return Registry.load()[code].name


def sense(like: str, own: str) -> str:
    """What an act may mean: near what others of the same kind do, and a little apart."""
    width = WIDTH * len(PARTS)
    middle, apart = (
        np.random.default_rng(crc32(words.encode())).normal(size=width) for words in (like, own)
    )
    return as_text((16 * middle + 48 * apart).clip(-127, 127).astype(np.int8))


def statements(document: Document, spans: list[tuple[int, str, str, str]]) -> list[Statement]:
    """One statement for each sentence of a document."""
    chance = random.Random(document.id)
    found: list[Statement] = []
    for start, text, a, b in spans:
        at = start + text.index("received")
        type_ = chance.choice(TYPES)
        found.append(
            Statement(
                document.id, text, start, start + len(text), "received", at, at + 8, a, called(a),
                type_, recipient=b, recipient_text=called(b),
                source=chance.choice(("AUTHOR", "UNNAMED", a)),
                stance=chance.choice((Stance.REPORTED, Stance.REPORTED, Stance.EXPECTED)),
                certainty=chance.choice(tuple(Certainty)), item=chance.choice(ITEMS),
                when=(document.published or FIRST).isoformat() if chance.random() < 0.4 else None,
                confidence=round(chance.uniform(0.2, 0.99), 3), title=document.title,
                published=str(document.published), versions={"reader": "made up"},
                sense=sense(f"{type_} {a}", f"{document.id} {start}"),
            )
        )  # fmt: skip
    return [replace(s, source_chain=(s.source,)) for s in found]


def dispatches(many: int, each: int = 20, seed: int = 1) -> Iterator[Read]:
    """So many documents with `each` statements, of many actors and kinds."""
    chance = random.Random(seed)
    for n in range(many):
        spans: list[tuple[int, str, str, str]] = []
        at = 0
        for k in range(each):
            text, a, b = sentence(chance, n * each + k)
            spans.append((at, text, a, b))
            at += len(text) + 2
        document = Document(
            "\n\n".join(text for _, text, _, _ in spans), title=f"Dispatch {n}",
            publisher=chance.choice(PUBLISHERS), published=FIRST + timedelta(days=n % 1800),
            path=f"dispatches/{n}.txt",
        )  # fmt: skip
        yield document, Coding(tuple(statements(document, spans)))


def write(folder: Path, read: Iterable[Read], together: int = 1) -> Ledger:
    """A ledger of documents that are written directly, so many in a commit."""
    ledger, rest = Ledger.open(folder), iter(read)
    while part := list(islice(rest, together)):
        ledger.append_all(part)
    return ledger


# --- plainer texts, of which any number is read without a reader ---------------------------


def text_of(number: int, name: str = "Document") -> str:
    """A small text that no other number has, as long as a short news item."""
    lines = (f"{name} {number} says in line {n} that shells were sent." for n in range(20))
    return "\n".join(lines)


def coding_of(document: Document, many: int, number: int = 0) -> Coding:
    """So many statements that stand in the text, without any reading."""
    made: list[Statement] = []
    start = 0
    for n, line in enumerate(document.text.split("\n")[:many]):
        actor, other = PARTIES[(number + n) % 10], PARTIES[(number + n * 3 + 1) % 10]
        at = line.index("sent") + start
        made.append(
            Statement(
                document.id, line, start, start + len(line), "sent", at, at + 4, actor, actor,
                KINDS[(number * 7 + n) % 8], other, confidence=0.9, title=document.title,
                published=document.published.isoformat() if document.published else None,
            )
        )  # fmt: skip
        start += len(line) + 1
    return Coding(tuple(made))


class Quick:
    """A coder that reads nothing: three statements of any text."""

    def code(self, document: Document) -> Coding:
        return coding_of(document, 3)

    def code_many(self, documents: Iterable[Document]) -> Iterator[Coding]:
        return map(self.code, documents)


def build(folder: Path, many: int) -> None:
    """A ledger of so many documents with ten statements each, written directly."""
    write(folder, (plain(n) for n in range(many)), GROUP)


def plain(n: int) -> Read:
    """The document of a number, with ten statements."""
    day = date(2015, 1, 1) + timedelta(n % 3000)
    document = Document(text_of(n, "Old"), f"Old {n}", published=day)
    return document, coding_of(document, 10, n)


def files(folder: Path, many: int) -> Path:
    """So many small files in a folder."""
    folder.mkdir()
    for n in range(many):
        (folder / f"{n:06}.txt").write_text(
            f"Published: 2022-12-05\n\n{text_of(n, 'New')}", "utf-8"
        )
    return folder
