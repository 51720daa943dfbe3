"""Who speaks where an act's own sentence does not say so, and who calls a thing untrue."""

from datetime import date

import pytest

DAY = date(2024, 3, 1)
ENEMY = "“Belarus shelled Lithuania.”"


def found(code, text, type_="ASSAULT"):
    """Source and stance of every statement of a type."""
    return [(s.source, str(s.stance)) for s in code(text, DAY) if s.type == type_]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"“We are sad,” Latvia’s president said on Monday. {ENEMY}", "LVA.HOS"),
        (f"The Latvian defence ministry said that it was worried. {ENEMY}", "LVA.MIL"),
        (f"“We are sad,” Latvia’s president said.\n\n{ENEMY}", "LVA.HOS"),
        (f"“We are sad,” Latvia’s president said.\n\n“Very sad,” he added. {ENEMY}", "LVA.HOS"),
        (f"{ENEMY} “It is a crime,” said the Latvian foreign minister.", "LVA.MFA"),
        ("Latvia’s president met the Lithuanian one. He was angry.\n\n"
         "“Belarus shelled Lithuania. It was night,” he said.", "LVA.HOS"),
        (f"“It hurts,” a shopkeeper said. {ENEMY}", "---"),
        (ENEMY, "UNNAMED"),
    ],
)  # fmt: skip
def test_a_quotation_goes_on_with_whoever_spoke_before(code, text, source):
    assert found(code, text) == [(source, "reported")]


def test_we_in_a_quotation_that_goes_on_is_its_speaker(code):
    (one,) = code("“Wait,” Kenya’s president said. “We bombed Somalia.”", DAY)
    assert (one.actor.partition(".")[0], one.recipient) == ("KEN", "SOM")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ghana has expelled two Togolese diplomats, the foreign ministry said.", "GHA.MFA"),
        ("Ghana has expelled two Togolese diplomats, Benin’s army said on Monday.", "BEN.MIL"),
        ("Ghana has expelled two Togolese diplomats, a hotel porter said.", "---"),
    ],
)
def test_who_is_named_at_the_end_of_a_sentence_tells_all_of_it(code, text, source):
    assert {s.source for s in code(text, DAY) if s.type == "SANCTION"} == {source}


def test_an_office_without_a_state_is_never_that_of_the_one_acted_upon(code):
    text = "Uganda arrested a Rwandan colonel, the army said."
    assert {s.source for s in code(text, DAY)} == {"UGA.MIL"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("It is not true that Ghana bombed Togo.", "AUTHOR"),
        ("FALSE: Ghana bombed Togo.", "AUTHOR"),
        ("The story that Ghana bombed Togo is false.", "AUTHOR"),
        ("Correction: an earlier version of this article misstated that Ghana bombed Togo.",
         "AUTHOR"),
        ("An earlier version of this report said that Ghana had bombed Togo.", "AUTHOR"),
        ("Contrary to what we reported on 3 May, Ghana did not bomb Togo.", "AUTHOR"),
        ("Benin’s government withdrew its report that Ghana had bombed Togo.", "BEN.GOV"),
        ("It is untrue, the Beninese president said, that Ghana bombed Togo.", "BEN.HOS"),
    ],
)  # fmt: skip
def test_what_is_called_untrue_is_denied_by_whoever_calls_it_so(code, text, source):
    assert found(code, text) == [(source, "denied")]


def test_a_named_speaker_keeps_what_is_called_false(code):
    said = found(code, "Benin falsely claimed that Ghana had bombed Togo.")
    assert said == [("BEN", "reported"), ("AUTHOR", "denied")]


@pytest.mark.parametrize(
    "text",
    ["Don’t miss: Ghana bombs Togo.", "Also read: Ghana bombs Togo.", "Related: Ghana bombs Togo."],
)
def test_the_title_of_another_text_tells_nothing(code, text):
    assert code(text, DAY) == ()


def test_who_is_named_after_neither_is_spared(code):
    stances = {str(s.stance) for s in code("Ghana bombed neither Togo nor Benin.", DAY)}
    assert stances == {"denied"}
