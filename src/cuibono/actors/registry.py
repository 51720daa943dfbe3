"""The dated registry of actors: codes, names, offices, read from YAML that people can edit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from cuibono import infile
from cuibono.actors.actor import Actor
from cuibono.actors.entry import ROLES, Entry, Name, read_entry, read_names
from cuibono.actors.names import key, listed
from cuibono.actors.people import Person, gather_people, parse_terms
from cuibono.errors import CuibonoError, UsageError

# What the actors of a file are, by the number that its name starts with.
KINDS = {
    "1": "state",
    "20": "polity",
    "21": "historic",
    "30": "body",
    "31": "bloc",
    "32": "group",
    "33": "media",
}

# Lists of words that make something else of a name beside them (50-words.yaml).
AROUND = ("bearers", "bearers_of", "first_names", "compounds_before", "compounds_after")


@dataclass(frozen=True)
class Registry:
    """Who can act, what they are called, and from when to when.

    >>> registry = Registry.load()
    >>> registry["PRK"].name
    'North Korea'
    >>> registry.find("Kyiv").code
    'UKR'
    >>> registry.find("Soviet Union", date(1985, 1, 1)).code
    'SUN'
    """

    entries: dict[str, Entry]
    people: tuple[Person, ...]
    version: str
    skipped: tuple[str, ...] = ()
    elsewhere: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    words: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    own: frozenset[str] = frozenset()
    """Codes that the user's file or corrections have brought in: no reader learned them."""

    @classmethod
    def load(cls, extra: Path | str | None = None, learned: str = "") -> Registry:
        """The registry that ships with the package, with the actors of a file added.

        `learned` is what corrections taught, as such a file's text. Raises CuibonoError when the
        extra file cannot be read or breaks the format.
        """
        return _load(str(extra) if extra is not None else None, learned)

    def __getitem__(self, code: str) -> Actor:
        """The actor of a code, with or without a role; raises UsageError for an unknown one."""
        own, role = self.split(code)
        entry = self.entries.get(own)
        if entry is None or (role and role not in ROLES):
            raise UsageError(f"no actor has the code “{code}”")
        if not role:
            return entry.actor
        actor = entry.actor
        return Actor(code, f"{actor.name}: {ROLES[role]}", "role", actor.since, actor.until)

    def __contains__(self, code: object) -> bool:
        own, role = self.split(str(code))
        return own in self.entries and (not role or role in ROLES)

    def split(self, code: str) -> tuple[str, str]:
        """The code of an actor that has an entry, and the role that follows it.

        >>> registry = Registry.load()
        >>> registry.split("PRK.MFA"), registry.split("LBN.REB.HEZBOLLAH")
        (('PRK', 'MFA'), ('LBN.REB.HEZBOLLAH', ''))
        """
        if code in self.entries:
            return code, ""
        own, _, role = code.rpartition(".")
        return (own, role) if own else (code, "")

    def __iter__(self) -> Iterator[Actor]:
        return (entry.actor for entry in self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, name: str, on: date | None = None) -> Actor | None:
        """The actor of a code, name, demonym, capital, organ or person on a day, or None.

        Without a day, today's: the Soviet Union is Russia.
        """
        text = name.strip().lstrip("@")
        for code in (text, text.upper()):
            if code in self:
                return self[code]
        day = (on or date.today()).isoformat()
        found = min(self._by_key.get(key(_bare(text)), ()), key=_preference, default=None)
        if found is not None:
            return self[self.current(found.code, day)]
        return self._person(text, day)

    def _person(self, text: str, day: str) -> Actor | None:
        bearers = self._people_by_key.get(key(text), ())
        person = next((p for p in bearers if p.term(day)), bearers[-1] if bearers else None)
        if person is None:
            return None
        term = person.term(day)
        since, until = (term.since, term.until) if term else (None, None)
        return Actor(person.code(day), person.name, "person", since, until)

    def suggest(self, name: str, many: int = 3) -> list[str]:
        """Names in the registry that look most like one that was not found."""
        wanted = key(name)
        near = get_close_matches(wanted, self._by_key, n=many * 3, cutoff=0.6)
        texts = [min(self._by_key[k], key=_preference).text for k in near]
        return list(dict.fromkeys(texts))[:many]

    def current(self, code: str, on: str) -> str:
        """The code that a text of an ISO day means: successors, predecessors, groups that govern.

        >>> registry = Registry.load()
        >>> registry.current("SUN.MIL", "2024-03-01"), registry.current("RUS.MIL", "1965-06-01")
        ('RUS.MIL', 'SUN.MIL')
        """
        own, role = self.split(code)
        entry = self.entries[own]
        until = entry.actor.until
        if entry.successor and until and on >= until:
            return self.current(entry.successor + ("." + role if role else ""), on)
        for other, since, end in entry.codes:
            if since <= on and (end is None or on < end):
                return f"{other}.{role}" if role and "." not in other else other
        return code

    def members(self, code: str, on: date) -> tuple[str, ...]:
        """The member states of a bloc on a day, as far as the registry lists them."""
        day = on.isoformat()
        held = self.entries[code].members if code in self.entries else ()
        return tuple(c for c, s, u in held if (not s or s <= day) and (not u or day < u))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every way of naming every actor, people in office aside."""
        return tuple(name for entry in self.entries.values() for name in entry.names)

    @cached_property
    def _by_key(self) -> dict[str, list[Name]]:
        held: dict[str, list[Name]] = {}
        for name in self.names:
            held.setdefault(key(name.text), []).append(name)
        return held

    @cached_property
    def _people_by_key(self) -> dict[str, list[Person]]:
        held: dict[str, list[Person]] = {}
        for person in self.people:
            names = {key(s) for s in person.spellings}
            if len(key(person.surname)) > 4:
                names.add(key(person.surname))
            for name in names:
                held.setdefault(name, []).append(person)
        return held


def _bare(text: str) -> str:
    return text[4:] if text.lower().startswith("the ") else text


def _preference(name: Name) -> tuple[bool, int]:
    order = ("name", "capital", "demonym", "people", "organ", "region")
    return name.weak, order.index(name.sort)


# --- reading the files -------------------------------------------------------------------


@lru_cache(maxsize=8)
def _load(extra: str | None, learned: str = "") -> Registry:
    folder = files("cuibono.data").joinpath("actors")
    sources = [
        (item.name, item.read_bytes())
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".yaml")
    ]
    if extra is not None:
        sources.append((f"extra {Path(extra).name}", infile.needed(extra)))
    if learned:
        sources.append(("learned names", learned.encode()))
    return build(sources)


def build(sources: Iterable[tuple[str, bytes]]) -> Registry:
    """A registry from the names and contents of YAML files, later ones adding to earlier."""
    digest = hashlib.sha256()
    merged: dict[str, dict[str, Any]] = {}
    kinds: dict[str, str] = {}
    words: dict[str, Any] = {}
    own: set[str] = set()
    for name, content in sources:
        digest.update(content)
        if name.startswith("60-"):
            continue
        parsed = _parse(name, content)
        if name.startswith("50-"):
            words = parsed
            continue
        for code, fields in parsed.items():
            if code not in kinds and name.startswith(("extra ", "learned ")):
                own.add(code)
            kinds.setdefault(code, _kind(name))
            _merge(merged.setdefault(code, {}), _mapping(name, code, fields))
    return _assemble(merged, kinds, words, digest.hexdigest()[:8], frozenset(own))


def _parse(name: str, content: bytes) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        parsed = yaml.load(content.decode(), loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = str(error).replace("\n", " ")
        raise CuibonoError(f"actors: {name}: is not YAML in UTF-8: {line}") from error
    if not isinstance(parsed, dict):
        raise CuibonoError(f"actors: {name}: must map codes to actors")
    return {str(code): fields for code, fields in parsed.items()}


def _mapping(name: str, code: str, fields: object) -> dict[str, Any]:
    if isinstance(fields, dict):
        return {str(k): v for k, v in fields.items()}
    raise CuibonoError(f"actors: {name}: {code}: must be a mapping such as {{name: …}}")


def _kind(name: str) -> str:
    return KINDS.get(name[:2]) or KINDS.get(name[:1]) or "group"


def _merge(held: dict[str, Any], fields: dict[str, Any]) -> None:
    """Add the fields of a later file: lists grow, single values are replaced."""
    for field_name, value in fields.items():
        if field_name in ROLES or field_name in ("names", "demonym", "people", "capital"):
            held.setdefault(field_name, [])
            held[field_name] = [*_items(held[field_name]), value]
        else:
            held[field_name] = value


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _assemble(
    merged: dict[str, dict[str, Any]],
    kinds: dict[str, str],
    words: dict[str, Any],
    digest: str,
    own: frozenset[str],
) -> Registry:
    entries: dict[str, Entry] = {}
    lines: list[Any] = []
    for code, fields in merged.items():
        flat: dict[str, Any] = {}
        for field_name, value in fields.items():
            blocks = [str(v) for v in _items(value)] if isinstance(value, list) else [value]
            if field_name in ROLES:
                offices = [b for b in blocks if ".." in b]
                lines.extend(
                    (code, *term) for b in offices for term in parse_terms(code, field_name, b)
                )
                blocks = [b for b in blocks if ".." not in b]
            flat[field_name] = "; ".join(map(str, blocks)) if isinstance(value, list) else value
        entries[code] = read_entry(code, flat, kinds[code])
    people = gather_people(lines)
    skipped = tuple(" ".join(str(words.get("not_actors", "")).split()).split("; "))
    elsewhere = {k: tuple(str(v).split("; ")) for k, v in words.get("elsewhere", {}).items()}
    around = {name: frozenset(listed(words.get(name))) for name in AROUND}
    return Registry(entries, people, f"1.{digest}", skipped, elsewhere, around, own)


__all__ = ["Registry", "build", "read_names"]
