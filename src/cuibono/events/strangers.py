"""Strangers: parties without a code whose words carry a proper name of their own.

"The Quorvians" are nobody that the registry knows, and not nobody in particular either: they are
not Belarus. "Masked gunmen" may be anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cuibono.actors.code import root
from cuibono.coding.statement import UNKNOWN
from cuibono.events import words
from cuibono.events.stems import WORD, stem

if TYPE_CHECKING:
    from cuibono.events.sheet import Sheet

Pairs = NDArray[np.int64]
Rows = NDArray[np.bool_]
MOST = 3
"""So many names of one party are compared."""
PEOPLE = re.compile(r"(?:ians?|eans?|ans?|ese|ish|ites?|ia|[ais])$")
PEOPLES = re.compile(r"(?:ian|ean|an|ite|i)s$|(?:ese|ish)$")
SHORTEST = 4
"""What is left of a name without the ending of its people has so many letters."""


@cache
def names_of(code: str, text: str, opens: bool = False) -> tuple[str, ...]:
    """The proper names in the words of a party without a code that no actor or place has.

    Names of actors, of people in office and of places are not its own: "pro-Russian fighters" may
    be anybody's. A people and its land are one name. Where the words open a sentence (`opens`), the
    capital of the first says little.

    >>> names_of("---", "The Quorvians"), names_of("---", "the king of Quorvia")
    (('quorv',), ('quorv',))
    >>> names_of("---", "Masked gunmen"), names_of("---", "pro-Russian fighters in Kyiv")
    ((), ())
    >>> names_of("---", "Loggers", opens=True), names_of("---", "Quorvians", opens=True)
    ((), ('quorv',))
    """
    if root(code) != UNKNOWN:
        return ()
    found: list[str] = []
    said = WORD.findall(text)
    for number, word in enumerate(said):
        first = opens and number == 0
        if word[0].isupper() and _named(word, first, said) and stem(word) not in _taken():
            found.append(bare(stem(word)))
    return tuple(dict.fromkeys(found))[:MOST]


def bare(name: str) -> str:
    """A name without the ending that makes a people of a land.

    >>> bare("quorvian"), bare("quorvia"), bare("zog")
    ('quorv', 'quorv', 'zog')
    """
    cut = PEOPLE.sub("", name)
    return cut if len(cut) >= SHORTEST else name


def _named(word: str, first: bool, said: Sequence[str]) -> bool:
    """Whether a word with a capital is a name: no text has it, or texts write it so."""
    known = words.known()
    at = known.numbers.get(stem(word), -1)
    if at >= 0:
        return bool(known.names[at])
    # The first word of a sentence: a people's, or one of several words with capitals.
    return not first or bool(PEOPLES.search(word)) or any(w[0].isupper() for w in said[1:2])


@cache
def _taken() -> frozenset[str]:
    """The stems of all words in names of actors, of people in office and of places."""
    from cuibono.actors import Registry
    from cuibono.actors.places import Gazetteer

    registry = Registry.load()
    texts = [name.text for name in registry.names]
    texts += [spelling for person in registry.people for spelling in person.spellings]
    texts += [person.surname for person in registry.people]
    texts += list(Gazetteer.load().places)
    return frozenset(stem(word) for text in texts for word in WORD.findall(text))


def strangers(s: Sheet, a: Pairs, b: Pairs) -> Rows:
    """Whether a stranger of one row can be neither party of the other, whichever way they stand.

    It can be who has no name at all, who has one of its names, and who stands in a sentence that
    names it as well.
    """
    apart = np.zeros(len(a), bool)
    some = (s.actor_name[a] | s.recipient_name[a] | s.actor_name[b] | s.recipient_name[b]).any(1)
    a, b = a[some], b[some]
    ends = (s.actor, s.actor_name), (s.recipient, s.recipient_name)
    straight = _differ(s, (a, ends[0]), (b, ends[0])) | _differ(s, (a, ends[1]), (b, ends[1]))
    crossed = _differ(s, (a, ends[0]), (b, ends[1])) | _differ(s, (a, ends[1]), (b, ends[0]))
    apart[some] = straight & crossed
    return apart


_End = tuple[NDArray[np.int32], NDArray[np.int32]]


def _differ(s: Sheet, one: tuple[Pairs, _End], other: tuple[Pairs, _End]) -> Rows:
    """Whether two parties cannot be one since at least one of them is a stranger."""
    (a, (codes_a, names_a)), (b, (codes_b, names_b)) = one, other
    mine, yours = names_a[a], names_b[b]
    strange_a, strange_b = mine.any(1), yours.any(1)
    known_a, known_b = codes_a[a] != 0, codes_b[b] != 0
    heard = _share(mine, s.heard[b]) | _share(yours, s.heard[a])
    # A sentence that names both tells them apart.
    heard &= ~s.one_sentence(a, b)
    two = strange_a & strange_b & ~_share(mine, yours)
    return ((strange_a & known_b) | (known_a & strange_b) | two) & ~heard


def _share(x: NDArray[np.int32], y: NDArray[np.int32]) -> Rows:
    return ((x[:, :, None] == y[:, None, :]) & (x[:, :, None] != 0)).any((1, 2))


def parted(s: Sheet, group: Sequence[int]) -> list[list[int]]:
    """A group without strangers to each other: whoever contradicts most others goes first."""
    rows = np.array(group, np.int64)
    if len(rows) < 2 or not (s.actor_name[rows] | s.recipient_name[rows]).any():
        return [list(group)]
    against = _against(s, rows)
    kept = np.ones(len(rows), bool)
    while (many := (against & kept).sum(1) * kept).any():
        kept[len(many) - 1 - int(np.argmax(many[::-1]))] = False
    if kept.all():
        return [list(group)]
    return [rows[kept].tolist(), *parted(s, rows[~kept].tolist())]


def _against(s: Sheet, rows: Pairs) -> Rows:
    """Which rows are strangers to which."""
    strange = np.flatnonzero((s.actor_name[rows] | s.recipient_name[rows]).any(1))
    found = np.zeros((len(rows), len(rows)), bool)
    for n in strange.tolist():
        here = strangers(s, np.full(len(rows), rows[n], np.int64), rows)
        here[n] = False
        found[n] |= here
        found[:, n] |= here
    return found
