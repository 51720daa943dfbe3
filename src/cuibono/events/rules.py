"""What no likeness can overrule: dates that contradict each other, parties that are strangers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cuibono.events.likeness import (
    ABSENT,
    CHUNK,
    Pairs,
    Real,
    at_odds,
    features_by_name,
    meaning,
    one_day,
)
from cuibono.events.linkage import MOST
from cuibono.events.sheet import Sheet
from cuibono.events.strangers import strangers

VERSION = "12"
"""Changes with the rules, those of denials too: what was found under others is found anew."""
EXACT = 7
"""A date of so many days or fewer is exact."""
SLACK = 2
"""Exact dates that are further apart (days) contradict each other."""
MONTH = 31
"""So long after a named day (in days) an undated report is not simply taken to speak of it."""
MANY = 20
"""So many texts within a week of a report are many that tell of such acts of the same two."""
APART = 2
"""So many days apart they then tell of two acts, unless it is sure that they do not."""
DENSE = 0.25
"""Log odds that a pair loses for each natural log of how many texts tell of such acts."""
ODDS = 1.0
"""Log odds that a pair loses for each party that contradicts the other's."""
TWO = 0.5
"""Log odds that two words of one sentence lose: mostly they tell of two acts."""
BLIND = 0.5
"""Log odds that a pair loses of which the meanings are not both known."""
NEAR = 0.3
"""Acts whose meanings are so alike (-1 to 1) may be of one thing that was read as two."""
ONE = 1.0
"""Log odds, above those from which statements meet, of the same deed on the same named day."""

SAID = frozenset(
    ("ACCUSE", "AGREE", "CONSULT", "PROTEST", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
)
"""Types of acts that are done with words."""
AGAIN = float(np.log(0.012))
"""The natural log of the chance of one day, below which such words are taken to be said again."""

Rows = NDArray[np.bool_]


def contradict(s: Sheet, a: Pairs, b: Pairs) -> Rows:
    """Whether exact dates lie apart, or a report came out before the day that the other names."""
    exact_a, exact_b = _exact(s, a), _exact(s, b)
    gap = np.maximum(s.first[a] - s.last[b], s.first[b] - s.last[a])
    apart = exact_a & exact_b & (gap > SLACK)
    early = _early(s, a, b, exact_b) | _early(s, b, a, exact_a)
    # Two stretches without a day in common, however wide they are.
    dated = (s.first[a] > 0) & (s.first[b] > 0)
    return apart | early | (dated & ~(exact_a & exact_b) & (gap > 0))


def _early(s: Sheet, report: Pairs, dated: Pairs, exact: Rows) -> Rows:
    """Whether a plain report without a date came out before the day that another names."""
    plain = (s.first[report] == 0) & (s.out[report] > 0) & (s.foretold[report] == 0)
    return plain & exact & (s.first[dated] - s.out[report] > SLACK)


def _exact(s: Sheet, rows: Pairs) -> Rows:
    return (s.first[rows] > 0) & (s.last[rows] - s.first[rows] < EXACT)


def distant(s: Sheet, a: Pairs, b: Pairs) -> Rows:
    """Whether one names a day long before the report of the other, which names none.

    Such a pair meets only where it is sure: a date is never borrowed on a guess.
    """
    one = (s.first[a] > 0) != (s.first[b] > 0)
    dated, other = np.where(s.first[a] > 0, a, b), np.where(s.first[a] > 0, b, a)
    return one & (s.out[other] > 0) & (s.out[other] - s.last[dated] > MONTH)


def crowded(s: Sheet, a: Pairs, b: Pairs) -> Rows:
    """Whether two texts some days apart tell of acts such as many texts of these days tell of.

    In a war likeness alone says little: only what is sure is one.
    """
    dense = np.maximum(s.crowd[a], s.crowd[b]) >= MANY
    first_a, last_a = (np.where(s.first[a] > 0, end[a], s.out[a]) for end in (s.first, s.last))
    first_b, last_b = (np.where(s.first[b] > 0, end[b], s.out[b]) for end in (s.first, s.last))
    gap = np.maximum(first_a - last_b, first_b - last_a)
    dated = (first_a > 0) & (first_b > 0)
    return dense & dated & (gap >= APART) & (s.text[a] != s.text[b])


def one_deed(s: Sheet, a: Pairs, b: Pairs) -> Rows:
    """The same two, the same act and thing, on a day that both name."""
    same = (s.actor[a] == s.actor[b]) & (s.recipient[a] == s.recipient[b])
    named = (s.actor[a] > 0) & (s.recipient[a] > 0)
    days = np.minimum(s.last[a], s.last[b]) >= np.maximum(s.first[a], s.first[b])
    both = _exact(s, a) & _exact(s, b) & days
    told = features_by_name(s, a, b)
    agrees = np.ones(len(a), bool)
    for name in ("item", "place", "quantity"):
        agrees &= (told[name] == ABSENT) | (told[name] > 0)
    return same & named & both & (s.type[a] == s.type[b]) & agrees


def others(s: Sheet, a: Pairs, b: Pairs) -> NDArray[np.int64]:
    """How many parties are others than those of the other act: those that contradict each other,
    or who does what is done to nobody.
    """
    alone = (s.recipient[a] == 0) & (s.recipient[b] == 0)
    each = alone & _both(s.actor, a, b) & (s.actor[a] != s.actor[b])
    return np.maximum(at_odds(s, a, b), each)


def never(s: Sheet, pairs: Pairs) -> Rows:
    """Whether dates or names contradict each other, whatever else is alike, or things or parties
    in one text.
    """
    found = np.empty(len(pairs), bool)
    for first in range(0, len(pairs), CHUNK):
        part = slice(first, first + CHUNK)
        a, b = pairs[part, 0], pairs[part, 1]
        # Other parties, or help and harm, may be one thing read in two ways, but only in two texts
        # whose meanings are known; things only where the acts mean nearly the same.
        one = s.text[a] == s.text[b]
        apart = _both(s.side, a, b) & (s.side[a] != s.side[b]) | (others(s, a, b) > 0)
        apart &= one | ~(s.known[a] & s.known[b])
        found[part] = contradict(s, a, b) | apart | strangers(s, a, b)
        other = np.flatnonzero(_both(s.item, a, b) & (s.item[a] != s.item[b]) & ~found[part])
        far = meaning(s, s.meant, a[other], b[other]) < NEAR
        found[part.start + other] = one[other] | far
    return found


def _both(column: NDArray[np.int32], a: Pairs, b: Pairs) -> Rows:
    return (column[a] != 0) & (column[b] != 0)


def ruled(s: Sheet, pairs: Pairs, scores: Real, least: tuple[float, float]) -> Real:
    """The scores of pairs: the lowest where something contradicts, else as they are `weighed`."""
    return np.where(never(s, pairs), -MOST, weighed(s, pairs, scores, least)).astype(np.float32)


def weighed(s: Sheet, pairs: Pairs, scores: Real, least: tuple[float, float]) -> Real:
    """The scores of pairs that nothing contradicts, raised for one deed and day, and lowered where
    many texts tell of such acts, a party is another, both are words of one sentence, or what
    they mean is not known.

    `least` are the log odds from which statements meet, and from which they surely do: the same
    thing or place on the same day is sure.
    """
    a, b = pairs[:, 0], pairs[:, 1]
    crowds = np.log1p(np.minimum(s.crowd[a], s.crowd[b]))
    two = s.one_sentence(a, b) & (s.act[a] != s.act[b])
    less = DENSE * crowds + ODDS * others(s, a, b) + TWO * two + BLIND * ~(s.known[a] & s.known[b])
    scores = (scores - less).astype(np.float32)
    one = one_deed(s, a, b)
    told = features_by_name(s, a, b)
    sure = one & ((told["item"] == 1) | (told["place"] == 1))
    out = np.where(one, np.maximum(scores, least[0] + ONE), scores)
    out = np.where(sure, np.maximum(out, least[1]), out)
    unlikely = distant(s, a, b) | crowded(s, a, b)
    return np.where(unlikely & (out < least[1]), -MOST, out).astype(np.float32)


def vouched(s: Sheet, pairs: Pairs, scores: Real, least: float) -> Rows:
    """Whether pairs surely speak of one happening, so that one bears the other out.

    What is only planned, sought or possible bears out no deed, a sum over the days before a report
    ("139 killed in five days") no single one, and a report of other parties none of these, nor one
    of what somebody else did alone. What is said is said again: words bear each other out only
    within days.
    """
    found = scores >= least
    a, b = pairs[found, 0], pairs[found, 1]
    told = (s.foretold[a] == s.foretold[b]) & ~_sum(s, a) & ~_sum(s, b) & (others(s, a, b) == 0)
    again = (_words(s, a) | _words(s, b)) & (one_day(s, a, b) < AGAIN)
    found[found] = told & ~again
    return found


def _sum(s: Sheet, rows: Pairs) -> Rows:
    """Whether what is told may be of several days, up to the day of the report."""
    days = s.last[rows] - s.first[rows]
    return (s.first[rows] > 0) & (days > 0) & (days < EXACT) & (s.last[rows] >= s.out[rows] - 1)


def _words(s: Sheet, rows: Pairs) -> Rows:
    """Whether an act is one of words, such as people repeat."""
    return np.isin(s.type[rows], [n for n, name in enumerate(s.types) if name in SAID])
