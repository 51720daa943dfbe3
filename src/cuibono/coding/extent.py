"""When, where, how much and what: the words that were read for an act, as values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from cuibono.actors.places import Gazetteer
from cuibono.coding.codebook import Codebook
from cuibono.coding.statement import Place, Quantity
from cuibono.language.quantities import find_quantities
from cuibono.language.sentence import Sentence
from cuibono.language.times import TimeExpression, find_times

Span = tuple[int, int]


def when(
    sentence: Sentence, spans: Iterable[Span], published: date | None, past: bool = False
) -> str | None:
    """The interval that the words for an act's time name; None where none can be told.

    Of an act that has happened (`past`), a day without its year lies before the text's own.
    """
    wanted = [_offsets(sentence, first, last) for first, last in spans]
    found = [
        str(time.value)
        for time in _times(sentence.text, published, past)
        if any(time.start < end and start < time.end for start, end in wanted)
    ]
    return max(found, key=_exactness, default=None)


def _exactness(value: str) -> tuple[bool, int]:
    """Of several times of one act ("ten years ago, in June 2009") the most exact is meant."""
    return "/" not in value, len(value)


def only_time(sentence: Sentence, published: date | None, past: bool = False) -> str | None:
    """The one bounded interval that a sentence names, for the one act that it tells of."""
    found = _times(sentence.text, published, past)
    value = found[0].value if len(found) == 1 else None
    return None if value is None or ".." in value else value


def quantity(sentence: Sentence, spans: Iterable[Span]) -> Quantity | None:
    """The number, bound and unit that the words for how much name."""
    wanted = [_offsets(sentence, first, last) for first, last in spans]
    if not wanted:
        return None
    for q in _quantities(sentence.text):
        if any(q.start < end and start < q.end for start, end in wanted):
            return Quantity(q.number, q.bound, q.unit)
    return None


# Each act of a sentence asks for its expressions anew; they are found once.
@lru_cache(maxsize=64)
def _times(text: str, published: date | None, past: bool) -> tuple[TimeExpression, ...]:
    return tuple(t for t in find_times(text, published, past=past) if t.value and t.kind != "set")


_quantities = lru_cache(maxsize=64)(find_quantities)


def where(sentence: Sentence, spans: Iterable[Span], gazetteer: Gazetteer) -> Place | None:
    """The place that the words for where name, the longest name that the gazetteer has."""
    for first, last in spans:
        for size in range(last - first + 1, 0, -1):
            for begin in range(first, last - size + 2):
                name = sentence.words(begin, begin + size - 1)
                place = gazetteer.find(name) if name[:1].isupper() else None
                if place is not None:
                    return Place(name, place.country, place.latitude, place.longitude)
    return None


def item(
    sentence: Sentence, spans: Iterable[Span], trigger: Span, type_: str, book: Codebook
) -> str | None:
    """What changed hands, one of the codebook's items: by its words, else by the act's own.

    In an act of words the act's own come first: what is recognised or praised is not handed over.
    """
    own = book.item_of(sentence.words(*trigger), type_)
    if own and book.by_name[type_].quadrant.startswith("verbal"):
        return own
    for first, last in spans:
        found = book.item_of(sentence.words(first, last))
        if found is not None:
            return found
    return own


def _offsets(sentence: Sentence, first: int, last: int) -> Span:
    return (
        sentence.tokens[first].start - sentence.start,
        sentence.tokens[last].end - sentence.start,
    )
