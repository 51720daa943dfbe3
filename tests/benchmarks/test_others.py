"""What the smaller measurements do with a statement or a file, without a reader."""

from datetime import date

from benchmarks import attribution, pairs, path, phrases, quadclass, reliability, typing
from cuibono.coding import Codebook
from cuibono.coding.statement import Statement
from cuibono.documents import read

CASE = typing.Case("", "Russian troops", "the Syrian army", 4, "ASSAULT")


def statement(actor, type_, recipient, confidence=0.5):
    return Statement("d", "", 0, 0, "", 0, 0, "---", actor, type_, "---", recipient,
                     confidence=confidence)  # fmt: skip


def test_the_statement_whose_parties_are_most_like_the_pair_answers():
    right = statement("troops", "ASSAULT", "army")
    others = [statement("troops", "MOBILIZE", "", 0.9), statement("Idlib", "LOSE", "", 0.9)]
    assert typing.answer(CASE, [*others, right]) is right
    assert typing.answer(CASE, []) is None


def test_the_surest_answers_where_no_words_are_alike():
    surest = statement("they", "AID", "them", 0.8)
    assert typing.answer(CASE, [statement("it", "SUPPORT", "us", 0.3), surest]) is surest


def test_a_pair_is_found_by_half_of_its_words_and_mutual_ones_in_either_order():
    turned = [statement("army", type_, "Russian troops") for type_ in ("CONSULT", "ASSAULT")]
    assert [pairs.holds(CASE, s) for s in turned] == [True, False]
    assert pairs.type_of(CASE, [statement("troops", "RETREAT", "army")]) == "YIELD"
    assert pairs.type_of(CASE, turned[1:]) == typing.NOTHING


def test_a_phrase_without_words_is_like_nothing():
    assert phrases.likeness("", "the army") == 0
    assert not phrases.same("the", "the")


def test_the_quadrant_is_that_of_the_surest_statement_that_has_one():
    number = quadclass.quadrants(Codebook.load())
    found = [statement("", "GAIN", "", 0.9), statement("", "AID", "", 0.6)]
    assert (quadclass.quadrant(found, number), quadclass.quadrant([], number)) == (2, 0)


def test_an_attribution_without_a_source_is_left_out():
    spans = "T1\tContent 0 4;9 12\tx\nT2\tSource 20 24\ty\n"
    events = "E1\tAttribution:T3 Content:T1\nE2\tAttribution:T3 Content:T1 Source:T2\n"
    (found,) = attribution.attributions(spans + events)
    assert found == attribution.Attribution(((20, 24),), ((0, 12),))


def test_documents_are_written_so_that_they_are_read_with_their_date(tmp_path):
    raw = {"id": "st-1", "title": "Remarks", "published": "2022-08-03",
           "publisher": "US Department of State", "text": "Kyiv cut ties."}  # fmt: skip
    (written,) = path.write(tmp_path, [raw])
    document = read(written)
    assert (document.text, document.publisher) == ("Kyiv cut ties.", "US Department of State")
    assert document.published == date(2022, 8, 3)


def test_confidence_that_always_holds_has_no_error():
    sure = [(1.0, True)] * 4 + [(0.0, False)] * 4
    assert reliability.error(sure) == 0
    assert list(reliability.table([])) == ["expected calibration error 0.000"]
