"""The unseen documents are read apart by style and set; the two annotations agree as told."""

import re

import pytest

from benchmarks import reading
from benchmarks.claims import document, of_document, of_statements
from benchmarks.reading import ANNOTATIONS
from benchmarks.setting import DATA
from cuibono.coding.statement import Coding, Stance, Statement
from training.extractor import gold
from training.extractor.gold import Doc, Party, Row

ID = re.compile(r'"id": ?"([^"]+)"')


def doc(id_, style):
    parties = {"actor": [Party((0, 4), "UKR")], "to": [], "source": [], "outer": []}
    one = Row((5, 9), "REJECT", "reported", False, None, (), parties)
    return Doc(id_, None, "", style, [gold.sentence("Kyiv said no.")], [[one]])


class Coder:
    """Reads every document as the same refusal."""

    def code_many(self, documents):
        for one in documents:
            found = Statement(one.id, one.text, 0, 13, "said", 5, 9, "UKR", "Kyiv", "REJECT",
                              stance=Stance.REPORTED, confidence=0.6)  # fmt: skip
            yield Coding((found,))


def test_figures_are_kept_apart_by_style_and_by_set():
    found = [("one", doc("a", "wire")), ("two", doc("b", "analysis"))]
    tallies = reading.measure(found, Coder())
    assert set(tallies) == {"all", "wire", "analysis", "one", "two"}
    assert tallies["all"].figures()["wholly right F1"] == 1
    assert tallies["all"].counts["documents"] == 2
    assert all(len(line) > 28 for line in reading.report(tallies))


def test_what_is_not_sure_enough_is_not_counted_but_its_confidence_is():
    tally = reading.measure([("one", doc("a", "wire"))], Coder(), sure=0.7)["all"]
    assert tally.counts["read"] == 0
    assert tally.sure == [(0.6, True)]


def test_a_miss_is_told_with_both_sides():
    one = doc("a", "wire")
    (line,) = reading.misses(one, of_document(one), [])
    assert line == "a\twanted UKR REJECT --- | reported by AUTHOR | said\tread -"
    (coding,) = Coder().code_many([document(one)])
    assert list(reading.misses(one, of_document(one), of_statements(coding.statements))) == []


def only(ids, source, target):
    """The lines of a folder of corpora that are about some documents, in a folder beside."""
    for path in source.rglob("*.jsonl"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if ids & set(ID.findall(line[:200]))]
        (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
        (target / path.relative_to(source)).write_text("".join(kept), "utf-8")


def test_the_two_annotations_agree_as_the_results_say(tmp_path):
    if not (DATA / "annotated" / "second.jsonl").is_file():
        pytest.skip(f"needs the corpora in {DATA}: set CUIBONO_DATA")
    seconds = (DATA / "annotated" / "second.jsonl", ANNOTATIONS / "second" / "second.jsonl")
    ids = {ID.findall(line)[0] for path in seconds for line in path.open(encoding="utf-8")}
    for name in ("annotated", "prose"):
        only(ids, DATA / name, tmp_path / name)
    only(ids, ANNOTATIONS, own := tmp_path / "own")
    assert len(list(reading.again(tmp_path, own))) == len(ids)
    tallies = reading.agreement(reading.documents(tmp_path, own), reading.again(tmp_path, own))
    figures = tallies["DATA/annotated"].figures()
    assert tallies["DATA/annotated"].counts["sentences"] == 325
    assert figures["with type F1"] == pytest.approx(0.83, abs=0.005)
    assert figures["actor, type, recipient F1"] == pytest.approx(0.74, abs=0.005)
    assert figures["wholly right F1"] == pytest.approx(0.70, abs=0.005)
    assert tallies["all"].counts["sentences"] >= 600
