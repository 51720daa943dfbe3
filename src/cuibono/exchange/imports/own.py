"""A plan of the user's own: any table of events through a small mapping file in TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cuibono import infile
from cuibono.errors import CuibonoError
from cuibono.exchange.imports import crosswalks as cross
from cuibono.exchange.imports.formats import acled_actor, iso, point, span, written
from cuibono.exchange.imports.plan import Lookup, Plan, Side, Typed, Who

FIELDS = ("date", "actor", "recipient", "type", "mode", "contexts", "event_id", "url", "publisher",
          "until", "latitude", "longitude")  # fmt: skip
ACTOR_CODES = ("iso3", "iso2", "fips", "cow", "gw", "cameo", "name", "acled")
PARTS = ("dataset", "delimiter", "columns", "codes", "types")


def read_plan(path: Path) -> Plan:
    """The plan that a mapping file describes (docs/imports.md).

    Raises CuibonoError, in one line, for a file that cannot be read or says what is unknown.
    """
    try:
        said = tomllib.loads(infile.text(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CuibonoError(f"{path}: cannot be read as a mapping: {infile.why(error)}") from error
    try:
        return _plan(said, path.stem)
    except ValueError as error:
        raise CuibonoError(f"{path}: {error}") from error


def _plan(said: dict[str, Any], stem: str) -> Plan:
    _only(said, PARTS, "")
    columns, codes = _texts(said, "columns"), _texts(said, "codes")
    _only(columns, FIELDS, "columns.")
    _only(codes, ("date", "actor", "recipient", "type"), "codes.")
    for needed in ("date", "actor"):
        if needed not in columns:
            raise ValueError(f"[columns] does not say which column is the {needed}")
    actors = _actor(codes.get("actor", "name"))
    recipients = _actor(codes.get("recipient", codes.get("actor", "name")))
    delimiter = str(said.get("delimiter", ","))
    if len(delimiter) != 1:
        raise ValueError(f"delimiter must be one character, not {delimiter!r}")
    recipient = columns.get("recipient")
    typed = tuple(columns[f] for f in ("type", "mode", "contexts") if f in columns)
    return Plan(
        str(said.get("dataset", stem)),
        Lookup((columns["date"],), _date(codes.get("date", "iso"))),
        (Side(Lookup((columns["actor"],), actors), (columns["actor"],)),),
        Side(Lookup((recipient,), recipients), (recipient,)) if recipient else None,
        Lookup(typed or (columns["actor"],), _type(codes, _texts(said, "types"), columns)),
        typed[:2],
        columns.get("event_id"),
        columns.get("url"),
        columns.get("publisher"),
        delimiter=delimiter,
        quoted=delimiter != "\t",
        days=_days(columns, _date(codes.get("date", "iso"))),
        place=_place(columns),
    )


def _days(columns: dict[str, str], day: Callable[[str], str | None]) -> Lookup | None:
    if "until" not in columns:
        return None
    return Lookup(
        (columns["date"], columns["until"]),
        lambda first, last: span(day(first) or "", day(last) or ""),
    )


def _place(columns: dict[str, str]) -> Lookup | None:
    if not {"latitude", "longitude"} <= set(columns):
        return None
    return Lookup((columns["latitude"], columns["longitude"]), point)


def _texts(said: dict[str, Any], part: str) -> dict[str, str]:
    value = said.get(part, {})
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise ValueError(f'[{part}] must be lines such as name = "text"')
    return {str(k): str(v) for k, v in value.items()}


def _only(given: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    strange = next((name for name in given if name not in known), None)
    if strange is not None:
        raise ValueError(f"unknown entry {where}{strange}: known are {', '.join(known)}")


def _date(form: str) -> Callable[[str], str | None]:
    if form == "iso":
        return iso
    if "%" not in form:
        raise ValueError(f"codes.date must be “iso” or a form such as “%d.%m.%Y”, not {form!r}")
    return written(form)


def _actor(system: str) -> Callable[[str], Who]:
    if system not in ACTOR_CODES:
        raise ValueError(f"codes.actor: {system!r} is not one of {', '.join(ACTOR_CODES)}")
    if system == "cameo":
        return cross.cameo_actor
    if system == "acled":
        return acled_actor
    return lambda code: cross.coded(system, code)


def _type(
    codes: dict[str, str], types: dict[str, str], columns: dict[str, str]
) -> Callable[..., Typed]:
    """How a type is read: CAMEO or PLOVER codes, and the file's own words where it has any."""
    system = codes.get("type", "plover")
    if system not in ("cameo", "plover"):
        raise ValueError(f"codes.type must be cameo or plover, not {system!r}")
    for word, named in types.items():
        if cross.plover(named.partition(" ")[0]).type is None:
            raise ValueError(f"types.{word}: {named!r} does not begin with a PLOVER type")
    fields = [f for f in ("type", "mode", "contexts") if f in columns]

    def meaning(*cells: str) -> Typed:
        said = dict(zip(fields, cells, strict=False))
        word = said.get("type", "").strip()
        own, _, mode = types.get(word, word).partition(" ") if word in types else (word, "", "")
        if system == "cameo" and word not in types:
            return cross.cameo(word)
        return cross.plover(own, said.get("mode", "") or mode, said.get("contexts", ""))

    return meaning
