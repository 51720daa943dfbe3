"""Which claims a denial denies: made before it, about the same thing, the latest first.

A denial that speaks of "these allegations" denies what somebody said, rather than what a text tells
in its own voice. What takes a word back denies what its own source said, where that said anything
like it. In one text nobody else's denial is of its speaker's own words: they tell of two things.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from cuibono.events.kinds import Kinds
from cuibono.events.likeness import Pairs, cosine
from cuibono.events.sheet import Sheet
from cuibono.events.strangers import strangers

ALIKE = 0.32
"""So alike must the words of a denial and of a claim be (cosine, 0 to 1) that do not stand close
together in one text and are not of one thing; half so much where a party has no name."""
PLAIN = 0.5
"""So alike where a text denies in its own voice what stands elsewhere."""
NEAREST = 0.03
"""Claims whose likeness differs by less than this are as near: the latest of them is denied."""
MONTHS = 400
"""An older claim (in days) must be worded alike even where it is of the same thing."""
CLOSE = 600
"""Sentences of one text that begin within so many characters speak of one thing more easily."""
SAID = 0.3
"""So much nearer is what somebody said, where a denial speaks of what was said before."""
LATEST = 200
"""So many claims of one dyad are looked at, the latest before the denial."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What can be denied: rows of the sheet, each with the number of its group.

    `mouth` says whether a denial and a row have one source, `own` whether it takes back what its
    own source said in a row. Of a denial's words `back` says whether they take a word back, `taken`
    whether they speak of what was said before, `ahead` whether of what may come, `marked` whether
    they say that something is denied.
    """

    rows: Sequence[int]
    groups: Sequence[int]
    mouth: Callable[[int, int], bool] = lambda denial, row: False
    own: Callable[[int, int], bool] = lambda denial, row: False
    back: Callable[[int], bool] = lambda denial: False
    taken: Callable[[int], bool] = lambda denial: False
    ahead: Callable[[int], bool] = lambda denial: False
    marked: Callable[[int], bool] = lambda denial: False


def bound(sheet: Sheet, denials: Sequence[int], claims: Claims, kinds: Kinds) -> dict[int, int]:
    """For each denial (a row) the group that it denies; nothing for one that denies no claim."""
    index = _index(sheet, claims)
    found: dict[int, int] = {}
    for denial in denials:
        back = claims.back(denial)
        fit = (
            rg for rg in _latest_first(sheet, denial, index)
            if _may_deny(sheet, denial, rg[0], kinds, claims)
            and not _own_words(sheet, denial, rg[0], claims)
        )  # fmt: skip
        near: list[tuple[int, int]] = []
        # Who takes a word back may have said it long ago; else the latest claims are enough.
        while (back or len(near) < LATEST) and (some := list(islice(fit, LATEST))):
            near += _acquainted(sheet, denial, some)
        mine = [rg for rg in near if claims.own(denial, rg[0])] if back else []
        best = _nearest(sheet, denial, mine[:LATEST], claims)
        if best is None:
            best = _nearest(sheet, denial, near[:LATEST], claims)
        if best is not None:
            found[denial] = best
    return found


Key = tuple[int, ...]
Index = dict[Key, list[tuple[int, int, int]]]


def _index(s: Sheet, claims: Claims) -> Index:
    """Under each of their keys the claims by day of publication, row and group."""
    index: Index = defaultdict(list)
    for row, group in zip(claims.rows, claims.groups, strict=True):
        for key in _keys(s, row):
            index[key].append((int(s.out[row]), row, group))
    for held in index.values():
        held.sort()
    return index


def _keys(s: Sheet, row: int) -> list[Key]:
    """The parties of a row, each time with what a denial and its claim may share besides."""
    kinds = [(0, int(s.type[row])), (1, int(s.act[row]))]
    if s.item[row]:
        kinds.append((2, int(s.item[row])))
    return [(*pair, *kind) for pair in _pairs(s, row) for kind in kinds]


def _latest_first(s: Sheet, denial: int, index: Index) -> Iterator[tuple[int, int]]:
    """The claims that share a key with a denial and came out no later, with their groups."""
    out = int(s.out[denial])
    parts = [
        reversed(held[: bisect_right(held, (out, len(s), 0))] if out else held)
        for key in _keys(s, denial)
        if (held := index.get(key))
    ]
    last = -1
    for _, row, group in heapq.merge(*parts, reverse=True):
        if row != last:
            yield row, group
        last = row


def _own_words(s: Sheet, denial: int, claim: int, claims: Claims) -> bool:
    """Whether one mouth, be it the author's, says both in one text and takes nothing back."""
    one = s.text[claim] == s.text[denial] and claims.mouth(denial, claim)
    return bool(one) and not claims.own(denial, claim)


def _acquainted(s: Sheet, denial: int, near: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those whose parties are no strangers to the denial's."""
    rows: Pairs = np.array([row for row, _ in near], np.int64)
    apart = strangers(s, np.full(len(rows), denial, np.int64), rows)
    return [rg for rg, strange in zip(near, apart.tolist(), strict=True) if not strange]


def _pairs(s: Sheet, row: int) -> list[tuple[int, int]]:
    """The parties of a row in one order; where one has no name, only within its text."""
    a, b = sorted((int(s.actor[row]), int(s.recipient[row])))
    pairs = [(a, b)] if a else []
    # Whoever acts, whatever to: the words must then carry more.
    pairs += [(-1 - int(s.text[row]), int(p)) for p in (s.actor[row], s.recipient[row]) if p]
    return pairs


def _may_deny(s: Sheet, denial: int, claim: int, kinds: Kinds, claims: Claims) -> bool:
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
    other = s.type[claim] != s.type[denial] and s.act[claim] != s.act[denial]
    if other and not (s.side[claim] == s.side[denial] and all(items)):
        return False
    if _turned(s, denial, claim, kinds) or _not_come(s, denial, claim, claims):
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
    """Whether a sentence tells of one act in its own voice, and of another that is denied.

    Not where a word says that something is denied.
    """
    one = s.sentence[claim] == s.sentence[denial] and s.speaker[claim] == 0
    return bool(one and s.act[claim] != s.act[denial]) and not claims.marked(denial)


def _not_come(s: Sheet, denial: int, claim: int, claims: Claims) -> bool:
    """Whether what was foretold did not come: that it was foretold is not denied by that.

    Nor is a plan denied by who denies a deed in other words.
    """
    if not s.foretold[claim]:
        return False
    if s.item[claim] == s.item[denial] != 0:
        return s.speaker[denial] == 0
    word = s.trigger[claim] == s.trigger[denial] != 0
    plain = not (word or claims.taken(denial) or claims.ahead(denial))
    return s.speaker[denial] == 0 or plain or not _close(s, denial, claim)


def _close(s: Sheet, denial: int, claim: Pairs | int) -> NDArray[np.bool_]:
    """Whether a denial stands in one text with a claim, and a few sentences from it."""
    apart = np.abs(s.sentence[claim] - s.sentence[denial])
    return (s.text[claim] == s.text[denial]) & (apart <= CLOSE)


def _turned(s: Sheet, denial: int, claim: int, kinds: Kinds) -> bool:
    """Whether other parties act or are acted upon; of a mutual type, whether others take part."""
    known = kinds.types.get(s.types[s.type[denial]])
    if known is not None and known.mutual:
        mine, yours = ({int(s.actor[row]), int(s.recipient[row])} - {0} for row in (denial, claim))
        return not (mine <= yours or yours <= mine)
    ends = (s.actor[claim], s.actor[denial]), (s.recipient[claim], s.recipient[denial])
    return any(all(pair) and pair[0] != pair[1] for pair in ends)


def _nearest(s: Sheet, denial: int, near: Sequence[tuple[int, int]], claims: Claims) -> int | None:
    """The group of the claim that is worded most alike; of those as near the latest.

    Where a denial takes up what was said, what somebody said is nearer.
    """
    if not near:
        return None
    rows: Pairs = np.array([row for row, _ in near], np.int64)
    here: Pairs = np.full(len(rows), denial, np.int64)
    words = 0.5 * cosine(s.near, s.near_weight, here, rows)
    words += 0.3 * cosine(s.all, s.all_weight, here, rows)
    words += 0.2 * (s.near_vector[here] * s.near_vector[rows]).sum(1)
    item = (s.item[rows] == s.item[denial]) & (s.item[rows] != 0)
    text = s.text[rows] == s.text[denial]
    close = _close(s, denial, rows)
    # Where one text alone has a date, nobody knows which is older.
    old = (s.out[denial] - s.out[rows] > MONTHS) & (s.out[rows] > 0)
    old |= (s.out[rows] == 0) != (s.out[denial] == 0)
    unnamed = (s.actor[rows] == 0) | (s.recipient[rows] == 0)
    unnamed |= s.actor[denial] == 0 or s.recipient[denial] == 0
    unnamed &= s.act[rows] != s.act[denial]
    least = np.where(close | item, np.where(unnamed, ALIKE / 2, 0.0), ALIKE)
    if s.speaker[denial] == 0:
        # Nobody in particular denies it: it must be plain that a text speaks of the same.
        dated = item & (s.first[rows] > 0) & (s.first[denial] > 0)
        least = np.where(close | dated, least, np.maximum(least, PLAIN))
    least = np.where(old & ~close, np.maximum(least, ALIKE), least)
    score = words + 0.25 * item + 0.35 * text
    if claims.taken(denial):
        score = score + SAID * (s.speaker[rows] != 0)
    fit = words >= least
    if not fit.any():
        return None
    best = float(score[fit].max())
    kept = np.flatnonzero(fit & (score >= best - NEAREST))
    return near[int(max(kept, key=lambda k: (int(s.out[rows[k]]), int(rows[k]))))][1]
