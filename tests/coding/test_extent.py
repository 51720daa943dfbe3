"""When, where, how much and what: the words read for an act, as values."""

from datetime import date

from cuibono.actors.places import Gazetteer
from cuibono.coding import extent
from cuibono.coding.codebook import Codebook
from cuibono.language.sentence import cut

(SENTENCE,) = cut("In May 2022 Ankara sent 24 drones to Odesa and in June it sent wheat to Kyiv.")
DAY = date(2022, 12, 5)


def at(*words):
    """The span from the first word to the last."""
    tokens = [t.text for t in SENTENCE.tokens]
    return [(tokens.index(words[0]), tokens.index(words[-1]))]


def test_each_act_has_the_time_that_was_read_for_it():
    assert extent.when(SENTENCE, at("May", "2022"), DAY) == "2022-05"
    assert extent.when(SENTENCE, at("June"), DAY) == "2022-06"
    assert extent.when(SENTENCE, at("drones"), DAY) is None
    assert extent.when(SENTENCE, [], DAY) is None


def test_the_only_time_of_a_sentence_is_that_of_its_only_act():
    assert extent.only_time(SENTENCE, DAY) is None
    (one,) = cut("Ankara sent drones in May 2022.")
    assert extent.only_time(one, DAY) == "2022-05"
    (open_,) = cut("Ankara has sent drones since 2022.")
    assert extent.only_time(open_, DAY) is None


def test_a_place_is_the_longest_name_that_is_known():
    places = Gazetteer.load()
    assert extent.where(SENTENCE, at("to", "Odesa"), places).name == "Odesa"
    assert extent.where(SENTENCE, at("wheat"), places) is None


def test_an_amount_is_that_of_the_words_read_for_it():
    found = extent.quantity(SENTENCE, at("24", "drones"))
    assert (found.number, found.unit) == (24, "drones")
    assert extent.quantity(SENTENCE, at("wheat")) is None
    assert extent.quantity(SENTENCE, []) is None


def test_what_changed_hands_is_named_by_its_words_or_else_by_the_act():
    book = Codebook.load()
    sent = at("sent")[0]
    assert extent.item(SENTENCE, at("wheat"), sent, "AID", book) == "food"
    assert extent.item(SENTENCE, at("drones"), sent, "AID", book) == "arms"
    (freed,) = cut("Ankara freed him.")
    assert extent.item(freed, [], (1, 1), "RETREAT", book) == "release"


def test_the_most_exact_of_several_times_is_that_of_the_act():
    (one,) = cut("Ten years ago, in June 2009, Peru expelled the envoy.")
    last = len(one.tokens) - 1
    assert extent.when(one, [(0, last)], date(2019, 6, 30)) == "2009-06"


def test_a_day_without_its_year_lies_before_the_text_if_it_is_past():
    (one,) = cut("Peru signed a treaty with Chile on 9 February.")
    last = len(one.tokens) - 1
    day = date(2021, 11, 20)
    assert extent.when(one, [(0, last)], day, past=True) == "2021-02-09"
    assert extent.when(one, [(0, last)], day) == "2022-02-09"
    assert extent.when(one, [(0, last)], date(2022, 1, 20), past=True) == "2022-02-09"
