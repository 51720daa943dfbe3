from datetime import date

from cuibono.coding.statement import Stance, Statement
from cuibono.events.resolve import resolve
from cuibono.forecasts.dated import Dated, from_events


def events(*tellings):
    """Events of when and in what stance PRK threatens KOR, each told by a text of its own."""
    said = [
        Statement(f"text {n}", "", 0, 0, "", 0, 0, "PRK", "", "THREATEN", "KOR", **more)
        for n, more in enumerate(tellings)
    ]
    return resolve(said, [])


def test_an_event_counts_on_the_last_day_of_its_span():
    rows, left = from_events(events({"when": "2024-05-02"}, {"when": "2023-02-06/2023-02-08"}))
    days = [date(2023, 2, 8), date(2024, 5, 2)]
    assert sorted(rows) == [Dated(day, "PRK", "THREATEN", "KOR") for day in days]
    assert left == []


def test_what_is_undated_too_wide_or_foretold_is_handed_back():
    given = [{}, {"when": "2021-03"}, {"when": "2022-03-01", "stance": Stance.EXPECTED}]
    for more in given:
        found = events(more)
        assert from_events(found) == ([], list(found))
