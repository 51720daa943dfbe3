"""Which column of a table of articles, or entry of a record, holds what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from cuibono import infile
from cuibono.documents.dates import NUMBERS
from cuibono.documents.document import Sure
from cuibono.documents.found import DocumentError, Found, Testimony
from cuibono.errors import CuibonoError

# Names by field, plain: lower case, words joined by an underscore. The first that is there counts.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "full_text", "fulltext", "article_text", "article_body", "articlebody",
             "content", "article", "main_text", "maintext", "body_text", "story", "content_text",
             "raw_text", "plain_text", "document", "transcript", "message", "content_html"),
    "lead": ("description", "summary", "abstract", "snippet", "lead", "excerpt"),
    "published": ("published", "publication_date", "published_at", "publishedat", "date_published",
                  "datepublished", "publish_date", "pub_date", "pubdate", "published_date",
                  "publishdate", "date", "datetime", "day", "issued", "posted", "created_at",
                  "timestamp"),
    "updated": ("updated", "updated_at", "date_modified", "datemodified", "modified",
                "last_updated", "last_modified"),
    "title": ("title", "headline", "heading", "subject"),
    "publisher": ("publisher", "source", "outlet", "source_name", "media", "media_name",
                  "newspaper", "publication", "site", "site_name", "sitename", "website", "journal",
                  "publisher_name", "news_source", "feed", "domain"),
    "author": ("author", "authors", "byline", "by", "creator", "writer", "journalist"),
    "address": ("address", "url", "link", "href", "web_url", "weburl", "permalink", "article_url",
                "source_url", "canonical_url", "uri"),
    "language": ("language", "lang"),
}  # fmt: skip
PATHS = ("path", "file", "filename", "file_name", "filepath", "file_path", "name")
FIELDS = tuple(n for n in NAMES if n != "lead")
TAGS = re.compile(
    r"<(?:p|div|br|a|span|h\d|li|ul|strong|em|b|i|blockquote|img|figure)\b[^>]*>", re.I
)


@dataclass(frozen=True)
class Columns:
    """Columns by field, where a mapping says them; others are found by their names.

    `form` is a strptime form of the dates, `delimiter` what stands between cells.
    """

    said: Mapping[str, str] = field(default_factory=dict[str, str])
    form: str | None = None
    delimiter: str | None = None

    def match(self, names: Iterable[str]) -> dict[str, str]:
        """Field to column, of those that are there; raises DocumentError for one that is not.

        >>> Columns().match(["Headline", "Body", "Pub Date"])
        {'text': 'Body', 'published': 'Pub Date', 'title': 'Headline'}
        """
        there = {plain(name): name for name in reversed([n for n in names if n])}
        found: dict[str, str] = {}
        for wanted, known in NAMES.items():
            if wanted in self.said:
                column = there.get(plain(self.said[wanted]))
                if column is None:
                    raise DocumentError(f"no column {self.said[wanted]!r}, which the mapping names")
                found[wanted] = column
            else:
                name = next((n for n in known if n in there), None)
                if name:
                    found[wanted] = there[name]
        if "text" not in found and "lead" in found:
            found["text"] = found["lead"]
        found.pop("lead", None)
        return found


BY_NAME = Columns()


def plain(name: str) -> str:
    """A column's name as names are compared."""
    return re.sub(r"\W+", "_", name.strip().lower()).strip("_")


def read_columns(path: str | Path) -> Columns:
    """The columns that a mapping file in TOML names (docs/formats.md).

    Raises CuibonoError, in one line, for a file that cannot be read or says what is unknown.
    """
    try:
        said = tomllib.loads(infile.text(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CuibonoError(f"{path}: cannot be read as a mapping: {infile.why(error)}") from error
    columns, codes = said.get("columns", {}), said.get("codes", {})
    for name, known in (("", ("columns", "codes", "delimiter")), ("columns", (*FIELDS, "date")),
                        ("codes", ("date",))):  # fmt: skip
        part = said.get(name, {}) if name else said
        if not isinstance(part, dict):
            raise CuibonoError(f'{path}: [{name}] must be lines such as name = "text"')
        strange = next((k for k in cast(dict[str, Any], part) if k not in known), None)
        if strange:
            where = f"{name}.{strange}" if name else strange
            raise CuibonoError(f"{path}: unknown entry {where}: known are {', '.join(known)}")
    named = {"published" if k == "date" else str(k): str(v) for k, v in columns.items()}
    delimiter = said.get("delimiter")
    if delimiter is not None and len(str(delimiter)) != 1:
        raise CuibonoError(f"{path}: delimiter must be one character, not {delimiter!r}")
    form = codes.get("date")
    if form is not None and form != "iso" and "%" not in str(form):
        raise CuibonoError(
            f"{path}: codes.date must be “iso” or a form such as “%d.%m.%Y”, not {form!r}"
        )
    return Columns(named, None if form in (None, "iso") else str(form), delimiter)


def order_of(dates: Iterable[str]) -> str | None:
    """In which order numbers of dates stand: a form, where one date of a column gives it away.

    >>> order_of(["03/04/2024", "03/25/2024"]), order_of(["03/04/2024"])
    ('%m/%d/%Y', None)
    """
    first = second = False
    for text in dates:
        found = NUMBERS.fullmatch(text.strip().split(" ")[0])
        if found and found[2] != ".":
            first, second = first or int(found[1]) > 12, second or int(found[3]) > 12
    if first == second:
        return None
    return "%d/%m/%Y" if first else "%m/%d/%Y"


def article(values: Mapping[str, Any], form: str | None, where: str) -> Found:
    """A record's fields as a document; `form` is how its dates are written."""
    told = Testimony()
    for name in ("title", "publisher", "author", "address", "language"):
        told.say(name, word(values.get(name)), f"{where} {name}", Sure.STATED)
    for name in ("published", "updated"):
        told.date(name, _day(values.get(name), form), f"{where} {name}")
    text = values.get("text")
    body = (
        "\n\n".join(map(str, cast(list[Any], text))) if isinstance(text, list) else str(text or "")
    )
    if TAGS.search(body[:5000]):
        from cuibono.documents.html import fragment_text

        body = fragment_text(body)
    return told.found(body)


def word(value: Any) -> str:
    """A cell or entry in words: a list with commas, a thing by its name.

    >>> word(["Ida Varga", {"name": "Ola Berg"}]), word(None)
    ('Ida Varga, Ola Berg', '')
    """
    if isinstance(value, list):
        return ", ".join(filter(None, map(word, cast(list[Any], value))))
    if isinstance(value, dict):
        named = cast(dict[str, Any], value)
        return word(next((named[k] for k in ("name", "title", "id") if named.get(k)), ""))
    return "" if value is None else str(value)


def _day(value: Any, form: str | None) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _moment(float(value))
    text = word(value).strip()
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return _moment(float(text))
    if form:
        for part in (text, re.sub(r"[-.]", "/", text.split(" ")[0])):
            try:
                return datetime.strptime(part, form).date().isoformat()
            except ValueError:
                continue
    return text


def _moment(seconds: float) -> str:
    """The day of a moment that is counted in seconds or milliseconds since 1970."""
    from datetime import UTC

    try:
        moment = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return str(seconds)
    return moment.date().isoformat() if seconds > 1e8 else f"{seconds:g}"
