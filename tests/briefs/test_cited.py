"""Sentences with what they rest on, the list of quotes, and where each stands."""

from cuibono.briefs.cited import Cited, Quote, Quotes, Section
from cuibono.briefs.places import ids, origin, spot
from cuibono.documents import Document
from tests.briefs.test_brief import said

TEXT = "A heading\n\nKyiv waited.\n\nAnkara sent drones to Kyiv."
START = TEXT.index("Ankara")


def test_triggers_that_overlap_are_marked_once_and_no_character_is_lost():
    both = (said(), said(trigger="sent drones", trigger_start=7, trigger_end=18))
    (quote,) = _quotes(Cited("x", both))
    assert "".join(text for text, _ in quote.parts) == both[0].quote
    assert [text for text, hit in quote.parts if hit] == ["sent"]


def _quotes(*sentences):
    quotes = Quotes()
    for sentence in sentences:
        quotes.cite(sentence)
    return quotes.all()


def test_numbers_follow_the_order_of_the_sentences_and_stand_in_ascending_order():
    one, two = said(), said(start=60)
    quotes = Quotes()
    assert quotes.cite(Cited("a", (two,))) == [1]
    assert quotes.cite(Cited("b", (one, two))) == [1, 2]
    assert [q.first for q in quotes.all()] == [two, one]


def test_a_section_says_how_much_it_leaves_out():
    assert Section("h", ()).rest == ""
    assert Section("h", (), 1).rest.startswith("1 more passage is left out")
    assert Section("h", (), 1200).rest.startswith("1,200 more passages are left out")


def test_a_place_is_paragraph_and_characters():
    statement = said(start=START)
    document = Document(TEXT, "Drones", "Wire")
    quote = Quote(1, (statement,))
    assert spot(quote, {"d": document}) == f"paragraph 3, characters {START}–{START + 27}"
    assert spot(quote, {}) == f"characters {START}–{START + 27}"
    assert origin(quote, {"d": document}) == "Drones, Wire, 1 June 2022"


def test_a_text_without_a_title_or_a_date_says_so():
    quote = Quote(1, (said(published=None),))
    assert origin(quote, {}) == "document d, undated"


def test_ids_are_short_enough_to_type_and_long_enough_to_find():
    statement = said()
    assert ids(Quote(1, (statement,))) == statement.id[:8]
