"""The map of the pages on actors, and the same places in the table beside it."""

import re
from datetime import date

import pytest

from cuibono.briefs.charts.map import HEIGHT, WIDTH, Spot, drawn
from cuibono.coding.statement import Coding, Place
from cuibono.documents import Document
from cuibono.ledger import Ledger
from tests.web.conftest import said


def spot(name="Kyiv", north=50.4, east=30.5, precision="point", sure="alone", many=1):
    return Spot(name, "UKR", north, east, precision, sure, "so", tuple(f"{n}" for n in range(many)))


@pytest.fixture
def mapped(ledger):
    """The ledger with three statements more, of which two name a place."""
    text = (
        "Russia sent shells to North Korea in Vladivostok. Russia aided North Korea in Lebanon. "
        "Russia praised North Korea in Shangri-La. He spoke in Tripoli. Beirut was calm."
    )
    document = Document(
        text, title="Places", publisher="Northern Desk", published=date(2022, 12, 5)
    )
    quotes = [f"{part}." for part in text.split(". ")[:4]]
    found = [
        said(document, quotes[0], "sent", "RUS", "AID", "PRK", where=Place("Vladivostok", "RUS",
             43.12, 131.89)),
        said(document, quotes[1], "aided", "RUS", "AID", "PRK", where=Place("Lebanon", "LBN",
             33.9, 35.9)),
        said(document, quotes[2], "praised", "RUS", "SUPPORT", "PRK", where=Place("Shangri-La")),
        said(document, quotes[3], "spoke", "RUS", "CONSULT", "PRK", where=Place("Tripoli")),
    ]  # fmt: skip
    ledger.append(document, Coding(tuple(found)))
    return Ledger.open(ledger.tables.folder)


@pytest.mark.parametrize("address", ["/actors/RUS", "/dyads/RUS/PRK"])
def test_a_map_and_a_table_of_the_same_places(client, mapped, address):
    page = client.get(address)
    assert page.status_code == 200
    section = re.search(r'<h2 id="where">.*?</section>', page.text, re.S)[0]
    assert 'aria-label="Map of 3 places; the table lists the same."' in section
    rows = re.findall(
        r'<tr><th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', section
    )
    assert sorted(rows) == [
        ("Lebanon", "the middle of an area", "No other place in the gazetteer has this name; the "
         "text names no more than this area"),
        ("Tripoli, Lebanon", "a point", "2 places have this name; near it: Lebanon, Beirut"),
        ("Vladivostok, Russia", "a point", "No other place in the gazetteer has this name"),
    ]  # fmt: skip
    assert "1 statement names a place that cannot be put on the map." in section
    (statement,) = (s for s in mapped.statements() if s.where and s.where.name == "Vladivostok")
    assert f'<a href="/statements/{statement.id}" aria-label' in section
    assert "<script" not in section
    assert "http" not in section.replace("http://www.w3.org", "")


def test_without_places_there_is_no_map_and_the_page_says_so(client):
    page = client.get("/actors/RUS").text
    assert "No statement that counts names a known place." in page
    assert 'aria-label="Map' not in page


def marks(svg):
    """Where marks of places stand: those that are broad-rimmed."""
    return [
        (float(x), float(y))
        for x, y in re.findall(r'transform="translate\(([\d.-]+),([\d.-]+)\)"[^>]*d="M', svg)
    ]


@pytest.mark.parametrize(
    "spots",
    [
        [spot()],
        [spot(), spot("Minsk", 53.9, 27.6)],
        [spot("Suva", -18.1, 178.4), spot("Tokyo", 35.7, 139.7)],
        [spot("Longyearbyen", 78.2, 15.6)],
        [spot("Lima", -12.0, -77.0), spot("Tokyo", 35.7, 139.7), spot("Oslo", 59.9, 10.7)],
    ],
)
def test_every_place_is_inside_of_the_picture(spots):
    found = marks(drawn(spots))
    assert len(found) >= len(spots)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in found)


def test_shape_and_fullness_tell_how_exact_and_how_sure():
    pictures = {
        drawn([spot("", precision=precision, sure=sure)])
        for precision in ("point", "area")
        for sure in ("alone", "settled", "unknown")
    }
    assert len(pictures) == 6
    assert all(re.search(r"#[0-9a-f]{6}", svg) is None for svg in pictures), "the page gives ink"


def test_names_lie_on_nothing_else():
    crowd = [spot(f"Place {n}", 50 + n / 10, 30 + n / 10) for n in range(12)]
    named = re.findall(r">(Place \d+)<", drawn(crowd))
    assert 1 < len(set(named)) < 12


def test_nothing_to_draw_is_no_picture():
    assert drawn([]) is None
