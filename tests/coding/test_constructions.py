"""Constructions of English: all that is read of a sentence and counts, and nothing else.

A statement is written `actor TYPE recipient`, then `by` whom it is said where the text does not say
it itself, `!` and its stance where it is not plainly reported, and `giver>receiver` of what moves.
"""

from datetime import date

import pytest

from cuibono.coding.confidence import FLOOR
from cuibono.coding.statement import AUTHOR, Stance
from cuibono.documents import Document

DAY = date(2024, 3, 1)
PLAIN = {
    # Who does it, to whom, in any order of the words.
    "Kyiv cut ties with Pyongyang.": ["UKR SANCTION PRK"],
    "Berlin imposed sanctions on Minsk.": ["DEU SANCTION BLR"],
    "Russia bombed Kharkiv.": ["RUS ASSAULT UKR"],
    "Russia vetoed a resolution of the Security Council.": ["RUS REJECT UNSC RUS>UNSC"],
    "China condemned the attack on Taiwan.": ["CHN ACCUSE ---", "--- ASSAULT TWN"],
    "Peru and Chile signed an agreement on trade.": [
        "PER AGREE CHL", "PER COOPERATE CHL !planned PER>CHL",
    ],
}  # fmt: skip
MOVED = {
    # What moves comes from the giver, whoever is the subject.
    "Peru sent tents to Chile.": ["PER AID CHL PER>CHL"],
    "Peru sent Chile tents.": ["PER AID CHL PER>CHL"],
    "Tents were sent to Chile by Peru.": ["PER AID CHL PER>CHL"],
    "Peru sent tents to Chile and Bolivia.": ["PER AID CHL PER>CHL", "PER AID BOL PER>BOL"],
    "Pyongyang's shells were sold to Moscow.": ["PRK COOPERATE RUS PRK>RUS"],
    "Egypt bought 24 Rafale jets from France.": ["EGY COOPERATE FRA FRA>EGY"],
    "France sent 24 jets to Egypt.": ["FRA AID EGY FRA>EGY"],
}
SAID = {
    # Who says so, and whether it is done, denied, planned, possible or asked for.
    "Washington accuses Moscow of buying shells from North Korea.": [
        "USA ACCUSE RUS", "RUS COOPERATE PRK by USA PRK>RUS",
    ],
    "Iran did not attack Israel.": ["IRN ASSAULT ISR !denied"],
    "Seoul plans to send tanks to Warsaw.": ["KOR AID POL !planned KOR>POL"],
    "Turkey may send drones to Baku.": ["TUR AID AZE !possible TUR>AZE"],
    "If Tehran attacks, Israel will bomb Iran.": [
        "IRN ASSAULT ISR !possible", "ISR ASSAULT IRN !possible",
    ],
    "Hanoi urged Beijing to withdraw its ships.": [
        "VNM REQUEST CHN", "CHN RETREAT --- by VNM !sought",
    ],
}  # fmt: skip

TOO_MUCH = {
    # What somebody says of another is read as an accusation too.
    "Washington said that Pyongyang had sent shells to Moscow.": ["PRK AID RUS by USA PRK>RUS"],
}


def told(s):
    """A statement as it is written above."""
    by = "" if s.source == AUTHOR else f" by {s.source}"
    stance = "" if s.stance is Stance.REPORTED else f" !{s.stance}"
    moved = f" {s.giver}>{s.receiver}" if s.giver and s.receiver else ""
    return f"{s.actor} {s.type} {s.recipient}{by}{stance}{moved}"


def read(coder, text):
    """All of a text's statements that count."""
    found = coder.code(Document(text, published=DAY)).statements
    return [told(s) for s in found if s.confidence >= FLOOR]


@pytest.mark.parametrize("text", PLAIN)
def test_who_does_what_to_whom(coder, text):
    assert sorted(read(coder, text)) == sorted(PLAIN[text])


@pytest.mark.parametrize("text", MOVED)
def test_what_moves_comes_from_the_giver(coder, text):
    assert sorted(read(coder, text)) == sorted(MOVED[text])


@pytest.mark.parametrize("text", SAID)
def test_who_says_so_and_how_it_stands(coder, text):
    assert sorted(read(coder, text)) == sorted(SAID[text])


@pytest.mark.xfail(strict=True, reason="the reader finds more than there is")
@pytest.mark.parametrize("text", TOO_MUCH)
def test_nothing_is_read_that_is_not_there(coder, text):
    assert sorted(read(coder, text)) == sorted(TOO_MUCH[text])


def test_each_sentence_of_a_text_gives_what_it_gives_alone_where_nothing_is_taken_up(coder):
    texts = ["Kyiv cut ties with Pyongyang.", "Peru sent tents to Chile.", "Russia bombed Kharkiv."]
    alone = [row for text in texts for row in read(coder, text)]
    assert read(coder, "\n\n".join(texts)) == alone
