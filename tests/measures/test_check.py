"""Claims about times and counts held against the launches of North Korea, and small series."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuibono.coding.statement import Quantity, Stance, Statement
from cuibono.measures.check import check
from cuibono.measures.countable import claims_of, closed
from cuibono.measures.series_file import read_series
from tests.tries import tries


def said(quote, when=None, quantity=None, published="2022-12-05", stance=Stance.REPORTED):
    return Statement(
        "d", quote, 0, len(quote), "", 0, 0, "PRK", "", "MOBILIZE",
        when=when, quantity=quantity, published=published, stance=stance,
    )  # fmt: skip


@pytest.fixture
def tests_of_a_state(tmp_path):
    path = tmp_path / "tests.csv"
    days = [f"2010-0{month}-03" for month in range(1, 5)] + ["2014-05-01", "2014-05-20"]
    days += [f"2015-{month:02}-11" for month in range(1, 11)] + ["2016-12-31"]
    path.write_text("date\n" + "\n".join(days) + "\n")
    return read_series(path)


CLAIMS = [
    ("Tests resumed in 2014.", {}, "supported", "2 in 2014. None in 2013."),
    ("Tests resumed in 2015.", {}, "contradicted", "2 in 2014. They went on before 2015-01-01."),
    ("Testing restarted in May 2014.", {}, "supported", "2 in 2014-05. None in 2014-04."),
    ("Tests resumed in 2012.", {}, "contradicted", "none in 2012."),
    ("The first test since 2010 was held in 2014.", {}, "supported", "none from 2011 to 2013"),
    ("The first test since 2010 was held in 2015.", {}, "contradicted", "2 from 2011 to 2014"),
    ("It was the first test since 2010.", {"when": "2014-05"}, "supported", "none from 2011"),
    ("There were no tests between 2011 and 2013.", {}, "supported", "between 2010-04-03 (line 5)"),
    ("There was none in 2014.", {}, "contradicted", "2 in 2014. The first on 2014-05-01 (line 6)"),
    ("Kyria had not tested since 2010.", {"published": "2013-06-01"}, "supported", "none from"),
    ("Kyria has halted all tests since 2014.", {"published": "2016-01-05"}, "contradicted", "10 "),
    ("The number of tests rose from 2 in 2014 to 10 in 2015.", {}, "supported", "2 in 2014, 10"),
    ("Tests rose to 12 in 2015 from 2 in 2014.", {}, "contradicted", "not 12 but 10 in 2015"),
    ("Tests fell from 2014 to 2015.", {}, "contradicted", "2 in 2014, 10 in 2015."),
    ("Tests increased in 2015.", {}, "supported", "2 in 2014, 10 in 2015."),
    ("It held ten.", {"when": "2015", "quantity": Quantity(10, "exactly", "tests")}, "supported",
     "10 in 2015."),
    ("It held dozens.", {"when": "2015", "quantity": Quantity(12, "at least", "tests")},
     "contradicted", "10 in 2015."),
    ("It held about 11.", {"when": "2015", "quantity": Quantity(11, "about", "tests")},
     "supported", "10 in 2015."),
    ("Tests did not resume in 2013.", {}, "cannot be told", "it is negated."),
    ("The number of tests did not rise in 2015.", {}, "cannot be told", "it is negated."),
    ("Tests resumed.", {}, "cannot be told", "it does not say when."),
    ("Tests increased.", {}, "cannot be told", "it does not say from when to when."),
    ("It was the first test since 2010.", {"published": None}, "cannot be told", "no date"),
    ("Tests resumed in 2019.", {}, "cannot be told", "runs from 2010-01-03 to 2016-12-31"),
    ("It held ten.", {"quantity": Quantity(10, "exactly", "tests")}, "cannot be told",
     "it does not say in which period."),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "more", "verdict", "why"), CLAIMS)
def test_verdicts(tests_of_a_state, quote, more, verdict, why):
    found = check(said(quote, **more), tests_of_a_state)
    assert found.verdict == verdict, found.sentences()
    assert why in found.sentences()[0]
    assert (verdict == "cannot be told") == (
        not found.records()[0]["lines"] and why != "none in 2012."
    )


def test_a_quote_without_such_a_claim_cannot_be_told_and_says_why(tests_of_a_state):
    found = check(said("The two ministers met in Kyria."), tests_of_a_state)
    assert found.verdict == "cannot be told"
    assert found.sentences() == [
        "Cannot be told: the quote contains no claim of a known kind (a pause, none, a resumption, "
        "the first since, a rise or fall, a number in a period)."
    ]


def test_what_is_only_foretold_is_said(tests_of_a_state):
    found = check(said("Tests are to resume in 2014.", stance=Stance.EXPECTED), tests_of_a_state)
    assert found.verdict == "supported"
    assert "The source does not say that this has happened: it is expected." in found.sentences()


def test_a_claim_names_its_words_and_what_was_taken_for_granted():
    [claim] = claims_of(said("In new tests (which had been paused since 2017), it gained."))
    assert (claim.kind, claim.words) == ("paused", "had been paused since 2017")
    assert claim.period == (date(2018, 1, 1), date(2021, 12, 31))
    assert claim.taken == "what came after is not dated: taken to be of 2022, the year of the text"


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("0001", None),
        ("0001-12-31", None),
        ("0002", (date(2, 1, 1), date(2, 12, 31))),
        ("9998-12-31", (date(9998, 12, 31), date(9998, 12, 31))),
        ("9998/9999-01-01", None),
        ("9999", None),
    ],
)
def test_the_first_and_the_last_year_are_compared_with_nothing(when, days):
    assert closed(when) == days


@pytest.mark.parametrize("since", ["0001-01-01", "9999-12-31"])
def test_no_pause_is_read_since_the_first_or_the_last_year(since):
    assert claims_of(said(f"Tests have been paused since {since}.")) == ()


WORDS = (
    "no none first since in until from to between and resumed had been paused did not rose fell "
    "increased doubled tests 2014 2010 2015 2013-2016 9999 0001 May December, 12 1,000 dozens "
    "last year . ; year month ago never halved"
).split()


@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.sampled_from([None, "2014", "2014-05", "../2013", "2012/..", "0001", "9999", "2011/2015"]),
    st.sampled_from([None, "2016-01-05", "0001-01-01", "9999-12-31"]),
    st.sampled_from([None, Quantity(12, "at least", "tests"), Quantity(0, "about", "")]),
)
@example("Tests have been paused since next year", None, "9998-12-31", None)
@example("no tests since 9999-12-31", None, "2016-01-05", None)
@example("tests had been paused since 0001-01-01", None, "0001-05-05", None)
@example("tests had been paused since 0001-01-01", None, "0002-05-05", None)
@example("Tests resumed in 0002-01-01", "0002", "0002-01-01", None)
@example("Tests rose until 9998-12-31", "9998", "9998-12-31", None)
@tries(200)
def test_any_words_get_a_verdict_that_says_why(tests_of_a_state, quote, when, published, quantity):
    found = check(said(quote, when, quantity, published), tests_of_a_state)
    assert found.sentences()
    for finding in found.findings:
        assert finding.why.strip(" .") not in ("", "None")
        assert finding.claim.words in quote or finding.claim.kind == "number"
        decided = finding.verdict != "cannot be told"
        assert not decided or finding.rows or "none" in finding.why or "0 " in finding.why


@pytest.fixture(scope="module")
def article(code, data):
    text = (data.parent / "seed" / "timely-escalation.txt").read_text("utf-8")
    start = text.index("Notably, in holding")
    return code(text[start : start + 3600])


def test_the_pause_since_2017_is_contradicted_by_the_launches_of_2019(article, data):
    path = data / "series" / "nk_missile_tests.csv"
    paused = next(s for s in article if s.trigger == "holding" and "paused since" in s.quote)
    paused = said(paused.quote)
    found = check(paused, read_series(path))
    assert found.verdict == "contradicted"
    assert "42 from 2018 to 2021 (27 in 2019, 9 in 2020, 6 in 2021)" in found.sentences()[0]
    assert len(found.findings[0].rows) == 42
    assert found.findings[0].rows[0].when == "2019-04-17"


def test_for_long_range_missiles_alone_first_since_2017_holds(article, data):
    path = data / "series" / "nk_missile_tests.csv"
    first = next(s for s in article if "first long-range missiles" in s.quote)
    long_range = [f"missile=hwasong-{n}" for n in (14, 15, 17)]
    found = check(said(first.quote), read_series(path, long_range))
    assert found.verdict == "supported"
    assert "between 2017-11-28 (line 119) and 2022-03-16" in found.sentences()[0]
