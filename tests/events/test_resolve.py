import time
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from cuibono.coding.statement import Stance, Statement
from cuibono.errors import CuibonoError
from cuibono.events.dating import days_of
from cuibono.events.event import Kind, Status
from cuibono.events.found import NAME
from cuibono.events.resolve import resolve
from cuibono.events.sheet import sheet
from cuibono.events.strangers import names_of, strangers
from tests.events.telling import say


def meet(*statements):
    """The sizes of the events, the largest first."""
    return sorted((len(e.statements) for e in resolve(statements, [])), reverse=True)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"actor": "PRK.MIL", "recipient": "RUS.GOV"},
        {"item": None},
        {"source": "USA", "certainty": "hedged"},
        {"when": "2022-09-05/2022-09-06"},
        {"stance": Stance.PLANNED},
    ],
)
def test_statements_that_agree_are_one_event(other):
    assert meet(say("a"), say("b", **other)) == [2]


def told(document, quote, trigger, **of):
    """A statement with words of its own."""
    place = quote.index(trigger)
    words = {"quote": quote, "start": 0, "end": len(quote), "trigger": trigger,
             "trigger_start": place, "trigger_end": place + len(trigger)}  # fmt: skip
    return say(document, **(words | of))


SHELLS = told("a", "North Korea shipped artillery shells to Russia in September.", "shipped")


@pytest.mark.parametrize(
    ("quote", "trigger", "other"),
    [
        ("Iran sent drones to Russia from Bandar Anzali.", "sent", {"actor": "IRN"}),
        ("Pyongyang gave Damascus rocket motors.", "gave", {"recipient": "SYR"}),
        ("Three hundred loggers from Hamhung went to Amur.", "went", {"item": "labour"}),
        ("Both sides opened the Khasan rail bridge again.", "opened",
         {"type": "COOPERATE", "item": None}),
        ("Moscow handed over flour and diesel at Rason.", "handed over",
         {"actor": "RUS", "recipient": "PRK", "item": "food"}),
    ],
)  # fmt: skip
def test_statements_that_differ_are_two(quote, trigger, other):
    undated = {"when": None, "published": "2022-09-22"}
    assert meet(SHELLS, told("b", quote, trigger, **(undated | other))) == [1, 1]


def test_differently_worded_reports_of_one_day_are_one():
    reports = [
        ("Turkey says it has closed its border with Syria again over Kurdish raids.", "closed"),
        ("Turkey closes its border with Syria again over Kurdish raids.", "closes"),
        ("Ankara shuts its border with Syria for a second time on Saturday.", "shuts"),
    ]
    shut = {"actor": "TUR", "recipient": "SYR", "type": "SANCTION", "item": None}
    whens = ("2025-04-19", None, "2025-04-19")
    said = [told(n, *words, published="2025-04-19", when=when, **shut)
            for n, words, when in zip("abc", reports, whens, strict=True)]  # fmt: skip
    assert max(meet(*said)) == 3


def test_a_meeting_has_no_direction(code):
    day = date(2023, 9, 13)
    (met,) = code("Kim Jong-un met Vladimir Putin at the Vostochny spaceport.", day)
    (other,) = code("Putin and Kim Jong-un met at Vostochny.", day)
    assert (met.actor, other.actor) == ("PRK.HOS", "RUS.HOS")
    assert meet(met, other) == [2]


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        ("2022-07-04", "2022-07-04", True),
        ("2022-07-04", "2022-07-03/2022-07-05", True),
        ("2022-07-04", "2022-07-14", False),
        ("2022-07", "2022-08", False),
        ("../2021", "2022/..", False),
    ],
)
def test_dates_must_overlap(a, b, together):
    assert meet(say("a", when=a), say("b", when=b)) == ([2] if together else [1, 1])


def test_a_chain_of_overlaps_joins_no_distant_ends():
    months = [say("a", n, when=f"2022-{n:02}/2022-{n + 1:02}") for n in range(1, 12)]
    for event in resolve(months, []):
        days = [days_of(s.when) for s in event.statements]
        assert max(d.first for d in days) <= min(d.last for d in days)


@pytest.mark.parametrize(
    ("published", "stance", "when"),
    [
        ("2022-09-22", Stance.REPORTED, "2022-11-03"),
        ("2022-09-22", Stance.DENIED, "2022-11-03"),
    ],
)
def test_nothing_is_reported_or_denied_before_it_happens(published, stance, when):
    undated = say("a", published=published, stance=stance, when=None)
    assert meet(undated, say("b", when=when, published="2022-11-04")) == [1, 1]


def test_an_undated_statement_takes_no_date_of_others():
    praise = {"type": "SUPPORT", "item": None}
    undated = told("a", "Pyongyang praised Moscow for its stand.", "praised", when=None,
                   published="2022-09-22", **praise)  # fmt: skip
    old = told("b", "Kim Il-sung praised the Red Army for the liberation.", "praised",
               when="1945-08-15", published="2022-09-22", **praise)  # fmt: skip
    dates = {e.statements[0].id: (e.when, e.reported) for e in resolve([undated, old], [])}
    assert dates == {undated.id: (None, "2022-09-22"), old.id: ("1945-08-15", None)}


def test_a_denial_meets_what_it_denies():
    claims = [say("a", source="USA", when="2022-09"), say("b", item="labour")]
    denial = say("c", stance=Stance.DENIED, source="PRK", when=None)
    denied = next(e for e in resolve([denial, *claims], []) if denial in e.statements)
    assert denied.statements == (claims[0], denial)
    assert denied.status is Status.CONTESTED


def test_a_denial_does_not_reach_claims_made_after_it():
    denial = say("a", stance=Stance.DENIED, source="PRK", published="2022-09-10", when=None)
    later = say("b", source="USA", published="2022-11-02", when=None)
    assert meet(denial, later) == [1, 1]


def test_the_latest_claim_is_denied():
    old = say("a", source="USA", published="2022-03-01", when=None)
    new = say("b", source="USA", published="2022-09-06", when="2022-09-05")
    denial = say("c", stance=Stance.DENIED, source="PRK", published="2022-09-22", when=None)
    found = next(e for e in resolve([old, new, denial], []) if denial in e.statements)
    assert new in found.statements


def test_a_vague_denial_denies_only_what_its_own_text_tells():
    claim = told("a", "Washington said that shells went to Russia by rail.", "went", source="USA")
    no = {"item": None, "stance": Stance.DENIED, "when": None}
    assert meet(claim, told("b", "Pyongyang called it a rumour.", "rumour", **no)) == [1, 1]
    here = told("a", "Pyongyang called it a rumour.", "rumour", **no)
    assert meet(claim, replace(here, start=60, end=90)) == [2]


def test_who_takes_back_what_it_said_no_longer_says_so():
    said = say("a", source="REUTERS", published="2022-09-06")
    back = say("b", source="REUTERS", published="2022-09-08", stance=Stance.DENIED, when=None)
    (found,) = resolve([said, back], [])
    assert (found.sources, found.told, found.status) == (0, False, Status.RETRACTED)


def test_what_goes_on_is_an_affair_and_holds_no_happening():
    quote = "Pyongyang has long backed Moscow."
    backed = told("a", quote, "backed", type="SUPPORT", item=None, when=None)
    since = told("b", "The North supports Russia since February 2022.", "supports",
                 type="SUPPORT", item=None, when="2022-02/..")  # fmt: skip
    (affair,) = resolve([backed, since], [])
    assert (affair.kind, affair.when) == (Kind.AFFAIR, "2022-02/..")
    kinds = {e.kind for e in resolve([backed, since, say("c", type="SUPPORT", item=None)], [])}
    assert kinds == {Kind.AFFAIR, Kind.HAPPENING}


def test_the_event_is_told_by_its_surest_statement():
    (event,) = resolve(
        [
            say("a", actor="PRK.MIL", item=None, stance=Stance.PLANNED, mode="economic"),
            say("b", mode="military", giver="PRK", receiver="RUS"),
            say("c", mode="military", when="2022-09-05/2022-09-06", confidence=0.5),
        ],
        [],
    )
    assert (event.actor, event.mode, event.when) == ("PRK", "military", "2022-09-05")
    assert (event.item, event.giver, event.receiver) == ("arms", "PRK", "RUS")


def test_a_veto_is_received_by_whom_it_spares():
    veto = say(actor="RUS", type="REJECT", recipient="UNSC", item="veto", giver="RUS",
               beneficiary="PRK")  # fmt: skip
    (event,) = resolve([veto], [])
    assert (event.giver, event.receiver) == ("RUS", "PRK")


def test_events_stand_in_order_of_time():
    whens = [None, "2022-07", "2021/..", "../2017", "2022-03-04"]
    said = [say("a", n, when=w, actor=f"A{n}") for n, w in enumerate(whens)]
    ordered = [e.when for e in resolve(said, [])]
    assert ordered == ["../2017", "2021/..", "2022-03-04", "2022-07", None]


def test_a_date_that_is_none_is_refused():
    with pytest.raises(CuibonoError, match="not an ISO 8601 interval"):
        resolve([say(when="soon")], [])


def test_nothing_gives_nothing():
    assert resolve([], []) == ()


class Bond:
    """What a person judged."""

    def __init__(self, together, *groups):
        self.together, self.groups = together, tuple(map(frozenset, groups))


def sizes(said, *bonds):
    return sorted(len(e.statements) for e in resolve(said, [], bonds=bonds))


def test_a_persons_word_stands():
    one, two, far = say("a"), say("b"), say("c", when="2021-01-01")
    together, apart = Bond(True, [one.id, far.id]), Bond(False, [one.id], [far.id])
    assert sizes([one, two, far]) == [1, 2]
    assert sizes([one, two, far], together) == [3]
    assert sizes([one, two, far], Bond(False, [two.id])) == [1, 1, 1]
    assert sizes([one, two, far], together, apart) == [1, 2]
    assert sizes([one, two, far], apart, together) == [3]


def test_what_was_found_is_kept_and_extended(tmp_path):
    said = [say("a"), say("b")]
    first = resolve(said, [], folder=tmp_path)
    assert resolve(said, [], folder=tmp_path) == first
    more = [*said, say("c"), say("d", when="2021-01-01")]
    assert sorted(len(e.statements) for e in resolve(more, [], folder=tmp_path)) == [1, 3]
    (tmp_path / NAME).write_text("not arrow", "utf-8")
    assert resolve(said, [], folder=tmp_path) == first


def test_what_was_kept_of_statements_that_are_gone_is_found_anew(tmp_path):
    said = [say("a"), say("b"), say("c", when="2021-01-01"), say("d", stance=Stance.DENIED)]
    resolve(said, [], folder=tmp_path)
    for left in (said[1:], said[:3], said[:1], []):
        assert resolve(left, [], folder=tmp_path) == resolve(left, [])


FIRE = {"type": "ASSAULT", "recipient": "UKR", "item": None, "when": "2022-03-01",
        "recipient_text": "Kharkiv"}  # fmt: skip


def fire(document, actor, text, **of):
    """One attack on one day, by whomever."""
    quote = f"{text} shelled the centre of Kharkiv on Tuesday with rockets, killing ten."
    return told(document, quote, "shelled", actor=actor, actor_text=text, **(FIRE | of))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("---", "The Quorvians"), ("BLR", "Belarus"), False),
        (("---", "Quorvians"), ("BLR", "Belarus"), False),
        (("---", "The Quorvians"), ("---", "The Zorbians"), False),
        (("---", "The Quorvians"), ("---", "Quorvia"), True),
        (("---", "The Quorvians"), ("---", "Masked gunmen"), True),
        (("---", "Masked gunmen"), ("BLR", "Belarus"), True),
    ],
)
def test_a_stranger_with_a_name_is_nobody_else(one, other, together):
    assert meet(fire("a", *one), fire("b", *other)) == ([2] if together else [1, 1])


def test_the_name_of_an_actor_is_nobodys_own():
    assert names_of("---", "Fighters from Belarus") == ()
    assert names_of("---", "Fighters from Quorvia") != ()


def test_who_has_no_name_brings_no_strangers_together():
    one, nobody, other = (fire("a", "---", "The Quorvians"), fire("b", "---", "Masked gunmen"),
                          fire("c", "BLR", "Belarus"))  # fmt: skip
    assert meet(one, nobody) == meet(nobody, other) == [2]
    assert meet(one, nobody, other) == [2, 1]


@pytest.mark.parametrize(
    ("quote", "apart"),
    [
        ("Minsk seized a man, Ihor Dolvar, at the border.", False),
        ("Minsk seized a man at the border.", True),
    ],
)
def test_who_is_named_in_the_other_sentence_may_be_the_one_meant(quote, apart):
    man = {"actor": "BLR", "type": "COERCE", "item": None}
    one = told("a", "Minsk seized Ihor Dolvar.", "seized", recipient="---",
               recipient_text="Ihor Dolvar", **man)  # fmt: skip
    two = told("b", quote, "seized", recipient="UKR.CIV", recipient_text="a man", **man)
    columns = sheet([one, two], ["a", "b"])
    assert strangers(columns, np.array([0]), np.array([1])).tolist() == [apart]


def test_a_denial_denies_no_strangers_deed():
    claim = fire("a", "BLR", "Belarus", source="USA")
    denial = {"source": "PRK", "stance": Stance.DENIED, "when": None}
    there = [fire("a", "---", name, **denial, start=200, end=260, trigger_start=210,
                  trigger_end=217) for name in ("The Quorvians", "The gunmen")]  # fmt: skip
    assert meet(claim, there[0]) == [1, 1]
    assert meet(claim, there[1]) == [2]


def test_affairs_of_strangers_in_one_text_are_apart():
    backs = {"type": "SUPPORT", "item": None, "when": None}
    said = [told("a", f"{who} has long backed Moscow.", "backed", actor="---", actor_text=who,
                 **backs) for who in ("Quorvia", "Zorbia", "It")]  # fmt: skip
    assert meet(*said) == [1, 1, 1]


def test_a_persons_word_stands_when_documents_are_added_to_what_was_kept(tmp_path):
    one, two, far = say("a"), say("b"), say("c", when="2021-01-01")
    together, apart = Bond(True, [one.id, far.id]), Bond(False, [one.id], [two.id])

    def groups(said, *bonds):
        found = resolve(said, [], bonds=bonds, folder=tmp_path)
        return sorted(sorted(s.document for s in e.statements) for e in found)

    assert groups([one, two, far]) == [["a", "b"], ["c"]]
    assert groups([one, two, far], together) == [["a", "b", "c"]]
    kept = (tmp_path / NAME).stat()
    assert groups([one, two, far], together) == [["a", "b", "c"]]
    assert (tmp_path / NAME).stat() == kept
    # New documents join what was found, and what a person said holds for them too.
    more = [one, two, far, say("d"), say("e", when="2021-01-01")]
    assert groups(more, together) == [["a", "b", "c", "d", "e"]]
    assert groups(more) == [["a", "b", "d"], ["c", "e"]]
    assert groups([*more, say("f")], apart) in (
        [["a", "d", "f"], ["b"], ["c", "e"]], [["a"], ["b", "d", "f"], ["c", "e"]],
    )  # fmt: skip


@pytest.mark.long
def test_ten_thousand_statements_on_two_take_seconds():
    towns = [f"{a}{b}" for a in ("Bel", "Kur", "Zar", "Don") for b in ("gorod", "sk", "ivka")]
    acts = (("ASSAULT", "struck"), ("ACCUSE", "accused"), ("AID", "sent"), ("CONSULT", "met"))
    said: list[Statement] = []
    for n in range(10_000):
        type_, verb = acts[n % 4]
        quote = f"Moscow {verb} Kyiv over {towns[n % 12]} with {n % 83} drones."
        day = date(2022, 3, 1) + timedelta(days=n % 300)
        denied = n % 20 == 0
        said.append(say(
            f"d{n // 2}", n % 2 * 90, quote=quote, trigger=verb, actor="RUS", recipient="UKR",
            type=type_, item=None, when=None, published=day.isoformat(),
            stance=Stance.DENIED if denied else Stance.REPORTED,
            source="RUS.MFA" if denied else "AUTHOR",
        ))  # fmt: skip
    used = time.process_time()
    events = resolve(said, [])
    used = time.process_time() - used
    assert sum(len(e.statements) for e in events) == 10_000
    # Four seconds on a quiet core; what grew with the square of the rows would take minutes.
    assert used < 60
