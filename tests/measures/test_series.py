import csv
from collections import Counter
from datetime import date, timedelta

import pytest

from cuibono import Desk
from cuibono.coding.statement import Stance, Statement
from cuibono.errors import CuibonoError, UsageError
from cuibono.events.origins import origins
from cuibono.events.resolve import resolve
from cuibono.ledger import Ledger
from cuibono.ledger.tables import Tables
from cuibono.measures.deeds.dyads import Dyads
from cuibono.measures.deeds.told import told
from cuibono.measures.periods import By, When
from cuibono.measures.series import ALL, everyone, series
from tests.measures.worlds import deeds, empty, icews14, told_by

MONTH = When(By.MONTH)


def flows(found, source=ALL):
    """Period, who acts, events and sum of scores of all that is not zero."""
    return [
        (f.label, f.actor, f.events, f.score_sum)
        for f in found.flows
        if f.events and f.source == source
    ]


def texts(*tellings):
    """Events and documents of (document, actor, type, recipient, more)."""
    said = [
        Statement(d.id, "", 0, 0, f"{n}", 0, 0, actor, "", kind, recipient, **more)
        for n, (d, actor, kind, recipient, more) in enumerate(tellings)
    ]
    documents = list({d.id: d for d, *_ in tellings}.values())
    return resolve(said, documents), documents


def dyads_of(folder, events, documents):
    return Dyads(empty(folder), told(events, documents, origins(documents)))


@pytest.fixture
def world(tmp_path):
    return deeds(
        tmp_path,
        ("2020-01-05", "Russia", "AID", "North Korea"),
        ("2020-01-31", "Russia", "CONSULT", "North Korea"),
        ("2020-04-01", "North Korea", "THREATEN", "Russia"),
        ("2020-04-02", "North Korea", "no type of PLOVER", "Russia"),
        ("2020-06-30", "China", "AID", "Mongolia"),
    )


def test_both_directions_and_the_zeros_between_them(world):
    found = series(Dyads(world), "RUS", "PRK", MONTH)
    assert flows(found) == [("2020-01", "RUS", 2, 12.5), ("2020-04", "PRK", 2, -3.5)]
    assert [f.label for f in found.of("RUS")] == [f"2020-0{n}" for n in range(1, 7)]
    (april,) = (f for f in found.of("PRK") if f.label == "2020-04")
    assert (april.scored, april.cooperative, april.conflictual) == (1, 0, 1)
    assert april.score_mean == -3.5
    assert found.of("RUS")[5].score_mean is None
    assert found.support.rows == len(found.rows()) == 4
    assert "2020-01-05 to 2020-06-30 are zeros" in str(found.support)


def test_rows_name_file_and_line(world):
    rows = series(Dyads(world), "RUS", "PRK", MONTH).rows()
    assert [(r["first"], r["type"], r["file"], r["line"]) for r in rows] == [
        ("2020-01-05", "AID", "deeds.csv", 2),
        ("2020-01-31", "CONSULT", "deeds.csv", 3),
        ("2020-04-01", "THREATEN", "deeds.csv", 4),
        ("2020-04-02", None, "deeds.csv", 5),
    ]


def test_what_a_killed_import_left_does_not_count(world):
    left = world.tables.table("imported").slice(0, 1).to_pylist()[0] | {"batch": "killed"}
    Tables(world.tables.folder).append("imported", [left] * 7)
    assert series(Dyads(world), "RUS", "PRK", MONTH).support.rows == 4


@pytest.mark.parametrize(
    ("by", "labels"),
    [("week", ["2020-W01", "2020-W05", "2020-W14"]), ("year", ["2020"]), ("decade", ["2020s"])],
)
def test_weeks_years_and_decades(world, by, labels):
    found = series(Dyads(world), "RUS", "PRK", When.of(by))
    assert sorted({f[0] for f in flows(found)}) == labels


def test_only_within_the_days_that_are_asked_for(world):
    found = series(Dyads(world), "RUS", "PRK", When.of("month", "2020-01-10/2020-03"))
    assert flows(found) == [("2020-01", "RUS", 1, 2.5)]
    assert [f.label for f in found.of("PRK")] == ["2020-01", "2020-02", "2020-03"]


def test_organs_count_with_their_state_unless_one_is_asked_for(tmp_path, world):
    tables = Tables(world.tables.folder)
    row = tables.table("imported").slice(0, 1).to_pylist()[0]
    tables.append("imported", [row | {"actor": "RUS.MIL", "recipient": "PRK.GOV"}])
    tables.append("imported", [row | {"actor": "RUSX", "recipient": "PRK"}])
    dyads = Dyads(world)
    assert flows(series(dyads, "RUS", "PRK", MONTH))[0] == ("2020-01", "RUS", 3, 22.5)
    assert flows(series(dyads, "RUS.MIL", "PRK", MONTH)) == [("2020-01", "RUS.MIL", 1, 10.0)]
    assert flows(series(dyads, "RUS.MIL", "PRK.GOV", MONTH)) == [("2020-01", "RUS.MIL", 1, 10.0)]


def test_events_of_texts_count_once_in_all_and_for_each_publisher(tmp_path):
    kcna, yonhap = told_by("KCNA", "One."), told_by("Yonhap", "Two.")
    events, documents = texts(
        (kcna, "RUS", "AID", "PRK", {"when": "2020-01-07"}),
        (yonhap, "RUS.MIL", "AID", "PRK", {"when": "2020-01-07"}),
        (yonhap, "PRK", "CONSULT", "RUS", {"when": "2020-02", "mode": "visit"}),
    )
    found = series(dyads_of(tmp_path, events, documents), "RUS", "PRK", MONTH)
    assert flows(found) == [("2020-01", "RUS", 1, 10.0), ("2020-02", "PRK", 1, 4.0)]
    assert flows(found, "KCNA") == [("2020-01", "RUS", 1, 10.0)]
    assert {s.name: (s.kind, s.rows) for s in found.support.sources} == {
        "KCNA": ("text", 1), "Yonhap": ("text", 2)
    }  # fmt: skip
    assert {row["source"] for row in found.rows()} == {"KCNA", "Yonhap"}


def test_what_is_vague_foretold_or_only_denied_is_left_out_and_said(tmp_path):
    here = told_by("KCNA")
    events, documents = texts(
        (here, "RUS", "AID", "PRK", {"when": "2020-01-07"}),
        (here, "RUS", "CONSULT", "PRK", {"when": "2020-01-30/2020-02-02"}),
        (here, "RUS", "COOPERATE", "PRK", {"when": "2020/.."}),
        (here, "RUS", "SUPPORT", "PRK", {}),
        (here, "PRK", "YIELD", "RUS", {"when": "2020-01", "stance": Stance.EXPECTED}),
        (here, "PRK", "ASSAULT", "RUS", {"when": "2020-01", "stance": Stance.DENIED}),
    )
    dyads = dyads_of(tmp_path, events, documents)
    found = series(dyads, "RUS", "PRK", MONTH)
    assert flows(found) == [("2020-01", "RUS", 1, 10.0)]
    assert "Left out, as dated less closely than to a month: 1." in found.support.notes
    assert "Of the events in texts, 4 have" in str(found.support)
    assert len(found.rows()) == 1
    assert flows(series(dyads, "RUS", "PRK", When(By.YEAR))) == [("2020", "RUS", 2, 12.5)]


def test_two_data_sets_each_with_its_span(tmp_path, world):
    deeds(tmp_path, ("2021-01-01", "Russia", "AID", "North Korea"), dataset="other")
    found = series(Dyads(Ledger.open(tmp_path / "ledger")), "RUS", "PRK", MONTH)
    assert len(found.of("RUS", "deeds")) == 6
    assert len(found.of("RUS", "other")) == 1
    assert len(found.of("RUS")) == 13
    assert any("count in each data set" in note for note in found.support.notes)


def test_all_dyads_add_up_to_each_of_them(world):
    found = everyone(Dyads(world), MONTH)
    rows = found.table.to_pylist()
    assert sum(row["events"] for row in rows) == found.support.rows == 5
    (january,) = (r for r in rows if (r["actor"], r["period"]) == ("RUS", date(2020, 1, 1)))
    assert (january["events"], january["score_sum"], january["score_mean"]) == (2, 12.5, 6.25)


@pytest.mark.parametrize(
    ("a", "b", "within", "why"),
    [
        ("RUS", "CHN", None, "no dated event between RUS and CHN: 4 rows concern RUS and 1 CHN"),
        ("RUS", "PRK", "2019", "no source covers 2019-01-01 to 2019-12-31; covered are deeds"),
        ("RUS", "PRK", "2020-06-30", "0 rows concern RUS"),
    ],
)
def test_nothing_to_count_is_one_line(world, a, b, within, why):
    with pytest.raises(CuibonoError, match=why) as raised:
        series(Dyads(world), a, b, When.of("month", within))
    assert "\n" not in str(raised.value)


def test_calls_that_cannot_be_meant(world, tmp_path):
    with pytest.raises(UsageError, match="two actors"):
        series(Dyads(world), "RUS", "RUS", MONTH)
    with pytest.raises(UsageError, match="week, month, year, decade"):
        When.of("fortnight")
    with pytest.raises(CuibonoError, match="2020-13"):
        When.of("month", "2020-13")
    (tmp_path / "bare").mkdir()
    with pytest.raises(CuibonoError, match="no dated event: `import`"):
        everyone(Dyads(empty(tmp_path / "bare")), MONTH)


def test_the_icews_sample_as_a_direct_count(tmp_path, data):
    path = data / "formats" / "icews_events.2018.sample.tab"
    Desk(tmp_path / "ledger").import_("icews", [path])
    dyads = Dyads(Ledger.open(tmp_path / "ledger"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    names = {
        "RUS": "Russian Federation",
        "SYR": "Syria",
        "PRK": "North Korea",
        "USA": "United States",
    }
    for a, b in (("RUS", "SYR"), ("PRK", "USA")):
        direct = Counter(
            row["Event Date"][:7]
            for row in rows
            if (row["Source Country"], row["Target Country"]) == (names[a], names[b])
        )
        found = series(dyads, a, b, MONTH)
        assert {f.label: f.events for f in found.of(a) if f.events} == direct
        assert sum(direct.values()) >= 5


@pytest.mark.long
def test_icews14_by_week_as_a_direct_count(tmp_path, data):
    found = series(Dyads(icews14(tmp_path, data)), "PRK", "KOR", When(By.WEEK))
    folder, direct = data / "forecast" / "icews14_recb", Counter()
    lines = (folder / "entity2id.txt").read_text("utf-8").splitlines()
    country = {number: name for name, number in (line.split("\t") for line in lines)}
    for split in ("train", "valid", "test"):
        for line in (folder / f"{split}.txt").read_text("utf-8").splitlines():
            one, _, other, hours, _ = line.split("\t")
            pair = tuple(country[n].rpartition("(")[2].rstrip(")") for n in (one, other))
            day = date(2014, 1, 1) + timedelta(hours=int(hours))
            if set(pair) == {"North_Korea", "South_Korea"}:
                year, week, _ = day.isocalendar()
                direct[f"{year}-W{week:02}", {"N": "PRK", "S": "KOR"}[pair[0][0]]] += 1
    counted = {(f.label, f.actor): f.events for f in found.flows if f.source == ALL and f.events}
    assert counted == direct
    assert sum(direct.values()) > 600


def test_a_file_that_was_damaged_meanwhile_is_one_line(world):
    dyads = Dyads(world)
    assert dyads.coverage
    (path,) = (world.tables.folder / "imported").glob("*.parquet")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(CuibonoError, match="cannot be read") as raised:
        series(dyads, "RUS", "PRK", MONTH)
    assert "\n" not in str(raised.value)


def test_only_some_of_many_sources_are_named_in_the_sentence(tmp_path):
    here = [told_by(f"Paper {n}", f"Text {n}.") for n in range(12)]
    told = [(d, "RUS", "AID", "PRK", {"when": "2020-01-07"}) for d in here]
    events, documents = texts(*told)
    found = series(dyads_of(tmp_path, events, documents), "RUS", "PRK", MONTH)
    assert "and 4 more sources" in str(found.support)
    assert len(found.support.sources) == 12
    assert flows(found) == [("2020-01", "RUS", 1, 10.0)]
