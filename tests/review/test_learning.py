"""Corrections teach: names, examples, how sure to be; it is shown first, and can be undone."""

from dataclasses import replace

import pytest

from cuibono import Desk
from cuibono.actors import Registry
from cuibono.coding.statement import Coding
from cuibono.ledger import Ledger
from tests.review.telling import act, documents, one

NEXT = "The Quorvians attacked Naypyidaw. Minsk praised Oslo."


def with_more(desk):
    """A second document in which the same words stand, that nobody has judged."""
    more = replace(documents()[2], text=NEXT, title="Next")
    said = act(more, "The Quorvians attacked Naypyidaw.", "attacked", "---", "ASSAULT", "---",
               actor_text="The Quorvians")  # fmt: skip
    desk.ledger.append(more, Coding((said,)))
    return said


def test_a_name_is_learned_shown_first_and_undone(desk):
    said = with_more(desk)
    made = desk.correct(
        one(desk, trigger="praised", actor="---").id, {"actor": "MMR.MIL"}, who="anna"
    )
    (alias,) = desk.learn().aliases
    assert (alias.text, alias.code, alias.was) == ("Quorvians", "MMR.MIL", "---")
    assert (alias.because, alias.rows) == ((made.id,), (said.id,))
    assert one(desk, trigger="attacked").actor == "---", "nothing changes before it is applied"
    learned = desk.learn(apply=True, who="anna").applied
    now = one(desk, trigger="attacked")
    assert (now.actor, "review" in now.versions) == ("MMR.MIL", False)
    assert Desk(desk.folder).registry.find("Quorvians").code == "MMR.MIL"
    assert desk.registry.find("the Quorvians").code == "MMR.MIL"
    assert desk.registry.version != Registry.load().version
    assert not desk.learn(), "what is learned is not learned again"
    assert desk.verify() == []
    desk.undo(learned.id, who="anna")
    assert one(desk, trigger="attacked") == said
    assert Desk(desk.folder).registry.find("Quorvians") is None


def test_what_was_learned_is_not_taken_back_from_under_a_later_judgement(desk):
    with_more(desk)
    desk.correct(one(desk, trigger="praised", actor="---").id, {"actor": "MMR.MIL"}, who="anna")
    learned = desk.learn(apply=True, who="anna").applied
    desk.accept(one(desk, trigger="attacked").id, who="bob")
    with pytest.raises(Exception, match=r"bob accepted it after it .*: undo that first"):
        desk.undo(learned.id, who="anna")


@pytest.mark.parametrize("words", ["the Foreign Ministry", "they", "Moscow", "the army", ""])
def test_words_that_name_others_elsewhere_teach_no_name(desk, words):
    s = one(desk, trigger="praised", actor="---")
    desk.correct(s.id, {"actor": "MMR.MIL", "actor_text": words}, who="anna")
    assert desk.learn().aliases == ()


def test_words_that_were_given_to_two_actors_are_told_and_not_learned(desk):
    said = with_more(desk)
    desk.correct(one(desk, trigger="praised", actor="---").id, {"actor": "MMR.MIL"}, who="anna")
    desk.correct(said.id, {"actor": "MMR"}, who="bob")
    found = desk.learn()
    assert (found.aliases, found.conflicts) == ((), ("Quorvians",))


def test_a_name_of_an_actor_that_is_not_in_use_now_stops_nothing(desk, tmp_path):
    own = tmp_path / "actors.yaml"
    own.write_text("ZZZ: {name: Zedland, kind: state}\n", "utf-8")
    from cuibono.inquiry import Own

    mine = Desk(desk.folder, own=Own(actors=own))
    mine.correct(one(mine, trigger="praised", actor="---").id, {"actor": "ZZZ"}, who="anna")
    mine.learn(apply=True, who="anna")
    assert Desk(desk.folder, own=Own(actors=own)).registry.find("Quorvians").code == "ZZZ"
    assert Desk(desk.folder).registry.find("Quorvians") is None


def test_an_example_is_learned_where_a_sentence_tells_of_one_act(desk):
    made = desk.correct(one(desk, actor="NOR").id, {"type": "REJECT"}, who="anna")
    (example,) = desk.learn().examples
    assert (example.type, example.text) == ("REJECT", "Oslo criticised Moscow.")
    assert example.because == (made.id,)
    desk.learn(apply=True, who="anna")
    book = Desk(desk.folder).codebook
    assert book.extended
    assert "Oslo criticised Moscow." in book.type_of("REJECT").examples
    desk.undo(who="anna")
    assert not Desk(desk.folder).codebook.extended


def judged(folder, many, right):
    """A desk on statements of which some were right, all of them sure to 0.9."""
    text = " ".join(f"Minsk praised Oslo {n}." for n in range(many + 1))
    note = replace(documents()[2], text=text)
    said = [
        act(note, f"Minsk praised Oslo {n}.", "praised", "BLR", "SUPPORT", "NOR", confidence=0.9)
        for n in range(many + 1)
    ]
    Ledger.open(folder).append(note, Coding(tuple(said)))
    desk = Desk(folder)
    for n, s in enumerate(said[:many]):
        (desk.accept if n < right else desk.reject)(s.id, who="anna")
    return desk, said[-1]


def test_confidence_is_refitted_on_what_was_judged(tmp_path):
    desk, left = judged(tmp_path / "ledger", 30, 15)
    fit = desk.learn().confidence
    assert fit.judged == 30
    assert fit.after < fit.before
    desk.learn(apply=True, who="anna")
    now = desk.ledger.statement(left.id)
    assert 0.5 < now.confidence < 0.75, "half of those that were sure to 0.9 were right"
    assert desk.statements(sure=0.8, actor="BLR") != []
    assert now not in desk.statements(sure=0.8)
    desk.undo(who="anna")
    assert desk.ledger.statement(left.id).confidence == 0.9


def test_confidence_is_not_refitted_on_too_little(tmp_path):
    desk, _ = judged(tmp_path / "ledger", 12, 6)
    assert desk.learn().confidence is None


def test_confidence_is_refitted_where_most_of_what_was_sure_is_wrong(tmp_path):
    """A whole step of Newton's from there leads away from the answer, and nothing was learned."""
    desk, left = judged(tmp_path / "ledger", 40, 8)
    assert desk.learn(apply=True, who="anna").confidence.judged == 40
    assert 0.1 < desk.ledger.statement(left.id).confidence < 0.45, "8 of 40 were right"
