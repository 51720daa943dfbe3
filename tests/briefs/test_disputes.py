"""Which denials a brief tells of under what is contested or denied."""

import pytest

from cuibono.briefs.disputes import disputes
from cuibono.coding.statement import Stance, Statement


def denied(words, trigger):
    at = words.index(trigger)
    return Statement("d", words, 0, len(words), trigger, at, at + len(trigger), "THA", "",
                     "CONSULT", "MYS", source="THA", stance=Stance.DENIED)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("Bangkok denied that it held talks with Kuala Lumpur.", "talks"),
        ("Bangkok said that it had not held talks with Kuala Lumpur.", "talks"),
        ("Bangkok rejected the reports of talks.", "talks"),
        ("Bangkok denied breaking off access to talks.", "talks"),
    ],
)
def test_words_that_say_that_it_is_not_so_are_a_denial(words, trigger):
    assert disputes(denied(words, trigger))


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("Bangkok rejected an offer of talks by Kuala Lumpur.", "talks"),
        ("Bangkok refused talks with Kuala Lumpur.", "talks"),
        ("Bangkok denied the Malaysian envoy entry for talks.", "talks"),
        ("Bangkok dismissed the envoy during a dispute before talks were cancelled.", "talks"),
        ("Bangkok ruled out talks with Kuala Lumpur, where it never had an envoy.", "talks"),
    ],
)
def test_a_refusal_is_none(words, trigger):
    assert not disputes(denied(words, trigger))
