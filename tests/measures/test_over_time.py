import pytest

from cuibono.coding.statement import Stance
from cuibono.errors import CuibonoError
from cuibono.measures.balance import balance
from cuibono.measures.over_time import over_time
from cuibono.measures.periods import By, When
from tests.measures.happening import happen

ARMS = {"item": "arms"}
MONTH = When(By.MONTH)


def test_weights_are_independent_sources_and_the_contested_part_stands_apart():
    events = happen(
        ("PRK", "AID", "RUS", ARMS | {"source": "USA", "when": "2022-09-06"}),
        ("PRK", "AID", "RUS", ARMS | {"source": "GBR", "when": "2022-09-06"}),
        ("PRK", "AID", "RUS", ARMS | {"source": "PRK", "when": "2022-09", "stance": Stance.DENIED}),
        ("PRK.MIL", "AID", "RUS", ARMS | {"source": "KOR", "when": "2022-10-01"}),
        ("RUS", "AID", "PRK", {"item": "food", "when": "2022-10", "stance": Stance.EXPECTED}),
        ("RUS", "GAIN", "---", {"contexts": ("economic",), "when": "2022-10-03"}),
    )
    found = over_time(balance(events, "PRK", "RUS"), MONTH)
    told = [
        (r["period"], r["kind"], r["actor"], r["what"], r["weight"], r["contested"], r["foretold"])
        for r in found.records()
    ]
    assert told == [
        ("2022-09", "gave", "PRK", "arms", 2, 2, 0),
        ("2022-10", "gave", "PRK", "arms", 1, 0, 0),
        ("2022-10", "gain", "RUS", "economic", 1, 0, 0),
        ("2022-10", "gave", "RUS", "food", 1, 0, 1),
    ]
    assert len(found.rows()) == 4
    assert {s.name for s in found.support.sources} >= {"USA", "GBR", "KOR"}
    assert "PRK" not in {s.name for s in found.support.sources}


def test_what_is_not_dated_to_a_period_is_counted_as_left_out():
    events = happen(
        ("PRK", "AID", "RUS", ARMS | {"when": "2022-09"}),
        ("PRK", "AID", "RUS", {"item": "food", "when": "2022"}),
        ("PRK", "AID", "RUS", {"item": "fuel"}),
    )
    both = balance(events, "PRK", "RUS")
    assert over_time(both, MONTH).support.notes == ("Left out: 2 not dated to one month.",)
    assert over_time(both, When(By.YEAR)).support.notes == ("Left out: 1 not dated to one year.",)
    with pytest.raises(CuibonoError, match="none of 3 transfers and gains is dated"):
        over_time(both, When.of("month", "1999"))
    with pytest.raises(CuibonoError, match="none of 0 transfers"):
        over_time(balance(events, "PRK", "CHN"), MONTH)
