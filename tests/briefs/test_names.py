"""How actors, dates and lists read in a sentence."""

import pytest

from cuibono.actors import Registry
from cuibono.briefs.names import capital, day, listed, namer, number, when

NAME = namer(Registry.load())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("PRK", "North Korea"),
        ("GBR", "the United Kingdom"),
        ("RUS.MFA", "Russia"),
        ("", "an unnamed actor"),
        ("AUTHOR", "an unnamed source"),
        ("SYR.REB", "rebels of Syria"),
        ("XQZ", "XQZ"),
    ],
)
def test_codes_are_called_what_a_reader_calls_them(code, name):
    assert NAME(code) == name


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (None, ""),
        ("2022", "in 2022"),
        ("../2022-07", "by July 2022"),
        ("1950/1953", "between 1950 and 1953"),
        ("2021-11/2022-02", "between November 2021 and February 2022"),
        ("2022-07-01/2022-07-04", "between 1 July and 4 July 2022"),
        ("2022-W27", "in 2022-W27"),
    ],
)
def test_intervals_have_their_preposition(interval, words):
    assert when(interval) == words


def test_a_day_that_is_not_in_the_calendar_stands_as_it_is():
    assert day("2022-02-30") == "2022-02-30"
    assert day("2022-13") == "2022-13"


def test_a_list_names_nobody_twice():
    assert listed(["Kyiv", "Seoul", "Kyiv"]) == "Kyiv and Seoul"


def test_numbers_at_the_head_of_a_sentence_are_words_up_to_twelve():
    assert [number(n) for n in (0, 12, 13, 1200)] == ["No", "Twelve", "13", "1,200"]


def test_only_the_first_letter_becomes_a_capital():
    assert (capital("the UN"), capital("")) == ("The UN", "")
