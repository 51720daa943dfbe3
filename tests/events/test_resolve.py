import pytest

from cuibono.coding.statement import Stance
from cuibono.errors import CuibonoError
from cuibono.events.event import Status
from cuibono.events.resolve import resolve
from tests.events.telling import say


def meet(*statements):
    """The sizes of the events, the largest first."""
    return sorted((len(e.statements) for e in resolve(statements, [])), reverse=True)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"actor": "PRK.MIL", "recipient": "RUS.GOV"},
        {"item": None},
        {"source": "USA", "certainty": "hedged"},
        {"when": "2022-07"},
        {"stance": Stance.PLANNED},
    ],
)
def test_statements_that_agree_are_one_event(other):
    assert meet(say("a"), say("b", **other)) == [2]


@pytest.mark.parametrize(
    "other",
    [
        {"actor": "IRN"},
        {"recipient": "SYR"},
        {"item": "labour"},
        {"type": "COOPERATE"},
        {"actor": "RUS", "recipient": "PRK"},
    ],
)
def test_statements_that_differ_are_two(other):
    assert meet(say("a"), say("b", **other)) == [1, 1]


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        ("2022-07", "2022", True),
        ("2022-07", "2022-07-27/2022-08-03", True),
        ("2020-01/..", "../2022-09", True),
        ("2022-07", "2022-08", False),
        ("../2021", "2022/..", False),
    ],
)
def test_dates_must_overlap(a, b, together):
    assert meet(say("a", when=a), say("b", when=b)) == ([2] if together else [1, 1])


def test_a_chain_of_overlaps_joins_no_distant_ends():
    months = [say("a", n, when=f"2022-{n:02}/2022-{n + 1:02}") for n in range(1, 12)]
    for event in resolve(months, []):
        assert len(event.statements) <= 2


def test_the_vague_go_where_the_exact_are():
    half, rest = say("a", when="2022-01/2022-06"), say("b", when="2022-05/2022-12")
    exact = say("c", when="2022-03-04")
    assert [e.statements for e in resolve([half, rest, exact], [])] == [(half, exact), (rest,)]


@pytest.mark.parametrize(
    ("published", "stance", "when", "together"),
    [
        ("2022-09-22", Stance.REPORTED, "2022-07", True),
        ("2022-09-22", Stance.REPORTED, "2022-11", False),
        ("2022-09-22", Stance.PLANNED, "2022-07", False),
        ("2022-09-22", Stance.EXPECTED, "2022-11", True),
        ("2022-09-22", Stance.DENIED, "2022-11", False),
        (None, Stance.REPORTED, "2022-11", True),
    ],
)
def test_without_a_date_the_day_of_publication_bounds(published, stance, when, together):
    undated = say("a", published=published, stance=stance)
    assert meet(undated, say("b", when=when)) == ([2] if together else [1, 1])


def test_meeting_and_agreeing_are_one_family():
    talks = say("a", type="CONSULT", item=None)
    assert meet(talks, say("b", type="AGREE", item=None)) == [2]
    assert meet(say("a", item=None), say("b", type="SUPPORT", item=None)) == [1, 1]


def test_a_denial_meets_what_it_denies():
    claims = [say("a", source="USA", when="2022-09"), say("b", item="labour")]
    denial = say("c", stance=Stance.DENIED, source="PRK")
    denied = next(e for e in resolve([denial, *claims], []) if denial in e.statements)
    assert denied.statements == (claims[0], denial)
    assert denied.status is Status.CONTESTED


def test_a_vague_denial_denies_only_what_its_own_text_tells():
    claim = say("a", source="USA")
    assert meet(claim, say("b", item=None, stance=Stance.DENIED)) == [1, 1]
    assert meet(claim, say("a", 20, item=None, stance=Stance.DENIED)) == [2]


def test_gains_in_different_domains_are_different():
    gain = {"type": "GAIN", "recipient": "---", "item": None}
    economic = say("a", contexts=("economic",), **gain)
    assert meet(economic, say("b", contexts=("military",), **gain)) == [1, 1]
    assert meet(economic, say("b", contexts=("economic", "military"), **gain)) == [2]
    assert meet(economic, say("b", **gain)) == [1, 1]


def test_two_unknowns_are_not_one():
    nobody = {"actor": "---", "actor_text": "officials"}
    assert meet(say("a", **nobody), say("b", **nobody)) == [1, 1]
    assert meet(say("a", **nobody), say("a", 20, **nobody)) == [2]
    refusal = {"type": "REJECT", "recipient": "---", "item": None}
    assert meet(say("a", **refusal), say("b", **refusal)) == [1, 1]
    test = refusal | {"type": "MOBILIZE", "when": "2022-11-18"}
    assert meet(say("a", **test), say("b", **test)) == [2]


def test_the_event_is_told_by_its_surest_statement():
    (event,) = resolve(
        [
            say("a", actor="PRK.MIL", item=None, stance=Stance.PLANNED, mode="economic"),
            say("b", mode="military", giver="PRK", receiver="RUS", when="2022-07"),
            say("c", mode="military", when="2022", confidence=0.5),
        ],
        [],
    )
    assert (event.actor, event.mode, event.when) == ("PRK", "military", "2022-07")
    assert (event.item, event.giver, event.receiver) == ("arms", "PRK", "RUS")


def test_a_veto_is_received_by_whom_it_spares():
    veto = say(actor="RUS", type="REJECT", recipient="UNSC", item="veto", giver="RUS",
               beneficiary="PRK")  # fmt: skip
    (event,) = resolve([veto], [])
    assert (event.giver, event.receiver) == ("RUS", "PRK")


def test_events_stand_in_order_of_time():
    whens = [None, "2022-07", "2021/..", "../2017", "2022-03-04"]
    said = [say("a", n, when=w, actor=f"A{n}") for n, w in enumerate(whens)]
    ordered = [e.when for e in resolve(said, [])]
    assert ordered == ["../2017", "2021/..", "2022-03-04", "2022-07", None]


def test_a_date_that_is_none_is_refused():
    with pytest.raises(CuibonoError, match="no ISO 8601 interval"):
        resolve([say(when="soon")], [])


def test_nothing_gives_nothing():
    assert resolve([], []) == ()
