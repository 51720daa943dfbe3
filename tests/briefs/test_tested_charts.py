"""The pictures of escalation and reciprocity hold their data and need neither colour nor net."""

import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cuibono.briefs.charts import save
from cuibono.briefs.charts.tested import chart, escalation_chart, response_chart
from cuibono.errors import UsageError
from cuibono.measures.answers import answers
from cuibono.measures.deeds.dated_rows import DatedRow
from cuibono.measures.escalation import escalation
from cuibono.measures.statistics.reciprocity import reciprocity
from cuibono.measures.watched import Counts


@pytest.fixture(scope="module")
def found():
    random = np.random.default_rng(1)
    values = np.concatenate([random.poisson(2, 24), random.poisson(9, 24)])
    starts = tuple(date(2020 + n // 12, n % 12 + 1, 1) for n in range(48))
    return escalation(Counts("month", starts, tuple(map(int, values)), (30,) * 48))


@pytest.fixture(scope="module")
def model():
    random = np.random.default_rng(2)
    a = random.poisson(3, 120)
    return reciprocity(
        {
            "A→B conflict": a.tolist(),
            "B→A conflict": (np.roll(a, 1) + random.poisson(1, 120)).tolist(),
        }
    )


def rows_of(drawn, layer):
    return drawn["datasets"][layer["data"]["name"]]


def test_escalation_has_bars_levels_and_changes_with_their_intervals(found):
    drawn = escalation_chart(found).to_dict()
    band, bars, levels, rule, *_ = drawn["layer"]
    assert sum(row["count"] for row in rows_of(drawn, bars)) == found.counts.total
    assert [row["rate"] for row in rows_of(drawn, levels)] == [v.rate for v in found.levels]
    [shift] = found.shifts
    assert rows_of(drawn, band)[0]["start"].startswith(shift.low)
    assert rows_of(drawn, rule)[0]["start"].startswith(shift.when)


def test_the_last_period_of_the_calendar_is_drawn_up_to_its_end(found):
    starts = tuple(date(9996 + n // 12, n % 12 + 1, 1) for n in range(48))
    late = escalation(replace(found.counts, starts=starts))
    drawn = escalation_chart(late).to_dict()
    (*_, last) = next(rows for x in drawn["layer"] if "count" in (rows := rows_of(drawn, x))[0])
    assert (last["start"], last["end"]) == ("9999-12-01", "9999-12-31")


def test_shades_alone_tell_the_parts_apart(found, model):
    for drawn in (escalation_chart(found), response_chart(model, "week")):
        colours = set(re.findall(r"#[0-9a-f]{6}\b", json.dumps(drawn.to_dict())))
        assert colours
        assert all(c[1:3] == c[3:5] == c[5:7] for c in colours)


def test_responses_have_a_panel_for_each_pair_with_its_band(model):
    drawn = response_chart(model, "week").to_dict()
    panels = [panel for row in drawn["vconcat"] for panel in row["hconcat"]]
    assert len(panels) == 4
    assert drawn["vconcat"][0]["hconcat"][1]["title"]["text"] == [
        "after A→B conflict:",
        "B→A conflict",
    ]
    rows = [row for held in drawn["datasets"].values() for row in held if "cause" in row]
    assert {row["cause"] for row in rows} == set(model.names)
    assert all(row["low"] <= row["high"] for row in rows)


def test_pictures_are_written_in_three_forms_and_need_no_net(found, tmp_path):
    for ending, begins in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!doctype html")):
        path = tmp_path / f"picture{ending}"
        save(chart(found), path)
        assert path.read_bytes().startswith(begins)
    page = (tmp_path / "picture.html").read_text("utf-8")
    assert re.findall(r"<script[^>]+src=", page) == []
    with pytest.raises(UsageError, match="gif"):
        save(chart(found), tmp_path / "picture.gif")


def test_a_single_kind_of_act_has_no_responses_to_draw():
    random = np.random.default_rng(3)
    days = [date(2022, 1, 1 + int(n)) for n in random.integers(0, 28, 20)]
    days += [date(2022, 5, 1 + int(n)) for n in random.integers(0, 28, 20)]
    rows = [DatedRow(day, "PRK", "KOR", "conflict") for day in sorted(days)]
    found = answers(rows, "PRK", "KOR")
    assert found.sides == {}
    with pytest.raises(UsageError, match="no responses to draw: conflict by week: "):
        chart(found)
