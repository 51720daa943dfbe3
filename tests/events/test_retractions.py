"""A retraction is a denial by whoever retracts: it finds the claim, and takes it back."""

import pytest

from cuibono.coding.statement import Stance
from cuibono.events.event import Status
from cuibono.events.resolve import resolve
from cuibono.measures.history import history
from tests.events.telling import printed, say

CLAIM = "Pyongyang shipped artillery shells to Moscow by rail, it was learned on Tuesday."
OTHER = "A report has it that Pyongyang had shipped artillery shells to Moscow at night."
MORE = {
    "Open Desk": "Rail traffic across the Tumen has grown since the summer, its writer adds.",
    "Border Watch": "It gave no reason for this, and an editor who was asked did not answer.",
}
"""What else a house prints, so that no text is a reprint of another."""
BACK = "Reuters retracted a report that Pyongyang had shipped artillery shells to Moscow."


def told(document, quote, trigger, **of):
    place = quote.index(trigger)
    words = {"quote": quote, "start": 0, "end": len(quote), "trigger": trigger,
             "trigger_start": place, "trigger_end": place + len(trigger),
             "published": document.published.isoformat(), "when": None}  # fmt: skip
    return say(document.id, **(words | of))


def claimed(publisher="Reuters", day="2022-09-06", words=CLAIM, **of):
    document = printed(f"{words} {MORE.get(publisher, '')}", publisher, day)
    trigger = next(w for w in ("shipped", "went") if w in words)
    return document, told(document, words, trigger, **of)


def retracted(day="2022-09-08", words=BACK, publisher="Border Watch", **of):
    document = printed(f"{words} {MORE[publisher]}", publisher, day)
    return document, told(document, words, "shipped", stance=Stance.DENIED,
                          **({"source": "REUTERS"} | of))  # fmt: skip


def together(*pairs):
    """The events of documents with a statement each."""
    return resolve([s for _, s in pairs], [d for d, _ in pairs])


def test_a_retraction_meets_the_report_and_takes_it_back():
    (event,) = together(claimed(), retracted())
    assert (event.told, event.sources) == (False, 0)
    assert event.status is Status.RETRACTED
    assert [(t.day, t.words()) for t in history(event)] == [
        ("2022-09-06", "first claimed by Reuters"), ("2022-09-08", "first retracted by REUTERS"),
    ]  # fmt: skip


def test_of_like_reports_its_own_is_taken_back_and_not_the_latest():
    mine, back = claimed(when="2022-09-01"), retracted()
    theirs = claimed("Open Desk", "2022-09-07", OTHER, when="2022-09-05")
    events = together(mine, theirs, back)
    (found,) = (e for e in events if back[1] in e.statements)
    assert {s.id for s in found.statements} == {mine[1].id, back[1].id}


def test_a_plain_denial_takes_the_latest():
    mine = claimed(when="2022-09-01")
    theirs = claimed("Open Desk", "2022-09-07", OTHER, when="2022-09-05")
    words = BACK.replace("Reuters retracted a report that", "Reuters denied that")
    denial = retracted(words=words)
    (found,) = (e for e in together(mine, theirs, denial) if denial[1] in e.statements)
    assert theirs[1] in found.statements


@pytest.mark.parametrize(
    ("claim", "back"),
    [
        ({"day": "2022-09-10"}, {}),  # made after it
        ({"item": "food"}, {}),  # of another thing
        ({"recipient": "SYR"}, {}),  # to another
        ({"item": None, "words": "Kim went home by train."},
         {"item": None, "words": "Reuters retracted a report: nobody shipped flour at Wonsan."}),
    ],
)  # fmt: skip
def test_what_a_retraction_does_not_reach(claim, back):
    assert len(together(claimed(**claim), retracted(**back))) == 2


@pytest.mark.parametrize("source", ["---", "AUTHOR", "UNNAMED"])
def test_a_house_without_a_code_is_known_by_its_name(source):
    words = BACK.replace("Reuters", "The Harbour Review")
    (event,) = together(claimed("Harbour Review"), retracted(words=words, source=source))
    assert not event.told
    if source != "AUTHOR":
        assert history(event)[-1].words() == "first retracted by Harbour Review"


@pytest.mark.parametrize(
    "words",
    [
        BACK.replace("Reuters", "The Open Desk"),  # another house's
        "Pyongyang had not shipped shells to Moscow, the Harbour Review was told.",  # no retraction
    ],
)
def test_who_does_not_take_its_own_word_back_is_against_it(words):
    (event,) = together(claimed("Harbour Review"), retracted(words=words, source="---"))
    assert event.told
    assert event.status is Status.CONTESTED
    assert history(event)[-1].label == "first denied"


def test_what_others_say_too_stands_after_a_retraction():
    also = claimed("Open Desk", "2022-09-07", OTHER, when="2022-09-05")
    (event,) = together(claimed(when="2022-09-05"), also, retracted())
    assert event.told
    assert [v.name for v in event.voices if not v.denies and not v.withdrawn] == ["Open Desk"]
