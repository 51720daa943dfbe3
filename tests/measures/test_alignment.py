import duckdb
import numpy as np
import pytest

from cuibono.errors import CuibonoError, UsageError
from cuibono.ledger import Ledger
from cuibono.measures.alignment import alignment
from cuibono.measures.deeds.dyads import Dyads
from cuibono.measures.periods import By, When
from cuibono.measures.stance import cosine
from cuibono.measures.votes import _voting, kappa, pi, s_score
from tests.measures.worlds import deeds, empty

DECADE = When(By.DECADE)
NAMES = {"PRK": "North Korea", "RUS": "Russia", "CHN": "China", "USA": "United States"}
STATES = ("KOR", "JPN", "MNG", "VNM", "CUB", "SYR", "IRN", "GBR")


@pytest.fixture(scope="module", name="votes")
def voting(votes):
    return Dyads(Ledger.open(votes / "ledger"))


@pytest.fixture(scope="module")
def direct(data):
    """By country: decade, votes that it and North Korea cast, and how many of them are the same."""
    folder, found = data / "series" / "unvotes", {}
    rows = duckdb.execute(
        """
        with cast_ as materialized (select * from read_csv(?) where country in ?)
        select b.country, year(c.date) // 10 * 10, count(*), count(*) filter (where a.vote = b.vote)
        from cast_ a join cast_ b using (rcid) join read_csv(?) c using (rcid)
        where a.country = ? group by all order by all
        """,
        [
            str(folder / "un_votes.csv.gz"), list(NAMES.values()),
            str(folder / "un_roll_calls.csv.gz"), NAMES["PRK"],
        ],
    ).fetchall()  # fmt: skip
    for country, *counts in rows:
        found.setdefault(country, []).append(tuple(counts))
    return found


@pytest.mark.parametrize("other", ["RUS", "CHN", "USA"])
def test_agreement_by_decade_is_the_direct_count_in_sql(votes, direct, other):
    found, direct = alignment(votes, "PRK", other, DECADE, STATES), direct[NAMES[other]]
    assert [(v.period.year, v.calls, v.same) for v in found.votes] == direct
    assert [v.agreement.value for v in found.votes] == [same / n for _, n, same in direct]
    assert len(direct) == 4
    assert direct[0][1] > 500


def test_the_same_count_in_the_ledgers_own_sql(votes):
    question = """
        select count(*) n from imported a join imported b using (event_id)
        where a.actor = 'PRK' and b.actor = 'RUS' and a.raw_type = b.raw_type
        and a.date between '2000-01-01' and '2009-12-31'"""
    (row,) = votes._ledger.sql(question).to_pylist()
    (decade,) = alignment(votes, "PRK", "RUS", When.of("decade", "2000/2009"), STATES).votes
    assert decade.same == row["n"]


def test_figures_by_hand(votes, data):
    point = alignment(votes, "PRK", "USA", When.of("year", "2005"), STATES).votes[0]
    folder = data / "series" / "unvotes"
    rows = duckdb.execute(
        """
        select rcid, country, vote from read_csv(?)
        where country in ('North Korea', 'United States')
        and rcid in (select rcid from read_csv(?) where year(date) = 2005)
        """,
        [str(folder / f"un_{name}.csv.gz") for name in ("votes", "roll_calls")],
    ).fetchall()
    cast = {"PRK": {}, "USA": {}}
    for call, country, vote in rows:
        code = next(c for c in cast if NAMES[c] == country)
        cast[code][call] = {"yes": 1, "abstain": 2, "no": 3}[vote]
    both = [(cast["PRK"][c], cast["USA"][c]) for c in cast["PRK"] if c in cast["USA"]]
    # Signorino and Ritter 1999, equation of S with equal weights and the largest distance of 2.
    assert point.s.value == pytest.approx(1 - 2 * sum(abs(x - y) / 2 for x, y in both) / len(both))
    low, high = point.s.low, point.s.high
    assert low < point.s.value < high
    assert high - low < 0.5


def test_kappa_is_that_of_statsmodels():
    rater = pytest.importorskip("statsmodels.stats.inter_rater")
    for table in ([[20, 3, 5], [2, 7, 4], [10, 1, 15]], [[50, 9, 30], [0, 4, 1], [0, 0, 6]]):
        cells = np.array(table, float).reshape(1, 9)
        expected = rater.cohens_kappa(np.array(table), wt="linear").kappa
        assert kappa(cells)[0] == pytest.approx(expected)
    same_shares = np.array([[20.0, 3, 5, 3, 7, 4, 5, 4, 15]])
    assert pi(same_shares)[0] == pytest.approx(kappa(same_shares)[0])


def test_figures_at_their_ends():
    same, opposite = (
        np.array([[5.0, 0, 0, 0, 2, 0, 0, 0, 5]]),
        np.array([[0.0, 0, 5, 0, 0, 0, 5, 0, 0]]),
    )
    assert (s_score(same)[0], kappa(same)[0], pi(same)[0]) == (1, 1, 1)
    assert (s_score(opposite)[0], kappa(opposite)[0], pi(opposite)[0]) == (-1, -1, -1)
    assert np.isnan(kappa(np.array([[5.0, 0, 0, 0, 0, 0, 0, 0, 0]]))[0])


def test_intervals_hold_what_was_planted():
    draw, held = np.random.default_rng(1), 0
    worlds, days, calls = 200, 60, 6
    for _ in range(worlds):
        # Each day has an inclination of its own, so that its roll calls are not independent.
        chance = draw.beta(6, 3, days)
        same = draw.binomial(calls, chance)
        cells = np.zeros((days, 9))
        cells[:, 0], cells[:, 2] = same, calls - same
        point = _voting(None, "", cells)
        held += point.agreement.low <= 6 / 9 <= point.agreement.high
    assert 0.9 <= held / worlds <= 0.99


def test_stance_towards_third_states(tmp_path):
    names = ("South Korea", "Japan", "Mongolia", "Vietnam", "Cuba", "Syria")
    kinds = ("ASSAULT", "SANCTION", "CONSULT", "AID", "COOPERATE", "THREATEN")
    rows = [("2020-01-05", "Russia", k, n) for k, n in zip(kinds, names, strict=True)]
    rows += [("2020-02-05", "North Korea", k, n) for k, n in zip(kinds, names, strict=True)]
    rows += [("2021-01-05", "Russia", "AID", "Cuba"), ("2021-01-05", "Russia", "AID", "NATO")]
    rows += [("2020-03-05", "Russia", "AID", "North Korea"), ("2020-03-06", "Iran", "AID", "Cuba")]
    dyads = Dyads(deeds(tmp_path, *rows))
    found = alignment(dyads, "RUS", "PRK", When(By.YEAR), STATES)
    first, second = found.stances
    assert (first.label, first.events, first.thirds) == ("2020", 12, 6)
    assert first.correlation.value == pytest.approx(1)
    assert first.cosine.value == pytest.approx(1)
    assert (second.events, second.thirds, second.cosine.value) == (1, 1, None)
    assert "5 third states that both address are needed: 2021" in str(found.support)
    assert "un_votes.csv" in str(found.support)
    assert len(found.rows()) == found.support.rows == 13


def test_the_cosine_of_opposites():
    net = np.array([[1.0, -2], [-3, 6], [2, -4]])
    assert cosine(net, np.ones((1, 3)))[0] == pytest.approx(-1)


def test_records_have_every_column(votes):
    found = alignment(votes, "PRK", "CHN", When.of("year", "2019/2020"), STATES)
    assert [list(line) for line in found.records()] == [list(found.columns)] * 2
    assert "5 voting days are needed: 2020" in str(found.support)
    rows = found.rows()
    assert len(rows) == found.support.rows == 2 * sum(v.calls for v in found.votes)
    assert {row["actor"] for row in rows} == {"PRK", "CHN"}


def test_neither_votes_nor_events(votes, tmp_path):
    with pytest.raises(CuibonoError, match="0 votes of UN and"):
        alignment(votes, "UN", "PRK", DECADE, STATES)
    with pytest.raises(CuibonoError, match="common roll calls at other times"):
        alignment(votes, "PRK", "RUS", When.of("year", "1950"), STATES)
    with pytest.raises(CuibonoError, match="cuibono import unvotes"):
        alignment(Dyads(empty(tmp_path)), "PRK", "RUS", DECADE, STATES)
    with pytest.raises(UsageError, match="two actors"):
        alignment(votes, "PRK", "PRK", DECADE, STATES)


def test_a_state_with_two_votes_in_one_roll_call_counts_once_or_not(votes):
    question = """select count(distinct event_id) n from imported
        where actor = 'TZA' and raw_type in ('yes', 'no', 'abstain')"""
    (row,) = votes._ledger.sql(question).to_pylist()
    found = alignment(votes, "TZA", "GBR", DECADE, STATES)
    assert 0 < sum(v.calls for v in found.votes) <= row["n"]
    twice = """select count(*) - count(distinct event_id) n from imported where actor = 'TZA'"""
    assert votes._ledger.sql(twice)["n"].to_pylist()[0] > 0
