import html
import json
import re
import shutil
import struct
import zlib

import pytest

from cuibono.briefs.charts import save
from cuibono.briefs.charts.alignment import alignment_chart
from cuibono.briefs.charts.balance import balance_chart
from cuibono.briefs.charts.isolation import isolation_chart
from cuibono.briefs.charts.series import series_chart
from cuibono.coding.statement import Stance
from cuibono.errors import CuibonoError, UsageError
from cuibono.ledger import Ledger
from cuibono.measures.alignment import alignment
from cuibono.measures.balance import balance
from cuibono.measures.deeds.dyads import Dyads
from cuibono.measures.isolation import isolation
from cuibono.measures.over_time import over_time
from cuibono.measures.periods import By, When
from cuibono.measures.series import series
from tests.measures.happening import happen
from tests.measures.worlds import deeds, icews14

STATES = frozenset("PRK RUS USA CHN KOR JPN IRN IRQ SYR UKR FRA GBR DEU IND ISR TUR".split())
NAMES = {
    "North Korea", "Russia", "United States", "China", "South Korea", "Japan", "Iran", "Iraq",
    "Syria", "Ukraine", "France", "United Kingdom", "Germany", "India", "Israel", "Turkey",
}  # fmt: skip


def name(code):
    return {"PRK": "North Korea", "KOR": "South <Korea>"}.get(code, code)


@pytest.fixture(scope="module")
def icews(tmp_path_factory, data, votes):
    folder = tmp_path_factory.mktemp("icews14")
    shutil.copytree(votes / "ledger", folder / "ledger")
    icews14(folder, data, NAMES)
    return Dyads(Ledger.open(folder / "ledger"))


@pytest.fixture(scope="module")
def charts(icews):
    told = happen(
        ("PRK", "AID", "RUS", {"item": "arms", "source": "USA", "when": "2022-09-06"}),
        ("PRK", "AID", "RUS", {"item": "arms", "when": "2022-09", "stance": Stance.DENIED}),
        ("RUS", "AID", "PRK", {"item": "fuel", "when": "2022-11"}),
        ("RUS", "GAIN", "---", {"contexts": ("economic",), "when": "2022-10-03"}),
    )
    both = over_time(balance(told, "PRK", "RUS"), When(By.MONTH))
    year = When.of("year", "2010/2019")
    return {
        "series": series_chart(series(icews, "PRK", "KOR", When(By.WEEK)), name),
        "alignment": alignment_chart(alignment(icews, "RUS", "USA", year, STATES), name),
        "isolation": isolation_chart(isolation(icews, "PRK", When(By.MONTH), STATES), name),
        "balance": balance_chart(both, name),
    }


KINDS = ("series", "alignment", "isolation", "balance")


@pytest.mark.parametrize("kind", KINDS)
def test_every_ink_is_a_shade_of_grey(charts, tmp_path, kind):
    drawn = save(charts[kind], tmp_path / "a.svg").read_text("utf-8")
    drawn = re.sub(r"<metadata.*?</metadata>", "", drawn, flags=re.DOTALL)
    inks = set(re.findall(r'(?:fill|stroke)="(.*?)"', drawn))
    grey = r"none|transparent|black|white|#(..)\1\1|#(.)\2\2|rgb\((\d+), ?\3, ?\3\)"
    assert [ink for ink in inks if not re.fullmatch(grey, ink)] == []
    assert len(inks) > 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_needs_no_network_and_holds_its_data(charts, tmp_path, kind):
    page = save(charts[kind], tmp_path / "a.html").read_text("utf-8")
    assert re.findall(r'(?:src|href)\s*=|@import|url\((?!#)|url\("(?!#)', page) == []
    (inside,) = re.findall(r'<script type="application/json" id="vega-lite">(.*?)</script>', page)
    assert json.loads(inside) == charts[kind].to_dict()
    assert page.count("<script") == 1
    assert "rows:" in page


def test_names_cannot_break_the_page(charts, tmp_path):
    page = save(charts["series"], tmp_path / "a.html").read_text("utf-8")
    assert "South <Korea>" not in page
    assert "South &lt;Korea&gt;" in page


def test_svg_and_png_hold_their_data_too(charts, tmp_path):
    spec = charts["isolation"].to_dict()
    drawn = save(charts["isolation"], tmp_path / "a.svg").read_text("utf-8")
    (inside,) = re.findall(r'<metadata id="vega-lite">(.*?)</metadata>', drawn, re.DOTALL)
    assert json.loads(html.unescape(inside)) == spec
    chunks = dict(pieces(save(charts["isolation"], tmp_path / "a.PNG").read_bytes()))
    assert json.loads(chunks[b"iTXt"].removeprefix(b"vega-lite\0\0\0\0\0")) == spec
    assert chunks[b"IEND"] == b""


def pieces(picture):
    """The chunks of a PNG, their check sums held against their content."""
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, content = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", picture[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + content)
        yield kind, content
        at += 12 + length


def test_the_bars_of_a_series_are_its_counts(charts, icews):
    found = series(icews, "PRK", "KOR", When(By.WEEK))
    bars = [
        row
        for rows in charts["series"].to_dict()["datasets"].values()
        for row in rows
        if "kind" in row
    ]
    assert sum(bar["events"] for bar in bars) == found.support.rows > 400
    up = sum(bar["to"] - bar["from"] for bar in bars if bar["actor"] == "PRK")
    assert up == sum(flow.events for flow in found.of("PRK"))


def test_the_last_bar_of_the_calendar_ends_with_it(tmp_path):
    world = deeds(tmp_path, ("9999-12-31", "Russia", "AID", "China"))
    drawn = series_chart(series(Dyads(world), "RUS", "CHN", When(By.MONTH)), name).to_dict()
    ((bar,),) = (rows for rows in drawn["datasets"].values() if rows and "kind" in rows[0])
    assert (bar["start"], bar["end"]) == ("9999-12-01", "9999-12-31")


def test_contested_gifts_have_a_fill_of_their_own(charts):
    bars = [
        row
        for rows in charts["balance"].to_dict()["datasets"].values()
        for row in rows
        if "status" in row
    ]
    assert {(b["label"], b["status"], b["to"]) for b in bars} == {
        ("2022-09", "contested", 1), ("2022-11", "affirmed", -1), ("2022-10", "affirmed", -1),
    }  # fmt: skip


def test_other_suffixes_and_places_are_refused_in_one_line(charts, tmp_path):
    with pytest.raises(UsageError, match=r"a chart is written as \.html, \.svg, \.png"):
        save(charts["balance"], tmp_path / "a.jpg")
    with pytest.raises(CuibonoError, match="No such file or directory"):
        save(charts["balance"], tmp_path / "nowhere" / "a.svg")
