"""Which place of several is meant."""

import pytest

from cuibono.actors.places import Gazetteer
from cuibono.actors.surroundings import _hints, settle

ASKED = [
    ("Georgia", "Russian troops entered Georgia in August 2008 and neared Tbilisi.", "GEO"),
    ("Georgia", "A court in Atlanta, Georgia, charged nineteen people.", "USA"),
    ("Georgia", "Troops of the Third Division left Fort Stewart in Georgia for Poland.", "USA"),
    ("Georgia", "Protesters in Georgia marched against Georgian Dream.", "GEO"),
    ("Georgia", "Hyundai builds a plant in Georgia, near the border of South Carolina.", "USA"),
    ("Georgia", "Washington sent an envoy to Georgia.", None),
    ("Georgia", "He met voters in Georgia and then flew to Atlanta and to Tbilisi.", None),
    ("Tripoli", "Fighting broke out in Tripoli, Lebanon, after Libya closed its embassy.", "LBN"),
    ("Tripoli", "Haftar's forces shelled the airport of Tripoli.", "LBY"),
    ("Tripoli", "A bomb went off in Tripoli.", None),
    ("Congo", "M23 rebels took a town in eastern Congo near Goma.", "COD"),
    ("Congo", "Rebels left Congo, the Democratic Republic of the Congo said.", "COD"),
    ("Congo", "The oil of Congo is shipped from Pointe-Noire.", "COG"),
    ("Hyderabad", "Karachi and Hyderabad were flooded as Sindh's dams broke.", "PAK"),
    ("Birmingham", "The games were held in Birmingham, England.", "GBR"),
]


@pytest.mark.parametrize(("name", "text", "country"), ASKED)
def test_a_name_is_settled_by_what_stands_near_it(name, text, country):
    found = settle(name, text, 0, len(text))
    assert (found.place.country if found.place else None) == country, found.why
    assert found.bearers == 2


def test_a_party_of_the_act_settles_it_but_not_one_that_is_everywhere():
    text = "Troops were in Georgia."
    assert settle("Georgia", text, 0, len(text), ["GEO.MIL", "RUS"]).place.country == "GEO"
    assert settle("Georgia", text, 0, len(text), ["USA"]).place is None


def test_the_nearest_clue_outweighs_one_far_away():
    near = "Shells fell on Tripoli, where Libyan militias fought.\n\nBeirut was calm."
    assert settle("Tripoli", near, 0, near.index("\n")).place.country == "LBY"
    far = "A bomb went off in Tripoli.\n\nBeirut was calm."
    assert settle("Tripoli", far, 0, far.index("\n")).place is None


def test_a_name_of_one_place_needs_nothing_and_an_unknown_one_has_none():
    assert settle("Kyiv", "In Kyiv.", 0, 8).place.country == "UKR"
    assert settle("Nowhereville", "In Nowhereville.", 0, 16).place is None


def test_every_name_that_several_places_have_has_its_clues():
    countries = {n: {p.country for p in ps} for n, ps in Gazetteer.load().places.items()}
    shared = {n: of for n, of in countries.items() if len(of) > 1}
    assert {n: set(of) for n, of in _hints().items()} == shared
