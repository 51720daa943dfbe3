"""The verbs `escalation`, `reciprocity` and `check`, from the files to the printed lines."""

import json
from datetime import date, timedelta

import numpy as np
import pytest

from cuibono import Desk
from cuibono.cli.run import run

MAPPING = """
[columns]
date = "day"
actor = "a"
recipient = "b"
type = "type"
[codes]
actor = "iso3"
type = "plover"
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Three years in which Seoul answers Pyongyang's threats on the following days."""
    folder = tmp_path_factory.mktemp("testing")
    random = np.random.default_rng(7)
    lines, threats = ["day,a,b,type"], 0.0
    for n in range(1095):
        day = date(2020, 1, 1) + timedelta(days=n)
        first = random.poisson(0.2 if n < 730 else 0.8)
        second = random.poisson(0.05 + 0.35 * threats)
        lines += [f"{day},PRK,KOR,THREATEN"] * first + [f"{day},KOR,PRK,ACCUSE"] * second
        lines += [f"{day},USA,PRK,SANCTION"] * random.poisson(0.1)
        threats = 0.5 * threats + 0.5 * first
    (folder / "acts.csv").write_text("\n".join(lines) + "\n")
    (folder / "acts.toml").write_text(MAPPING)
    report = Desk(folder / "ledger").import_(str(folder / "acts.toml"), [folder / "acts.csv"])
    assert (report.events, report.quarantined) == (len(lines) - 1, 0)
    return str(folder / "ledger")


def test_escalation_tells_the_change_with_its_interval_and_draws_it(ledger, capfd, tmp_path):
    picture = tmp_path / "threats.svg"
    call = ["escalation", "North Korea", "KOR", "--ledger", ledger, "--timing", "2022-01-01"]
    assert run([*call, "-o", str(picture)]) == 0
    told = capfd.readouterr().out
    assert "\n2022-01  202" in told
    assert "95 % from" in told and "the chance that there is one is 100%" in told
    assert "2022-01-01: the counts change by a factor of" in told
    assert "placebos gain as much fit: p = " in told
    assert "not why" in told
    assert picture.read_text("utf-8").startswith("<svg")


def test_timing_against_the_series_of_a_file(ledger, capfd, tmp_path):
    random = np.random.default_rng(3)
    lines = [f"{2020 + n // 12}-{n % 12 + 1:02},{random.poisson(4)}" for n in range(36)]
    (tmp_path / "drills.csv").write_text("month,count\n" + "\n".join(lines) + "\n")
    call = ["escalation", "PRK", "KOR", "--timing", str(tmp_path / "drills.csv")]
    assert run([*call, "--ledger", ledger]) == 0
    told = capfd.readouterr().out
    assert "drills.csv: the counts change by a factor of" in told
    assert "for each doubling of the series" in told


def test_escalation_as_rows(ledger, capfd):
    assert run(["escalation", "PRK", "--ledger", ledger, "--format", "jsonl"]) == 0
    rows = list(map(json.loads, capfd.readouterr().out.splitlines()))
    [row] = [r for r in rows if r["low"] <= "2022-01" <= r["high"]]
    assert row["when"] == "2022-01"
    assert 2 < row["ratio_low"] < row["ratio_high"] < 8
    assert row["events_before"] + row["events_after"] > 300


def test_reciprocity_finds_who_answers_whom(ledger, capfd, tmp_path):
    picture = tmp_path / "answers.png"
    call = ["reciprocity", "PRK", "KOR", "--third", "USA", "--ledger", ledger, "-o", str(picture)]
    assert run(call) == 0
    told = capfd.readouterr().out
    assert "PRK→KOR conflict helps to predict KOR→PRK conflict (p = 0.000)" in told
    assert "of KOR→PRK conflict (95 % from" in told
    assert "Not fitted: cooperation by week: PRK→KOR cooperation: 0 events" in told
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_reciprocity_as_rows(ledger, capfd):
    assert run(["reciprocity", "PRK", "KOR", "--ledger", ledger, "--format", "jsonl"]) == 0
    rows = list(map(json.loads, capfd.readouterr().out.splitlines()))
    [single] = [r for r in rows if r["model"] == "events" and r["source"].startswith("PRK")
                and r["target"].startswith("KOR")]  # fmt: skip
    assert single["low"] < 0.35 < single["high"]
    assert run(["reciprocity", "PRK", "KOR", "--ledger", ledger, "--format", "csv"]) == 0
    header = capfd.readouterr().out.splitlines()[0]
    assert header.startswith("model,cause,effect,statistic,p")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A ledger with one sentence on a pause, and launches that contradict it."""
    folder = tmp_path_factory.mktemp("check")
    text = folder / "text.txt"
    text.write_text(
        "In holding new nuclear missile tests (which had been paused since 2017), North Korea "
        "has benefited from the war.\n"
    )
    desk = Desk(folder / "ledger")
    from cuibono.documents import About

    desk.read([text], About(published=date(2022, 12, 5)))
    series = folder / "launches.csv"
    series.write_text("date,kind\n2017-11-28,long\n2019-05-04,short\n2022-01-05,short\n"
                      "2022-03-16,long\n")  # fmt: skip
    tests = [s for s in desk.statements() if s.trigger == "holding"]
    return str(folder / "ledger"), tests[0].id, str(series)


def test_the_acts_behind_a_number_can_be_listed(ledger, capfd):
    call = ["escalation", "PRK", "KOR", "--ledger", ledger, "--since", "2022-01-01", "--rows"]
    assert run([*call, "--format", "jsonl"]) == 0
    acts = list(map(json.loads, capfd.readouterr().out.splitlines()))
    assert len(acts) > 200
    assert {a["type"] for a in acts} == {"THREATEN"}
    assert acts[0]["day"] >= "2022-01-01" and acts[0]["origin"].startswith("acts.csv:")
    call = ["reciprocity", "PRK", "KOR", "--third", "USA", "--ledger", ledger, "--rows"]
    assert run(call) == 0
    told = capfd.readouterr().out
    assert "ACCUSE" in told and "THREATEN" in told and "SANCTION" in told


def test_check_cites_both_sides(read, capfd):
    ledger, id_, series = read
    assert run(["check", id_[:8], "--against", series, "--ledger", ledger]) == 0
    told = capfd.readouterr().out
    assert told.startswith(f"contradicted: statement {id_[:8]} of 2022-12-05\n")
    assert "“In holding new nuclear missile tests (which had been paused since 2017)" in told
    assert "launches.csv: 4 of 4 rows" in told
    assert "1 from 2018 to 2021 (1 in 2019)" in told
    assert "\n3     2019-05-04  1      2019-05-04, short\n" in told


def test_check_of_a_part_of_the_series(read, capfd):
    ledger, id_, series = read
    call = ["check", id_, "--against", series, "--where", "kind=long", "--ledger", ledger]
    assert run([*call, "--format", "jsonl"]) == 0
    [row] = map(json.loads, capfd.readouterr().out.splitlines())
    assert (row["verdict"], row["lines"]) == ("supported", [2, 5])


@pytest.mark.parametrize(
    ("call", "code", "why"),
    [
        (["escalation", "KOR", "PRK", "--since", "2022-12-20"], 2, "are too few to find a change"),
        (["escalation", "CHN"], 2, "the ledger holds no dated act of conflict by China"),
        (["escalation", "PRK", "--timing", "soon"], 1, "soon: cannot be read as CSV"),
        (["escalation", "PRK", "-o", "x.bmp"], 2, "a chart is written as .html, .svg, .png"),
        (["escalation", "PRK", "--rows", "--against", "x.csv"], 2, "leave out --against"),
        (["reciprocity", "PRK", "PRK"], 2, "reciprocity needs two actors, not PRK twice"),
        (["reciprocity", "CHN", "FRA"], 2, "no dated row of CHN and FRA"),
        (["check", "ffff", "--against", "none.csv"], 1, "no statement with id ffff"),
    ],
)
def test_what_cannot_be_answered_is_one_line(ledger, capfd, call, code, why):
    assert run([*call, "--ledger", ledger]) == code
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 1
    assert why in lines[0]
