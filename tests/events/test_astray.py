"""A contested happening holds only what its denials can speak of."""

import numpy as np

from cuibono.events.astray import parted
from cuibono.events.kinds import SHIPPED
from cuibono.events.sheet import sheet
from tests.events.test_denials import CLAIM, denied, told


def parts(statements, denials):
    """The parts of one group of statements whose last `denials` deny something in it."""
    columns = sheet(statements, [s.document for s in statements])
    rows = list(range(len(statements) - denials))
    target = dict.fromkeys(range(len(rows), len(statements)), 0)
    return [part for _, part in parted(columns, [rows], target, SHIPPED)]


def test_what_others_did_is_a_happening_of_its_own():
    claim, no = told(**CLAIM), denied(start=60)
    theirs = told("Minsk fired on Warsaw.", "fired", document="b", actor="BLR", recipient="POL")
    assert parts([claim, theirs, no], 1) == [[0, 2], [1]]


def test_another_thing_and_other_days_are_apart():
    of = {"item": "arms", "when": "2022-09-05"}
    claim, no = told(**CLAIM, **of), denied(start=60, **of)
    for other in ({"item": "fuel"}, {"when": "2023-01-02"}):
        assert parts([claim, told(**CLAIM, document="b", **(of | other)), no], 1) == [[0, 2], [1]]


def test_talks_of_other_states_are_apart():
    talks = {"type": "CONSULT", "quote": "Envoys met for talks.", "trigger": "talks"}
    no = denied("Kyiv denies that it took part in talks.", "talks", type="CONSULT")
    others = told(**talks, document="b", actor="RUS", recipient="POL")
    assert parts([told(**talks, source="RUS"), others, no], 1) == [[0, 2], [1]]


def test_who_names_no_party_stays_with_each_denial():
    nobody = told("Somebody shelled the dam.", "shelled", document="b", actor="---")
    mine = denied(start=60)
    yours = denied("Minsk denies that it shelled the dam.", "shelled", source="BLR", actor="BLR",
                   document="c")  # fmt: skip
    assert parts([told(**CLAIM), nobody, mine, yours], 2) == [[0, 1, 2, 3]]


def test_denials_of_two_claims_are_two_happenings():
    other = told("Moscow says that Minsk shelled it.", "shelled", source="RUS", actor="BLR",
                 document="b")  # fmt: skip
    yours = denied("Minsk denies that it shelled it.", "shelled", source="BLR", actor="BLR",
                   document="b", start=60)  # fmt: skip
    assert np.array_equal(parts([told(**CLAIM), other, denied(start=60), yours], 2),
                          [[0, 2], [1, 3]])  # fmt: skip


def test_what_is_not_denied_stays_as_it_is():
    assert parts([told(**CLAIM), told(**CLAIM, document="b")], 0) == [[0, 1]]
