"""Search over texts and statements, without an extension and without a network."""

import sqlite3

import pytest

from cuibono import Desk
from cuibono.counting import Only
from cuibono.errors import UsageError
from cuibono.search import index
from tests.review.telling import DENIAL, WIRE, documents, one


def titles(desk, words, **only):
    return [hit.document.title for hit in desk.search(words, Only(**only))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("shells", {"Shells", "No shells"}),
        ("SHELLS denied", {"No shells"}),
        ('"sent shells"', {"Shells", "No shells"}),
        ('"shells sent"', set()),
        ("shell*", {"Shells", "No shells"}),
        ("moscow -shells", {"A note"}),
        ("shells publisher:kcna", {"No shells"}),
        ('shells publisher:"The Wire"', {"Shells"}),
        ("shells since:2022-12-06", {"No shells"}),
        ("shells until:2022-12-06", {"Shells"}),
        ("actor:Norway", {"A note"}),
        ("moscow actor:PRK", {"Shells", "No shells"}),
        ("source:UKR", {"Shells"}),
        ("type:accuse", {"A note"}),
        ("note", {"A note"}),
        ("Atlantis", set()),
        ('"; drop table texts; --" shells', set()),
        ("shells OR NEAR(", set()),
    ],
)
def test_what_is_found(desk, words, found):
    assert set(titles(desk, words)) == found


def test_statements_whose_words_hold_a_match_come_with_their_document(desk):
    (hit,) = desk.search("praised publisher:wire")
    assert [s.actor_text for s in hit.statements] == ["The Quorvians"]
    assert ("praised", True) in hit.snippet
    assert "".join(text for text, _ in hit.snippet).replace("… ", "") in WIRE.replace("\n", " ")


def test_what_was_rejected_or_withdrawn_is_not_found(desk):
    desk.reject(one(desk, source="PRK").id)
    assert [len(h.statements) for h in desk.search("denied")] == [0]
    desk.withdraw(documents()[1].id)
    assert titles(desk, "denied") == []


def test_a_title_that_was_amended_is_found_by_its_new_words(desk):
    assert titles(desk, "harvest") == []
    desk.amend(documents()[2].id, {"title": "Harvest home"})
    assert titles(desk, "harvest") == ["Harvest home"]
    assert titles(desk, "note") == []


def test_accents_and_other_scripts(tmp_path, desk):
    desk.amend(documents()[2].id, {"title": "Café in 평양, Одесса"})
    for words in ("cafe", "평양", "одесса"):
        assert titles(desk, words) == ["Café in 평양, Одесса"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "it names nothing"),
        ("???", "it names nothing"),
        ("-shells", "it names only words to leave out"),
        ("-shells actor:PRK", "needs a word to look for beside it"),
        ('"sent shells', "a quotation mark is not closed"),
        ("shells since:soon", "'soon' is not a date"),
        ("actor:Atlantis", "no actor is called 'Atlantis'"),
        ("type:GIVE", "no event type is called 'GIVE'"),
    ],
)
def test_a_search_that_cannot_be_meant_is_one_line(desk, words, said):
    with pytest.raises(UsageError, match=said):
        desk.search(words)


def test_an_index_that_is_broken_is_made_in_memory(desk):
    assert titles(desk, "denied") == ["No shells"]
    (desk.folder / "_search.sqlite").write_bytes(b"no database at all" * 100)
    assert titles(desk, "denied") == ["No shells"]


def test_an_index_that_somebody_else_writes_does_not_stop_a_search(desk, monkeypatch):
    monkeypatch.setattr(index, "PATIENCE", 0.2)
    desk.search("denied")
    desk.amend(documents()[1].id, {"title": "Other"})
    with sqlite3.connect(desk.folder / "_search.sqlite") as other:
        other.execute("begin exclusive")
        assert titles(desk, "denied") == ["Other"]


def test_narrowing_by_what_is_reviewed_and_by_document(desk):
    desk.accept(one(desk, source="PRK").id)
    assert titles(desk, "shells", reviewed=True) == ["No shells"]
    assert titles(desk, "shells", reviewed=False) == ["Shells"]
    assert titles(desk, "shells", document=documents()[0].id[:5]) == ["Shells"]
    assert len(desk.search("shells", Only(limit=1))) == 1


def test_documents_are_listed_with_what_is_reviewed(desk):
    desk.accept(one(desk, source="PRK").id)
    listed = desk.documents()
    assert [(d.document.title, d.statements, d.reviewed) for d in listed] == [
        ("Shells", 2, 0), ("No shells", 1, 1), ("A note", 2, 0),
    ]  # fmt: skip
    assert [d.document.title for d in desk.documents("title")] == ["A note", "No shells", "Shells"]
    assert [d.document.title for d in desk.documents("published")][-1] == "A note"
    assert [d.document.title for d in desk.documents("unreviewed")][-1] == "No shells"
    assert [d.document.title for d in desk.documents(only=Only(publisher="wire"))] == ["Shells"]
    assert listed[0].versions == {"model": "m"}
    with pytest.raises(UsageError, match="no order of documents is called 'size': read"):
        desk.documents("size")
    desk.withdraw(documents()[0].id)
    assert len(desk.documents()) == 2
    assert [d.withdrawn for d in desk.documents(withdrawn=True)] == [True, False, False]


def test_a_document_is_shown_with_all_that_was_judged(desk):
    wire = documents()[0]
    claim = one(desk, source="UKR")
    desk.correct(claim.id, {"recipient": "CHN"}, who="anna")
    made = desk.reject(one(desk, actor="---").id, who="bob")
    shown = desk.show(wire.id[:6])
    assert [s.recipient for s in shown.statements] == ["CHN"]
    assert [s.trigger for s in shown.rejected] == ["praised"]
    assert [j.who for j in shown.judgements] == ["anna", "bob"]
    desk.undo(made.id, who="bob")
    desk.withdraw(wire.id, who="anna")
    shown = desk.show(wire.id)
    assert (shown.withdrawn, shown.undone) == (True, frozenset({made.id}))
    assert [str(j.action) for j in shown.judgements] == ["correct", "reject", "undo", "withdraw"]


def test_an_empty_ledger(tmp_path):
    from cuibono.ledger import Ledger

    Ledger.open(tmp_path / "ledger").tables.create()
    desk = Desk(tmp_path / "ledger")
    assert (desk.documents(), desk.search("shells"), desk.review(), desk.history()) == ([],) * 4
    assert desk.standing() == ""
    assert not desk.learn()
    assert DENIAL not in desk.ledger.known()
