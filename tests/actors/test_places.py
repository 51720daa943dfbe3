"""The gazetteer: names, namesakes, and files of one's own."""

from itertools import groupby

import pytest

from cuibono.actors.places import Gazetteer, key
from cuibono.errors import CuibonoError

PLACES = Gazetteer.load()


@pytest.mark.parametrize("name", ["Kyiv", "kiev", "KYIV", "the Kyiv", "Kyïv"])
def test_a_place_is_found_however_it_is_spelled(name):
    assert PLACES.find(name).name == "Kyiv"


def test_what_is_not_in_it_is_none():
    assert PLACES.find("Nowhereville") is None
    assert PLACES.bearers("Nowhereville") == ()


def test_a_country_decides_between_namesakes_and_does_not_hide_the_only_bearer():
    assert PLACES.find("Tripoli", "LBN").country == "LBN"
    assert PLACES.find("Tripoli", "FRA").kind == "ambiguous"
    assert PLACES.find("Kyiv", "FRA").country == "UKR"


def test_names_that_lead_to_one_state_lie_in_one_state():
    for name, place in PLACES.named():
        assert {p.country for p in PLACES.bearers(name)} == {place.country}, name


def test_every_place_lies_on_the_globe():
    for places in PLACES.places.values():
        for place in places:
            assert -90 <= place.latitude <= 90, place
            assert -180 <= place.longitude <= 180, place


def test_no_two_places_of_one_name_and_state_are_the_same_place_twice():
    for name, places in PLACES.places.items():
        found = sorted((str(p.country), p.latitude, p.longitude) for p in places)
        assert [k for k, same in groupby(found) if len(list(same)) > 1] == [], name


def test_a_file_of_ones_own(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "MLI:\n  Timbuktu: 16.77 -3.01 | Tombouctou\nWATER:\n  Lake Faguibine: 16.75 -4\n"
    )
    own = Gazetteer.load(path)
    assert len(own) == 2
    assert (own.find("tombouctou").name, own.find("Timbuktu").kind) == ("Timbuktu", "city")
    assert (own.find("Lake Faguibine").country, own.find("Lake Faguibine").kind) == (None, "water")


@pytest.mark.parametrize("content", ["MLI: {Timbuktu: north}", "- a list", "MLI: [", "MLI: {T: 1}"])
def test_a_file_that_is_not_a_gazetteer_is_one_line(tmp_path, content):
    path = tmp_path / "mine.yaml"
    path.write_text(content)
    with pytest.raises(CuibonoError, match=r"mine\.yaml is not a gazetteer") as raised:
        Gazetteer.load(path)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(CuibonoError, match=r"cannot read the gazetteer .*gone\.yaml"):
        Gazetteer.load(tmp_path / "gone.yaml")


def test_keys_forget_marks_and_a_leading_article_alone():
    assert key("Xi’an") == key("Xian") == "xian"
    assert key("The") == "the"
    assert key("Port-au-Prince") == key("port au prince")
