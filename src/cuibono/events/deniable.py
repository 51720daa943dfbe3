"""What a denial may deny: a claim that was made before it, of the same thing, and is told as so."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cuibono.events.kinds import Kinds
from cuibono.events.likeness import Pairs
from cuibono.events.sheet import Sheet

CLOSE = 600
"""Sentences of one text that begin within so many characters speak of one thing more easily."""


@dataclass(frozen=True, slots=True)
class Says:
    """The denials (rows) whose words do something: what they say, and what they leave alone.

    `back`: they take a word back; `taken`: they speak of what was said before; `ahead`: of what may
    come; `marked`: they say that something is denied. `refuses`: something is only not done;
    `bare`: nothing says that it is not so; `silent`: nobody speaks in them; `part`: only who did it
    is denied.
    """

    back: Set[int] = frozenset()
    taken: Set[int] = frozenset()
    ahead: Set[int] = frozenset()
    marked: Set[int] = frozenset()
    refuses: Set[int] = frozenset()
    bare: Set[int] = frozenset()
    silent: Set[int] = frozenset()
    part: Set[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Claims:
    """What can be denied: rows of the sheet, each with the number of its group.

    `mouth` says whether a denial and a row have one source, `own` whether it takes back what its
    own source said in a row.
    """

    rows: Sequence[int]
    groups: Sequence[int]
    says: Says = Says()
    mouth: Callable[[int, int], bool] = lambda denial, row: False
    own: Callable[[int, int], bool] = lambda denial, row: False


def may_deny(s: Sheet, denial: int, claim: int, kinds: Kinds, claims: Claims) -> bool:
    """Whether a claim was made before a denial, and is not of another kind or thing."""
    items = s.item[claim], s.item[denial]
    if all(items) and items[0] != items[1]:
        return False
    if s.text[claim] == s.text[denial]:
        # A text may tell of the denial first, where it is plain that both speak of one thing.
        if s.sentence[claim] > s.sentence[denial] and not all(items):
            return False
        if _refusal(s, denial, claim) or _beside(s, denial, claim, claims):
            return False
    elif s.out[claim] > s.out[denial] > 0:
        return False
    if _done(s, denial, claim, claims) or _nameless(s, denial, claim, kinds, claims):
        return False
    other = s.type[claim] != s.type[denial] and s.act[claim] != s.act[denial]
    if other and not (s.side[claim] == s.side[denial] and all(items)):
        return False
    if turned(s, denial, claim, kinds) or _not_come(s, denial, claim, claims):
        return False
    outcome = kinds.outcome(s.types[s.type[denial]])
    if outcome and not s.contexts[claim] & s.contexts[denial] and s.text[claim] != s.text[denial]:
        return False
    dates = s.first[claim], s.first[denial]
    if all(dates):
        return s.first[claim] <= s.last[denial] and s.first[denial] <= s.last[claim]
    # What has no date of its own lies before the publication of its text.
    return not (s.first[claim] and s.out[denial] and s.first[claim] > s.out[denial])


def _refusal(s: Sheet, denial: int, claim: int) -> bool:
    """Whether a row of the denial's sentence is the refusal itself, and not what is refused."""
    if s.sentence[claim] != s.sentence[denial] or s.types[s.type[claim]] != "REJECT":
        return False
    # A denial that takes up what was said before stands at the word of the refusal.
    return s.act[claim] != s.act[denial] or s.type[claim] != s.type[denial]


def _beside(s: Sheet, denial: int, claim: int, claims: Claims) -> bool:
    """Whether a sentence tells of one act, and of another that is denied, one in its own voice.

    Not where a word says that something is denied.
    """
    own = s.speaker[claim] == 0 or s.speaker[denial] == 0
    one = s.sentence[claim] == s.sentence[denial] and own
    return bool(one and s.act[claim] != s.act[denial]) and denial not in claims.says.marked


def _done(s: Sheet, denial: int, claim: int, claims: Claims) -> bool:
    """Whether a denial's words call nothing untrue that has been told as done.

    Who refuses to do a thing denies only that it will be done. Where no word says "not", a denial
    is only against a claim of somebody else's close by. Where nobody speaks, a text does not
    contest itself.
    """
    if denial in claims.says.silent and s.text[claim] == s.text[denial] and s.speaker[claim] == 0:
        return True
    by = bool(close(s, denial, claim))
    if denial in claims.says.refuses:
        return not (by and s.foretold[claim])
    return denial in claims.says.bare and not (by and s.speaker[claim])


def _nameless(s: Sheet, denial: int, claim: int, kinds: Kinds, claims: Claims) -> bool:
    """Whether a claim names nobody who did it, and a denial only says who did not.

    Where neither names any party, only a denial that takes up its own sentence is of that claim.
    """
    one = s.text[claim] == s.text[denial] and s.sentence[claim] == s.sentence[denial]
    if not (s.actor[denial] or s.recipient[denial]):
        return not (one and denial in claims.says.taken and s.speaker[claim] != 0)
    known = kinds.types.get(s.types[s.type[denial]])
    if s.actor[claim] or (known is not None and known.mutual):
        return False
    return denial in claims.says.part and not (one and s.actor[denial])


def _not_come(s: Sheet, denial: int, claim: int, claims: Claims) -> bool:
    """Whether what was foretold did not come: that it was foretold is not denied by that.

    Nor is a plan denied by who denies a deed in other words.
    """
    if not s.foretold[claim]:
        return False
    if s.item[claim] == s.item[denial] != 0:
        return s.speaker[denial] == 0
    word = s.trigger[claim] == s.trigger[denial] != 0
    plain = not (word or denial in claims.says.taken or denial in claims.says.ahead)
    return s.speaker[denial] == 0 or plain or not close(s, denial, claim)


def close(s: Sheet, denial: int, claim: Pairs | int) -> NDArray[np.bool_]:
    """Whether a denial stands in one text with a claim, and a few sentences from it."""
    apart = np.abs(s.sentence[claim] - s.sentence[denial])
    return (s.text[claim] == s.text[denial]) & (apart <= CLOSE)


def turned(s: Sheet, denial: int, claim: int, kinds: Kinds) -> bool:
    """Whether other parties act or are acted upon; of a mutual type, whether others take part."""
    known = kinds.types.get(s.types[s.type[denial]])
    if known is not None and known.mutual:
        mine, yours = ({int(s.actor[row]), int(s.recipient[row])} - {0} for row in (denial, claim))
        return not (mine <= yours or yours <= mine)
    ends = (s.actor[claim], s.actor[denial]), (s.recipient[claim], s.recipient[denial])
    return any(all(pair) and pair[0] != pair[1] for pair in ends)


def own_words(s: Sheet, denial: int, claim: int, claims: Claims) -> bool:
    """Whether one mouth, be it the author's, says both in one text and takes nothing back."""
    one = s.text[claim] == s.text[denial] and claims.mouth(denial, claim)
    return bool(one) and not claims.own(denial, claim)
