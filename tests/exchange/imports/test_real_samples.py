"""The samples that publishers give out load whole; they are not part of the project."""

import csv
import pickle
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from cuibono.exchange.imports import import_files
from cuibono.exchange.imports.store import Store

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="needs the data sets in ../shared/data (docs/imports.md)"
)


def loaded(tmp_path, kind, path):
    report = import_files(kind, [DATA / path], tmp_path)
    return report, Store(tmp_path).events()


def test_the_icews_sample(tmp_path):
    report, events = loaded(tmp_path, "icews", "formats/icews_events.2018.sample.tab")
    assert (report.events, report.quarantined, events.num_rows) == (3705, 0, 3705)
    assert report.without("type")[0] == 808
    text = (DATA / "formats/icews_events.2018.sample.tab").read_text("utf-8")
    countries = [line.split("\t")[4] for line in text.splitlines()[1:]]
    states = Counter(str(code).partition(".")[0] for code in events["actor"].to_pylist())
    assert states["PRK"] == countries.count("North Korea")
    assert states["MDA"] == countries.count("Moldova, Republic of")
    assert report.without("actor")[0] <= countries.count("NA")


def test_the_ucdp_sample(tmp_path):
    report, events = loaded(tmp_path, "ucdp", "formats/ucdp_ged_1000_sample.csv")
    assert (report.events, report.quarantined) == (1000, 0)
    assert Counter(events["actor"].to_pylist())["SYR.GOV"] == 230
    assert set(events["type"].to_pylist()) == {"ASSAULT"}


def test_the_vetoes(tmp_path):
    report, events = loaded(tmp_path, "vetoes", "series/unsc_vetoes_1946_sept2022.csv")
    with (DATA / "series/unsc_vetoes_1946_sept2022.csv").open(newline="") as file:
        cells = [row[f"member_veto{n}"] for row in csv.DictReader(file) for n in (1, 2, 3)]
    by_actor = Counter(events["actor"].to_pylist())
    assert report.events == len([cell for cell in cells if cell]) == 265
    assert by_actor["SUN"] == cells.count("USSR")
    assert by_actor["RUS"] == cells.count("Russia")
    assert by_actor["USA"] == cells.count("USA")


def test_the_votes(votes):
    path = DATA / "series/unvotes/un_votes.csv.gz"
    report = pickle.loads((votes / "report").read_bytes())
    events = Store(votes / "ledger").events()
    counts = "select country, vote, count(*) from read_csv(?) group by all"
    votes = {(who, vote): n for who, vote, n in duckdb.execute(counts, [str(path)]).fetchall()}
    assert report.events == sum(votes.values()) == 870_109
    assert report.without("actor") == (0, 0)
    counted = events.group_by(["actor", "raw_type"]).aggregate([("line", "count")]).to_pylist()
    found = {(row["actor"], row["raw_type"]): row["line_count"] for row in counted}
    for name, code in (("North Korea", "PRK"), ("Russia", "RUS"), ("United States", "USA")):
        for vote in ("yes", "no", "abstain"):
            assert found[code, vote] == votes[name, vote]
