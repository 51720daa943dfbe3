"""Protest, sanction, mobilisation, coercion and assault: their words, and other senses of them."""

import pytest

SAID = {
    "Rabat recalled its ambassador from Tehran.": "MAR SANCTION IRN",
    "Bamako tore up its defence pact with Paris.": "MLI SANCTION FRA",
    "Washington hit India with tariffs.": "USA SANCTION IND",
    "Algeria closed its airspace to Moroccan aircraft.": "DZA SANCTION MAR",
    "Iran expelled the agency's inspectors.": "IRN SANCTION ---",
    "Chad stopped issuing visas to Americans.": "TCD SANCTION USA",
    "Armenia called up reservists.": "ARM MOBILIZE ---",
    "Delhi has flown in four battalions.": "IND MOBILIZE ---",
    "North Korea fired a missile into the sea.": "PRK MOBILIZE ---",
    "Ethiopia massed troops near the Eritrean border.": "ETH MOBILIZE ERI",
    "Greek coastguards pushed a dinghy back towards Turkey.": "GRC COERCE ---",
    "Uganda shut the internet on the eve of the vote.": "UGA COERCE ---",
    "Nicaragua sent its opponents into exile.": "NIC COERCE ---",
    "Iranian commandos seized a Greek tanker.": "IRN COERCE GRC",
    "Belarusian drones strayed into Lithuanian airspace.": "BLR COERCE LTU",
    "Russian missiles slammed into Kharkiv.": "RUS ASSAULT UKR",
    "Russian troops marched into Georgia in 2008.": "RUS ASSAULT GEO",
    "Chilean police dispersed students with tear gas.": "CHL ASSAULT ---",
    "Hezbollah fired forty rockets into Israel.": "LBN ASSAULT ISR",
    "Serbian students besieged the broadcaster.": "SRB PROTEST ---",
    "Polish farmers blocked the road to the border.": "POL PROTEST ---",
}
OTHERWISE = (
    "Shares in Tokyo rallied on Tuesday.",
    "Malaria killed ten children in Chad.",
    "Lightning struck a church in Cochabamba.",
    "The storm cut off electricity to half of Cuba.",
    "Chinese carmakers captured a third of the Brazilian market.",
    "Spain's king broke with tradition.",
    "Honduras has banned smoking in bars.",
    "France and Germany will hold joint exercises with Poland.",
)
CONFLICT = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


@pytest.mark.parametrize("sentence", SAID)
def test_is_said(code, sentence):
    found = {
        f"{s.actor.split('.')[0]} {s.type} {s.recipient.split('.')[0]}" for s in code(sentence)
    }
    assert SAID[sentence] in found


@pytest.mark.parametrize("sentence", OTHERWISE)
def test_is_no_conflict(code, sentence):
    assert not [s.type for s in code(sentence) if s.type in CONFLICT]
