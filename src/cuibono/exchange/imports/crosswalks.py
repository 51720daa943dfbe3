"""From the codes of others to PLOVER types and to the registry's actors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from cuibono.actors.entry import ROLES
from cuibono.actors.registry import Registry
from cuibono.events.kinds import SHIPPED
from cuibono.exchange.imports.plan import NOBODY, UNTYPED, Typed, Who

SYSTEMS = ("iso2", "fips", "cow", "gw", "cameo")


def rows(table: str) -> Iterator[list[str]]:
    """The lines of a table in data/crosswalks as lists of cells, comments left out."""
    text = files("cuibono.data").joinpath("crosswalks").joinpath(table).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


# --- types -------------------------------------------------------------------------------


@cache
def _cameo() -> dict[str, tuple[str, str, str]]:
    held: dict[str, tuple[str, str, str]] = {}
    for cells in rows("cameo-plover.tsv"):
        code, kind, mode, contexts = (*cells, "", "")[:4]
        held[code] = (kind, mode, contexts)
    return held


@cache
def plover_types() -> frozenset[str]:
    """The sixteen types of PLOVER."""
    return frozenset(name for name, type_ in SHIPPED.types.items() if type_.score is not None)


@cache
def plover(kind: str, mode: str = "", contexts: str = "") -> Typed:
    """A PLOVER type with its score: that of the mode, or of the type where the mode has none.

    `contexts` are separated by semicolons. What is not a PLOVER type gives an empty one.

    >>> plover("ASSAULT", "drone").score
    -9.5
    """
    name = kind.strip().upper()
    if name not in plover_types():
        return UNTYPED
    own = "" if mode.strip() in ("None", "NA") else mode.strip()
    listed = tuple(c.strip() for c in contexts.split(";") if c.strip() not in ("", "None"))
    return Typed(name, own or None, listed, SHIPPED.score(name, own))


@cache
def cameo(code: str) -> Typed:
    """The PLOVER type of a CAMEO code by the official table; empty where it has none.

    A code written without its leading zero is not guessed at.

    >>> cameo("1383").type, cameo("1383").mode, cameo("010").type
    ('THREATEN', 'violence', None)
    """
    kind, mode, contexts = _cameo().get(code.strip(), ("", "", ""))
    return plover(kind, mode, contexts)


@cache
def _texts() -> dict[str, str]:
    return {cells[0]: cells[1] for cells in rows("cameo-texts.tsv")}


@cache
def cameo_text(text: str) -> Typed:
    """The PLOVER type of a CAMEO code that is written as its name.

    >>> cameo_text("Consult, not specified below").type, cameo_text("Criticize or denounce").type
    ('CONSULT', 'ACCUSE')
    """
    plain = text.strip().lower().replace(", not specified below", "").strip()
    return cameo(_texts().get(plain, ""))


# --- actors ------------------------------------------------------------------------------


@cache
def registry() -> Registry:
    """The registry that ships with the package."""
    return Registry.load()


@cache
def _codes() -> dict[tuple[str, str], Who]:
    held: dict[tuple[str, str], Who] = {}
    for code, *cells in rows("states.tsv"):
        held["cameo", code] = ((code, None),)
        both = dict(zip(SYSTEMS, cells, strict=True))
        if both["gw"] == "-":
            both["gw"] = both["cow"]
        for system, listed in both.items():
            for other in listed.split(","):
                if other != "-":
                    held[system, other] = ((code, None),)
    dated: dict[tuple[str, str], list[tuple[str | None, str | None]]] = {}
    for cells in rows("dated.tsv"):
        system, other, code, until = (*cells, "")[:4]
        dated.setdefault((system, other), []).append((code, until or None))
    return held | {key: tuple(spans) for key, spans in dated.items()}


@cache
def roles() -> dict[str, str]:
    """Roles of the registry by sector or type of actor."""
    return {cells[0]: cells[1] for cells in rows("roles.tsv")}


@cache
def groups() -> dict[str, str]:
    """Registry codes of groups and bodies by CAMEO code."""
    return {code: actor for code, actor in rows("groups.tsv") if actor in registry()}


@lru_cache(maxsize=100_000)
def coded(system: str, code: str, role: str = "") -> Who:
    """Who has a code in a system: `iso3`, `iso2`, `fips`, `cow`, `gw`, `cameo` or `name`.

    >>> coded("gw", "652.0", "MIL")
    (('SYR.MIL', None),)
    >>> coded("cow", "365")
    (('SUN', '1991-12-26'), ('RUS', None))
    """
    text = code.strip()
    if system == "name":
        return named(text, role)
    if system in ("cow", "gw"):
        text = text.removesuffix(".0").lstrip("0")
    if system == "iso3":
        actor = text.upper()
        found = ((actor, None),) if actor in registry() else _codes().get(("cameo", actor), NOBODY)
    else:
        found = _codes().get((system, text.upper()), NOBODY)
    return with_role(found, role)


def with_role(who: Who, role: str) -> Who:
    """The same states, in a role of theirs."""
    if role not in ROLES:
        return who
    return tuple((f"{c}.{role}" if c and "." not in c else c, until) for c, until in who)


@cache
def cameo_actor(code: str) -> Who:
    """Who a CAMEO actor code names: a known group, or a state in the first role that follows.

    >>> cameo_actor("PRKMIL"), cameo_actor("IGOUNO"), cameo_actor("GOV")
    ((('PRK.MIL', None),), (('UN', None),), ())
    """
    parts = [code[i : i + 3] for i in range(0, len(code.strip()), 3)]
    group = next((groups()[part] for part in parts if part in groups()), None)
    if group:
        return ((group, None),)
    role = next((roles()[part] for part in parts[1:] if part in roles()), "")
    return coded("cameo", parts[0], role) if parts else NOBODY


@cache
def _names() -> dict[str, str]:
    return dict(rows("names.tsv"))


@lru_cache(maxsize=100_000)
def named(name: str, role: str = "") -> Who:
    """The state, body or group of a name, on each day; people are not looked for.

    >>> named("Soviet Union")
    (('SUN', '1991-12-26'), ('RUS', None))
    >>> named("Russia (Soviet Union)") == coded("gw", "365")
    True
    """
    from datetime import date

    text = name.strip()
    known = _names().get(text)
    if known and known.isdigit():
        return coded("gw", known, role)
    if known is None and len(text) > 1:
        found = registry().find(text, date(1900, 1, 1))
        known = found.code if found and found.kind != "person" else None
    return with_role(_over_time(known), role) if known else NOBODY


def _over_time(code: str) -> Who:
    """A code with those that follow it when its state ends."""
    own, role = registry().split(code)
    entry = registry().entries[own]
    if not (entry.successor and entry.actor.until):
        return ((code, None),)
    return ((code, entry.actor.until), *_over_time(".".join(filter(None, (entry.successor, role)))))
