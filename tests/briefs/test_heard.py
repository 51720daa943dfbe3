"""Whether a name stands for somebody who has a part in what is told, or only says where it is."""

import pytest

from cuibono.actors import Registry
from cuibono.actors.mentions import Namer
from cuibono.briefs.heard import Heard
from cuibono.coding.statement import Statement


@pytest.fixture(scope="module")
def heard():
    return Heard(Namer(Registry.load()))


def said(words):
    return Statement("d", words, 0, len(words), "met", 0, 1, "TUR", "Ankara", "CONSULT")


@pytest.mark.parametrize(
    "words",
    [
        "Ankara met two envoys at the border with Ukraine.",
        "Ankara met two envoys near the Russia–Ukraine border.",
        "Ankara met the French ambassador to Ukraine.",
        "Ankara met two envoys in a Ukrainian port.",
        "Ankara met two envoys in Georgia, Moldova, and Ukraine.",
        "Ankara met neighbours over the Ukraine war.",
        "Ankara sent a ship bound for Ukraine.",
        "Ankara visited Lviv, Ukraine to meet Polish officers.",
        "Ankara met officers after the 2022 Ukraine crisis.",
        "Ankara told its people to leave Ukraine.",
        "Ankara sent troops to Ukraine.",
        "Ankara met two envoys over the Ukraine blockade.",
        "Ankara met two envoys before the upcoming Ukrainian election.",
        "Ankara met envoys of all neighbours other than Ukraine.",
        "Ankara spoke to the Polish–Ukrainian Study Group.",
        "Ankara met envoys who study the Ukrainian Revolution.",
    ],
)
def test_a_name_that_only_says_where_or_which_has_no_part(heard, words):
    assert heard.only_there(said(words), "UKR")


@pytest.mark.parametrize(
    "words",
    [
        "Ankara met Ukraine's envoys.",
        "Ankara met two Ukrainian envoys.",
        "Ankara met Ukraine.",
        "Ankara met envoys in Ukraine; the two countries have no embassies.",
    ],
)
def test_a_name_of_owners_nationals_and_parties_has_a_part(heard, words):
    assert not heard.only_there(said(words), "UKR")
    assert heard.owns(said(words), "UKR") or heard.part(said(words), "UKR", "Ukraine")


def test_a_state_whose_rebels_are_named_is_only_where_they_are(heard):
    assert heard.rebels(said("Ankara met Houthis, who had come from Yemen."), "YEM")
    assert not heard.rebels(said("Ankara met Houthis and Yemen's envoys."), "YEM")
