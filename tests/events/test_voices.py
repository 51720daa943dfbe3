import pytest

from cuibono.coding.statement import Stance
from cuibono.events.event import Status
from cuibono.events.resolve import resolve
from tests.events.telling import printed, say

WIRE = "Washington said on Tuesday that Moscow buys shells from Pyongyang for its war."
OTHER = "Rail traffic across the Tumen has grown since the summer, pictures of the bridge show."


def event(statements, *documents):
    (found,) = resolve(statements, documents)
    return found


def test_two_publishers_corroborate():
    one, two = printed(WIRE, "Harbour Review"), printed(OTHER, "Border Watch")
    found = event([say(one.id), say(two.id)], one, two)
    assert {v.name for v in found.voices} == {"Border Watch", "Harbour Review"}
    assert found.status is Status.CORROBORATED


def test_two_texts_of_one_publisher_count_once():
    one, two = printed(WIRE, "Harbour Review"), printed(OTHER, "HARBOUR  Review")
    found = event([say(one.id), say(two.id)], one, two)
    assert (found.sources, found.status) == (1, Status.UNCONTESTED)


@pytest.mark.parametrize("source", ["AUTHOR", "USA"])
def test_a_reprint_counts_once(source):
    one = printed(WIRE, "Harbour Review")
    two = printed(f"(Harbour Review) {WIRE}", "Border Watch", "2022-09-07")
    found = event([say(two.id, source=source), say(one.id, source=source)], two, one)
    assert found.sources == 1
    assert len(found.statements) == 2
    if source != "USA":
        assert "Harbour Review" in found.voices[0].name


def test_yesterday_in_a_reprint_is_the_day_before_the_original():
    one = printed(WIRE, published="2022-09-06")
    two = printed(f"(Wire) {WIRE}", published="2022-09-07")
    found = event([say(one.id, when="2022-09-05"), say(two.id, when="2022-09-06")], one, two)
    assert found.when == "2022-09-05"


def test_two_texts_that_quote_one_source_count_once():
    one, two = printed(WIRE, "Harbour Review"), printed(OTHER, "Border Watch")
    found = event([say(one.id, source="USA"), say(two.id, source="USA.INTEL")], one, two)
    assert found.sources == 1
    assert found.voices[0].name == "USA"


def test_those_who_do_not_speak_for_the_state_are_voices_of_their_own():
    sources = ["UKR", "UKR.MIL", "UKR.REB", "REUTERS"]
    found = event([say(n, source=source) for n, source in zip("abcd", sources, strict=True)])
    assert found.sources == 3


def test_reports_beside_the_author_of_the_same_text_add_nothing():
    one, two = printed(WIRE), printed(OTHER)
    said = [say(one.id), say(one.id, 20, source="UNNAMED")]
    assert event(said, one, two).sources == 1
    assert event([*said, say(two.id, source="UNNAMED")], one, two).sources == 1


def test_a_text_and_whom_it_quotes_are_one_source():
    one, two = printed(WIRE, "Harbour Review"), printed(OTHER, "Border Watch")
    said = [say(one.id), say(one.id, 20, source="USA")]
    assert event(said, one, two).sources == 1
    assert event([*said, say(two.id, source="USA")], one, two).sources == 1
    assert event([*said, say(two.id, source="UKR")], one, two).sources == 2


def test_what_only_unnamed_sources_say_has_none_that_counts():
    one = printed(WIRE, "Harbour Review")
    found = event([say(one.id, source="UNNAMED")], one)
    assert (found.sources, found.told) == (0, True)
    assert found.voices[0].name == "unnamed, in Harbour Review"


def test_who_denies_and_who_affirms():
    said = [say("a", source="USA"), say("b", source="RUS.MFA", stance=Stance.DENIED)]
    found = event(said)
    assert [(v.name, v.denies) for v in found.voices] == [("USA", False), ("RUS.MFA", True)]
    assert (found.sources, found.status) == (1, Status.CONTESTED)
    assert [v.statements for v in found.deniers] == [(said[1],)]


def test_what_is_only_denied_is_not_contested_and_has_no_source():
    found = event([say("a", source="RUS", stance=Stance.DENIED)])
    assert (found.sources, found.status) == (0, Status.DENIED)


def test_what_an_unnamed_speaker_says_is_not_only_denied():
    found = event([say("a", source="UNNAMED")])
    assert (found.sources, found.told, found.status) == (0, True, Status.UNCONTESTED)


@pytest.mark.parametrize(
    ("stances", "status"),
    [
        ((Stance.PLANNED, Stance.SOUGHT), Status.FORETOLD),
        ((Stance.PLANNED, Stance.REPORTED), Status.UNCONTESTED),
        ((Stance.PLANNED, Stance.DENIED), Status.CONTESTED),
    ],
)
def test_status_of_what_has_not_happened_yet(stances, status):
    said = [say(n, source=n, stance=s) for n, s in zip("ab", stances, strict=True)]
    assert event(said).status is status


def test_a_publisher_family_is_one_source():
    one, two = printed(WIRE, "BBC News"), printed(OTHER, "www.bbc.co.uk")
    assert event([say(one.id), say(two.id)], one, two).sources == 1


def test_a_credited_agency_and_who_quotes_it_are_one_source():
    one = printed(f"MOSCOW (Reuters) - {WIRE}", "Harbour Review")
    two = printed(OTHER, "Border Watch")
    assert event([say(one.id), say(two.id, source="REUTERS")], one, two).sources == 1
