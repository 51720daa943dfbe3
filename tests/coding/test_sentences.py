"""Sentences and all that they say: actor, type, recipient, source, stance.

A row lists every statement of its sentence; one more or one less fails.
"""

import pytest

SENTENCES = {
    "Germany invaded France.": "DEU ASSAULT FRA AUTHOR reported",
    "France was invaded by Germany.": "DEU ASSAULT FRA AUTHOR reported",
    "Germany did not invade France.": "DEU ASSAULT FRA AUTHOR denied",
    "The German invasion of France continued.": "DEU ASSAULT FRA AUTHOR reported",
    "Russia said that Germany had invaded France.": "DEU ASSAULT FRA RUS reported",
    "Peru denied that it had invaded Chile.": """PER REJECT --- AUTHOR reported
        PER ASSAULT CHL PER denied""",
    "If Chad attacks Niger, Mali would condemn Chad.": """TCD ASSAULT NER AUTHOR possible
        MLI ACCUSE TCD AUTHOR possible""",
    "India could impose tariffs on Pakistan.": "IND SANCTION PAK AUTHOR possible",
    "Turkey will send drones to Libya next month.": "TUR AID LBY AUTHOR planned",
    "Egypt vowed to send troops to Sudan.": "EGY AID SDN EGY planned",
    "Israel is expected to withdraw from Gaza.": "ISR RETREAT PSE AUTHOR expected",
    "Greece, Malta and Cyprus condemned Turkey.": """GRC ACCUSE TUR AUTHOR reported
        MLT ACCUSE TUR AUTHOR reported
        CYP ACCUSE TUR AUTHOR reported""",
    "Poland, according to Belarus, has attacked Lithuania.": "POL ASSAULT LTU BLR reported",
    "Mexico thanked Cuba.": "MEX SUPPORT CUB AUTHOR reported",
    "Kenya and Uganda signed a treaty.": "KEN AGREE UGA AUTHOR reported",
    "Canada expelled two Indian diplomats.": "CAN SANCTION IND AUTHOR reported",
    "Hungary benefited from the sale of Russian gas.": "HUN GAIN --- AUTHOR reported",
    "Critics attacked the budget in parliament.": "",
    "Norway is a rich country.": "",
    "Japan needs oil.": "",
}


def said(statements):
    return sorted(
        " ".join((s.actor.split(".")[0], s.type, s.recipient.split(".")[0],
                  s.source.split(".")[0], s.stance))
        for s in statements
    )  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_this_and_nothing_else(sentence, code):
    wanted = sorted(" ".join(line.split()) for line in SENTENCES[sentence].splitlines())
    assert said(code(sentence)) == [line for line in wanted if line]


def test_an_accusation_is_two_statements(code):
    accused, done = code("Armenia accused Azerbaijan of shelling a village.")
    assert (accused.actor, accused.type, accused.recipient) == ("ARM", "ACCUSE", "AZE")
    assert (done.actor, done.type, done.source) == ("AZE", "ASSAULT", "ARM")
    assert done.source_chain == ("AUTHOR", "ARM")


def test_what_changes_hands_has_a_giver_and_a_receiver(code):
    (sold,) = code("Seoul sold 48 fighter jets to Warsaw in 2022.")
    assert (sold.item, sold.giver, sold.receiver) == ("arms", "KOR", "POL")
    assert (sold.quantity.number, sold.quantity.bound, sold.when) == (48, "exactly", "2022")


def test_a_veto_serves_whom_the_sanctions_would_hit(code):
    veto = code("In May Russia vetoed new sanctions against North Korea.")[0]
    assert (veto.actor, veto.type, veto.recipient) == ("RUS", "REJECT", "UNSC")
    assert (veto.item, veto.giver, veto.receiver, veto.when) == ("veto", "RUS", "PRK", "2022-05")


def test_hedges_make_a_statement_less_firm(code):
    (sent,) = code("Iran has reportedly sent missiles to Yemen.")
    assert sent.certainty == "hedged"


def test_a_denial_of_what_was_said_before_restates_it(code):
    statements = code("Washington said that Rwanda had armed the M23 rebels. Kigali denied it.")
    claim, rejection, denial = statements
    assert (claim.source, claim.stance) == ("USA", "reported")
    assert (rejection.type, rejection.recipient) == ("REJECT", "USA")
    assert (denial.actor, denial.type, denial.recipient) == ("RWA", "AID", "COD.REB.M23")
    assert (denial.source, denial.stance) == ("RWA", "denied")


def test_a_missing_tester_is_the_one_of_the_sentence_before(code):
    *_, later = code("North Korea fired a missile on Friday. The missile was tested at dawn.")
    assert (later.actor, later.type) == ("PRK", "MOBILIZE")
    assert "takes up" in later.reason


def test_quote_and_trigger_stand_in_the_text(code):
    text = "On Monday, Kyiv cut ties with Pyongyang.\n\nMinsk, too, closed its embassy there."
    for s in code(text):
        assert text[s.start : s.end] == s.quote
        assert text[s.trigger_start : s.trigger_end] == s.trigger


def test_every_statement_says_why_and_by_which_versions(code):
    for s in code("Russia and China vetoed the resolution, and Tokyo protested to Moscow."):
        assert s.reason.startswith("rule ")
        assert set(s.versions) == {"cuibono", "model", "codebook", "registry"}
        assert 0 < s.confidence <= 1
