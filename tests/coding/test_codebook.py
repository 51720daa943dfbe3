"""The codebook: its file, its types and examples, what a user's file adds, what the docs show."""

import re
from pathlib import Path

import pytest
import yaml

from cuibono.actors.mentions import Namer
from cuibono.actors.registry import Registry
from cuibono.coding.codebook import QUADRANTS, Codebook, CodebookError
from cuibono.coding.confidence import FLOOR
from cuibono.documents import Document
from cuibono.language.sentence import cut
from training.extractor.labels import CONTEXTS, TYPES

ROOT = Path(__file__).parents[2]
BOOK = Codebook.load()
PAGE = (ROOT / "docs" / "codebook.md").read_text("utf-8")
SHOWN = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
MEDIATE = next(text for text in SHOWN if "MEDIATE" in text)
EXAMPLES = [(t.name, text) for t in BOOK.types for text in t.examples]
names = pytest.mark.parametrize("name", [t.name for t in BOOK.types])


@pytest.fixture
def own(tmp_path):
    """A codebook that a file of one's own has joined."""

    def load(text: str) -> Codebook:
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return Codebook.load(path)

    return load


def test_the_types_and_contexts_are_those_that_the_reader_tells_apart():
    assert tuple(sorted(BOOK.by_name)) == tuple(sorted(TYPES))
    assert BOOK.contexts == CONTEXTS


@names
def test_a_type_is_told_in_full(name):
    type_ = BOOK.type_of(name)
    assert type_.quadrant in QUADRANTS
    assert type_.definition.endswith(".")
    assert 8 <= len(type_.examples) <= 12
    assert 4 <= len(type_.counter_examples) <= 6
    assert not type_.own


@names
def test_its_scores_lie_on_its_own_side(name):
    type_ = BOOK.type_of(name)
    scores = [s for s in (type_.score, *type_.modes.values()) if s is not None]
    assert all(-10 <= s <= 10 for s in scores)
    if type_.side == "cooperation":
        assert min(scores) > 0
    if type_.side == "conflict" and name != "REQUEST":
        assert max(scores) < 0
    assert (type_.side is None) == (not scores)


def test_no_sentence_stands_twice():
    every = [text for t in BOOK.types for text in (*t.examples, *t.counter_examples)]
    assert len(every) == len(set(every))


def test_every_example_is_one_short_sentence_about_an_actor_of_the_registry():
    namer = Namer(Registry.load())
    for name, text in EXAMPLES:
        (sentence,) = cut(text)
        assert sentence.text == text
        assert len(sentence.tokens) <= 20, text
        if name not in ("REQUEST", "GAIN", "ASSAULT", "ACCUSE"):
            assert namer.find([sentence])[0], text


def test_examples_vary_in_their_words():
    for type_ in BOOK.types:
        openings = {" ".join(text.split()[:2]) for text in type_.examples}
        assert len(openings) == len(type_.examples), type_.name


def test_sides_follow_the_quadrants():
    assert BOOK.type_of("RETREAT").side == "cooperation"
    assert BOOK.type_of("REQUEST").side == "conflict"
    assert BOOK.type_of("LOSE").side is None


@pytest.mark.parametrize("text", SHOWN, ids=lambda text: text.split()[2])
def test_what_the_docs_show_is_a_codebook_file(own, text):
    book = own(text)
    raw = yaml.safe_load(text)
    for entry in raw.get("types", ()):
        assert set(entry["examples"]) <= set(book.type_of(entry["type"]).examples)
    assert len(book.overrides) == len(BOOK.overrides) + len(raw.get("overrides", ()))


def test_the_docs_describe_every_field():
    from cuibono.coding.codebook import OVERRIDE_FIELDS

    shown = set(re.findall(r"`(\w+)`", PAGE))
    typed = {"type", "quadrant", "score", "modes", "mutual", "alone", "family",
             "definition", "examples", "counter_examples"}  # fmt: skip
    assert typed | OVERRIDE_FIELDS <= shown


def test_a_field_that_nothing_reads_any_more_stops_no_older_file(own):
    """Briefs once worded a type's acts: a file from then is read as if the line were gone."""
    old = MEDIATE.replace("    definition", "    wording: [mediate, mediated]\n    definition", 1)
    assert old != MEDIATE
    before, now = own(old).type_of("MEDIATE"), own(MEDIATE).type_of("MEDIATE")
    assert (before.definition, before.examples) == (now.definition, now.examples)


def test_a_type_of_ones_own_comes_beside_the_shipped(own):
    book = own(MEDIATE)
    mediate = book.type_of("MEDIATE")
    assert (mediate.own, mediate.side, len(mediate.examples)) == (True, "cooperation", 5)
    assert len(book.types) == len(BOOK.types) + 1
    assert book.extended
    assert not BOOK.extended


def test_examples_for_a_shipped_type_join_its_own(own):
    text = "types: [{type: AID, examples: [Malta lent Libya a crane.]}]"
    aid, shipped = own(text).type_of("AID"), BOOK.type_of("AID")
    assert aid.examples == (*shipped.examples, "Malta lent Libya a crane.")
    assert (aid.quadrant, aid.score, aid.own) == (shipped.quadrant, shipped.score, True)


def test_ones_own_overrides_come_in_their_order(own):
    rule = "{{name: {0}, reason: r, words: [w], type: AID}}"
    book = own(f"overrides: [{rule.format('b')}, {rule.format('a')}]")
    assert [one.name for one in book.overrides[:2]] == ["b", "a"]


def test_the_version_names_both_files(own):
    assert own("version: mine-3").version == f"{BOOK.version}+mine-3"


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("artillery shells", "arms"), ("400 soldiers", "troops"), ("wheat", "food"),
        ("the prisoners", "release"), ("a loan of ten million dollars", "money"),
        ("nothing in particular", None),
    ],
)  # fmt: skip
def test_words_name_what_changes_hands(words, item):
    assert BOOK.item_of(words) == item


@pytest.mark.parametrize(
    ("word", "type_", "item"),
    [
        ("vetoed", "REJECT", "veto"), ("recognised", "SUPPORT", "recognition"),
        ("freed", "RETREAT", "release"), ("ceded", "CONCEDE", "territory"),
        ("attacked", "ASSAULT", None),
    ],
)  # fmt: skip
def test_an_act_may_name_what_changes_hands(word, type_, item):
    assert BOOK.item_of(word, type_) == item


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("types: [{type: NEW, score: high}]", "NEW: score: 'high' is not a number"),
        ("types: [{type: NEW, modes: {a: b}}]", "NEW: modes: 'b' is not a number"),
        ("types: [{type: NEW, examples: [no]}]", "examples has False where a word is due"),
        ("types: [{type: NEW, examples: {a: b}}]", "examples is a text or a list of texts"),
        ("overrides: [{name: a, reason: b, words: [c], type: AID, when: x}]", "unknown field when"),
        ("overrides: AID", "overrides is a list of mappings"),
        ("types: [", "own.yaml: while parsing"),
    ],
)
def test_a_fault_names_file_type_and_field(own, text, complaint):
    with pytest.raises(CodebookError, match=re.escape(complaint)):
        own(text)


def test_a_file_that_is_not_there_is_an_error_in_one_line(tmp_path):
    with pytest.raises(CodebookError, match=r"gone\.yaml") as error:
        Codebook.load(tmp_path / "gone.yaml")
    assert "\n" not in str(error.value)


def test_an_unknown_type_is_said():
    with pytest.raises(CodebookError, match="no type MEDIATE"):
        BOOK.type_of("MEDIATE")


RIGHT = 0.9
"""The share of the shipped examples that are read as their type, at least."""


@pytest.mark.long
def test_the_reader_takes_the_examples_for_what_they_are(coder):
    codings = list(coder.code_many(Document(text) for _, text in EXAMPLES))
    wrong = [
        (name, text)
        for (name, text), coding in zip(EXAMPLES, codings, strict=True)
        if name not in {s.type for s in coding.statements}
    ]
    assert len(wrong) <= (1 - RIGHT) * len(EXAMPLES), wrong


@pytest.mark.long
def test_the_reader_finds_no_such_type_in_the_counter_examples(coder):
    pairs = [(t.name, text) for t in BOOK.types for text in t.counter_examples]
    codings = list(coder.code_many(Document(text) for _, text in pairs))
    wrong = [
        (name, text)
        for (name, text), coding in zip(pairs, codings, strict=True)
        if name in {s.type for s in coding.statements if s.confidence >= FLOOR}
    ]
    assert len(wrong) <= 0.35 * len(pairs), wrong
