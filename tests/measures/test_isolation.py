import numpy as np
import pytest

from cuibono import Desk
from cuibono.errors import CuibonoError
from cuibono.ledger import Ledger
from cuibono.measures.deeds.dyads import Dyads
from cuibono.measures.isolation import _reliance, concentration, isolation
from cuibono.measures.periods import By, When
from tests.measures.worlds import deeds, empty

YEAR = When(By.YEAR)
STATES = frozenset("PRK RUS CHN USA KOR JPN MNG".split())


def many(times, actor, recipient, kind="CONSULT", day="2020-05-01"):
    return [(day, actor, kind, recipient)] * times


@pytest.fixture
def world(tmp_path):
    rows = [
        *many(6, "North Korea", "China"),
        *many(2, "Russia", "North Korea"),
        *many(2, "North Korea", "Mongolia"),
        *many(9, "North Korea", "South Korea", "THREATEN"),
        *many(9, "North Korea", "NATO"),
        *many(10, "Russia", "China"),
        *many(10, "Russia", "Japan"),
        *many(3, "North Korea", "China", day="2021-05-01"),
    ]
    return Dyads(deeds(tmp_path, *rows))


def test_shares_of_cooperation_with_other_states_either_way(world):
    found = isolation(world, "PRK", YEAR, STATES)
    (point,) = found.points
    assert (point.label, point.events, point.partners, point.biggest) == ("2020", 10, 3, "CHN")
    assert point.share.value == 0.6
    # Two of ten events with the same partner: (6·5 + 2·1 + 2·1) of 10·9.
    assert point.herfindahl.value == pytest.approx(34 / 90)
    assert point.effective.value == pytest.approx(90 / 34)
    assert point.share.low < 0.6 < point.share.high
    assert "2021" in str(found.support)
    assert found.support.rows == len(found.rows()) == 10


def test_rank_among_the_states_that_have_enough_events(world):
    ranks = {
        code: isolation(world, code, YEAR, STATES).points[0]
        for code in ("PRK", "RUS", "CHN", "JPN")
    }
    # Japan has one partner; China two, Russia three with the weight on two.
    assert {code: point.rank.value for code, point in ranks.items()} == {
        "JPN": 1, "CHN": 2, "RUS": 3, "PRK": 4
    }  # fmt: skip
    assert {point.states for point in ranks.values()} == {4}
    assert ranks["JPN"].percentile == 100
    assert ranks["PRK"].percentile == 0


def test_few_events_do_not_look_concentrated():
    draw = np.random.default_rng(0)
    shares = np.full(20, 1 / 20)
    drawn = draw.multinomial(15, shares, 4000)
    plain = ((drawn / 15) ** 2).sum(axis=1).mean()
    assert plain > 0.1
    assert concentration(drawn).mean() == pytest.approx(0.05, abs=0.003)


def test_intervals_hold_what_was_planted():
    draw, held, worlds = np.random.default_rng(2), 0, 200
    for _ in range(worlds):
        shares = draw.dirichlet(np.full(12, 0.7))
        counts = draw.multinomial(150, shares)
        ties = {f"S{n}": int(c) for n, c in enumerate(counts) if c}
        found = _reliance(None, "", ties, np.array([])).herfindahl
        held += found.low <= (shares**2).sum() <= found.high
    assert 0.88 <= held / worlds <= 0.99


def test_too_little_to_measure_is_one_line(world, tmp_path):
    with pytest.raises(CuibonoError, match=r"MNG: 2 events, of them at most 2 .*: 10 in one month"):
        isolation(world, "MNG", When(By.MONTH), STATES)
    with pytest.raises(CuibonoError, match="BRA: no dated event has it"):
        isolation(world, "BRA", YEAR, STATES)
    with pytest.raises(CuibonoError, match="covered are deeds 2020-05-01 to 2021-05-01"):
        isolation(world, "PRK", When.of("year", "1999"), STATES)
    (tmp_path / "bare").mkdir()
    with pytest.raises(CuibonoError, match="the ledger has no dated event"):
        isolation(Dyads(empty(tmp_path / "bare")), "PRK", YEAR, STATES)


def test_an_organ_and_a_body_can_be_asked_for(world):
    with pytest.raises(CuibonoError, match=r"PRK\.MIL: no dated event"):
        isolation(world, "PRK.MIL", YEAR, STATES)
    with pytest.raises(CuibonoError, match="NATO: 9 events"):
        isolation(world, "NATO", YEAR, STATES)


def test_records_have_figures_with_intervals(world):
    (line,) = isolation(world, "PRK", YEAR, STATES).records()
    assert {"herfindahl", "herfindahl_low", "effective_high", "rank", "percentile"} < set(line)


def test_the_icews_sample_as_a_direct_count(tmp_path, data):
    desk = Desk(tmp_path / "ledger")
    desk.import_("icews", [data / "formats" / "icews_events.2018.sample.tab"])
    question = """
        select partner, count(*) n from (
            select split_part(recipient, '.', 1) partner from imported
            where split_part(actor, '.', 1) = 'PRK' and score > 0
            union all
            select split_part(actor, '.', 1) from imported
            where split_part(recipient, '.', 1) = 'PRK' and score > 0
        ) where partner <> 'PRK' group by 1"""
    direct = {row["partner"]: row["n"] for row in desk.ledger.sql(question).to_pylist()}
    states = frozenset(a.code for a in desk.registry if a.kind in ("state", "polity"))
    counts = {code: n for code, n in direct.items() if code in states}
    (point,) = isolation(Dyads(Ledger.open(tmp_path / "ledger")), "PRK", YEAR, states).points
    assert (point.events, point.partners) == (sum(counts.values()), len(counts))
    assert point.biggest == max(counts, key=lambda code: counts[code])
    assert point.events > 100
