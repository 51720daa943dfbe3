"""One entry of the registry's files: an actor with all that it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cuibono.actors.actor import Actor
from cuibono.actors.names import listed, plural
from cuibono.errors import CuibonoError

ROLES = {
    "GOV": "government",
    "HOS": "head of state",
    "HOG": "head of government",
    "MFA": "foreign ministry",
    "MIL": "military",
    "LEG": "legislature",
    "INTEL": "intelligence",
    "JUD": "judiciary",
    "COP": "police",
    "PTY": "party",
    "OPP": "opposition",
    "REB": "rebels",
    "MED": "state media",
    "BUS": "business",
    "CIV": "civilians",
    "ELI": "leading figures",
}
_FIELDS = frozenset(
    "name names demonym people capital regions kind since until successor host codes members "
    "noun claimed_by recognised".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """One way of naming one actor.

    `sort` is name, demonym, people, capital, organ, region or skip; `weak` names count
    only where the actor is named otherwise in the text.
    """

    code: str
    sort: str
    text: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor with its names and what else the registry knows of it."""

    actor: Actor
    names: tuple[Name, ...]
    successor: str | None = None
    host: str | None = None
    claimed_by: str | None = None
    recognised: str | None = None
    nouns: tuple[str, ...] = ()
    members: tuple[tuple[str, str | None, str | None], ...] = ()
    codes: tuple[tuple[str, str, str | None], ...] = ()


def read_entry(code: str, fields: Mapping[str, object], kind: str) -> Entry:
    """An entry from its YAML mapping; raises CuibonoError that names what is wrong."""
    unknown = [f for f in fields if f not in _FIELDS and f not in ROLES]
    if unknown:
        raise CuibonoError(f"actors: {code}: unknown field “{unknown[0]}”")
    if not fields.get("name"):
        raise CuibonoError(f"actors: {code}: has no name")
    since, until = _text(fields.get("since")), _text(fields.get("until"))
    actor = Actor(code, str(fields["name"]), _text(fields.get("kind")) or kind, since, until)
    return Entry(
        actor,
        tuple(read_names(code, fields)),
        _text(fields.get("successor")),
        _text(fields.get("host")),
        _text(fields.get("claimed_by")),
        _text(fields.get("recognised")),
        listed(fields.get("noun")),
        tuple(_dated(item) for item in str(fields.get("members") or "").split()),
        tuple((c, s or "", u) for c, s, u in map(_dated, listed(fields.get("codes")))),
    )


def read_names(code: str, fields: Mapping[str, object]) -> Iterator[Name]:
    """All names that an entry's fields give, each with its sort."""
    if fields.get("name"):
        yield Name(code, "name", str(fields["name"]))
    for field, sort in (("names", "name"), ("demonym", "demonym"), ("people", "people"),
                        ("capital", "capital"), ("regions", "region")):  # fmt: skip
        for item in listed(fields.get(field)):
            text, weak = item.lstrip("~"), item.startswith("~")
            yield Name(code, sort, text, weak)
            many = plural(text) if sort in ("demonym", "people") and not text.isupper() else None
            if many and "." not in text.split()[-1]:
                yield Name(code, "people", many, weak)
    for role in ROLES:
        for item in listed(fields.get(role)):
            yield Name(f"{code}.{role}", "organ", item.lstrip("~"), item.startswith("~"))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _dated(item: str) -> tuple[str, str | None, str | None]:
    """`POL@1999-03-12..` into code and days."""
    code, _, span = item.partition("@")
    since, _, until = span.partition("..")
    return code.strip(), since or None, until or None
