"""Two hands are compared strictly, by root code, all parties of a statement at once."""

from benchmarks.claims import document, of_document, of_statements
from benchmarks.comparing import compare
from cuibono.coding.statement import AUTHOR, Stance, Statement
from training.extractor import gold
from training.extractor.gold import Doc, Party, Row

TEXT = "Moscow and Minsk sent shells to Hamhung."


def row(type_="AID", trigger="sent", text=TEXT, stance="reported", **parties):
    start = text.index(trigger)
    named = dict.fromkeys(("actor", "to", "source", "outer"), "") | parties
    held = {role: [Party(None, code) for code in codes.split()] for role, codes in named.items()}
    return Row((start, start + len(trigger)), type_, stance, False, None, (), held)


def doc(*rows, before="It rained.\nIn Kyiv."):
    sentences = [gold.sentence(before), gold.sentence(TEXT)]
    return Doc("x-1", None, "", "wire", sentences, [[], list(rows)])


def statement(actor, type_, recipient, source=AUTHOR, stance="reported", **more):
    start = document(doc()).text.index("sent")
    return Statement(
        "d", TEXT, 0, 0, "sent", start, start + 4, actor, actor, type_, recipient, recipient,
        source=source, stance=Stance(stance), **more,
    )  # fmt: skip


def test_an_annotated_document_becomes_one_line_and_its_offsets_hold():
    (claim,) = of_document(doc(row(actor="RUS BLR.GOV", to="PRK")))
    text = document(doc()).text
    assert text == "It rained. In Kyiv. " + TEXT
    assert text[claim.start : claim.end] == "sent"
    assert claim.pairs == {("RUS", "PRK"), ("BLR", "PRK")}
    assert claim.sources == {AUTHOR}


def test_every_actor_and_every_recipient_must_be_right():
    wanted = of_document(doc(row(actor="RUS BLR", to="PRK")))
    both = of_statements([statement("RUS.MIL", "AID", "PRK"), statement("BLR", "AID", "PRK")])
    one = of_statements([statement("RUS", "AID", "PRK")])
    assert compare(wanted, both).counts["row"] == 1
    assert compare(wanted, one).counts["row"] == 0
    assert compare(wanted, one).counts["recipient"] == 1


def test_a_single_statement_is_right_by_itself():
    wanted = of_document(doc(row(actor="RUS BLR", to="PRK")))
    read = of_statements(
        [
            statement("RUS", "AID", "PRK", confidence=0.9),
            statement("UKR", "AID", "PRK", confidence=0.4),
        ]
    )
    assert sorted(compare(wanted, read).sure) == [(0.4, False), (0.9, True)]


def test_mutual_acts_are_the_same_in_either_order_and_others_are_not():
    wanted = of_document(doc(row("CONSULT", actor="RUS", to="BLR")))
    turned = of_statements([statement("BLR", "CONSULT", "RUS")])
    figures = compare(wanted, turned).figures()
    assert figures["wholly right F1"] == figures["actor"] == figures["recipient"] == 1
    wanted = of_document(doc(row("ACCUSE", actor="RUS", to="BLR")))
    assert compare(wanted, of_statements([statement("BLR", "ACCUSE", "RUS")])).counts["row"] == 0


def test_several_who_meet_meet_each_other():
    wanted = of_document(doc(row("CONSULT", actor="RUS BLR")))
    assert compare(wanted, of_statements([statement("RUS", "CONSULT", "BLR")])).counts["row"] == 1


def test_a_claim_and_its_denial_at_one_trigger_each_meet_their_own():
    wanted = of_document(
        doc(
            row(actor="RUS", to="PRK", source="USA.INTEL"),
            row(actor="RUS", to="PRK", source="RUS", stance="denied"),
        )
    )
    read = of_statements(
        [
            statement("RUS", "AID", "PRK", source="RUS.MFA", stance="denied"),
            statement("RUS", "AID", "PRK", source="USA"),
        ]
    )
    figures = compare(wanted, read).figures()
    assert figures["wholly right F1"] == figures["source"] == figures["stance"] == 1


def test_what_is_read_without_an_annotation_counts_against_precision_alone():
    wanted = of_document(doc())
    read = of_statements([statement("RUS", "AID", "PRK", confidence=0.8)])
    tally = compare(wanted, read)
    assert (tally.counts["gold"], tally.counts["read"], tally.f1("trigger")) == (0, 1, 0)
    assert tally.sure == [(0.8, False)]
