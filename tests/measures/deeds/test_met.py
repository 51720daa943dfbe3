"""One event in several data sets counts once; what could be several counts in each."""

from datetime import date

import pytest

from cuibono.exchange.imports import import_files
from cuibono.exchange.imports.formats import GDELT
from cuibono.ledger import Ledger
from cuibono.ledger.tables import Tables
from cuibono.measures.deeds.dated_rows import rows_between
from cuibono.measures.deeds.dyads import Dyads
from cuibono.measures.periods import By, When
from cuibono.measures.series import ALL, series

MONTH = When(By.MONTH)
ISRAEL, HEZBOLLAH = "Military Forces of Israel (2022-)", "Hezbollah"
TYRE, METULA, BEIRUT = ("33.27", "35.20"), ("33.28", "35.58"), ("33.89", "35.50")


class World:
    """Rows of ACLED, UCDP GED and GDELT, imported as their files are."""

    def __init__(self, folder):
        self.folder = folder
        self.made = 0

    def put(self, kind, header, lines):
        self.made += 1
        path = self.folder / f"{kind}{self.made}.csv"
        path.write_text("\n".join([*header, *lines]) + "\n")
        report = import_files(kind, [path], self.folder / "ledger")
        assert (report.events, report.quarantined) == (len(lines), 0)
        return self

    def acled(self, *rows):
        header = ("event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,"
                  "actor2,latitude,longitude,geo_precision,source")  # fmt: skip
        return self.put("acled", [header], [
            f"X{n},{day},{day[:4]},{sure},Battles,Armed clash,{one},{two},{north},{east},{close},x"
            for n, (day, one, two, (north, east), sure, close) in enumerate(rows)
        ])  # fmt: skip

    def ucdp(self, *rows):
        header = (
            "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,date_start,date_end,"
            "gwnoa,gwnob,source_office"
        )
        return self.put("ucdp", [header], [
            f"{n},1,{one},{two},{close},{at[0]},{at[1]},{first},{last},{number},,Desk"
            for n, (first, last, one, number, two, at, close) in enumerate(rows)
        ])  # fmt: skip

    def gdelt(self, *rows):
        lines = []
        for n, (day, one, two, code, at, kind) in enumerate(rows):
            cells = dict.fromkeys(GDELT.layouts[0], "") | {
                "GLOBALEVENTID": str(n), "SQLDATE": day, "Actor1Code": one, "Actor2Code": two,
                "EventCode": code, "ActionGeo_Lat": at[0], "ActionGeo_Long": at[1],
                "ActionGeo_Type": kind,
            }  # fmt: skip
            lines.append("\t".join(cells.values()))
        return self.put("gdelt", [], lines)

    @property
    def dyads(self):
        return Dyads(Ledger.open(self.folder / "ledger"))

    def counted(self, a="ISR", b="LBN.REB.HEZBOLLAH", source=ALL):
        """Events in all periods, of both directions."""
        found = series(self.dyads, a, b, MONTH)
        return sum(f.events for f in found.flows if f.source == source)


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def clash(day="2024-04-14", at=TYRE, sure=1, close=1, one=ISRAEL, two=HEZBOLLAH):
    return (day, one, two, at, sure, close)


def battle(first="2024-04-14", last=None, at=METULA, close=1, two=HEZBOLLAH):
    return (first, last or first, "Government of Israel", "666", two, at, close)


def test_one_event_of_two_data_sets_counts_once_and_names_both(world):
    world.acled(clash()).ucdp(battle())
    assert world.counted() == 1
    assert (world.counted(source="ACLED"), world.counted(source="UCDP GED")) == (1, 1)
    found = series(world.dyads, "ISR", "LBN.REB.HEZBOLLAH", MONTH)
    assert "once in “all”: 1 of ACLED and UCDP GED." in str(found.support)
    assert [(r["source"], r["met"]) for r in found.rows()] == [
        ("ACLED", "UCDP GED ucdp2.csv:2"),
        ("UCDP GED", "ACLED acled1.csv:2"),
    ]
    (acted,) = rows_between(world.dyads._ledger, (), [("ISR", "LBN.REB.HEZBOLLAH")])
    assert acted.origin == "acled1.csv:2 (also UCDP GED ucdp2.csv:2)"


@pytest.mark.parametrize("asked", ["ISR", "ISR.MIL", "ISR.GOV"])
def test_an_event_is_not_lost_where_an_organ_is_asked_for(world, asked):
    world.acled(clash()).ucdp(battle())
    assert world.counted(asked) == 1


APART = {
    "another day": battle("2024-04-15"),
    "another place": battle(at=BEIRUT),
    "another group": battle(two="Hamas"),
    "too long": battle("2024-01-01", "2024-12-31"),
}


@pytest.mark.parametrize("why", APART)
def test_what_differs_stays_apart(world, why):
    world.acled(clash()).ucdp(APART[why])
    assert world.dyads.ask("select count(*), count(*) filter (where once) from deeds") == [(2, 2)]


SAME = {
    "days that overlap": (clash(), battle("2024-04-12", "2024-04-14")),
    "a week that is known": (clash("2024-04-17", sure=2), battle()),
    "a month that is known": (clash("2024-04-01", sure=3), battle("2024-04-30")),
    "a point and a province": (clash(), battle(at=BEIRUT, close=4)),
    "a province and a point": (clash(at=BEIRUT, close=3), battle()),
    "no place": (clash(at=("", "")), battle()),
    "the other order": (clash(one=HEZBOLLAH, two=ISRAEL), battle()),
}


@pytest.mark.parametrize("why", SAME)
def test_dates_and_places_are_as_close_as_their_sources_know_them(world, why):
    one, other = SAME[why]
    world.acled(one).ucdp(other)
    assert world.dyads.ask("select count(*), count(*) filter (where once) from deeds") == [(2, 1)]


def test_nothing_is_guessed_where_two_candidates_compete(world):
    world.acled(clash(), clash(at=METULA)).ucdp(battle())
    assert world.counted() == 3
    said = str(series(world.dyads, "ISR", "LBN.REB.HEZBOLLAH", MONTH).support)
    assert "once in “all”" not in said
    assert "Rows that may be one event or several count in each data set" in said


def test_a_place_tells_which_of_two_is_meant(world):
    world.acled(clash(), clash(at=BEIRUT)).ucdp(battle())
    assert world.counted() == 2


def test_three_data_sets_meet_only_where_each_meets_each(world):
    shelling = ("20240414", "ISRMIL", "LBNREB", "194", TYRE, "4")
    world.acled(clash(two="Rebels (Lebanon)")).gdelt(shelling)
    assert world.dyads.ask("select count(*) from met") == [(0,)]
    other = World(world.folder / "other")
    other.folder.mkdir()
    (other.folder / "m.toml").write_text(
        '[columns]\ndate="d"\nactor="a"\nrecipient="b"\ntype="t"\nlatitude="n"\nlongitude="e"\n'
        'until="u"\n[codes]\nactor="iso3"\n'
    )
    for name, north in (("one", "33.0"), ("two", "33.3"), ("three", "33.6")):
        table = other.folder / f"{name}.csv"
        table.write_text(f"d,u,a,b,t,n,e\n2024-04-14,2024-04-15,ISR,LBN,ASSAULT,{north},35.2\n")
        toml = other.folder / f"{name}.toml"
        toml.write_text((other.folder / "m.toml").read_text())
        import_files(str(toml), [table], other.folder / "ledger")
    # 33 km from one to the next, 67 from the first to the third: these are not one event.
    assert other.counted("ISR", "LBN") == 3
    assert other.dyads.ask("select count(*) from met") == [(0,)]


def test_three_data_sets_that_agree_are_one_event(world):
    world.gdelt(("20240414", "ISRMIL", "SYRGOV", "194", METULA, "4"))
    world.acled(clash(two="Military Forces of Syria (2000-)"))
    world.ucdp(battle(two="Government of Syria"))
    assert world.counted(b="SYR") == 1
    assert world.dyads.ask("select distinct sets from met") == [("ACLED and GDELT and UCDP GED",)]


def test_who_acts_counts_where_both_data_sets_say_it(world):
    (world.folder / "icews.toml").write_text(
        '[columns]\ndate="d"\nactor="a"\nrecipient="b"\ntype="t"\n[codes]\nactor="iso3"\n'
    )
    table = world.folder / "icews.csv"
    table.write_text("d,a,b,t\n2024-04-14,RUS,USA,ACCUSE\n2024-04-15,USA,RUS,ACCUSE\n")
    import_files(str(world.folder / "icews.toml"), [table], world.folder / "ledger")
    world.gdelt(
        ("20240414", "USA", "RUS", "112", ("", ""), ""),
        ("20240415", "USAGOV", "RUS", "112", ("", ""), ""),
    )
    assert world.counted("USA", "RUS") == 3


def test_what_was_found_is_kept_until_more_is_imported(world):
    world.acled(clash()).ucdp(battle())
    assert world.counted() == 1
    (kept,) = (world.folder / "ledger").glob("_met-*.parquet")
    made = kept.stat().st_mtime_ns
    assert world.counted() == 1
    assert kept.stat().st_mtime_ns == made
    world.ucdp(battle(at=TYRE))
    assert world.counted() == 3
    kept.write_bytes(b"broken")
    first = Ledger.open(world.folder / "ledger").tables.table("imports")["at"].to_pylist()[1]
    assert len(Dyads(Ledger.open(world.folder / "ledger").as_of(first)).ask("from met")) == 2


def test_lines_that_cannot_be_told_apart_meet_nothing(world):
    world.acled(clash()).ucdp(battle())
    tables = Tables(world.folder / "ledger")
    (twin,) = (r for r in tables.imported().to_pylist() if r["dataset"] == "ACLED")
    tables.append("imported", [twin | {"date": date(2024, 6, 1)}])
    assert world.counted() == 3


def test_rows_of_an_earlier_version_have_no_place_and_still_meet(world):
    import pyarrow as pa
    from deltalake import write_deltalake

    world.acled(clash(at=("", "")))
    tables = Tables(world.folder / "ledger")
    new = ["since", "until", "latitude", "longitude", "area"]
    old = tables.raw("imported").drop_columns(new)
    write_deltalake(str(world.folder / "ledger" / "imported"), pa.table(old), mode="overwrite",
                    schema_mode="overwrite")  # fmt: skip
    assert world.dyads.ask("select count(*) from imported where latitude is null") == [(1,)]
    assert Tables(world.folder / "ledger").imported()["area"].to_pylist() == [None]
    world.ucdp(battle())
    assert world.counted() == 1
    assert list(Ledger.open(world.folder / "ledger").verify()) == []
