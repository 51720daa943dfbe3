"""Who does it and whom it is done to, in codes where there are any and in words where not."""

import pytest


def ends(statements, kind):
    return [(s.actor, s.actor_text, s.recipient, s.recipient_text)
            for s in statements if s.type == kind]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "kind", "found"),
    [
        (
            "Masked gunmen shot two teachers.",
            "ASSAULT",
            ("---", "Masked gunmen", "---", "two teachers"),
        ),
        (
            "Chadian police arrested the editor of a newspaper.",
            "COERCE",
            ("TCD", "Chadian police", "---", "the editor of a newspaper"),
        ),
        (
            "Finland rejected the proposal on Monday.",
            "REJECT",
            ("FIN", "Finland", "---", "the proposal"),
        ),
        (
            "Kenya's parliament criticised an Italian court decision.",
            "ACCUSE",
            ("KEN", "Kenya's parliament", "ITA", "an Italian court decision"),
        ),
    ],
)
def test_parties_are_given_in_the_words_of_the_text(sentence, kind, found, code):
    ((actor, actor_text, recipient, recipient_text),) = ends(code(sentence), kind)
    assert (actor[:3], actor_text, recipient[:3], recipient_text) == found


def test_a_pronoun_is_shown_as_what_it_takes_up(code):
    ((_, actor, _, recipient),) = ends(
        code("The Danish government said that it had expelled two Syrian diplomats."), "SANCTION"
    )
    assert (actor, recipient) == ("Danish government", "two Syrian diplomats")


def test_nobody_is_his_own_recipient(code):
    (found,) = ends(code("Peru withdrew its troops."), "RETREAT")
    assert found == ("PER", "Peru", "---", "")


def test_whoever_joins_in_is_an_actor(code):
    found = ends(code("Spain, together with Malta and Cyprus, condemned Turkey."), "ACCUSE")
    assert [(a, r) for a, _, r, _ in found] == [("ESP", "TUR"), ("MLT", "TUR"), ("CYP", "TUR")]


def test_a_list_of_names_is_one_list(code):
    found = ends(code("Shells from Serbia, Romania and Greece have reached Armenia."), "AID")
    assert sorted(a for a, *_ in found) == ["GRC", "ROU", "SRB"]


def test_a_dateline_is_no_speaker(code):
    found = code("KABUL (Pajhwok) : NATO and Iran strongly condemned the attack.")
    assert {(s.actor, s.type, s.source) for s in found} == {
        ("NATO", "ACCUSE", "AUTHOR"), ("IRN", "ACCUSE", "AUTHOR")
    }  # fmt: skip


def test_of_two_dates_the_verbs_own_counts(code):
    (praised,) = code("The vote of 2019 aside, Tonga has praised Denmark since 2020.")
    assert praised.when == "2020/.."
