"""The acts of a dyad, from imported rows and from the events of texts."""

from datetime import date

import pytest

from cuibono.coding.statement import Stance
from cuibono.errors import UsageError
from cuibono.exchange.imports import import_files
from cuibono.ledger import Ledger
from cuibono.measures.answers import answers
from cuibono.measures.deeds.dated_rows import DatedRow, rows_between
from tests.measures.happening import happen

MAPPING = '[columns]\ndate = "d"\nactor = "a"\nrecipient = "b"\ntype = "t"\n'
CODES = '[codes]\nactor = "iso3"\ntype = "plover"\n'


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / "m.toml").write_text(MAPPING + CODES)
    (tmp_path / "acts.csv").write_text(
        "d,a,b,t\n2022-01-03,PRK,KOR,THREATEN\n2022-01-02,PRK,KOR,AID\n"
        "2022-01-02,PRK,JPN,THREATEN\n2022-01-04,KOR,PRK,CONSULT\n2022-01-05,PRK,KOR,\n"
    )
    import_files(str(tmp_path / "m.toml"), [tmp_path / "acts.csv"], tmp_path / "ledger")
    return Ledger.open(tmp_path / "ledger")


def test_imported_rows_of_a_pair_in_order_of_days(ledger):
    assert rows_between(ledger, (), [("PRK", "KOR")]) == [
        DatedRow(date(2022, 1, 2), "PRK", "KOR", "cooperation", "AID", "acts.csv:3"),
        DatedRow(date(2022, 1, 3), "PRK", "KOR", "conflict", "THREATEN", "acts.csv:2"),
    ]
    assert [r.day.day for r in rows_between(ledger, (), [("PRK", None)])] == [2, 2, 3]


def test_events_of_texts_count_where_they_are_plain_and_dated_to_a_week(tmp_path):
    events = happen(
        ("PRK.MFA", "THREATEN", "KOR", {"when": "2022-02-01"}),
        ("PRK", "ACCUSE", "KOR", {"when": "2022"}),
        ("PRK", "ASSAULT", "KOR", {"when": "2022-03-01", "stance": Stance.EXPECTED}),
        ("PRK", "GAIN", "KOR", {"when": "2022-03-02"}),
        ("KOR", "AID", "PRK.MIL", {"when": "2022-03-01/2022-03-05"}),
    )
    found = rows_between(Ledger.open(tmp_path / "l"), events, [("PRK", "KOR"), ("KOR", "PRK")])
    assert [(r.day, r.actor, r.recipient, r.type) for r in found] == [
        (date(2022, 2, 1), "PRK", "KOR", "THREATEN"),
        (date(2022, 3, 5), "KOR", "PRK", "AID"),
    ]
    [threat] = [e for e in events if e.type == "THREATEN"]
    assert found[0].origin == threat.statements[0].id[:8]


def test_too_few_acts_is_one_line_that_says_what_is_enough():
    with pytest.raises(UsageError, match="no dated row of PRK and KOR"):
        answers([], "PRK", "KOR")
    rows = [DatedRow(date(2022, 1, 1), "PRK", "KOR", "conflict")] * 3
    with pytest.raises(UsageError, match=r"PRK and KOR: conflict by week: .* 10 would be enough"):
        answers(rows, "PRK", "KOR")
