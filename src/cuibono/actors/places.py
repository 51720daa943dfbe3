"""The gazetteer: names of places with country and coordinates, from `data/places.yaml`.

A name that stands for several places has coordinates only when the country is known from
the context; otherwise it is returned without them, because nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from cuibono import infile
from cuibono.errors import CuibonoError

AMBIGUOUS = "ambiguous"
# Sections of the file whose places belong to no single state, with their usual kind.
STATELESS = {"WATER": "water", "SHARED": "region"}


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the gazetteer: ISO alpha-3 country (None for the high seas), degrees, kind.

    `kind` is capital, city, region, country, water, island, base, site, border or front;
    `ambiguous` where a name stands for several places and nothing decides between them.
    """

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    kind: str = "city"


@dataclass(frozen=True)
class Gazetteer:
    """Places by every name they go by.

    >>> gazetteer = Gazetteer.load()
    >>> gazetteer.find("Kiev").name, gazetteer.find("Bab el-Mandeb").country
    ('Kyiv', None)
    >>> gazetteer.find("Tripoli").kind, gazetteer.find("Tripoli", "LBY").latitude
    ('ambiguous', 32.89)
    """

    places: Mapping[str, tuple[KnownPlace, ...]]

    @classmethod
    def load(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer that ships with the package, or one from a file of the same form.

        Raises CuibonoError for a file that cannot be read or has another form.
        """
        return _shipped() if path is None else cls(_index(_read(path), str(path)))

    def named(self) -> Iterator[tuple[str, KnownPlace]]:
        """Every name of a place that lies in one state and has no namesake elsewhere."""
        for name, places in self.places.items():
            countries = {p.country for p in places}
            if len(countries) == 1 and places[0].country and places[0].kind != "country":
                yield name.title(), places[0]

    def find(self, name: str, country: str | None = None) -> KnownPlace | None:
        """The place that a name stands for, None when it is not in the gazetteer.

        `country` (ISO alpha-3) decides between namesakes; with it, a place elsewhere is
        still found when the name has no other bearer.
        """
        found = self.places.get(key(name), ())
        if len(found) > 1 and country is not None:
            found = tuple(p for p in found if p.country == country) or found
        if len(found) > 1:
            countries = {p.country for p in found}
            shared = countries.pop() if len(countries) == 1 else None
            return found[0] if shared else KnownPlace(name, kind=AMBIGUOUS)
        return found[0] if found else None

    def bearers(self, name: str) -> tuple[KnownPlace, ...]:
        """Every place that goes by a name.

        >>> sorted(p.country for p in Gazetteer.load().bearers("Tripoli"))
        ['LBN', 'LBY']
        """
        return self.places.get(key(name), ())

    def __len__(self) -> int:
        return len({place for found in self.places.values() for place in found})


def key(name: str) -> str:
    """How names are compared: without accents, marks, case and a leading article.

    >>> key("The Bab al-Mandab"), key("Chișinău")
    ('bab al mandab', 'chisinau')
    """
    plain = unicodedata.normalize("NFKD", name)
    kept = (c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`.")
    words = "".join(c if c.isalnum() else " " for c in kept).casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@cache
def _shipped() -> Gazetteer:
    source = files("cuibono") / "data" / "places.yaml"
    return Gazetteer(_index(source.read_text("utf-8"), "places.yaml"))


def _read(path: Path) -> str:
    try:
        return infile.text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise CuibonoError(f"cannot read the gazetteer {path}: {infile.why(error)}") from error


def _index(text: str, source: str) -> dict[str, tuple[KnownPlace, ...]]:
    """Places by the keys of their names, in the order of the file."""
    found: dict[str, list[KnownPlace]] = {}
    for place, names in _places(text, source):
        for name in dict.fromkeys(map(key, names)):
            found.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in found.items()}


def _places(text: str, source: str) -> Iterator[tuple[KnownPlace, list[str]]]:
    import yaml

    # The C loader reads the file five times faster; it is missing from a few builds.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(text, Loader=loader)
        for country, entries in content.items():
            code = None if country in STATELESS else str(country)
            kind = STATELESS.get(country, "city")
            for name, entry in entries.items():
                yield _entry(str(name), code, str(entry), kind)
    except (yaml.YAMLError, ValueError, AttributeError) as error:
        reason = " ".join(str(error).split())[:120]
        raise CuibonoError(f"{source} is not a gazetteer: {reason}") from error


def _entry(
    name: str, country: str | None, entry: str, default: str
) -> tuple[KnownPlace, list[str]]:
    """A place from its line: latitude, longitude, kind, then other names after bars."""
    figures, *names = (part.strip() for part in entry.split("|"))
    latitude, longitude, *kind = figures.split()
    place = KnownPlace(
        name, country, float(latitude), float(longitude), kind[0] if kind else default
    )
    return place, [name, *names]
