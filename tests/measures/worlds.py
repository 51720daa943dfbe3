"""Ledgers with event data of a test's own, through the same import as any other."""

from datetime import UTC, datetime

from cuibono import Desk
from cuibono.coding.statement import Coding
from cuibono.documents import Document
from cuibono.ledger import Ledger

MAPPING = """dataset = "{dataset}"
[columns]
date = "day"
actor = "actor"
recipient = "recipient"
type = "type"
"""


def deeds(folder, *rows, dataset="deeds"):
    """A ledger of (day, actor, type, recipient), with names as actors."""
    mapping, table = folder / f"{dataset}.toml", folder / f"{dataset}.csv"
    mapping.write_text(MAPPING.format(dataset=dataset))
    lines = [",".join((day, a, kind, b)) for day, a, kind, b in rows]
    table.write_text("\n".join(["day,actor,type,recipient", *lines]) + "\n")
    report = Desk(folder / "ledger").import_(str(mapping), [table])
    assert report.events == len(rows)
    return Ledger.open(folder / "ledger")


def icews14(folder, data):
    """A ledger of ICEWS14 as the forecasting literature splits it; types are not mapped."""
    source = data / "forecast" / "icews14_recb"
    names = {
        part: dict(
            reversed(line.split("\t"))
            for line in (source / f"{part}2id.txt").read_text("utf-8").splitlines()
        )
        for part in ("entity", "relation")
    }
    day = datetime(2014, 1, 1, tzinfo=UTC).toordinal()
    rows = []
    for split in ("train", "valid", "test"):
        for line in (source / f"{split}.txt").read_text("utf-8").splitlines():
            s, r, o, t = line.split("\t")[:4]
            when = datetime.fromordinal(day + int(t) // 24).date().isoformat()
            cells = (names["entity"][s], names["relation"][r], names["entity"][o])
            rows.append((when, *(c.replace("_", " ").replace(",", "") for c in cells)))
    return deeds(folder, *rows, dataset="ICEWS14")


def told_by(publisher, text="A text.", **more):
    """A document of a publisher."""
    return Document(text, publisher=publisher, **more)


def empty(folder):
    """A ledger with one document and no events."""
    ledger = Ledger.open(folder / "ledger")
    ledger.append(Document("Nothing happened."), Coding(()))
    return ledger
