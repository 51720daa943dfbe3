"""Which of several places of one name is meant, by what stands around it.

"In Georgia" is the country where Tbilisi or the Caucasus is near, the state of the United States
where Atlanta or Alabama is. Where nothing decides, nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cuibono.actors.code import root
from cuibono.actors.places import Gazetteer, KnownPlace, key

# Points for a clue that follows the name directly ("Tripoli, Lebanon"), stands in the same
# sentence, in the same paragraph, or anywhere in the text; a clue counts once, where it is nearest.
BESIDE, SENTENCE, PARAGRAPH, TEXT = 6, 3, 2, 1
PARTY = 3
"""Points for a state that takes part in what happens there."""
ENOUGH, RATIO = 2, 2
"""Points that decide, and how many times those of the next place they must be."""
TOWN_OF = re.compile(r"([A-Z][\w-]+)(?: \w+)? (?:city|port|suburb|town|village) of $")
IN_STATE = re.compile(r"(?:, | \()([A-Z][\w-]+)")
"""What stands before and behind a town to say in which state it lies."""
EVERYWHERE = frozenset({"USA", "GBR"})
"""States whose name and capital stand in news of anywhere, and so are not a clue."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The place that a name stands for, None where nothing decides, and why."""

    place: KnownPlace | None
    bearers: int
    why: str


def beside(before: str, after: str) -> list[str]:
    """The words directly beside a town that may say in which state it lies.

    >>> beside("in the Lebanese city of ", " on"), beside("in ", ", Lebanon")
    (['Lebanese'], ['Lebanon'])
    """
    return [m[1] for m in (TOWN_OF.search(before), IN_STATE.match(after)) if m]


def settle(
    name: str, text: str, start: int, end: int, parties: Collection[str] = (),
    gazetteer: Gazetteer | None = None,
) -> Settled:  # fmt: skip
    """The place of a name in the sentence `text[start:end]`.

    `parties` are the codes of those who take part in what happens there.

    >>> words = "He lost the vote in Georgia. Fulton County had counted twice."
    >>> settle("Georgia", words, 0, 28).place.country
    'USA'
    >>> settle("Georgia", "He was in Georgia.", 0, 18).why
    '2 places have this name, and nothing near it decides'
    """
    held = gazetteer or Gazetteer.load()
    bearers = held.bearers(name)
    if not bearers:
        return Settled(None, 0, "the gazetteer does not have this name")
    if len({b.country for b in bearers}) == 1:
        alone = "no other place in the gazetteer has this name"
        return Settled(bearers[0], len(bearers), alone)
    found = _clues(name, bearers, text, start, end)
    for b, clues in found.items():
        if b.country in {root(p) for p in parties} and b.country not in EVERYWHERE:
            clues[f"{b.country} takes part"] = PARTY
    return _decided(found)


def _decided(found: dict[KnownPlace, dict[str, int]]) -> Settled:
    """The place whose clues outweigh all others', if any do."""
    many = f"{len(found)} places have this name"
    ranked = sorted(found, key=lambda b: -sum(found[b].values()))
    first, second = (sum(found[b].values()) for b in ranked[:2])
    best = ", ".join(sorted(found[ranked[0]], key=lambda c: -found[ranked[0]][c])[:3])
    if first >= ENOUGH and first >= RATIO * second:
        return Settled(ranked[0], len(found), f"{many}; near it: {best}")
    if not second:
        why = f"only one slight clue ({best})" if first else "nothing near it decides"
        return Settled(None, len(found), f"{many}, and {why}")
    other = ", ".join(sorted(found[ranked[1]])[:3])
    return Settled(
        None, len(found), f"{many}, and there are clues for both near it: {best}; {other}"
    )


def _clues(
    name: str, bearers: tuple[KnownPlace, ...], text: str, start: int, end: int
) -> dict[KnownPlace, dict[str, int]]:
    """What speaks for each place, each clue with its points."""
    found: dict[KnownPlace, dict[str, int]] = {b: {} for b in bearers}
    pattern, owners = _pattern(key(name), tuple(b.country or "" for b in bearers))
    above = text.rfind("\n\n", 0, start) + 1
    below = text.find("\n\n", end)
    paragraph = range(above, below if below >= 0 else len(text))
    for match in pattern.finditer(text):
        at = match.start()
        if start <= at < end:
            follows = text[max(0, at - len(name) - 2) : at] in (f"{name}, ", f"{name} (")
            worth = BESIDE if follows else SENTENCE
        else:
            worth = PARAGRAPH if at in paragraph else TEXT
        for b in bearers:
            if b.country in owners[match[0]]:
                found[b][match[0]] = max(found[b].get(match[0], 0), worth)
    return found


@cache
def _pattern(
    name: str, countries: tuple[str, ...]
) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """What to look for, and for which countries it speaks.

    It is the words of `namesakes.yaml` and the countries' other places. One pattern has all of
    them, the longest first, so that no name is found inside of a longer one.
    """
    owners: dict[str, set[str]] = {}
    for country in countries:
        for word in (*_hints().get(name, {}).get(country, ()), *_places(name, country)):
            owners.setdefault(word, set()).add(country)
    longest = sorted(owners, key=lambda w: (-len(w), w))
    # Without any word, what is never found.
    words = "|".join(map(re.escape, longest)) or "(?!)"
    held = {word: frozenset(of) for word, of in owners.items()}
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), held


def _places(name: str, country: str) -> set[str]:
    """The places that only this country has, under the names that they go by first."""
    plain = country in EVERYWHERE
    return {
        places[0].name
        for known, places in Gazetteer.load().places.items()
        if known != name
        and {p.country for p in places} == {country}
        and not (plain and places[0].kind in ("country", "capital"))
    }


@cache
def _hints() -> dict[str, dict[str, tuple[str, ...]]]:
    import yaml

    source = files("cuibono") / "data" / "namesakes.yaml"
    content = yaml.safe_load(source.read_text("utf-8"))
    return {
        key(name): {c: tuple(w.strip() for w in str(words).split("|")) for c, words in of.items()}
        for name, of in content.items()
    }
