"""The events of ICEWS14 as counts of cooperation and conflict between two actors."""

import csv
from collections import defaultdict
from datetime import date, timedelta

import pytest

from cuibono.events.kinds import SHIPPED
from cuibono.exchange.imports.crosswalks import cameo

FIRST, DAYS = date(2014, 1, 1), 365


def events(data):
    """Day, actor, CAMEO name and recipient of every event of 2014, in the data set's names."""
    folder = data / "forecast" / "icews14_recb"
    if not folder.is_dir():
        pytest.skip(f"needs {folder}")
    who, what = (
        [line.split("\t")[0] for line in (folder / name).read_text("utf-8").splitlines()]
        for name in ("entity2id.txt", "relation2id.txt")
    )
    for part in ("train.txt", "valid.txt", "test.txt"):
        for line in (folder / part).read_text("utf-8").splitlines():
            a, r, b, hours, _ = map(int, line.split())
            yield FIRST + timedelta(days=hours // 24), who[a], what[r], who[b]


def sides(data):
    """Cooperation or conflict by the name of a CAMEO code, as ICEWS14 writes it."""
    with (data / "formats" / "cameo-codes.csv").open(encoding="latin-1") as lines:
        named = {
            row["name"].replace(" ", "_").lower(): row["code"] for row in csv.DictReader(lines)
        }
    found = {name: cameo(code).type for name, code in named.items()}
    return {name: SHIPPED.side(type_) for name, type_ in found.items() if type_}


def daily(data, *pairs):
    """Counts by day of each pair and side: "A → B conflict" to 365 numbers."""
    side = sides(data)
    counts = defaultdict(lambda: [0] * DAYS)
    for day, a, what, b in events(data):
        kind = side.get(what.lower())
        if kind and (a, b) in pairs:
            counts[f"{a} → {b} {kind}"][(day - FIRST).days] += 1
    return dict(counts)


def weekly(series):
    """Sums of seven days each, what is left at the end dropped."""
    return [sum(series[n : n + 7]) for n in range(0, len(series) - 6, 7)]
