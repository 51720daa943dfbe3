import json

import pytest

from cuibono.coding.statement import Stance
from cuibono.errors import UsageError
from cuibono.measures.balance import balance
from cuibono.measures.sums import Balance
from tests.measures.happening import happen

ARMS = {"item": "arms"}


def given(events, a="PRK", b="RUS"):
    """Giver, receiver, channel, events, sources, contested and foretold of every channel."""
    return [
        (c.giver, c.receiver, c.channel, len(c.events), c.sources, c.contested, c.foretold)
        for c in balance(events, a, b).given
    ]


def test_channels_of_both_sides_the_first_side_first():
    events = happen(
        ("RUS", "AID", "PRK", {"item": "food"}),
        ("PRK", "AID", "RUS", ARMS | {"source": "USA"}),
        ("PRK.MIL", "AID", "RUS.MIL", {"item": "labour"}),
        ("PRK", "AID", "SYR", ARMS),
    )
    assert given(events) == [
        ("PRK", "RUS", "arms", 1, 1, 0, 0),
        ("PRK", "RUS", "labour", 1, 1, 0, 0),
        ("RUS", "PRK", "food", 1, 1, 0, 0),
    ]


def test_a_source_of_two_events_counts_once_in_their_channel():
    events = happen(
        ("PRK", "AID", "RUS", ARMS | {"source": "USA", "when": "2022-09"}),
        ("PRK", "AID", "RUS", ARMS | {"source": "USA.INTEL", "when": "2022-11-03"}),
        ("PRK", "AID", "RUS", ARMS | {"source": "GBR", "when": "2022-11-03"}),
        (
            "PRK",
            "AID",
            "RUS",
            ARMS | {"source": "PRK", "when": "2022-11-03", "stance": Stance.DENIED},
        ),
        ("PRK", "AID", "RUS", ARMS | {"source": "KOR", "when": "2023", "stance": Stance.EXPECTED}),
    )
    assert given(events) == [("PRK", "RUS", "arms", 3, 3, 1, 1)]


def test_a_veto_is_given_to_whom_it_spares():
    veto = {"item": "veto", "giver": "RUS", "beneficiary": "PRK"}
    events = happen(("RUS", "REJECT", "UNSC", veto))
    assert given(events) == [("RUS", "PRK", "veto", 1, 1, 0, 0)]
    assert given(events, "RUS", "UNSC") == []


def test_giver_and_receiver_go_before_actor_and_recipient():
    trade = {"item": "fuel", "giver": "RUS", "receiver": "PRK"}
    assert given(happen(("PRK", "COOPERATE", "RUS", trade))) == [("RUS", "PRK", "fuel", 1, 1, 0, 0)]


@pytest.mark.parametrize(
    ("type_", "gift"), [("SUPPORT", "support"), ("CONCEDE", "concession"), ("AID", "aid")]
)
def test_what_is_given_without_an_item_is_a_channel_of_its_own(type_, gift):
    assert given(happen(("PRK", type_, "RUS", {}))) == [("PRK", "RUS", gift, 1, 1, 0, 0)]


@pytest.mark.parametrize("type_", ["REQUEST", "ACCUSE", "REJECT", "SANCTION", "COERCE", "ASSAULT"])
def test_hostility_gives_nothing(type_):
    taken = {"item": "territory", "giver": "PRK", "receiver": "RUS"}
    assert given(happen(("RUS", type_, "PRK", taken), ("PRK", type_, "RUS", {}))) == []


def test_what_is_only_denied_was_not_given():
    assert given(happen(("PRK", "AID", "RUS", ARMS | {"stance": Stance.DENIED}))) == []


def test_gains_and_losses_by_domain():
    events = happen(
        ("PRK", "GAIN", "---", {"contexts": ("economic", "military")}),
        ("PRK", "LOSE", "---", {}),
        ("RUS", "GAIN", "UKR", {"contexts": ("military",), "source": "KOR"}),
        ("CHN", "GAIN", "---", {}),
        ("RUS", "GAIN", "---", {"contexts": ("diplomatic",), "stance": Stance.DENIED}),
    )
    found = balance(events, "PRK", "RUS")
    assert [(g.actor, g.kind, g.context) for g in found.gains] == [
        ("PRK", "GAIN", "economic"),
        ("PRK", "GAIN", "military"),
        ("PRK", "LOSE", "unspecified"),
        ("RUS", "GAIN", "military"),
    ]
    assert found.given == ()


def test_rows_are_plain_and_name_their_statements():
    events = happen(
        ("PRK", "AID", "RUS", ARMS), ("RUS", "LOSE", "---", {"stance": Stance.EXPECTED})
    )
    rows = balance(events, "PRK", "RUS").records()
    assert json.loads(json.dumps(rows)) == rows
    assert [tuple(row) for row in rows] == [Balance.COLUMNS] * 2
    assert [row["kind"] for row in rows] == ["gave", "lose"]
    assert [row["foretold"] for row in rows] == [0, 1]
    assert sorted(i for row in rows for i in row["statements"]) == sorted(
        s.id for e in events for s in e.statements
    )


def test_the_two_sides_agree_whichever_is_named_first():
    events = happen(("PRK", "AID", "RUS", ARMS), ("RUS", "AID", "PRK", {"item": "fuel"}))
    there, back = balance(events, "PRK", "RUS"), balance(events, "RUS", "PRK")
    assert there.given == back.given[::-1]


def test_one_actor_has_no_balance_with_itself():
    with pytest.raises(UsageError, match="two actors, not RUS twice"):
        balance([], "RUS", "RUS")


def test_what_both_do_together_gives_only_the_items_that_are_named():
    events = happen(
        ("PRK", "CONSULT", "RUS", {}),
        ("PRK", "RETREAT", "RUS", {}),
        ("RUS", "COOPERATE", "PRK", {"item": "trade"}),
        ("RUS", "SUPPORT", "PRK", {}),
    )
    assert [row[:3] for row in given(events)] == [
        ("RUS", "PRK", "support"),
        ("RUS", "PRK", "trade"),
    ]
