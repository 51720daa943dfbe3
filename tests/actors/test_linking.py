"""Who is meant: names, organs, people, pronouns, and phrases that take up what was named."""

from datetime import date

import pytest

from cuibono.actors import Registry
from cuibono.actors.linking import link

REGISTRY = Registry.load()


@pytest.fixture
def linked(reader):
    """A text to its mentions as text and codes."""

    def mentions(text, on=date(2022, 12, 5)):
        return {m.text: m.codes for m in link(reader.read(text), REGISTRY, on)}

    return mentions


@pytest.mark.parametrize(
    ("text", "phrase", "codes"),
    [
        ("Moscow sent tanks.", "Moscow", ("RUS",)),
        ("The Russian Foreign Ministry protested.", "Russian Foreign Ministry", ("RUS.MFA",)),
        ("The government in Kabul fell.", "government in Kabul", ("AFG.GOV",)),
        ("South Korea's Joint Chiefs of Staff said so.", "Joint Chiefs of Staff", ("KOR.MIL",)),
        ("Diplomats from Japan and Peru met.", "Diplomats from Japan", ("JPN.MFA", "PER.MFA")),
        ("Sergei Lavrov went to Cairo.", "Sergei Lavrov", ("RUS.MFA",)),
        ("President Biden spoke in Oslo.", "Biden", ("USA.HOS",)),
        ("The Sino-Indian border was calm.", "Sino", ("CHN",)),
        ("Shells fell on Kharkiv.", "Kharkiv", ("UKR",)),
        ("The Wagner Group left Mali.", "Wagner Group", ("RUS.MIL.WAGNER",)),
        ("North and South Korea exchanged fire.", "North", ("PRK",)),
        ("South Korea said that the North had fired.", "the North", ("PRK",)),
        ("The former Bangladeshi prime minister fled.", "Bangladeshi prime minister", ("BGD.ELI",)),
        ("Jane Roe, the Kenyan envoy, left. Roe spoke in Oslo.", "Roe", ("KEN.MFA",)),
        (
            "The Security Council met Russia's officials. The council left.",
            "The council",
            ("UNSC",),
        ),
    ],
)
def test_a_phrase_means(linked, text, phrase, codes):
    assert linked(text)[phrase] == codes


@pytest.mark.parametrize(
    "text",
    [
        "He lives in New Mexico.",
        "They crossed the South China Sea.",
        "The Paris Agreement holds.",
        "They like us.",
        "It is who we are.",
    ],
)
def test_what_only_looks_like_an_actor_is_none(linked, text):
    assert [codes for codes in linked(text).values() if codes] == []


def test_a_text_about_atlanta_does_not_mean_the_state_of_georgia(linked):
    assert "Georgia" not in linked("Atlanta is the capital of Georgia, said the senator.")
    assert linked("Tbilisi is the capital of Georgia.")["Georgia"] == ("GEO",)


def test_a_name_means_what_it_means_on_the_day(linked):
    text = "Angela Merkel warned Moscow."
    assert linked(text, date(2015, 1, 1))["Angela Merkel"] == ("DEU.HOG",)
    assert linked(text, date(2023, 1, 1))["Angela Merkel"] == ("DEU.ELI",)


def test_korea_is_the_korea_that_the_text_names(linked):
    assert linked("Pyongyang fired a missile. Korean officials said no more.")[
        "Korean officials"
    ] == ("PRK.GOV",)
    assert linked("Seoul fired a missile. Korean officials said no more.")["Korean officials"] == (
        "KOR.GOV",
    )


def test_pronouns_mean_what_was_named_before(linked):
    found = linked("Kenya sent troops to Haiti. It had promised them in May.")
    assert found["It"] == ("KEN",)


def test_the_two_countries(linked):
    found = linked("Chile accused Peru of fraud. The two countries had been close.")
    assert set(found["The two countries"]) == {"CHL", "PER"}


def test_these_provinces(linked):
    found = linked("Syria recognised Donetsk and Luhansk. These two provinces have no friends.")
    assert found["These two provinces"] == ("DNR", "LNR")


def test_a_text_introduces_people_that_the_registry_does_not_know(linked):
    found = linked("The Kenyan ambassador, Jane Zorbo, spoke. Later Zorbo left.")
    assert found["Zorbo"] == ("KEN.MFA",)


def test_what_cannot_be_told_stays_open(linked):
    assert linked("Zorblax Industries sent the ministry a bill.").get("ministry", ()) == ()
