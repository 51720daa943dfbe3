"""The annotated corpus holds to its format; a broken block is named by file, line and field."""

from pathlib import Path

import pytest

from training import corpus

FOLDER = Path(__file__).parents[2] / "training" / "corpus"
FILES = sorted(FOLDER.glob("*.txt"))
GOOD = """# wire
Peru sent tents to Chile, and Chile sent thanks.
+ sent@1 | AID | actor=Peru | to=Chile@1 | item=tents
"""


@pytest.fixture(scope="module")
def found():
    """All sentences of the corpus, and every fault."""
    return corpus.faults(FILES)


@pytest.fixture(scope="module")
def examples(found):
    return found[0]


def test_every_block_of_the_corpus_is_right_and_no_sentence_is_a_template(found):
    examples, faults = found
    assert faults == []
    assert len({e.text for e in examples}) == len(examples)


def test_the_corpus_holds_every_type_stance_and_enough_that_only_looks_like_an_event(examples):
    marked = [s for e in examples for s in e.statements]
    assert {s.type for s in marked} == corpus.TYPES
    assert {s.stance for s in marked} == corpus.STANCES
    assert sum(not e.statements for e in examples) >= len(examples) / 4
    assert any(len(s.chain) > 1 for s in marked)


def test_no_sentence_of_the_corpus_stands_in_a_benchmark(examples):
    folder = FOLDER.parents[1] / "benchmarks"
    measured = "\n".join(
        p.read_text("utf-8") for p in (*folder.glob("traps/*.jsonl"), *folder.glob("keys/*.txt"))
    )
    assert [e.place for e in examples if e.text in measured] == []


def one(tmp_path, text):
    path = tmp_path / "mine.txt"
    path.write_text(text, encoding="utf-8")
    (found,) = corpus.each(path)
    return found


def test_a_block_becomes_spans(tmp_path):
    found = one(tmp_path, GOOD)
    (marked,) = found.statements
    assert found.text[slice(*marked.spans["actor"][0])] == "Peru"
    assert (marked.type, marked.stance, marked.trigger) == ("AID", "reported", (5, 9))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("AID", "GIFT", "type: 'GIFT' is not one of"),
        ("sent@1", "sent", "trigger: 'sent' stands 2 times"),
        ("item=tents", "item=tent", "item: 'tent' does not stand in the sentence"),
        ("item=tents", "stance=sure", "stance: 'sure' is not one of"),
        ("# wire", "# poem", "style: 'poem' is not one of"),
        ("+ sent@1", "* sent@1", "neither + nor -"),
        ("to=Chile@1", "to=Chile@3", "there are 2 of it"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path, old, new, said):
    found = one(tmp_path, GOOD.replace(old, new))
    assert isinstance(found, str)
    assert found.startswith(f"{tmp_path}/mine.txt:")
    assert said in found
    with pytest.raises(corpus.CorpusError):
        corpus.read([tmp_path / "mine.txt"])


def test_a_sentence_with_other_names_is_no_second_sentence(tmp_path):
    for name, text in (("a", GOOD), ("b", GOOD.replace("Peru", "Cuba"))):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    _, faults = corpus.faults(sorted(tmp_path.glob("*.txt")))
    assert faults == ["b.txt:1: the sentence of a.txt:1 with other names"]
