"""The shipped reader: the same whatever it is read with, whole on odd input, final for the user."""

import json
import random
from datetime import date
from pathlib import Path

import pytest

from cuibono.coding import Codebook, Coder
from cuibono.coding.confidence import FLOOR
from cuibono.documents import Document

DAY = date(2024, 3, 1)
TEXTS = (
    "Kyiv cut ties with Pyongyang.",
    "“We attacked Israel,” Iran's president said. “They had been warned.” Jordan was silent.",
    "Turkey may send drones to Baku if Yerevan does not withdraw its troops from the border.",
    "The foreign ministers of Brazil and Guyana met in Bridgetown and signed an accord.",
)  # fmt: skip


def documents():
    draw = random.Random(7)
    return [
        Document(" ".join(draw.choices(TEXTS, k=k)) + f" No {n}.", published=DAY)
        for n, k in enumerate((1, 14, 2, 1, 5, 3))  # one window or more, few to a batch or many
    ]


def test_a_document_reads_the_same_alone_in_a_batch_and_in_another_order(coder, encoder_anew):
    docs = documents()
    together = [c.statements for c in coder.code_many(docs)]
    alone = [coder.code(d).statements for d in docs]
    backwards = [c.statements for c in coder.code_many(docs[::-1])][::-1]
    assert together == alone == backwards
    assert [[s.id for s in found] for found in together] == [[s.id for s in f] for f in alone]


def test_every_quote_and_trigger_stands_where_it_says(coder):
    for document in documents():
        for s in coder.code(document).statements:
            assert document.text[s.start : s.end] == s.quote
            assert document.text[s.trigger_start : s.trigger_end] == s.trigger


def test_the_simplest_sentence(code):
    (found,) = code("Kyiv cut ties with Pyongyang.")
    assert (found.actor, found.type, found.recipient) == ("UKR", "SANCTION", "PRK")
    assert (found.source, found.stance) == ("AUTHOR", "reported")
    assert found.reason.startswith("read as SANCTION")


def test_an_undated_document_is_read_as_of_no_date(coder):
    (found,) = coder.code(Document("The Soviet Union invaded Hungary.")).statements
    assert (found.actor, found.recipient) == ("SUN", "HUN")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n", "?", "…" * 50, "word " * 4000, "\x00\x01\x02",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "• one\n• two\n• three", "https://example.org/a?b=c " * 50, "👍" * 300,
        "A." * 2000, "(" * 3000,
    ],
)  # fmt: skip
def test_odd_text_gives_a_coding(coder, text):
    for s in coder.code(Document(text, published=DAY)).statements:
        assert text[s.start : s.end] == s.quote


def test_text_in_another_language_is_said_and_not_read(coder):
    text = "Le gouvernement a annoncé hier que les troupes seront retirées de la frontière. " * 6
    coding = coder.code(Document(text, published=DAY))
    assert coding.statements == ()
    assert coding.notes == ("not in English: nothing was read",)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels seize border town. Jets bomb harbour. Protesters storm parliament. Troops leave "
        "capital. Court jails opposition leaders. Drones strike refinery. Envoys meet.",
        "Poland 14 tanks\nDenmark 6 jets\nNorway 300 million dollars\nSweden two radar planes",
    ],
)
def test_headlines_and_lists_are_english_without_its_small_words(coder, text):
    assert coder.code(Document(text, published=DAY)).notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Le président français a rencontré son homologue allemand mardi à Berlin.",
        "Der deutsche Minister traf am Dienstag seinen Kollegen; Drohnen griffen wieder an.",
        "Presiden Indonesia bertemu dengan perdana menteri Malaysia pada hari Selasa di ibu kota.",
    ],
)
def test_a_short_text_in_another_language_is_not_read(coder, text):
    assert coder.code(Document(text, published=DAY)).notes[0].startswith("not in English")


MEDIATE = """
types:
  - type: MEDIATE
    quadrant: verbal cooperation
    definition: A third party brings two sides together.
    examples:
      - Qatar shuttled between Washington and Tehran with proposals.
      - Norway acted as go-between for Colombia and the rebels.
      - The Swiss carried messages between Riyadh and Tehran.
      - Oman passed American proposals to the Houthis.
      - Turkey served as a bridge between Moscow and Kyiv.
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "mediate.yaml"
    path.write_text(MEDIATE, encoding="utf-8")
    return Coder.load(codebook=Codebook.load(path))


@pytest.mark.parametrize(
    "text",
    [
        "Egypt carried messages between Israel and Hamas.",
        "Switzerland acted as go-between for Cuba and the United States.",
        "Kuwait shuttled between Doha and Riyadh.",
        "Algeria served as a bridge between Iran and the United States.",
        "Oman passed Iranian proposals to Washington.",
    ],
)
def test_a_type_of_ones_own_needs_five_sentences(own, text):
    assert "MEDIATE" in {s.type for s in own.code(Document(text, published=DAY)).statements}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Egypt carried messages between Israel and Hamas.",
         [("EGY", "MEDIATE", "ISR"), ("EGY", "MEDIATE", "PSE.REB.HAMAS")]),
        ("Switzerland acted as go-between for Cuba and the United States.",
         [("CHE", "MEDIATE", "CUB"), ("CHE", "MEDIATE", "USA")]),
        ("Kyiv cut ties with Pyongyang.", [("UKR", "SANCTION", "PRK")]),
        ("Russia bombed Kharkiv.", [("RUS", "ASSAULT", "UKR")]),
        ("Peru sent tents to Chile.", [("PER", "AID", "CHL")]),
    ],
)  # fmt: skip
def test_a_type_of_ones_own_is_all_that_counts_there_and_leaves_the_others_alone(own, text, rows):
    found = own.code(Document(text, published=DAY)).statements
    assert [(s.actor, s.type, s.recipient) for s in found if s.confidence >= FLOOR] == rows


def test_an_override_is_final(tmp_path):
    path = tmp_path / "own.yaml"
    rule = {
        "overrides": [
            {"name": "ties", "reason": "a test", "words": ["cut ties"], "type": "REJECT"},
            {"name": "no-raid", "reason": "a test", "words": ["raided"], "type": "none"},
        ]
    }
    path.write_text(json.dumps(rule), encoding="utf-8")
    coder = Coder.load(codebook=Codebook.load(path))
    text = "Kyiv cut ties with Pyongyang. Russia raided Kharkiv."
    found = coder.code(Document(text, published=DAY)).statements
    assert [(s.type, s.reason[:14]) for s in found] == [("REJECT", "override ties:")]


def test_the_time_grows_with_the_text_only(coder):
    """A sentence without a full stop is cut into windows, so no part is read twice."""
    text = "Iran attacked Israel and Israel attacked Iran and " * 400
    windows = coder.prepare(Document(text, published=DAY)).windows
    assert sum(sum(w.reads) for w in windows) == len(text.split())
    assert max(len(w.ids) for w in windows) < 300


def test_the_weights_are_small_enough():
    folder = Path(__file__).parents[2] / "src" / "cuibono" / "data" / "reader"
    held = sum(path.stat().st_size for path in (folder / "base").iterdir())
    assert held < 95_000_000
