"""The register of what is foretold: due days, chances of words, proposals, records."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuibono.coding.statement import Quantity, Stance, Statement
from cuibono.documents import Document
from cuibono.events.resolve import resolve
from cuibono.foretold.estimative import SCALE, estimate
from cuibono.foretold.proposals import Grounds, propose
from cuibono.foretold.record import calibration, records
from cuibono.foretold.register import ASSUMED_DAYS, due, register
from cuibono.foretold.verdict import Outcome, Verdict
from cuibono.language import intervals

EARLY = Document(
    "Minsk will probably send tanks to Lomé.", title="Early", published=date(2022, 3, 1)
)
LATE = Document("Minsk sent tanks to Lomé.", title="Late", published=date(2022, 9, 1))
LAST = Document("Minsk denied it.", title="Last", published=date(2024, 9, 1))
TEXTS = [EARLY, LATE, LAST]
TODAY = date(2025, 1, 1)


def say(document=EARLY, stance=Stance.EXPECTED, **of):
    start = document.text.index("sen") if "sen" in document.text else 0
    plain = Statement(
        document.id, document.text, 0, len(document.text), "send", start, start + 4,
        "BLR", "Minsk", "AID", "TGO", stance=stance, item="arms",
        published=document.published.isoformat(), title=document.title,
    )  # fmt: skip
    return replace(plain, **of)


def entries(*statements, verdicts=()):
    return register(resolve(statements, TEXTS), verdicts)


def proposed(*statements, rows=(), published=None, today=TODAY):
    events = resolve(statements, TEXTS)
    days = [d.published for d in TEXTS] if published is None else published
    (entry,) = propose(register(events, ()), Grounds(events, rows, days), today)
    return entry.proposal


def test_only_what_is_expected_or_planned_is_foretold():
    found = entries(*(say(stance=stance) for stance in Stance))
    assert {f.statement.stance for f in found} == {Stance.EXPECTED, Stance.PLANNED}


@pytest.mark.parametrize(
    ("when", "first", "last", "assumed"),
    [
        ("2022-06", date(2022, 6, 1), date(2022, 6, 30), False),
        ("2022", date(2022, 3, 1), date(2022, 12, 31), False),
        (None, date(2022, 3, 1), date(2023, 3, 1), True),
        ("2023/..", date(2023, 1, 1), date(2024, 1, 1), True),
        ("../2022-05", date(2022, 3, 1), date(2022, 5, 31), False),
        ("2021-05", date(2021, 5, 31), date(2021, 5, 31), False),
    ],
)
def test_a_horizon_is_the_texts_own_or_a_year_and_says_so(when, first, last, assumed):
    found = due(say(when=when))
    assert (found.first, found.last, found.assumed) == (first, last, assumed)
    assert ASSUMED_DAYS == 365


@pytest.mark.parametrize(
    ("published", "when", "first", "last", "assumed"),
    [
        ("9999-12-31", None, date.max, date.max, True),
        ("9999-06-01", None, date(9999, 6, 1), date.max, True),
        ("2022-03-01", "9999-12-01/..", date(9999, 12, 1), date.max, True),
        ("2022-03-01", "../9999-12-30", date(2022, 3, 1), date(9999, 12, 30), False),
        # The end of the calendar is no horizon, nor is its beginning a first day.
        ("2022-03-01", "9999", date(9999, 1, 1), date.max, True),
        ("2022-03-01", "0001/9999", date(2022, 3, 1), date(2023, 3, 1), True),
        ("0001-01-01", "0001-01-01", date.min, date.min, False),
    ],
)
def test_a_horizon_ends_with_the_calendar(published, when, first, last, assumed):
    found = due(say(published=published, when=when))
    assert (found.first, found.last, found.assumed) == (first, last, assumed)


@given(st.none() | st.dates(), st.none() | st.dates(), st.none() | st.dates())
@example(date.max, None, None)
@example(None, date.max, None)
@example(date.min, None, date.min)
@example(date.max, date.min, date.max)
def test_any_dates_have_a_horizon_or_none(made, a, b):
    ends = (min(a, b), max(a, b)) if a and b else (a, b)
    when = intervals.between(*ends) if a or b else None
    found = due(say(published=made.isoformat() if made else None, when=when))
    assert found is None or found.first <= found.last


def test_news_of_the_last_days_of_the_calendar_is_in_time():
    first = Document(EARLY.text, title="Early", published=date(9999, 1, 1))
    late = Document(LATE.text, title="Late", published=date(9999, 12, 30))
    said = [say(first), say(late, Stance.REPORTED)]
    events = resolve(said, [first, late])
    (entry,) = propose(register(events, ()), Grounds(events, (), [late.published]), date.max)
    assert entry.due.last == date.max
    assert entry.proposal.outcome is Outcome.CAME_TRUE


def test_nothing_dated_falls_due_never():
    assert due(say(published=None)) is None


def test_the_scale_has_no_gaps_and_longer_words_win():
    ends = [(low, high) for _, low, high in SCALE]
    assert all(a[1] == b[0] for a, b in itertools.pairwise(ends))
    assert estimate("It is very unlikely to send any.", 20).words == "very unlikely"
    assert estimate("It will send some.", 10) is None
    assert estimate("A 30 to 40 per cent chance that it sends.", 35).chance == pytest.approx(0.35)
    assert estimate("A 130 percent chance.", 0) is None


def test_the_nearest_word_of_chance_is_the_triggers():
    text = "It is unlikely to sail but will almost certainly fly."
    assert estimate(text, text.index("sail")).words == "unlikely"
    assert estimate(text, text.index("fly")).words == "almost certainly"


def test_a_later_report_proposes_came_true_with_its_quote():
    found = proposed(say(), say(LATE, Stance.REPORTED))
    assert found.outcome is Outcome.CAME_TRUE
    assert [e.text for e in found.evidence] == [LATE.text]


def test_a_report_of_another_item_or_an_earlier_text_proposes_nothing_of_the_kind():
    assert proposed(say(), say(LATE, Stance.REPORTED, item="food")).outcome is Outcome.FAILED
    same_day = proposed(say(), say(EARLY, Stance.REPORTED, item=None, source="TGO"))
    assert same_day.outcome is Outcome.UNCLEAR


def test_denials_and_contests():
    assert proposed(say(), say(LATE, Stance.DENIED, source="BLR")).outcome is Outcome.FAILED
    both = proposed(say(), say(LATE, Stance.REPORTED), say(LATE, Stance.DENIED, source="BLR"))
    assert both.outcome is Outcome.UNCLEAR
    assert len(both.evidence) == 2


def test_less_than_foretold_came_partly():
    ten, five = Quantity(10, "exactly", "tanks"), Quantity(5, "exactly", "tanks")
    found = proposed(say(quantity=ten), say(LATE, Stance.REPORTED, quantity=five))
    assert found.outcome is Outcome.PARTLY
    again = proposed(say(quantity=five), say(LATE, Stance.REPORTED, quantity=ten))
    assert again.outcome is Outcome.CAME_TRUE


def test_silence_fails_only_where_the_ledger_reaches_beyond_the_day():
    other = say(LATE, Stance.REPORTED, type="ACCUSE", item=None)
    assert proposed(say(), other).outcome is Outcome.FAILED
    assert "of 1 later text on BLR and TGO none reports it" in proposed(say(), other).why


def test_silence_says_nothing_where_no_later_text_speaks_of_the_two():
    assert proposed(say()).outcome is Outcome.UNCLEAR
    assert "no later text mentions BLR and TGO" in proposed(say()).why
    assert proposed(say(), published=[EARLY.published]).outcome is Outcome.UNCLEAR
    assert proposed(say(), today=date(2022, 4, 1)) is None


def test_nobodys_forecast_is_not_compared_with_anything():
    found = proposed(say(actor="---"), say(LATE, Stance.REPORTED, actor="---"))
    assert found.outcome is Outcome.UNCLEAR
    assert "does not name both sides" in found.why


def row(day, type_="AID", actor="BLR.MIL"):
    return {
        "event_id": f"e{day}", "dataset": "ICEWS", "file": "a.tab", "line": 7, "date": day,
        "actor": actor, "type": type_, "recipient": "TGO.GOV",
    }  # fmt: skip


def test_imported_events_of_its_time_propose_came_true_with_their_rows():
    days = [date(2022, 5, n) for n in range(1, 6)]
    found = proposed(say(), rows=[row(d) for d in days])
    assert found.outcome is Outcome.CAME_TRUE
    assert "5 imported events" in found.why
    assert [e.where for e in found.evidence] == ["a.tab:7"] * 3
    assert proposed(say(), rows=[row(date(2021, 5, 1))]).outcome is Outcome.UNCLEAR
    assert proposed(say(), rows=[row(days[0], "SANCTION")]).outcome is Outcome.FAILED


def verdict(statement, outcome, day=1):
    return Verdict(statement.id, outcome, (), "anna", "seen", datetime(2025, 1, day, tzinfo=UTC))


def test_the_last_verdict_is_in_force_and_closes_the_entry():
    s = say()
    (entry,) = entries(s, verdicts=[verdict(s, Outcome.FAILED, 2), verdict(s, Outcome.CAME_TRUE)])
    assert entry.outcome is Outcome.FAILED
    assert not entry.is_due(TODAY)
    (again,) = propose([entry], Grounds((), (), ()), TODAY)
    assert again.proposal is None


def test_records_by_source_and_kind():
    likely, planned = say(), say(LATE, Stance.PLANNED, source="BLR", when="2022-10")
    found = entries(likely, planned, verdicts=[verdict(likely, Outcome.CAME_TRUE)])
    first, second = records(found)
    assert (first.source, first.kind, first.share, first.scored) == ("Early", "expected", 1.0, 1)
    # "probably" is 55 to 80 %: the squared distance of .675 from 1, and minus its log.
    assert first.brier == pytest.approx(0.105625)
    assert first.log_score == pytest.approx(0.39304, abs=1e-5)
    assert (second.open, second.share, second.brier) == (1, None, None)
    (held,) = calibration(found)
    assert (held.low, held.high, held.forecasts, held.came) == (0.6, 0.8, 1, 1.0)
