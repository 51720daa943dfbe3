"""Which words of a text a brief takes up, and in which order."""

from cuibono.actors import Registry
from cuibono.actors.mentions import Namer
from cuibono.briefs.heard import Heard
from cuibono.briefs.passages import parties, passages
from cuibono.events.resolve import resolve
from tests.briefs.test_brief import said

HEARD = Heard(Namer(Registry.load()))


def found(*statements, a="TUR", b="UKR"):
    events = resolve(statements, [])
    return passages([(s, e) for e in events for s in e.statements], a, b, HEARD)


def test_several_statements_of_the_same_words_are_one_passage_with_the_surest_first():
    unsure = said(confidence=0.4, type="COOPERATE", trigger="drones")
    sure = said(confidence=0.9)
    (passage,) = found(unsure, sure)
    assert passage.surest == sure
    assert passage.statements == (sure, unsure)


def test_a_statement_in_which_both_take_part_comes_before_a_surer_one_of_only_one():
    alone = said(recipient="---", receiver=None, confidence=0.99, trigger="drones")
    both = said(confidence=0.5)
    (passage,) = found(alone, both)
    assert passage.surest == both


def test_passages_stand_in_the_order_of_publication_and_undated_ones_last():
    texts = ("Ankara sent tanks to Kyiv.", "Ankara sent grain to Kyiv.", "Ankara sent gas to Kyiv.")
    days = ("2022-06-03", None, "2022-06-01")
    made = [
        said(text, document=f"d{n}", published=day, item=None)
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    assert [p.surest.document for p in found(*made)] == ["d2", "d0", "d1"]


def test_the_first_print_stands_for_its_reprints_whatever_the_line_breaks():
    later = said("Ankara sent\ndrones to Kyiv.", document="late", published="2022-06-05")
    first = said(document="early", published="2022-06-01")
    assert [p.surest.document for p in found(later, first)] == ["early"]


def test_who_is_not_in_the_words_and_takes_no_part_makes_no_passage():
    assert found(said(), b="POL") == []
    assert found(said("Ankara sent drones to Kyiv, and Warsaw knew."), b="POL")
    # Whose Congress it is, the words do not say.
    assert found(said("Ankara sent drones to Kyiv, and Congress knew."), b="USA") == []
    assert found(said("Ankara sent drones to Kyiv, and the U.S. Congress knew."), b="USA")
    # A region is not its state, nor is the name of an armed group.
    crisis = said("Ankara told Oslo of the Donbas crisis.", recipient="NOR", receiver=None)
    assert found(crisis, b="UKR") == []
    assert found(said("Ankara sent drones to Kyiv, and Hezbollah knew."), b="LBN") == []
    # A place of rallies takes no part, nor does the state of whoever made a thing.
    rallies = "Ankara sent drones to Kyiv, and rallies in Oslo, Rome and Warsaw were held."
    assert found(said(rallies), b="POL") == []
    assert found(said("Ankara sent drones to shoot down Sukhoi jets of Kyiv."), b="RUS") == []


def test_who_gives_receives_or_gains_takes_part_with_the_state_that_they_belong_to():
    statement = said(giver="TUR.MIL", receiver="UKR.GOV", recipient="---", beneficiary="POL")
    assert parties(statement) == {"TUR", "TUR.MIL", "UKR", "UKR.GOV", "POL"}


def test_names_mean_whom_they_meant_on_the_day_of_publication():
    quote = "The Soviet Union invaded Hungary."
    assert HEARD.named(said(quote, published="1956-11-05")) == {"SUN", "HUN"}
    assert "HUN" in HEARD.named(said(quote, published=None))


def test_whether_a_quote_names_an_actor_is_what_all_its_names_say():
    quotes = "Kyiv met Soviet envoys in Ankara.", "Envoys met.", "Kyiv met Soviet envoys in Ankara."
    for published in ("1985-01-01", "2024-01-01", None):
        heard, plainly = (Heard(Namer(Registry.load())) for _ in range(2))
        for statement in (said(quote, published=published) for quote in quotes):
            names = plainly.named(statement)
            for actor in ("UKR", "SUN", "RUS", "TUR", "USA"):
                assert heard.names(statement, actor) == (actor in names)
