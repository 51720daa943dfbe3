"""No events by their doer or target; what is denied or supposed without "not" or "if"."""

from datetime import date

import pytest

from cuibono.coding import Coder
from cuibono.documents import Document
from cuibono.language import Reader

NOTHING = [
    "A heatwave struck Spain and attacked its vineyards.",
    "Brazil fights inflation with higher interest rates.",
    "Microsoft bombarded customers in Germany with e-mails.",
    "Bulgaria needs at least nine new interceptors.",
    "Uganda launched a war on poverty.",
]
SAID = {
    "Storm troops of the Russian army attacked Avdiivka.": {"RUS ASSAULT UKR reported"},
    "Afghan forces opened fire on a Pakistani post.": {"AFG ASSAULT PAK reported"},
    "Canada stopped short of expelling the Indian ambassador.": {"CAN SANCTION IND denied"},
    "Sweden nearly expelled the Russian ambassador.": {"SWE SANCTION RUS denied"},
    "Vietnam has yet to ratify the agreement with China.": {"VNM AGREE CHN denied"},
    "Rather than attack Israel, Hezbollah withdrew its fighters.": {
        "LBN ASSAULT ISR denied",
        "LBN RETREAT --- reported",
    },
    "The weapons were delivered by Iran, not by Russia, to the Houthis.": {
        "IRN AID YEM reported",
        "RUS AID YEM denied",
    },
    "In case Serbia invades Kosovo, NATO will send reinforcements.": {
        "SRB ASSAULT XKX possible",
        "NATO MOBILIZE --- planned",
    },
    "Suppose that Russia attacked Lithuania.": {"RUS ASSAULT LTU possible"},
    "In case the talks fail, Russia said that it will attack Kyiv.": {
        "RUS ASSAULT UKR planned",
        "RUS THREATEN UKR reported",
    },
}


@pytest.fixture(scope="module")
def said():
    reader = Reader.load()
    coder = Coder.load(embedder=reader)

    def code(text):
        document = Document(text, published=date(2024, 3, 1))
        return {
            f"{s.actor.split('.')[0]} {s.type} {s.recipient.split('.')[0]} {s.stance}"
            for s in coder.code(document, reader.read(text)).statements
        }

    return code


@pytest.mark.parametrize("text", NOTHING)
def test_nobody_does_anything(said, text):
    assert said(text) == set()


@pytest.mark.parametrize(("text", "wanted"), SAID.items())
def test_how_firmly(said, text, wanted):
    assert said(text) == wanted
