import os
import shutil
from dataclasses import replace
from datetime import date

import pytest

from benchmarks.resolving import rows
from cuibono import Desk
from cuibono.coding.statement import Coding, Stance
from cuibono.documents import Document
from cuibono.events import found
from cuibono.events.parties import takes_part
from cuibono.events.scorer import shipped
from cuibono.inquiry import Inquiry
from cuibono.ledger import Ledger

ASKED = [(["RUS"], False), (["RUS", "PRK"], False), (["RUS", "PRK"], True), (["SRB"], True)]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A ledger of 800 statements in 40 texts, of which one is printed twice."""
    folder = tmp_path_factory.mktemp("found") / "ledger"
    said, documents = rows(800)
    first = documents[0]
    again = Document(f"{first.text}\n\n", "Reprint", "Elsewhere Post", published=first.published)
    said += [replace(s, document=again.id) for s in said if s.document == first.id]
    Ledger.open(folder).append_all(
        (d, Coding(tuple(s for s in said if s.document == d.id))) for d in [*documents, again]
    )
    Inquiry(folder).events()
    return folder


@pytest.fixture
def folder(world, tmp_path):
    """A copy of it: its files have other times, so what was found is found again."""
    return shutil.copytree(world, tmp_path / "ledger")


def filtered(folder, actors, together):
    """The same from all events, whatever was found before."""
    take = all if together else any
    return tuple(
        e
        for e in Inquiry(folder).events()
        if take(any(takes_part(s, a) for s in e.statements) for a in actors)
    )


@pytest.mark.parametrize(("actors", "together"), ASKED)
def test_a_part_of_what_was_found_is_that_part_of_everything(world, actors, together, monkeypatch):
    every = filtered(world, actors, together)
    monkeypatch.setattr(Inquiry, "_resolved", None)  # nothing is resolved for it
    part = Inquiry(world).events_about(actors, together=together)
    assert part == every
    assert part


def test_what_is_printed_twice_is_one_voice_in_a_part_too(world):
    part = Inquiry(world).events_about(["RUS"])
    twice = [e for e in part if len({s.document for s in e.statements}) > len(e.voices)]
    assert twice


def test_another_process_waits_only_for_its_part(folder):
    desk = Desk(folder)
    desk.claims()
    assert (folder / found.NAME).exists()
    assert Desk(folder).timeline("RUS", "PRK") == desk.timeline("RUS", "PRK")


def test_a_judgement_is_seen_at_once(folder):
    one, other, *_ = Desk(folder).timeline("RUS", "PRK")
    desk = Desk(folder)
    desk.merge([one.id, other.id], who="A. Reader", why="one and the same")
    joined = {s.id for s in (*one.statements, *other.statements)}
    for inquiry in (desk.inquiry, Inquiry(folder)):
        inquiry.events()
        held = Inquiry(folder).events_about(["RUS", "PRK"], together=True)
        assert any({s.id for s in e.statements} >= joined for e in held)
        assert inquiry.events_about(["RUS", "PRK"], together=True) == held


def test_what_comes_in_is_seen_at_once(folder):
    desk = Desk(folder)
    before = len(desk.timeline("RUS", "PRK"))
    document = Document("Moscow sent Pyongyang grain.", "New")
    (said, *_) = (s for s in desk.statements("RUS", "PRK"))
    new = replace(said, document=document.id, quote=document.text, start=0, end=28,
                  trigger="sent", trigger_start=7, trigger_end=11, confidence=0.9,
                  when="2031-05-01", sense="")  # fmt: skip
    Ledger.open(folder).append(document, Coding((new,)))
    assert len(desk.timeline("RUS", "PRK")) == before + 1
    assert len(Desk(folder).timeline("RUS", "PRK")) == before + 1


def test_a_persons_word_stands_when_texts_come_in(folder):
    one, other, *_ = Desk(folder).timeline("RUS", "PRK")
    Desk(folder).merge([one.id, other.id], who="A. Reader", why="one and the same")
    joined = {s.id for s in (*one.statements, *other.statements)}
    words = " ".join(one.statements[0].quote.split())
    document = Document(words, "New", published=date(2030, 1, 1))
    new = replace(one.statements[0], document=document.id, start=0, end=len(words), quote=words,
                  trigger_start=0, trigger_end=len(words), trigger=words)  # fmt: skip
    Ledger.open(folder).append(document, Coding((new,)))
    for _ in range(2):  # found anew, then from what was kept
        held = Inquiry(folder).events()
        assert sum({s.id for s in e.statements} >= joined for e in held) == 1
        assert sum(new.id in {s.id for s in e.statements} for e in held) == 1


@pytest.mark.parametrize("damage", [b"", b"not arrow", None])
def test_a_file_that_cannot_be_used_costs_only_time(folder, damage):
    every = Inquiry(folder).events()
    path = folder / found.NAME
    path.write_bytes(path.read_bytes()[:-900] if damage is None else damage)
    assert Inquiry(folder).events_about(["RUS"]) == tuple(
        e for e in every if any(takes_part(s, "RUS") for s in e.statements)
    )


def test_what_was_found_by_other_weights_is_found_anew(folder, monkeypatch):
    Inquiry(folder).events()
    kept = found.load(folder)
    other = replace(shipped(), version="other weights")
    monkeypatch.setattr("cuibono.events.scorer.shipped", lambda: other)
    Inquiry(folder).events()
    now = found.load(folder)
    assert kept and now and shipped().version in kept.basis.by
    assert "other weights" in now.basis.by


def test_what_an_earlier_version_kept_is_not_read_and_does_not_stay(folder, monkeypatch):
    every = Inquiry(folder).events()
    with monkeypatch.context() as earlier:
        earlier.setattr(found, "FORM", "1")
        (folder / found.NAME).unlink()
        Inquiry(folder).events_about(["RUS"])
    (folder / found.FORMER).write_text('{"version": "8"}', "utf-8")
    assert (folder / found.NAME).exists()
    assert found.load(folder) is None
    assert Inquiry(folder).events() == every
    assert found.load(folder) is not None
    assert not (folder / found.FORMER).exists()


def test_what_was_found_in_another_process_is_all_that_was_found(folder, monkeypatch):
    first = Inquiry(folder).events()
    monkeypatch.setattr("cuibono.inquiry.resolved", None)  # nothing is resolved for it
    again = Inquiry(folder)
    assert again.events() == first
    assert again.origins() == Inquiry(folder).origins()


def test_what_somebody_denies_is_that_part_of_everything(folder, monkeypatch):
    desk = Desk(folder)
    claim = next(s for s in desk.statements("RUS", type="ACCUSE") if s.stance is Stance.REPORTED)
    document = Document(f"Moscow denied it: {claim.quote}", "New", published=date(2030, 1, 1))
    denial = replace(claim, document=document.id, stance=Stance.DENIED, source="RUS",
                     quote=document.text, source_chain=("RUS",), confidence=0.9)  # fmt: skip
    Ledger.open(folder).append(document, Coding((denial,)))
    denied = [e for e in Inquiry(folder).events() if e.deniers]
    assert [len(e.statements) > 1 for e in denied] == [True]
    monkeypatch.setattr(Inquiry, "_resolved", None)
    part = Inquiry(folder).events_denied()
    assert [e for e in part if e.deniers] == denied
    assert [c.id for c in Desk(folder).claims(contested=True)] == [e.id for e in denied]


def test_what_a_person_judged_is_applied_to_a_part_as_to_everything(folder):
    """Happenings of others too: one that a merge brings in, and one that a split takes out."""
    desk = Desk(folder)
    here, *_ = desk.timeline("RUS", "PRK")
    other = next(e for e in desk.timeline("SRB") if not takes_part(e.statements[0], "RUS"))
    desk.merge([here.id, other.id], who="A. Reader", why="one and the same")
    several = next(e for e in desk.timeline("RUS") if len(e.statements) > 1 and e.id != here.id)
    desk.split([several.statements[0].id], who="A. Reader", why="another")
    Inquiry(folder).events()
    for actors, together in (*ASKED, (["RUS", "SRB"], True), (["NOR"], False)):
        part = Inquiry(folder).events_about(actors, together=together)
        assert part == filtered(folder, actors, together)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_ledger_that_only_may_be_read_is_asked_all_the_same(folder):
    (folder / found.NAME).unlink()
    folder.chmod(0o555)
    try:
        assert Inquiry(folder).events_about(["RUS"])
    finally:
        folder.chmod(0o755)


def test_a_floor_or_a_choice_of_texts_is_not_answered_from_what_was_found(folder):
    Inquiry(folder).events()
    surer = Inquiry(folder).events_about(["RUS"], sure=0.9)
    assert surer
    assert all(s.confidence >= 0.9 for e in surer for s in e.statements)
