"""Ledgers with event data of a test's own, through the same import as any other."""

import csv
import re
from datetime import date

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
[codes]
type = "{system}"
"""


def deeds(folder, *rows, dataset="deeds", system="plover"):
    """A ledger of (day, actor, type, recipient), with names as actors."""
    mapping, table = folder / f"{dataset}.toml", folder / f"{dataset}.csv"
    mapping.write_text(MAPPING.format(dataset=dataset, system=system))
    lines = [",".join((day, a, kind, b)) for day, a, kind, b in rows]
    table.write_text("\n".join(["day,actor,type,recipient", *lines]) + "\n")
    report = Desk(folder / "ledger").import_(str(mapping), [table])
    assert report.events == len(rows)
    return Ledger.open(folder / "ledger")


def icews14(folder, data, among=None):
    """A ledger of ICEWS14, as the forecasting literature splits it, its relations as CAMEO.

    "Police (Russia)" counts as Russia; persons, who have no country there, are not mapped. With
    `among` it holds only what these countries, by the names there, do to each other.
    """
    source = data / "forecast" / "icews14_recb"
    listed = (data / "formats" / "cameo-codes.csv").read_text("latin-1")
    codes = {_word(row["name"]): row["code"] for row in csv.DictReader(listed.splitlines())}
    relations = {n: codes[_word(name)] for n, name in _names(source, "relation").items()}
    entities = {n: _country(name) for n, name in _names(source, "entity").items()}
    first = date(2014, 1, 1).toordinal()
    rows = [
        (date.fromordinal(first + int(hours) // 24).isoformat(), entities[s], relations[r],
         entities[o])
        for split in ("train", "valid", "test")
        for line in (source / f"{split}.txt").read_text("utf-8").splitlines()
        for s, r, o, hours in [line.split("\t")[:4]]
        if not among or {entities[s], entities[o]} <= among
    ]  # fmt: skip
    return deeds(folder, *rows, dataset="ICEWS14", system="cameo")


def _names(source, part):
    lines = (source / f"{part}2id.txt").read_text("utf-8").splitlines()
    cut = (line.split("\t") for line in lines)
    return {number: name.replace("_", " ").replace(",", "") for name, number in cut}


def _country(name):
    return re.sub(r"^.*\((.+)\)$", r"\1", name)


def _word(name):
    return re.sub(r"\W|_", "", name).lower()


def told_by(publisher, text="A text.", **more):
    """A document of a publisher."""
    return Document(text, publisher=publisher, **more)


def empty(folder):
    """A ledger with one document and no events."""
    ledger = Ledger.open(folder / "ledger")
    ledger.append(Document("Nothing happened."), Coding(()))
    return ledger
