"""What is read by the form of a sentence: lists, comrades, victims, speakers of quotations."""

from dataclasses import replace
from time import process_time

import pytest

from cuibono.coding.confidence import FLOOR
from cuibono.coding.likewise import likewise
from cuibono.coding.overrides import read_as
from cuibono.coding.parties import Meant, Whereabouts
from cuibono.coding.quotes import Quoted
from cuibono.coding.rows import Values
from cuibono.documents import Document
from tests.coding.test_constructions import DAY

HAS = {
    # Who fights beside somebody does not fight him.
    "Malian troops fought beside Togolese soldiers at Gao.": ["MLI COOPERATE TGO AUTHOR reported"],
    # What a sentence leaves out because it has said it before.
    "Peru condemned Chile, as did Bolivia and Ecuador.": [
        "BOL ACCUSE CHL AUTHOR reported", "ECU ACCUSE CHL AUTHOR reported",
    ],
    "Oman gave tents to Sudan, wheat to Djibouti and two boats to the Comoros.": [
        "OMN AID DJI AUTHOR reported", "OMN AID COM AUTHOR reported",
    ],
    # The victim of a condemned deed is not accused of it.
    "Brazil denounced as a crime an ambush in which six Ugandan peacekeepers died.": [
        "BRA ACCUSE --- AUTHOR reported",
    ],
    # An envoy is recalled from the state in which he is.
    "Niamey recalled its envoy from Abuja.": ["NER RETREAT NGA AUTHOR reported"],
    # Who calls a claim untrue denies what it holds.
    "Kampala says the story that it expelled Rwandan nationals is a lie.": [
        "UGA SANCTION RWA UGA denied",
    ],
    # Whoever the sentence before is about speaks, a private person too, and where nobody does,
    # nobody is made up.
    "Lesotho's police commissioner lost his temper. “South Africa asked us to look for the man.”": [
        "ZAF REQUEST LSO LSO reported",
    ],
    "“It was dawn,” sighed the baker of Gao. “Togo has shelled the harbour of Mali twice.”": [
        "TGO ASSAULT MLI --- reported",
    ],
    "“Mali shelled our harbour at dawn. It killed two Togolese sailors.”": [
        "MLI ASSAULT TGO UNNAMED reported",
    ],
    "Togo warned Benin that it would shell the bridge.": ["TGO THREATEN BEN AUTHOR reported"],
    # An exercise is not the world.
    "In the war game, Swedish submarines sank a Russian frigate off Gotland.": [
        "SWE ASSAULT RUS AUTHOR possible",
    ],
}  # fmt: skip
LACKS = {
    # Who warns of what somebody may do does not threaten him, unless he tells it to him.
    "Togo warned that Benin could attack the bridge again.": ["TGO THREATEN BEN"],
    "The film ‘Egypt Attacks Sudan’ will be shown in Cairo on Friday.": ["EGY ASSAULT SDN"],
    "Putin's ally Lukashenko condemned Poland.": ["RUS ACCUSE POL"],
    # The name of a war does not tell who attacked.
    "The Niger–Chad War began in May.": ["NER ASSAULT TCD", "TCD ASSAULT NER"],
    "Togo has gained much from the Mali War.": ["TGO ASSAULT MLI"],
    "Niger–Chad War, Benin sends troops to the border.": ["BEN ASSAULT NER", "BEN ASSAULT TCD"],
}


def told(coder, text):
    """All that counts, as actor, type, recipient, source and stance, states only."""
    found = coder.code(Document(text, published=DAY)).statements
    whole = (
        (s.actor.partition(".")[0], s.type, s.recipient.partition(".")[0],
         s.source.partition(".")[0], s.stance.value)
        for s in found if s.confidence >= FLOOR
    )  # fmt: skip
    return [" ".join(row) for row in whole]


@pytest.mark.parametrize("text", HAS)
def test_the_form_says_it(coder, text):
    assert set(HAS[text]) <= set(told(coder, text))


@pytest.mark.parametrize("text", LACKS)
def test_the_form_does_not_say_it(coder, text):
    found = told(coder, text)
    assert not any(row.startswith(lack) for row in found for lack in LACKS[text])


def test_a_sentence_of_very_many_names_is_put_together_in_bounded_time(coder):
    words = "Iran sent arms to Syria and attacked Turkey with rockets from Iraq, "
    prepared = coder.prepare(Document(words * 290, published=DAY))
    names = prepared.mentions[0]
    place = Whereabouts(prepared.sentences[0], names, Quoted((), False))
    act = coder.acts_of(["Iran attacked Turkey."])[0][0]
    sides = (Meant(names[0].code, "Iran", 1.0, ""), Meant(names[2].code, "Turkey", 1.0, ""))
    row = next(coder.rows.of(act, place, Values(), read_as(act)))
    rows = [replace(row, actor=sides[0], recipient=sides[1]) for _ in range(500)]
    start = process_time()
    list(likewise(rows, place, coder.rows.resolver))
    assert process_time() - start < 5
