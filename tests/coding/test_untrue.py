"""What a sentence or the next takes back, titles of works, stories and exercises."""

import pytest

from cuibono.coding.untrue import invented, title, untrue


@pytest.mark.parametrize(
    ("text", "after", "held"),
    [
        ("It was reported that Oman had left.", "That was untrue.", "Oman had left."),
        ("On Monday we wrote that Oman had left.", "But this is wrong.", "Oman had left."),
        ("The ministry's claim that Oman had left was loud.", "It is a lie.",
         "Oman had left was loud."),
    ],
)  # fmt: skip
def test_the_next_sentence_takes_back_what_was_said(text, after, held):
    found = untrue(text, after=after)
    assert found is not None
    assert text[found.start : found.end] == held


@pytest.mark.parametrize("after", ["That was wrong of it.", "That was a lie, Oman said.", ""])
def test_what_only_judges_a_deed_or_is_somebodys_word_takes_nothing_back(after):
    assert untrue("It was reported that Oman had left.", after=after) is None


def test_a_deed_that_is_called_wrong_was_done():
    assert untrue("Oman bombed a school.", after="That was wrong.") is None


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The film “Togo Attacks Mali” opens.", "Togo Attacks Mali"),
        ("In the novel 'Mali Invades' he tells of it.", "Mali Invades"),
        ("He called “Mali an enemy of all”.", None),
        ("Togo attacked Mali.", None),
    ],
)
def test_the_title_of_a_work_is_found(text, held):
    found = title(text)
    assert (text[found[0] : found[1]] if found else None) == held


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In the war game, Togo sank a ship.", True),
        ("In one scenario of the drill, Togo sinks a ship.", True),
        ("In the war, Togo sank a ship.", False),
        ("In the film industry, Togo is new.", False),
        ("The minister was seen in a film, and Togo sank a ship.", False),
        ("Togo sank a ship in the film.", False),
    ],
)
def test_stories_and_exercises_are_told_from_the_world(text, told):
    assert (invented(text) is not None) is told
