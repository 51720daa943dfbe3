from cuibono.measures.timeline import timeline
from tests.measures.happening import happen


def doings(events):
    return [(e.when, e.actor, e.type, e.recipient) for e in events]


def test_events_of_one_and_of_two():
    events = happen(
        ("UKR", "SANCTION", "PRK", {"when": "2022-07-13"}),
        ("RUS.MFA", "CONSULT", "PRK", {"when": "2022-05"}),
        ("CHN", "ACCUSE", "USA", {"when": "2022-06"}),
    )
    consult, cut = (
        ("2022-05", "RUS.MFA", "CONSULT", "PRK"),
        ("2022-07-13", "UKR", "SANCTION", "PRK"),
    )
    assert doings(timeline(events, "PRK")) == [consult, cut]
    assert doings(timeline(events, "PRK", "RUS")) == [consult]
    assert doings(timeline(events, "RUS", "PRK")) == [consult]
    assert timeline(events, "IRN") == ()


def test_who_is_spared_takes_part():
    events = happen(("RUS", "REJECT", "UNSC", {"item": "veto", "beneficiary": "PRK"}))
    assert timeline(events, "RUS", "PRK") == events


def test_a_code_that_begins_alike_is_another_actor():
    events = happen(("EUFOR", "MOBILIZE", "---", {}), ("EU", "MOBILIZE", "---", {}))
    assert [e.actor for e in timeline(events, "EU")] == ["EU"]


def test_what_has_no_date_stands_by_its_publication():
    events = happen(
        ("PRK", "AID", "RUS", {"item": "arms", "published": "2022-12-01"}),
        ("PRK", "AID", "RUS", {"item": "labour", "published": "2022-09-06"}),
        ("PRK", "SUPPORT", "RUS", {"when": "2023", "published": "2022-12-01"}),
    )
    found = timeline(reversed(events), "PRK")
    assert [e.item for e in found] == ["labour", "arms", None]
