"""JSON: feeds, records of articles one a line or in a list, single articles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import IO, Any, cast

from cuibono.documents.columns import article, order_of, word
from cuibono.documents.document import Sure, Witness
from cuibono.documents.found import DocumentError, Found, Part, one_line
from cuibono.documents.text import decode
from cuibono.documents.unpacking import Unpacking

LISTS = ("articles", "items", "results", "docs", "documents", "data", "hits", "stories", "news",
         "entries", "records", "value")  # fmt: skip
REFERENCES = ("issued", "container-title", "itemType", "creators", "citation-key", "citationKey")


def parts_of_json(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The articles of a JSON or JSON Lines file."""
    text, _ = decode(unpacking.whole(file))
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except RecursionError as error:
        raise DocumentError("JSON that is nested too deep") from error
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].lstrip("\ufeff ").startswith("{") or not _whole(lines[0]):
            raise DocumentError(f"JSON that cannot be read: {error}") from error
        yield from _articles(_of_lines(text), unpacking, ())
        return
    if isinstance(value, dict) and "jsonfeed.org" in str(
        cast(dict[str, Any], value).get("version")
    ):
        yield from _feed(cast(dict[str, Any], value), unpacking)
        return
    yield from _articles(enumerate(_listed(value), 1), unpacking, ())


def _whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line.lstrip("\ufeff")), dict)
    except (ValueError, RecursionError):
        return False


def _of_lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, DocumentError(f"not JSON: {one_line(str(error))[:80]}")


def _listed(value: Any) -> list[Any]:
    """The records in a value: a list, the list in an envelope, or the one that it is."""
    if isinstance(value, list):
        return cast(list[Any], value)
    if isinstance(value, dict):
        named = cast(dict[str, Any], value)
        for name in LISTS:
            inside = named.get(name)
            if isinstance(inside, dict):
                return _listed(cast(Any, inside))
            if isinstance(inside, list) and inside and isinstance(inside[0], dict):
                return cast(list[Any], inside)
        return [named]
    raise DocumentError("JSON without an article in it")


def _articles(
    rows: Iterator[tuple[int, Any]] | enumerate[Any], unpacking: Unpacking,
    around: tuple[Witness, ...],
) -> Iterator[Part]:  # fmt: skip
    form, looked = unpacking.columns.form, False
    held: list[tuple[int, Any]] = []
    for number, row in rows:
        unpacking.one_more()
        held.append((number, row))
        if looked or len(held) == 1000:
            form, looked = form or _order(held), True
            yield from _found(held, form, unpacking, around)
            held = []
    yield from _found(held, form or (None if looked else _order(held)), unpacking, around)


def _order(rows: list[tuple[int, Any]]) -> str | None:
    """In which order day and month stand in records, where one gives it away."""
    from cuibono.documents.columns import BY_NAME

    dicts = [cast(dict[str, Any], r) for _, r in rows if isinstance(r, dict)]
    return order_of(word(d.get(BY_NAME.match(d).get("published", ""))) for d in dicts)


def _found(
    rows: list[tuple[int, Any]], form: str | None, unpacking: Unpacking,
    around: tuple[Witness, ...],
) -> Iterator[Part]:  # fmt: skip
    for number, row in rows:
        name = str(number)
        if isinstance(row, DocumentError):
            yield Part(name, row)
        elif not isinstance(row, dict):
            yield Part(name, DocumentError("a JSON value that is not a record of an article"))
        else:
            try:
                found = _record(cast(dict[str, Any], row), form, unpacking)
                yield Part(name, replace(found, witnesses=(*found.witnesses, *around)))
            except DocumentError as error:
                yield Part(name, error)


def _record(row: dict[str, Any], form: str | None, unpacking: Unpacking) -> Found:
    # What search engines wrap around a record.
    source = row.get("_source")
    fields = cast(dict[str, Any], source) if isinstance(source, dict) else row
    columns = unpacking.columns.match(fields)
    if "text" not in columns:
        if any(name in fields for name in REFERENCES):
            raise DocumentError("a reference without its text: no file beside it belongs to it")
        named = one_line(", ".join(map(str, fields)))[:80]
        raise DocumentError(f"a JSON record without a text ({named}): name it with --columns")
    values = {field: fields[name] for field, name in columns.items()}
    found = article(values, form, "entry")
    if not found.text.strip():
        raise DocumentError("empty: there is no text in it")
    return found


def _feed(feed: Mapping[str, Any], unpacking: Unpacking) -> Iterator[Part]:
    """The items of a JSON Feed."""
    around = [Witness(field, one_line(word(feed.get(name))), f"feed {name}", sure)
              for field, name, sure in (("publisher", "title", Sure.LIKELY),
                                        ("author", "authors", Sure.WEAK),
                                        ("language", "language", Sure.WEAK))
              if feed.get(name)]  # fmt: skip
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise DocumentError("a feed without items")
    yield from _articles(enumerate(cast(list[Any], items), 1), unpacking, tuple(around))
