import pytest

from cuibono.coding.statement import Certainty, Stance
from cuibono.measures.claims import claims
from tests.measures.happening import happen


@pytest.mark.parametrize(
    ("more", "is_claim"),
    [
        ({}, False),
        ({"stance": Stance.EXPECTED}, False),
        ({"source": "USA"}, True),
        ({"source": "UNNAMED"}, True),
        ({"source": "---"}, True),
        ({"certainty": Certainty.HEDGED}, True),
    ],
)
def test_what_rests_on_somebodys_word(more, is_claim):
    assert bool(claims(happen(("PRK", "AID", "RUS", more)))) is is_claim


def test_contested_claims_say_who_says_and_who_denies():
    events = happen(
        ("PRK", "AID", "RUS", {"source": "USA", "item": "arms"}),
        ("PRK", "AID", "RUS", {"source": "RUS.MFA", "item": "arms", "stance": Stance.DENIED}),
        ("IRN", "AID", "RUS", {"source": "USA"}),
        ("IRN", "AID", "SYR", {"source": "IRN", "stance": Stance.DENIED}),
    )
    assert len(claims(events)) == 3
    (contested,) = claims(events, contested=True)
    assert contested.actor == "PRK"
    assert [(v.name, v.denies) for v in contested.voices] == [("USA", False), ("RUS.MFA", True)]
