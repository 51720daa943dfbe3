"""Claims that are denied without their content being read."""

import pytest

from cuibono.coding.statement import Stance, Statement
from cuibono.documents import Document
from cuibono.events.answered import answered
from cuibono.events.event import Status
from cuibono.events.resolve import resolve
from cuibono.measures.claims import claims


def read(text, *acts):
    """Statements of one text: trigger, actor, type, recipient, and whatever else."""
    document, found = Document(text), []
    for trigger, actor, type_, recipient, *more in acts:
        at = text.index(trigger)
        start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
        end = text.index(".", at) + 1
        given = {"actor_text": "", "published": "2022-06-01"} | dict(*more)
        found.append(
            Statement(document.id, text[start:end], start, end, trigger, at, at + len(trigger),
                      actor, type=type_, recipient=recipient, **given)
        )  # fmt: skip
    return resolve(found, [document])


def sides(claim):
    return {(v.name, v.denies) for v in claim.voices}


BOTH_SIDES = {("GRC", False), ("ALB", True)}
UNNAMED_SIDE = {("UNNAMED", False), ("ALB", True)}


@pytest.mark.parametrize(
    ("text", "accuses", "denies"),
    [
        ("Athens blames Tirana for the acts, which Tirana denies.", "blames", "denies"),
        ("Athens accused Tirana. It rained. Tirana denied the charge.", "accused", "denied"),
        ("Tirana denies having sent arms, as alleged by Athens.", "alleged", "denies"),
    ],
)  # fmt: skip
def test_an_accusation_that_who_is_accused_denies_is_a_contested_claim(text, accuses, denies):
    events = read(text, (accuses, "GRC", "ACCUSE", "ALB"), (denies, "ALB", "REJECT", "---"))
    (claim,) = answered(events)
    assert sides(claim) == BOTH_SIDES and claim.status is Status.CONTESTED
    # The events themselves took place, and stay what they are.
    assert {e.status for e in events} == {Status.UNCONTESTED}
    assert [c.id for c in claims(events, contested=True)] == [claim.id]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Tirana denies reports that it sent arms to Athens.", "denies"),
        ("Tirana has rejected the latest allegations of a plot.", "rejected"),
        ("The report was flatly denied by Tirana.", "denied"),
        ("This was later denied by Tirana.", "denied"),
        ("Tirana denies a part in it, despite several reports.", "denies"),
    ],
)
def test_what_is_denied_as_a_claim_is_one_of_an_unnamed_source(text, trigger):
    (claim,) = answered(read(text, (trigger, "ALB", "REJECT", "---")))
    assert sides(claim) == UNNAMED_SIDE


def test_whose_claim_is_denied_is_named():
    text = "Tirana dismissed claims by Athens that it sent arms."
    (claim,) = answered(read(text, ("dismissed", "ALB", "REJECT", "GRC")))
    assert sides(claim) == BOTH_SIDES


def test_two_who_deny_one_claim_deny_it_together():
    text = "The report is denied by Tirana and Sofia."
    acts = ("denied", "ALB", "REJECT", "---"), ("denied", "BGR", "REJECT", "---")
    (claim,) = answered(read(text, *acts))
    assert sides(claim) == {*UNNAMED_SIDE, ("BGR", True)}


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Tirana rejected an offer of talks.", [("rejected", "ALB", "REJECT", "GRC")]),
        ("Tirana rejected claims for damages.", [("rejected", "ALB", "REJECT", "GRC")]),
        ("Athens says that they were denying its right to exist.",
         [("denying", "---", "REJECT", "GRC")]),
        ("Tirana denied entry to two Greeks.", [("denied", "ALB", "REJECT", "GRC")]),
        ("Athens blames Tirana, and Sofia denies it.",
         [("blames", "GRC", "ACCUSE", "ALB"), ("denies", "BGR", "REJECT", "GRC")]),
        ("Tirana will deny reports of a plot.",
         [("deny", "ALB", "REJECT", "---", {"stance": Stance.PLANNED})]),
    ],
)  # fmt: skip
def test_a_refusal_or_anybody_elses_word_denies_no_claim(text, acts):
    assert list(answered(read(text, *acts))) == []


def test_who_has_no_code_is_named_by_the_words_of_the_text():
    text = "Athens accuses Doe of bribes, something Doe denies."
    accused, denied = ("accuses", "GRC", "ACCUSE", "---"), ("denies", "---", "REJECT", "GRC")
    words = {"actor_text": "Doe"}
    (claim,) = answered(read(text, accused, (*denied, words)))
    assert sides(claim) == {("GRC", False), ("“Doe”", True)}
    # In another sentence it may be anybody.
    apart = "Athens accuses Doe of bribes. He denies something."
    assert list(answered(read(apart, accused, (*denied, words)))) == []


def test_what_is_read_as_contested_is_not_told_twice():
    text = "Athens said that Tirana sent arms, and Tirana denied the claim."
    sent = ("sent", "ALB", "AID", "GRC", {"source": "GRC"})
    denied = ("denied", "ALB", "AID", "GRC", {"source": "ALB", "stance": Stance.DENIED})
    events = read(text, sent, denied, ("denied", "ALB", "REJECT", "GRC"))
    assert list(answered(events)) == []
    assert len(claims(events, contested=True)) == 1


def test_a_claim_that_is_not_read_is_called_by_who_denies_it():
    text = "The report is denied by Tirana and Sofia."
    acts = ("denied", "ALB", "REJECT", "---"), ("denied", "BGR", "REJECT", "---")
    (claim,) = claims(read(text, *acts), contested=True)
    assert claim.denied() == "what ALB and BGR deny" and claim.silent == ()
    sent = ("sent", "ALB", "AID", "GRC", {"source": "BGR"})
    (plain,) = claims(read("Sofia said that Tirana sent arms to Athens.", sent))
    assert plain.denied() == ""


def test_a_denial_that_is_printed_again_is_one_claim():
    text = "Tirana denies reports of a plot."
    one, two = (
        read(f"{text}{more}", ("denies", "ALB", "REJECT", "---")) for more in ("", " It rained.")
    )
    (claim,) = answered([*one, *two])
    assert sides(claim) == UNNAMED_SIDE and len(claim.statements) == 2
