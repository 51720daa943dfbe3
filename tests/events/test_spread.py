import numpy as np
import pytest

from cuibono.coding.statement import Place
from cuibono.events.likeness import FEATURES, features
from cuibono.events.sheet import sheet, spot
from cuibono.events.spread import NONE, texts_with
from tests.events.telling import say


def told(document, quote, trigger, **of):
    at = quote.index(trigger)
    place = {"start": 0, "end": len(quote), "trigger": trigger, "trigger_start": at}
    return say(document, quote=quote, **{**place, "trigger_end": at + len(trigger), **of})


def feature(name, *statements, **of):
    columns = sheet(statements, [s.document for s in statements], **of)
    row = features(columns, np.array([[0, 1]]), {})[0]
    return float(row[FEATURES.index(name)])


ZUG = [told(d, f"Envoys of both met in Quorvheim {d}.", "met") for d in ("noon", "eve")]


def test_a_name_says_less_the_more_texts_have_it():
    others = [told(f"t{n}", f"Others met in Quorvheim at {n}.", "met") for n in range(8)]
    alone, among = (feature("texts with the name", *said) for said in (ZUG, [*ZUG, *others]))
    assert (alone, among) == (pytest.approx(np.log(2)), pytest.approx(np.log(10)))


def test_a_text_counts_once_however_often_it_has_the_word():
    twice = [told("noon", f"Again they met in Quorvheim {n}.", "met") for n in range(3)]
    assert feature("texts with the name", *ZUG, *twice) == pytest.approx(np.log(2))


def test_what_was_counted_in_the_ledger_stands_for_a_pair_alone():
    among = [*ZUG, *(told(f"t{n}", f"Others met in Quorvheim at {n}.", "met") for n in range(8))]
    counted = texts_with(ZUG[0], among)
    assert counted["quorvheim"] == 10
    assert feature("texts with the name", *ZUG, counted=counted) == pytest.approx(np.log(10))


def test_names_that_only_one_has_tell_apart():
    other = told("eve", "Envoys of both met in Zugzwang.", "met")
    assert feature("names apart", ZUG[0], other) > feature("names apart", *ZUG) == 0
    assert feature("texts with the name", ZUG[0], other) == NONE


@pytest.mark.parametrize(
    ("one", "other"), [("Beirut,", "Beirut"), ("Kiev", "Kyiv"), ("Quorvheim", "Quorvheim.")]
)
def test_a_place_is_the_same_by_any_of_its_names(one, other):
    assert spot(one, None) == spot(other, None) != ""


def test_two_acts_in_one_country_are_not_in_one_place():
    said = [say(d, where=Place("Lebanon", "LBN", 33.9, 35.9)) for d in "ab"]
    assert feature("place", *said) == -1
    assert feature("country", *said) == 1
