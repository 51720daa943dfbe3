"""A ledger of made-up rows, for measuring what waits on the ledger and not on the reader."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from cuibono.coding.statement import Certainty, Coding, Stance, Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger

ACTORS = "RUS PRK USA CHN UKR KOR JPN GBR FRA DEU IND IRN TUR POL SRB EGY BRA VNM FIN NOR".split()
TYPES = "AID COOPERATE SUPPORT CONSULT AGREE ACCUSE REJECT THREATEN SANCTION GAIN LOSE".split()
PUBLISHERS = ("Harbour Times", "The Ledger", "Steppe Review", "Northern Wire", "Open Desk")
ITEMS = ("arms", "money", "food", "training", "fuel", None, None)
FIRST = date(2020, 1, 1)


def sentence(chance: random.Random, n: int) -> tuple[str, str, str]:
    """A sentence that names its number, with its actor and recipient."""
    a, b = chance.sample(ACTORS, 2)
    return f"In its note {n} {a} said that {b} had received what {a} sent by rail.", a, b


def statements(document: Document, spans: list[tuple[int, str, str, str]]) -> list[Statement]:
    """One statement for each sentence of a document."""
    chance = random.Random(document.id)
    found: list[Statement] = []
    for start, text, a, b in spans:
        at = start + text.index("received")
        type_ = chance.choice(TYPES)
        found.append(
            Statement(
                document.id, text, start, start + len(text), "received", at, at + 8, a, a, type_,
                recipient=b, recipient_text=b, source=chance.choice(("AUTHOR", "UNNAMED", a)),
                stance=chance.choice((Stance.REPORTED, Stance.REPORTED, Stance.EXPECTED)),
                certainty=chance.choice(tuple(Certainty)), item=chance.choice(ITEMS),
                when=(document.published or FIRST).isoformat() if chance.random() < 0.4 else None,
                confidence=round(chance.uniform(0.2, 0.99), 3), title=document.title,
                published=str(document.published), versions={"reader": "made up"},
            )
        )  # fmt: skip
    return [replace(s, source_chain=(s.source,)) for s in found]


def made_up(folder: Path, documents: int, each: int = 20, seed: int = 1) -> Ledger:
    """A ledger of so many documents with `each` statements, appended one by one as `read` does."""
    chance = random.Random(seed)
    ledger, known = Ledger.open(folder), set[str]()
    for n in range(documents):
        spans: list[tuple[int, str, str, str]] = []
        parts: list[str] = []
        at = 0
        for k in range(each):
            text, a, b = sentence(chance, n * each + k)
            spans.append((at, text, a, b))
            parts.append(text)
            at += len(text) + 2
        document = Document(
            "\n\n".join(parts), title=f"Dispatch {n}", publisher=chance.choice(PUBLISHERS),
            published=FIRST + timedelta(days=n % 1800), path=f"dispatches/{n}.txt",
        )  # fmt: skip
        ledger.append(document, Coding(tuple(statements(document, spans))), known)
        known.add(document.id)
    return ledger
