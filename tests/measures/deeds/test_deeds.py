from datetime import date

from cuibono.coding.statement import Stance
from cuibono.measures.deeds.deeds import deeds
from tests.measures.happening import happen


def days(*tellings):
    return [(d.first, d.last, d.day, d.reported) for d in deeds(happen(*tellings))[0]]


def test_own_dates_and_days_of_report():
    first, last = date(2022, 7, 13), date(2022, 9, 6)
    assert days(("UKR", "SANCTION", "PRK", {"when": "2022-07-13", "published": "2022-09-06"})) == [
        (first, first, first, False)
    ]
    assert days(("UKR", "SANCTION", "PRK", {"published": "2022-09-06"})) == [
        (last, last, last, True)
    ]
    assert days(("UKR", "SANCTION", "PRK", {"when": "2022"})) == [
        (date(2022, 1, 1), date(2022, 12, 31), None, False)
    ]


def test_what_is_no_deed_is_handed_back():
    for type_, more in (
        ("AID", {"stance": Stance.EXPECTED, "published": "2022-09-06"}),
        ("AID", {"stance": Stance.DENIED, "published": "2022-09-06"}),
        ("GAIN", {"published": "2022-09-06"}),
        ("SUPPORT", {"when": "2022-02/.."}),
        ("AID", {}),
    ):
        events = happen(("PRK", type_, "RUS", more))
        assert deeds(events) == ([], list(events))
