"""Files, folders and standard input to documents."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO

from cuibono import infile
from cuibono.answering import answers
from cuibono.documents.columns import BY_NAME, Columns
from cuibono.documents.document import Document, Sure, Witness
from cuibono.documents.found import (
    NO_DATE,
    DocumentError,
    Found,
    as_day,
    one_line,
    surest,
    tidy,
)
from cuibono.documents.kinds import Form, kind_of
from cuibono.documents.labels import Shelf
from cuibono.documents.language import language_of, named
from cuibono.documents.unpacking import DEEPEST, LARGEST, Unpacking

STANDARD_INPUT = "-"
FIELDS = ("published", "title", "publisher", "author", "address", "updated", "language")


@dataclass(frozen=True, slots=True)
class About:
    """What a user says of a document; it goes before what the file says.

    `path` is what the file was called before it came here, as that of an upload.
    """

    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    path: str | None = None

    def witnesses(self) -> tuple[Witness, ...]:
        """What is said, as witnesses."""
        said = (("published", self.published and self.published.isoformat()), ("title", self.title),
                ("publisher", self.publisher), ("author", self.author), ("address",
                                                                         self.address))  # fmt: skip
        return tuple(Witness(n, one_line(v), "option", Sure.GIVEN) for n, v in said if v)


@dataclass(frozen=True)
class Way:
    """How files are read: what is said of all, what stands beside them, how tables are read."""

    about: About = About()
    shelf: Shelf = field(default_factory=Shelf)
    columns: Columns = BY_NAME


def gather(paths: Iterable[str | Path], shelf: Shelf | None = None) -> Iterator[str | Path]:
    """The files that paths stand for: a folder's files in order, hidden ones left out.

    A list of references stands for the files that it belongs to. Inside a folder, such lists,
    sidecar files and the manifest are left out: they say what the others are.
    """
    shelf = shelf or Shelf()
    for path in paths:
        if str(path) != STANDARD_INPUT and not answers(Path(path)):
            yield path  # reading it says so
        elif str(path) != STANDARD_INPUT and Path(path).is_dir():
            yield from (
                file for file in _walk(Path(path)) if file.is_dir() or not shelf.aside(file)
            )
        elif str(path) != STANDARD_INPUT and Path(path).is_file():
            yield from list(shelf.files_of(Path(path))) or [path]
        else:
            yield path


def _walk(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    above |= {folder.resolve()}
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder  # reading it says why
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not entry.is_dir():
            yield entry
        elif entry.resolve() not in above:  # a link back up would never end
            yield from _walk(entry, above)


def read(path: str | Path, about: About | None = None) -> Document:
    """The one document in a file or, for `-`, from standard input.

    Raises DocumentError, one line that names the file, when it is missing, empty, binary,
    encrypted, scanned, larger than 50 MB or cannot be opened, or holds several documents.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "note.txt"
    >>> _ = file.write_text("Published: 2022-12-05\\n\\nKyiv cut ties.")
    >>> document = read(file)
    >>> document.text, document.published
    ('Kyiv cut ties.', datetime.date(2022, 12, 5))
    """
    held = read_all(path, Way(about or About()))
    first = next(held, None)
    if isinstance(first, DocumentError):
        raise first
    if first is None:
        raise DocumentError(f"{_name(path)}: empty: there is no text in it")
    if isinstance(next(held, None), Document):
        raise DocumentError(
            f"{_name(path)}: it holds several documents, and only one can be taken here"
        )
    return first


def read_all(path: str | Path, way: Way | None = None) -> Iterator[Document | DocumentError]:
    """The documents in a file, one after the other, and in their places what cannot be read.

    Never raises for a file: each fault is one line that names it. Memory holds one document at
    a time, whatever the file unpacks to.
    """
    way = way or Way()
    name = _name(way.about.path or path)
    try:
        with _opened(path) as (file, size):
            said = ((), ()) if str(path) == STANDARD_INPUT else way.shelf.says(path)
            outer = Found("", (*way.about.witnesses(), *said[0]), said[1])
            here = _Here(name, Path(str(path)), way, Unpacking(way.columns))
            yield from here.documents(file, size, "", outer, 0)
    except DocumentError as error:
        yield DocumentError(f"{name}: {error}")
    except OSError as error:
        yield DocumentError(f"{name}: {error.strerror or error}")


@dataclass(frozen=True, slots=True)
class _Here:
    """One file that was handed in, on its way to documents."""

    name: str
    path: Path
    way: Way
    unpacking: Unpacking

    def documents(
        self, file: IO[bytes], size: int, inner: str, outer: Found, depth: int
    ) -> Iterator[Document | DocumentError]:
        """The documents in an open file; `outer` holds what is said of it from outside."""
        name = f"{self.name}!{inner}" if inner else self.name
        suffix = PurePosixPath(inner or self.path.name).suffix.lower()
        try:
            if inner == "" and size <= LARGEST:
                _not_blank(file)
            kind = kind_of(file, suffix)
            if size > kind.largest:
                most = kind.largest // 10**6
                raise DocumentError(f"too large: {size / 1e6:.0f} MB, at most {most} MB are read")
            if kind.many:
                yield from self._parts(kind, file, inner, outer, depth)
            else:
                yield _document(kind.one()(file.read()), outer, name)
        except DocumentError as error:
            yield DocumentError(f"{name}: {error}")
        except Exception as error:
            if os.environ.get("CUIBONO_DEBUG"):
                raise
            why = f"{type(error).__name__}: {one_line(str(error))[:120]}"
            yield DocumentError(f"{name}: cannot be read: {why}")

    def _parts(
        self, kind: Form, file: IO[bytes], inner: str, outer: Found, depth: int
    ) -> Iterator[Document | DocumentError]:
        for part in kind.parts()(file, self.unpacking):
            deeper = "!".join(filter(None, (inner, part.name)))
            name = f"{self.name}!{deeper}" if deeper else self.name
            if isinstance(part.content, DocumentError):
                yield DocumentError(f"{name}: {part.content}")
                continue
            said = self.way.shelf.says(self.path, deeper) if deeper else ((), ())
            if part.name:  # the title and address of a file are not those of what is in it
                kept = tuple(w for w in outer.witnesses if w.field not in ("title", "address"))
                outer = replace(outer, witnesses=kept)
            around = Found(
                "", (*said[0], *outer.witnesses, *part.witnesses), (*said[1], *outer.notes)
            )
            if isinstance(part.content, Found):
                yield _attempted(part.content, around, name)
            elif depth == DEEPEST:
                yield DocumentError(
                    f"{name}: it is nested more than {DEEPEST} files deep, so it was not read"
                )
            elif not part.content.strip():
                yield DocumentError(f"{name}: empty: there is no text in it")
            else:
                packed = io.BytesIO(part.content)
                yield from self.documents(packed, len(part.content), deeper, around, depth + 1)


def _attempted(found: Found, outer: Found, name: str) -> Document | DocumentError:
    try:
        return _document(found, outer, name)
    except DocumentError as error:
        return DocumentError(f"{name}: {error}")


def _name(path: str | Path) -> str:
    """A path that can be stored and fits a line: bytes that are not UTF-8 are written out."""
    if str(path) == STANDARD_INPUT:
        return "standard input"
    return str(path).encode("utf-8", "backslashreplace").decode().replace("\n", "\\n")


def _document(found: Found, outer: Found, name: str) -> Document:
    text = tidy(found.text)
    if not text:
        raise DocumentError("empty: there is no text in it")
    witnesses, notes = (*outer.witnesses, *found.witnesses), [*outer.notes, *found.notes]
    language = language_of(text)
    if language:
        witnesses = (Witness("language", language, "words of the text", Sure.STATED), *witnesses)
        notes += [f"written in {named(language)}"] * (language != "en")
    best = {name: surest(witnesses, name) for name in FIELDS}
    published = as_day(best["published"])
    notes = [n for n in notes if not (published and n.startswith("publication date not"))] if (
        best["published"] and best["published"].sure is Sure.GIVEN) else notes  # fmt: skip
    chosen = tuple(w for w in best.values() if w)
    rest = tuple(dict.fromkeys(w for w in witnesses if w not in chosen))[:20]
    words = {n: w.value for n, w in best.items() if w and n not in ("published", "updated")}
    return Document(
        text=text,
        title=words.get("title") or text.split("\n", 1)[0][:120],
        publisher=words.get("publisher"),
        author=words.get("author"),
        address=words.get("address"),
        published=published,
        path=one_line(name) if "!" in name else name,
        notes=tuple(dict.fromkeys(map(one_line, notes))) + (() if published else (NO_DATE,)),
        updated=as_day(best["updated"]),
        language=words.get("language"),
        witnesses=(*chosen, *rest),
    )


@contextmanager
def _opened(path: str | Path) -> Generator[tuple[IO[bytes], int]]:
    """An open file with its size; raises DocumentError where there is none."""
    if str(path) == STANDARD_INPUT:
        data = sys.stdin.buffer.read(LARGEST + 1)
        yield io.BytesIO(data), len(data)
        return
    infile.check(Path(path))
    if Path(path).is_dir():
        os.scandir(path).close()  # a folder that cannot be opened says why
        raise DocumentError(infile.NOT_A_FILE)
    if not Path(path).exists():
        raise DocumentError("no such file")
    with infile.opened(path) as file:
        yield file, Path(path).stat().st_size


def _not_blank(file: IO[bytes]) -> None:
    file.seek(0)
    blank = all(
        not piece.strip(b" \t\r\n\x00\x0c") for piece in iter(lambda: file.read(2**20), b"")
    )
    file.seek(0)
    if blank:
        raise DocumentError("empty: there is no text in it")


__all__ = ["About", "Way", "gather", "read", "read_all", "replace"]
