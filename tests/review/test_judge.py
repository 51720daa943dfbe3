"""Judgements: every question sees what people decided, nothing is lost, all can be taken back."""

import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime

import pytest

from cuibono import Desk
from cuibono.errors import UsageError
from cuibono.ledger import LedgerError, Query, reviewed
from cuibono.review.judge import Superseded
from tests.review.telling import WIRE, codings, documents, one

ANNA, BOB = {"who": "anna"}, {"who": "bob"}


def claim(desk):
    return one(desk, source="UKR")


def test_a_rejected_statement_is_seen_by_no_question(desk):
    before = claim(desk)
    assert desk.balance("PRK", "RUS").given
    made = desk.reject(before.id, why="the text only quotes it", **ANNA)
    assert (made.who, made.why, made.on) == ("anna", "the text only quotes it", before.id)
    assert before not in desk.statements(sure=0)
    assert desk.balance("PRK", "RUS").given == ()
    assert desk.claims(contested=True) == ()
    assert "shells to Moscow last week" not in desk.brief("PRK", "RUS", "md")
    assert desk.ledger.sql("select * from statements where source = 'UKR'").num_rows == 0
    assert desk.ledger.links() == []
    assert desk.verify() == []


def test_a_corrected_statement_is_seen_corrected_by_every_question(desk):
    before = claim(desk)
    made = desk.correct(before.id, {"recipient": "China", "item": ""}, **ANNA)
    now = desk.ledger.statement(made.became)
    assert (now.recipient, now.item, now.giver, now.receiver) == ("CHN", None, None, None)
    assert (now.confidence, reviewed(now.versions)) == (1.0, True)
    assert "corrected by anna on" in now.reason
    assert [s.id for s in desk.statements(actor="PRK", with_="CHN")] == [now.id]
    assert desk.timeline("PRK", "CHN")[0].statements == (now,)
    assert [link.cause for link in desk.ledger.links()] == [now.id]
    assert desk.ledger.statement(before.id).recipient == "RUS", "what stood is still on record"
    assert desk.verify() == []


def test_giver_and_receiver_follow_the_parties(desk):
    made = desk.correct(claim(desk).id, {"recipient": "CHN"}, **ANNA)
    assert desk.ledger.statement(made.became).receiver == "CHN"


def test_an_accepted_statement_counts_however_unsure_it_was(desk):
    unsure = one(desk, trigger="praised", actor="---")
    assert unsure.id not in [s.id for s in desk.statements(sure=0.5)]
    desk.accept(unsure.id, **ANNA)
    assert unsure.id in [s.id for s in desk.statements(sure=0.5)]


def test_spans_move_and_quote_and_trigger_follow(desk):
    before = claim(desk)
    start = WIRE.index("Pyongyang")
    made = desk.correct(before.id, {"start": start, "trigger_end": before.trigger_end + 7}, **ANNA)
    now = desk.ledger.statement(made.became)
    assert now.quote == WIRE[start : before.end]
    assert now.trigger == "sent shells"
    assert desk.verify() == []


def test_a_statement_is_added_from_selected_words(desk):
    wire = documents()[0]
    first = WIRE.rindex("sent")
    fields = {"actor": "North Korea", "type": "aid", "item": "shells"}
    made = desk.add(wire.id[:6], first, first + 4, fields, **BOB)
    now = desk.ledger.statement(made.root)
    assert (now.quote, now.trigger) == ("Pyongyang sent shells.", "sent")
    assert (now.actor, now.item, now.giver, now.published) == ("PRK", "arms", "PRK", "2022-12-05")
    assert now in desk.statements(actor="PRK")
    assert desk.verify() == []
    desk.undo(**BOB)
    assert now not in desk.statements(sure=0)


@pytest.mark.parametrize(
    ("start", "end", "fields", "said"),
    [
        (0, 10_000, {"actor": "PRK", "type": "AID"}, "the text ends at"),
        (5, 5, {"actor": "PRK", "type": "AID"}, "there are no words from 5 to 5"),
        (0, 4, {"actor": "PRK"}, "needs a field type"),
        (0, 4, {"actor": "PRK", "type": "GIVE"}, "type: 'GIVE' is not one of"),
        (0, 4, {"actor": "Atlantis", "type": "AID"}, "actor: no actor is called 'Atlantis'"),
    ],
)
def test_what_cannot_be_added_is_one_line(desk, start, end, fields, said):
    with pytest.raises(UsageError, match=said):
        desk.add(documents()[0].id, start, end, fields)
    assert desk.history() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, "no field is called 'colour': actor, actor_text, beneficiary"),
        ({"stance": "sure"}, "stance: 'sure' is not one of reported, denied"),
        ({"when": "soon"}, "when: 'soon' is not an interval"),
        ({"recipient": "PRK"}, "actor and recipient are both PRK"),
        ({"start": 3}, "nothing changes|is not inside|no words"),
        ({"trigger_start": 0, "trigger_end": 500}, "trigger: 0 to 500 is not inside the quote"),
        ({"start": "here"}, "start: 'here' is not a place in the text"),
        ({"mode": "waltz"}, "mode: 'waltz' is not one of AID's"),
        ({"contexts": "weather"}, "contexts: 'weather' is not one of"),
        ({"quantity": "some"}, "quantity: 'some' is not a quantity such as"),
        ({"item": "dreams"}, "item: 'dreams' is not one of"),
        ({"type": "AID"}, "nothing changes: type is as it was"),
        ({}, "nothing changes: no field"),
        ({"actor": ["PRK"]}, r"actor: \['PRK'\] is not a text"),
        ({"source": "UKR", "source_chain": "UKR > PRK"}, "source: it must be the last"),
    ],
)
def test_a_correction_that_cannot_be_is_one_line_and_changes_nothing(desk, changes, said):
    if changes == {"start": 3}:
        changes = {"start": 3_000}
    before = desk.ledger.statements()
    with pytest.raises(UsageError, match=said):
        desk.correct(claim(desk).id, changes, **ANNA)
    assert desk.ledger.statements() == before


def test_every_field_can_be_corrected_and_undone(desk):
    before = claim(desk)
    changes = {
        "actor": "Iran", "actor_text": "Tehran", "type": "SUPPORT", "recipient": "UKR",
        "recipient_text": "Kyiv", "source": "unnamed", "stance": "planned", "certainty": "hedged",
        "when": "2022-10", "where": "Kyiv", "quantity": "at least 100 shells", "item": "fuel",
        "giver": "CHN", "receiver": "BLR", "beneficiary": "RUS", "contexts": "military, economic",
    }  # fmt: skip
    now = desk.ledger.statement(desk.correct(before.id, changes, **ANNA).became)
    assert (now.actor, now.type, now.recipient, now.source) == ("IRN", "SUPPORT", "UKR", "UNNAMED")
    assert (now.giver, now.receiver, now.beneficiary, now.item) == ("CHN", "BLR", "RUS", "fuel")
    assert (now.where.country, now.quantity.number) == ("UKR", 100)
    assert (now.contexts, now.source_chain) == (("military", "economic"), ("UNNAMED",))
    assert desk.verify() == []
    desk.undo(**ANNA)
    assert claim(desk) == before


def test_who_judges_what_somebody_changed_meanwhile_is_told_what_changed(desk):
    before = claim(desk)
    made = desk.correct(before.id, {"recipient": "CHN"}, **ANNA)
    with pytest.raises(
        Superseded, match=r"anna corrected recipient.*it is " + made.became[:8]
    ) as raised:
        desk.accept(before.id, **BOB)
    assert raised.value.now.id == made.became
    assert raised.value.by == made
    desk.accept(made.became, seen=made.id, **BOB)


def test_a_judgement_that_leaves_the_id_is_noticed_by_what_was_seen(desk):
    before = claim(desk)
    desk.correct(before.id, {"when": "2022-11"}, **ANNA)
    with pytest.raises(
        Superseded, match="anna corrected when from 2022-11-28/2022-12-04 to 2022-11"
    ):
        desk.reject(before.id, seen="", **BOB)
    desk.reject(before.id, seen=desk.last(before.id), **BOB)
    with pytest.raises(Superseded, match=r"bob rejected it .* it is rejected now"):
        desk.accept(before.id, **ANNA)


def test_a_correction_that_says_what_another_row_says_is_refused(desk):
    wire = documents()[0]
    first = WIRE.index("sent")
    desk.add(
        wire.id, first, first + 4, {"actor": "PRK", "type": "SUPPORT", "recipient": "RUS"}, **ANNA
    )
    new = {"type": "SUPPORT", "source": "AUTHOR", "item": ""}
    with pytest.raises(UsageError, match="says the same already"):
        desk.correct(claim(desk).id, new, **ANNA)


def test_undo_goes_back_one_at_a_time_and_can_itself_be_undone(desk):
    before = claim(desk)
    first = desk.correct(before.id, {"recipient": "CHN"}, **ANNA)
    second = desk.correct(first.became, {"recipient": "IRN"}, **ANNA)
    with pytest.raises(
        UsageError, match=f"anna corrected .* after it .{second.id[:8]}.: undo that"
    ):
        desk.undo(first.id, **BOB)
    undone = desk.undo(**ANNA)
    assert one(desk, source="UKR").recipient == "CHN"
    desk.undo(**ANNA)
    assert claim(desk) == before
    with pytest.raises(UsageError, match="anna has judged nothing that could be undone"):
        desk.undo(**ANNA)
    with pytest.raises(UsageError, match="is undone already"):
        desk.undo(second.id, **BOB)
    desk.undo(desk.history(before.id)[-1].id, **BOB)
    assert one(desk, source="UKR").recipient == "CHN"
    desk.undo(undone.id, **BOB)
    assert one(desk, source="UKR").recipient == "IRN"
    assert desk.verify() == []


def test_the_past_is_read_as_it_was_judged_then(desk):
    moments = [datetime.now(UTC)]
    made = desk.correct(claim(desk).id, {"recipient": "CHN"}, **ANNA)
    moments.append(datetime.now(UTC))
    desk.undo(made.id, **BOB)
    past = [one(Desk(desk.folder, as_of=m), source="UKR").recipient for m in moments]
    assert past == ["RUS", "CHN"]
    assert claim(desk).recipient == "RUS"
    with pytest.raises(UsageError, match="as it stands now"):
        Desk(desk.folder, as_of=moments[0]).accept(claim(desk).id, **ANNA)


def test_documents_are_amended_and_their_statements_dated_anew(desk):
    wire = documents()[0]
    made = desk.amend(
        wire.id[:5], {"published": "2023-03-01", "title": "Arms", "author": None}, **ANNA
    )
    assert desk.ledger.document(wire.id).published == date(2023, 3, 1)
    assert desk.ledger.document(wire.id).author is None
    now = claim(desk)
    assert (now.published, now.title, now.when) == ("2023-03-01", "Arms", "2023-02-20/2023-02-26")
    assert one(desk, actor="---").when == "2023-02-27", "Monday is the last one before that day"
    assert "2022-12-05 to 2023-03-01" in made.says
    assert "2023-02-20/2023-02-26" in [e.when for e in desk.timeline("PRK", "RUS")]
    row = desk.ledger.sql("select published from documents where title = 'Arms'").to_pylist()
    assert row == [{"published": "2023-03-01"}]
    assert desk.verify() == []
    desk.undo(**ANNA)
    assert claim(desk).when == "2022-11-28/2022-12-04"


def test_a_time_that_a_person_set_stays_when_the_document_is_dated_anew(desk):
    desk.correct(claim(desk).id, {"when": "2022-11-30"}, **ANNA)
    desk.amend(documents()[0].id, {"published": date(2023, 3, 1)}, **BOB)
    assert claim(desk).when == "2022-11-30"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"published": "soon"}, "'soon' is not a date"),
        ({"text": "other"}, "no field of a document is called 'text': title, publisher"),
        ({"publisher": "The Wire"}, "nothing changes: publisher is as it was"),
    ],
)
def test_an_amendment_that_cannot_be_is_one_line(desk, changes, said):
    with pytest.raises(UsageError, match=said):
        desk.amend(documents()[0].id, changes)


def test_a_withdrawn_document_counts_no_more_and_comes_back(desk, tmp_path):
    wire = documents()[0]
    desk.withdraw(wire.id, why="a forgery", **ANNA)
    assert wire.id not in [d.id for d in desk.ledger.documents()]
    assert desk.ledger.statements(Query(document=wire.id)) == []
    assert desk.balance("PRK", "RUS").given == ()
    assert desk.verify() == []
    with pytest.raises(LedgerError, match="its document is withdrawn"):
        desk.accept(codings()[0].statements[0].id, **BOB)
    with pytest.raises(LedgerError, match=r"anna withdrew the document at .* already"):
        desk.amend(wire.id, {"title": "x"}, **BOB)
    (tmp_path / "again.txt").write_text(WIRE, "utf-8")
    (receipt,) = desk.read([tmp_path / "again.txt"])
    assert receipt.known
    assert "withdrawn by anna" in receipt.notes[-1]
    desk.undo(**ANNA)
    assert wire in desk.ledger.documents()


def test_merges_and_splits_are_kept_in_terms_of_the_statements_that_stand(desk):
    yes, no = claim(desk), one(desk, source="PRK")
    praise = one(desk, actor="---")
    split = desk.split([no.id], **ANNA)
    merged = desk.merge([yes.id, praise.id], **BOB)
    moved = desk.correct(yes.id, {"recipient": "CHN"}, **ANNA)
    desk.reject(praise.id, **ANNA)
    apart, together = desk.ledger.bonds()
    assert (apart.together, apart.judgement) == (False, split.id)
    assert set(apart.groups) == {frozenset({no.id}), frozenset({moved.became})}
    assert (together.together, together.judgement) == (True, merged.id)
    assert together.groups == (frozenset({moved.became}),)
    desk.undo(split.id, **ANNA)
    assert [b.together for b in desk.ledger.bonds()] == [True]
    with pytest.raises(UsageError, match="merging needs two statements at least"):
        desk.merge([moved.became])


def test_a_happening_is_named_by_its_id_too(desk):
    (contested,) = desk.claims(contested=True)
    with_ = one(desk, actor="BLR")
    made = desk.merge([contested.id[:8], with_.id], **ANNA)
    assert sorted(map(len, made.changes["groups"])) == [1, 2]


def test_ids_may_be_abbreviated_and_a_wrong_one_says_so(desk):
    with pytest.raises(LedgerError, match="no statement with id zz"):
        desk.accept("zz")
    with pytest.raises(LedgerError, match="no document with id zz"):
        desk.withdraw("zz")
    with pytest.raises(LedgerError, match="no judgement with id zz"):
        desk.undo("zz")
    ids = sorted(s.id for s in desk.ledger.statements())
    with pytest.raises(LedgerError, match="no statement with id"):
        desk.accept("")
    many = [i for i in ids if sum(j[0] == i[0] for j in ids) > 1]
    if many:
        with pytest.raises(LedgerError, match=f"{many[0]}.*give more of it"):
            desk.accept(many[0][0])


def test_who_did_it_is_taken_from_the_environment(desk, monkeypatch):
    monkeypatch.setenv("CUIBONO_REVIEWER", "Carla\x1b[2J Núñez\n")
    assert desk.accept(claim(desk).id).who == "Carla[2J Núñez"


PERSON = textwrap.dedent(
    """
    import os, sys
    from cuibono import Desk
    from cuibono.review.judge import Superseded
    folder, who, ids = sys.argv[1], sys.argv[2], sys.argv[3:]
    desk, done = Desk(folder), 0
    for id_ in ids:
        try:
            desk.correct(id_, {"type": "REJECT" if who == "anna" else "THREATEN"}, who=who, seen="")
            done += 1
        except Superseded:
            pass
    print(done, flush=True)
    os._exit(0)
    """
)


def test_of_two_people_at_once_each_row_has_one_and_the_other_is_told(desk):
    ids = [s.id for s in desk.ledger.statements()]
    command = [sys.executable, "-c", PERSON, str(desk.folder)]
    people = [
        subprocess.Popen([*command, who, *order], stdout=subprocess.PIPE, text=True)
        for who, order in (("anna", ids), ("bob", ids))
    ]
    done = [int(p.communicate()[0]) for p in people]
    told = desk.history()
    assert sum(done) == len(told)
    assert len({j.root for j in told}) == len(told), "nobody wrote over what he had not seen"
    assert [j.at for j in told] == sorted(j.at for j in told)
    assert desk.verify() == []


def test_a_verdict_stays_with_a_statement_that_is_corrected(desk):
    planned = claim(desk)
    desk.ledger.judge({
        "statement": planned.id, "verdict": "failed", "because": [], "who": "anna", "why": "w",
        "at": datetime.now(UTC),
    })  # fmt: skip
    made = desk.correct(planned.id, {"stance": "planned"}, **ANNA)
    assert [v["statement"] for v in desk.ledger.verdicts()] == [made.became]


def test_compacting_changes_nothing_that_was_judged(desk):
    desk.correct(claim(desk).id, {"recipient": "CHN"}, **ANNA)
    before = desk.ledger.statements()
    desk.ledger.compact()
    assert desk.ledger.statements() == before


def test_a_statement_is_unchanged_by_what_is_judged_of_others(desk):
    harsh = one(desk, actor="NOR")
    desk.reject(claim(desk).id, **ANNA)
    assert one(desk, actor="NOR") == harsh
