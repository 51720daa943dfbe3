import gzip
import zipfile
from collections import Counter
from datetime import date

import pyarrow.compute as pc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuibono.errors import CuibonoError, UsageError
from cuibono.exchange.imports import import_files, importer
from cuibono.exchange.imports.formats import GDELT
from cuibono.exchange.imports.store import Store
from tests.tries import tries


def gdelt(id_, day, one, two, code, layout=0):
    cells = dict.fromkeys(GDELT.layouts[layout], "")
    cells |= {"GLOBALEVENTID": id_, "SQLDATE": day, "Actor1Code": one, "Actor2Code": two}
    cells |= {"EventCode": code, "SOURCEURL": "https://example.org/1"}
    return "\t".join(cells[name] for name in GDELT.layouts[layout])


ROWS = [
    gdelt("1", "20240105", "PRKMIL", "KORGOV", "138"),
    gdelt("2", "20240106", "RUS", "", "010"),
    gdelt("3", "20240107", "GOV", "IGOUNO", "128"),
]


def rows(folder):
    return sorted(Store(folder).events().to_pylist(), key=lambda row: (row["file"], row["line"]))


def imported(tmp_path, kind, name, text, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return import_files(kind, [path], tmp_path / "ledger"), rows(tmp_path / "ledger")


def test_gdelt_rows_become_events_with_their_raw_codes(tmp_path):
    report, (first, second, third) = imported(tmp_path, "gdelt", "a.CSV", "\n".join(ROWS) + "\n")
    assert (report.events, report.quarantined) == (3, 0)
    assert (first["actor"], first["recipient"], first["type"]) == ("PRK.MIL", "KOR.GOV", "THREATEN")
    assert (first["mode"], first["contexts"], first["score"]) == ("violence", ["military"], -3.5)
    assert (first["date"], first["line"], first["event_id"]) == (date(2024, 1, 5), 1, "1")
    assert (first["raw_actor"], first["raw_type"]) == ("PRKMIL", "138")
    assert (second["actor"], second["recipient"], second["type"]) == ("RUS", None, None)
    assert (third["actor"], third["recipient"]) == (None, "UN")
    assert report.without("type") == (1, 0)
    assert report.without("recipient") == (0, 1)
    assert report.commonest("actor") == [("GOV", 1)]


@pytest.mark.parametrize("layout", [0, 1, 2])
def test_gdelt_is_known_by_its_number_of_columns(tmp_path, layout):
    line = gdelt("1", "19790105", "SUN", "USA", "043", layout)
    _, (row,) = imported(tmp_path, "gdelt", "a.csv", line)
    assert (row["actor"], row["mode"]) == ("SUN", "visit")
    assert row["url"] == (None if layout == 2 else "https://example.org/1")


def test_the_same_bytes_twice_change_nothing_under_any_name(tmp_path):
    text = "\r\n".join(ROWS) + "\r\n"
    _, before = imported(tmp_path, "gdelt", "a.csv", text)
    again, after = imported(tmp_path, "gdelt", "b.csv", text)
    assert (again.events, again.known) == (0, 1)
    with gzip.open(tmp_path / "c.csv.gz", "wt", newline="") as file:
        file.write(text)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("d.CSV", text)
    packed = [tmp_path / "c.csv.gz", tmp_path / "d.zip"]
    assert import_files("gdelt", packed, tmp_path / "ledger").known == 2
    assert rows(tmp_path / "ledger") == before == after


def test_copies_in_one_folder_count_once(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text("\n".join(ROWS))
    import_files("gdelt", [folder], tmp_path / "ledger")
    assert len(rows(tmp_path / "ledger")) == 3


def test_of_a_file_that_has_grown_only_the_new_lines_are_read(tmp_path):
    imported(tmp_path, "gdelt", "a.csv", "\n".join(ROWS[:2]) + "\n")
    report, found = imported(tmp_path, "gdelt", "a.csv", "\n".join(ROWS) + "\n")
    assert (report.events, report.resumed) == (1, 1)
    assert [row["line"] for row in found] == [1, 2, 3]


def test_an_interrupted_import_goes_on_where_it_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("cuibono.exchange.imports.sources.BLOCK", 2000)
    monkeypatch.setattr(importer, "BATCH", 30)
    lines = [gdelt(str(n), "20240105", "PRK", "KOR", "040") for n in range(300)]
    path, ledger = tmp_path / "a.csv", tmp_path / "ledger"
    path.write_text("\n".join(lines) + "\n")

    def stop(progress):
        if progress.events > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files("gdelt", [path], ledger, stop)
    kept = len(rows(ledger))
    assert 100 < kept < 300
    report = import_files("gdelt", [path], ledger)
    assert (report.events, report.resumed) == (300 - kept, 1)
    assert [(row["line"], row["event_id"]) for row in rows(ledger)] == [
        (n + 1, str(n)) for n in range(300)
    ]


def test_what_a_killed_import_left_is_not_seen(tmp_path):
    imported(tmp_path, "gdelt", "a.csv", ROWS[0])
    tables = Store(tmp_path / "ledger").tables
    left = tables.table("imported").to_pylist()[0] | {"batch": "killed", "event_id": "9"}
    tables.append("imported", [left])
    assert [row["event_id"] for row in rows(tmp_path / "ledger")] == ["1"]


def test_rows_are_read_by_an_expression(tmp_path):
    imported(tmp_path, "gdelt", "a.csv", "\n".join(ROWS))
    tables = Store(tmp_path / "ledger").tables
    found = tables.imported(columns=["line"], where=pc.field("actor") == "RUS")
    assert found.to_pylist() == [{"line": 2}]
    assert tables.imported("quarantine").num_rows == 0


def test_lines_that_cannot_be_loaded_are_set_aside_and_the_rest_loads(tmp_path):
    broken = [ROWS[0], "a\tb", gdelt("7", "20241305", "PRK", "KOR", "040"), "", ROWS[2]]
    latin = gdelt("8", "20240105", "PRKé", "KOR", "040").encode("latin-1")
    text = "\n".join(broken).encode() + b"\n" + latin + b"\n"
    report, found = imported(tmp_path, "gdelt", "a.csv", text)
    assert [row["line"] for row in found] == [1, 5]
    aside = sorted(Store(tmp_path / "ledger").quarantine().to_pylist(), key=lambda r: r["line"])
    assert [(r["line"], r["reason"]) for r in aside] == [
        (2, "2 columns instead of 61"),
        (3, "SQLDATE is not a day: '20241305'"),
        (6, "not UTF-8"),
    ]
    assert report.quarantined == 3
    assert "PRKé" in aside[2]["text"]


POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tContexts\tActor Name\t"
    "Actor Country\tPrimary Actor Sector\tRecipient Name\tRecipient Country\t"
    "Primary Recipient Sector\tSource\tHeadline\n"
)


def test_polecat_with_excess_headers_and_repeated_lines(tmp_path):
    line = "X1\t2020-01-02\tPROTEST\tdemo\t-5\tclimate;legal\tA\tDEU\tCVL\tNone\tNone\tNone\tDW\n"
    report, (row,) = imported(tmp_path, "polecat", "p.txt", POLECAT + line + line)
    assert (row["actor"], row["recipient"], row["publisher"]) == ("DEU.CIV", None, "DW")
    assert (row["type"], row["mode"], row["contexts"]) == ("PROTEST", "demo", ["climate", "legal"])
    assert report.bad == {"repeats a line": (1, "p.txt:3")}


def test_acled_forces_people_and_groups(tmp_path):
    text = (
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,source,notes\n"
        "SYR1,30 June 2022,Battles,Armed clash,Military Forces of Syria (2000-),"
        'PKK: Kurdistan Workers Party,SOHR,"two\nlines"\n'
        "SYR2,2022-07-01,Strategic developments,Other,Civilians (Syria),,SOHR,x\n"
    )
    _, (first, second) = imported(tmp_path, "acled", "a.csv", text)
    assert (first["actor"], first["recipient"], first["mode"]) == (
        "SYR.MIL",
        "TUR.REB.PKK",
        "firearms",
    )
    assert (first["date"], first["line"]) == (date(2022, 6, 30), 2)
    assert (second["actor"], second["type"], second["line"]) == ("SYR.CIV", None, 4)


MAPPING = """
dataset = "mine"
delimiter = ";"
[columns]
date = "Day"
actor = "Who"
recipient = "Whom"
type = "What"
[codes]
date = "%d.%m.%Y"
recipient = "cow"
[types]
shelling = "ASSAULT heavy-weapons"
"""


def test_any_table_through_a_mapping_file(tmp_path):
    (tmp_path / "mine.toml").write_text(MAPPING)
    text = "Day;Who;Whom;What\n01.02.1985;North Korea;365;shelling\n02.02.1995;DPRK;365;CONSULT\n"
    _, (old, new) = imported(tmp_path, str(tmp_path / "mine.toml"), "t.csv", text)
    assert (old["actor"], old["recipient"], old["mode"]) == ("PRK", "SUN", "heavy-weapons")
    assert (new["actor"], new["recipient"], new["type"]) == ("PRK", "RUS", "CONSULT")
    assert old["dataset"] == "mine"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[columns]\ndate = 'D'", "which column is the actor"),
        ("[columns]\ndate='D'\nactor='A'\nwho='B'", "unknown entry columns.who"),
        ("[columns]\ndate='D'\nactor='A'\n[codes]\nactor='un'", "'un' is not one of"),
        ("[columns]\ndate='D'\nactor='A'\n[types]\nx='WAR'", "does not begin with a PLOVER type"),
        ("columns = 3", "[columns] must be lines"),
        ("= 3", "cannot be read as a mapping"),
    ],
)
def test_a_wrong_mapping_is_one_line(tmp_path, toml, said):
    (tmp_path / "m.toml").write_text(toml)
    with pytest.raises(CuibonoError) as raised:
        imported(tmp_path, str(tmp_path / "m.toml"), "t.csv", "D,A\n")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_unknown_formats_missing_files_and_wrong_columns_are_one_line(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match="no import format is called 'gdlt'"):
        import_files("gdlt", [tmp_path / "a.csv"], tmp_path / "ledger")
    with pytest.raises(UsageError, match="no such file"):
        import_files("gdelt", [tmp_path / "absent.csv"], tmp_path / "ledger")
    with pytest.raises(CuibonoError, match="not GDELT events: it has 1 column,"):
        import_files("gdelt", [tmp_path / "a.csv"], tmp_path / "ledger")
    with pytest.raises(CuibonoError, match="not ACLED: no column event_date"):
        import_files("acled", [tmp_path / "a.csv"], tmp_path / "ledger")
    (tmp_path / "none.csv").write_text("\n\n")
    with pytest.raises(CuibonoError, match="empty"):
        import_files("gdelt", [tmp_path / "none.csv"], tmp_path / "ledger")
    with pytest.raises(UsageError, match="beside the votes"):
        import_files("unvotes", [tmp_path / "a.csv"], tmp_path / "ledger")
    assert not (tmp_path / "ledger").exists()


def test_votes_take_their_days_from_the_list_beside_them(tmp_path):
    (tmp_path / "un_roll_calls.csv").write_text("rcid,date\n3,1946-01-01\n")
    (tmp_path / "un_votes.csv").write_text(
        "rcid,country,country_code,vote\n3,Yugoslavia,YU,abstain\n4,Cuba,CU,yes\n"
    )
    report = import_files("unvotes", [tmp_path], tmp_path / "ledger")
    (row,) = rows(tmp_path / "ledger")
    assert (row["actor"], row["recipient"], row["raw_type"]) == ("YUG", "UNGA", "abstain")
    assert (row["date"], row["event_id"]) == (date(1946, 1, 1), "3")
    assert report.bad == {"rcid is not a day": (1, "un_votes.csv:3")}


def test_a_wrong_file_among_others_is_reported_and_the_others_load(tmp_path):
    (tmp_path / "a.csv").write_text("\n".join(ROWS))
    (tmp_path / "b.zip").write_bytes(b"PK no archive")
    (tmp_path / "c.csv").write_text("x\ty\n")
    with pytest.raises(CuibonoError, match=r"b\.zip: cannot be read"):
        import_files("gdelt", [tmp_path / "b.zip"], tmp_path / "ledger")
    files = [tmp_path / "a.csv", tmp_path / "c.csv"]
    report = import_files("gdelt", files, tmp_path / "ledger")
    assert (report.events, len(report.errors)) == (3, 1)


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\n\n\n", b"\n \n"])
def test_blank_lines_are_no_lines(tmp_path, end):
    data = end + end.join(row.encode() for row in ROWS) + end
    report, _ = imported(tmp_path, "gdelt", "a.csv", data)
    assert (report.events, report.quarantined) == (len(ROWS), 0)


@tries(15)
@given(st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([r.encode() for r in ROWS]))))
@example([b"\x1c"])
def test_every_line_is_loaded_or_set_aside(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("any")
    data = b"\n".join([ROWS[0].encode(), *lines])
    report, found = imported(folder, "gdelt", "a.csv", data)
    whole = [line for line in data.split(b"\n") if line.strip()]
    assert report.events + report.quarantined == len(whole)
    places = Counter(row["line"] for row in found)
    assert len(places) == report.events


ACLED = "event_id_cnty,event_date,year,event_type,sub_event_type,actor1,actor2,source\n"


def acled(day, year="2024", one="Military Forces of Israel (2022-)", two="Hezbollah"):
    return f"X1,{day},{year},Battles,Armed clash,{one},{two},Desk\n"


@pytest.mark.parametrize(
    ("day", "year"), [("0024-04-15", "2024"), ("0024-04-15", "24"), ("2042-04-15", "2024")]
)
def test_a_day_that_its_own_row_contradicts_is_set_aside(tmp_path, day, year):
    report, found = imported(
        tmp_path, "acled", "a.csv", ACLED + acled("2024-04-14") + acled(day, year)
    )
    assert (len(found), report.quarantined) == (1, 1)
    assert report.bad == {"event_date | year is not a day": (1, "a.csv:3")}


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_a_delimiter_is_the_one_of_the_header(tmp_path, delimiter):
    text = (ACLED + acled("14 April 2024")).replace(",", delimiter)
    _, (row,) = imported(tmp_path, "acled", "a.csv", text)
    assert (row["actor"], row["recipient"]) == ("ISR.MIL", "LBN.REB.HEZBOLLAH")


def test_columns_of_ids_sources_and_years_may_be_missing(tmp_path):
    text = (
        "event_date,sub_event_type,event_type,actor1,actor2\n2024-04-14,Armed clash,,Hezbollah,\n"
    )
    _, (row,) = imported(tmp_path, "acled", "a.csv", text)
    assert (row["event_id"], row["publisher"], row["date"]) == (None, None, date(2024, 4, 14))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Military Forces of Yemen (2016-) Supreme Political Council", "YEM.REB.HOUTHI"),
        ("Military Forces of Yemen (2012-)", "YEM.MIL"),
        ("Military Forces of Libya (2014-) Haftar Faction", None),
        ("Military Forces of Libya (2016-) Government of National Accord", "LBY.MIL"),
        ("Mutiny of Military Forces of Burkina Faso (2022-)", None),
        ("Military Forces of Sudan (2019-) Rapid Support Forces", "SDN.REB.RSF"),
        ("Military Forces of Iran (1989-) Islamic Revolutionary Guard Corps", "IRN.MIL"),
        ("Police Forces of Brazil (2019-) Military Police", "BRA.COP"),
        ("Hamas Movement", "PSE.REB.HAMAS"),
        ("Private Military Forces - Wagner Group", "RUS.MIL.WAGNER"),
        ("NA", None),
    ],
)
def test_the_sides_of_a_civil_war_stay_apart(tmp_path, name, code):
    _, (row,) = imported(tmp_path, "acled", "a.csv", ACLED + acled("2024-04-14", one=name))
    assert (row["actor"], row["raw_actor"]) == (code, name)


ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\t"
    "Target Name\tTarget Sectors\tTarget Country\n"
)


def test_icews_of_2017_has_texts_in_place_of_codes_and_american_days(tmp_path):
    text = "".join(
        f"{n}\t{day}\tA\t\tRussian Federation\t{said}\tB\t\tJapan\n"
        for n, (day, said) in enumerate(
            [("1/2/2017", "Criticize or denounce"), ("12/31/2017", "Consult"), ("1/13/2017", "Hum")]
        )
    )
    report, found = imported(tmp_path, "icews", "a.tab", ICEWS + text)
    assert [(r["type"], r["raw_type"]) for r in found] == [
        ("ACCUSE", "Criticize or denounce"), ("CONSULT", "Consult"), (None, "Hum"),
    ]  # fmt: skip
    assert [r["date"] for r in found] == [date(2017, 1, 2), date(2017, 12, 31), date(2017, 1, 13)]
    assert report.without("type") == (1, 0)


def test_a_ledger_whose_rows_have_no_recipient_answers(tmp_path):
    from cuibono import Desk

    rows_ = "".join(
        acled(f"2024-04-{n:02}", one="Protesters (France)", two="") for n in range(1, 13)
    )
    imported(tmp_path, "acled", "a.csv", ACLED + rows_)
    with pytest.raises(CuibonoError, match="no dated event between FRA and DEU"):
        Desk(tmp_path / "ledger").series("FRA", "DEU")


def test_two_imports_at_the_same_moment_count_once(tmp_path):
    import subprocess
    import sys

    path = tmp_path / "a.csv"
    path.write_text("\n".join(gdelt(str(n), "20240105", "PRK", "KOR", "040") for n in range(3000)))
    folder = str(tmp_path / "ledger")
    call = f"from cuibono import Desk; Desk({folder!r}).import_('gdelt', [{str(path)!r}])"
    both = [subprocess.Popen([sys.executable, "-c", call]) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert len(rows(tmp_path / "ledger")) == 3000
