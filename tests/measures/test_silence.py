"""Who is silent on a claim, and who may not be called so."""

import pytest

from cuibono.coding.statement import Stance
from cuibono.events.resolve import resolve
from cuibono.measures.claims import claims
from cuibono.measures.silence import Written
from tests.events.telling import say

PUBLISHERS = {"wire": "Harbour Review", "paper": "Border Watch", "blog": "The Blog"}
CLAIM = say("wire", source="USA", published="2022-09-06", when=None)
DENIAL = say("wire", 20, source="RUS", published="2022-09-10", when=None, stance=Stance.DENIED)


def silent(*others, least=0.2, counted=None):
    """Who is silent on the claim that PRK gave RUS arms, which RUS denies, by name."""
    said = [CLAIM, DENIAL, *others]
    events = resolve(said if counted is None else [CLAIM, DENIAL, *counted], [])
    written = Written(said, PUBLISHERS, least=least)
    (claim,) = (c for c in claims(events, written=lambda: written) if CLAIM in c.statements)
    return {s.name: s.wrote for s in claim.silent}


def rail(document="paper", place=40, **of):
    """Something else about the two."""
    values = {"type": "COOPERATE", "item": None, "when": None, "published": "2022-09-20",
              "quote": "Trains cross the Tumen again.", "end": place + 29}  # fmt: skip
    return say(document, place, **(values | of))


def test_who_wrote_of_the_two_and_not_of_the_claim_is_silent_and_counted():
    assert silent(rail(), rail(place=90, type="CONSULT")) == {"Border Watch": 2}


def test_a_speaker_is_silent_too_and_organs_speak_for_their_state():
    assert silent(rail("wire", source="CHN.MFA")) == {"CHN": 1}


def test_silence_denies_nothing():
    (claim,) = claims(
        resolve([CLAIM, rail()], []), written=lambda: Written([CLAIM, rail()], PUBLISHERS)
    )
    assert [s.name for s in claim.silent] == ["Border Watch"]
    assert claim.deniers == ()
    assert claim.silent[0].statements == (rail(),)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-09-05", {}),  # before anybody claimed it
        ("2022-09-06", {"Border Watch": 1}),
        ("2022-10-10", {"Border Watch": 1}),  # thirty days after the last word, the denial
        ("2022-10-11", {}),
        (None, {}),
    ],
)
def test_only_in_the_time_of_the_claim(day, expected):
    assert silent(rail(published=day)) == expected


@pytest.mark.parametrize(
    "other",
    [
        {"actor": "IRN"},  # of one of the two only
        {"document": "unknown"},  # nobody knows who published it
        {"document": "wire"},  # it printed the claim
        {"source": "RUS", "document": "unknown"},  # it denied the claim
        {"source": "USA.INTEL", "document": "unknown"},  # the speaker of the claim
        {"source": "UNNAMED", "document": "unknown"},
    ],
)
def test_who_is_not_silent(other):
    assert silent(rail(**other)) == {}


@pytest.mark.parametrize(
    "other",
    [
        # Of the claim's kind, though it did not meet the claim.
        {"type": "AID", "quote": "Lorries came over the bridge at Rason."},
        {"type": "AID", "item": "arms", "stance": Stance.EXPECTED, "when": "2024"},
        {"type": "SUPPORT", "item": "arms"},
        {"type": "AID", "recipient": "---"},
        {"type": "AID", "confidence": 0.05},
        {"type": "REJECT", "source": "CHN", "actor": "CHN", "recipient": "RUS", "document": "x"},
    ],
)
def test_who_may_have_spoken_of_it_is_not_called_silent(other):
    extra = [rail(place=90, **other)]
    source = {"source": "CHN", "document": "x"} if other.get("source") else {}
    assert silent(rail(**source), *extra, counted=[rail(**source)]) == {}


def test_who_speaks_of_another_thing_is_silent_on_this():
    assert silent(rail(type="AID", item="food")) == {"Border Watch": 1}


def test_what_is_too_unsure_to_count_names_nobody():
    assert silent(rail(confidence=0.1)) == {}


def test_a_claim_without_a_second_party_or_a_date_has_no_silent():
    alone = say("wire", source="USA", recipient="---", type="MOBILIZE", item=None, when=None,
                published="2022-09-06")  # fmt: skip
    undated = say("wire", source="USA", when=None)
    for claim in (alone, undated):
        events = resolve([claim], [])
        written = Written([claim, rail()], PUBLISHERS)
        (found,) = claims(events, written=lambda said=written: said)
        assert found.silent == ()


def test_many_claims_of_one_day_are_told_in_reasonable_time():
    many = [say(f"d{n}", n, source="USA", published="2022-09-06", item=None,
                quote=f"Kilogram {n} of ware {n * 7}.", type=("AID", "SANCTION")[n % 2])
            for n in range(600)]  # fmt: skip
    papers = {s.document: f"Paper {n % 40}" for n, s in enumerate(many)}
    written = Written([*many, *(rail(f"p{n}") for n in range(40))],
                      papers | {f"p{n}": f"Other {n}" for n in range(40)})  # fmt: skip
    found = claims(resolve(many, []), written=lambda: written)
    assert sum(len(c.statements) for c in found) == 600
    # The forty others, and the twenty papers that wrote of the other act only.
    assert all(len(c.silent) == 60 for c in found)
