"""What stands beside files and says what they are: manifest, sidecars, lists of references."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from cuibono import infile
from cuibono.documents.articles import delimiter_of
from cuibono.documents.catalogue import Reference, is_reference, labels, reference, references
from cuibono.documents.columns import NAMES, PATHS, order_of, plain
from cuibono.documents.document import Sure, Witness
from cuibono.documents.found import Testimony
from cuibono.documents.text import FIELDS, decode, take
from cuibono.errors import CuibonoError, UsageError

SIDECARS = (".json", ".yaml", ".yml", ".toml")
MIDDLE = (".meta", ".metadata", ".info", ".csl")
LARGEST = 1_000_000
MOST_LISTS = 20
MOST_SAID = 100
"""How many rows of a manifest that name no file are said one by one."""
UP = 2
"""How many folders up from a file a list of references may stand."""
Said = tuple[tuple[Witness, ...], tuple[str, ...]]
NOTHING: Said = ((), ())


class Manifest:
    """A table with a row for each file: path, date, publisher, title, address.

    Paths are taken from the manifest's own folder, or from where the program was started.
    Raises UsageError for a table without a column of paths, CuibonoError for no table.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: dict[Path, Testimony] = {}
        self.listed: list[tuple[int, str, Testimony]] = []
        self.used: set[Path] = set()
        try:
            text, _ = decode(infile.content(path))
        except (OSError, CuibonoError) as error:
            raise CuibonoError(
                f"{path}: cannot be read as a manifest: {infile.why(error)}"
            ) from error
        reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter_of(text))
        rows = [(reader.line_num, row) for row in reader]
        header = [plain(name) for name in rows[0][1]] if rows else []
        column = next((n for n in PATHS if n in header), None)
        if column is None:
            raise UsageError(
                f"{path}: a manifest needs a column `path`; it has {', '.join(header)[:80]}"
            )
        self._take(header, header.index(column), rows[1:])

    def _take(self, header: list[str], where: int, rows: list[tuple[int, list[str]]]) -> None:
        known = {name: field for field, names in NAMES.items() for name in names if field != "text"}
        fields = {n: known[name] for n, name in enumerate(header) if name in known and n != where}
        days = [n for n, field in fields.items() if field == "published"]
        form = order_of(row[n] for _, row in rows for n in days if n < len(row))
        for line, row in rows:
            if not "".join(row).strip():
                continue
            named = row[where].strip().replace("\0", "") if where < len(row) else ""
            told = Testimony()
            self.listed.append((line, named, told))
            if not named:
                continue
            for n, field in fields.items():
                value = row[n].strip() if n < len(row) else ""
                if field in ("published", "updated"):
                    told.date(field, _ordered(value, form), "manifest", Sure.GIVEN)
                elif field != "lead":
                    told.say(field, value, "manifest", Sure.GIVEN)
            for place in self._places(named):
                self.rows.setdefault(place, told)

    def _places(self, named: str) -> list[Path]:
        """Where a row's path may lead: from the manifest's folder, from where the program began."""
        bases = (self.path.parent, Path())
        return [(base / named.replace("\\", "/")).resolve() for base in bases]

    def says(self, path: Path, inner: str = "") -> Said:
        """What the manifest says of a file, or of a file inside of it (`a.zip!b.txt`)."""
        key = Path(f"{path.resolve()}!{inner}") if inner else path.resolve()
        told = self.rows.get(key)
        if told is None:
            return NOTHING
        self.used.add(key)
        return tuple(told.witnesses), tuple(told.notes)

    def unused(self) -> Iterator[str]:
        """A line for each row that says nothing of what was read: where it stands, and why."""
        used = {id(self.rows[key]) for key in self.used}
        kept = {id(told) for told in self.rows.values()}
        idle = [row for row in self.listed if id(row[2]) not in used]
        for line, named, told in idle[:MOST_SAID]:
            shown = ": ".join(filter(None, (f"line {line}", named)))
            yield f"{shown}: {self._why(named, id(told) in kept)}"
        more = len(idle) - MOST_SAID
        if more > 0:
            yield f"{more} more row{'s' * (more > 1)} name no file that was read"

    def _why(self, named: str, kept: bool) -> str:
        if not named:
            return "a row without a path"
        if not kept:
            return "an earlier row names the same file, and that row counts"
        if any(map(_there, self._places(named))):
            return "not among the files that were read"
        outer, inside, _ = named.partition("!")
        if inside and any(map(_there, self._places(outer))):
            return "no document that was read has this name"
        return "no such file"


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # longer than any name of a file
        return False


def _ordered(value: str, form: str | None) -> str:
    from cuibono.documents.columns import _day  # pyright: ignore[reportPrivateUsage]

    return _day(value, form)


class Shelf:
    """What is known of files from what stands beside them; each folder is looked at once."""

    def __init__(self, manifest: Path | None = None) -> None:
        self.manifest = Manifest(manifest) if manifest else None
        self._names: dict[Path, frozenset[str]] = {}
        self._lists: dict[Path, dict[Path, list[Reference]]] = {}

    def says(self, path: str | Path, inner: str = "") -> Said:
        """Witnesses for a file, the manifest's first, and notes on what was not understood."""
        file = Path(path)
        said = self.manifest.says(file, inner) if self.manifest else NOTHING
        if inner:
            return said
        beside = self._sidecar(file)
        listed = self._listed(file)
        return (*said[0], *beside[0], *listed), (*said[1], *beside[1])

    def aside(self, path: Path) -> bool:
        """Whether a file only says what others are: the manifest, a sidecar, a list."""
        if self.manifest and path.resolve() == self.manifest.path.resolve():
            return True
        if path.suffix.lower() in SIDECARS:
            stem = _stem(path)
            beside = self._beside(path.parent)
            others = (
                n for n in beside if n != path.name and Path(n).suffix.lower() not in SIDECARS
            )
            if any(n == stem or Path(n).stem == stem for n in others) and _fields(path) is not None:
                return True
        return bool(list(self.files_of(path)))

    def files_of(self, path: Path) -> Iterator[Path]:
        """The files that a list of references belongs to, inside of its own folder."""
        entries = references(path) if path.suffix.lower() in (".json", ".rdf") else []
        if not entries:
            return
        for file in sorted(path.parent.rglob("*")) if len(self._beside(path.parent)) < 5000 else ():
            shown = file != path and file.is_file() and not file.name.startswith(".")
            if shown and labels(entries, file):
                yield file

    def _beside(self, folder: Path) -> frozenset[str]:
        if folder not in self._names:
            try:
                self._names[folder] = frozenset(entry.name for entry in folder.iterdir())
            except OSError:
                self._names[folder] = frozenset()
        return self._names[folder]

    def _sidecar(self, file: Path) -> Said:
        there = self._beside(file.parent)
        told = Testimony()
        for stem in dict.fromkeys((file.name, file.stem)):
            for middle in ("", *MIDDLE):
                for suffix in SIDECARS:
                    name = f"{stem}{middle}{suffix}"
                    if name in there and name != file.name:
                        _take_sidecar(file.parent / name, told)
        return tuple(told.witnesses), tuple(told.notes)

    def _listed(self, file: Path) -> tuple[Witness, ...]:
        folder = file.parent
        for _ in range(UP + 1):
            for entries in self._lists_in(folder).values():
                found = labels(entries, file)
                if found:
                    return found
            if folder == folder.parent:
                break
            folder = folder.parent
        return ()

    def _lists_in(self, folder: Path) -> dict[Path, list[Reference]]:
        if folder not in self._lists:
            names = [n for n in self._beside(folder) if n.lower().endswith((".json", ".rdf"))]
            found = {folder / n: references(folder / n) for n in sorted(names)[:MOST_LISTS]}
            self._lists[folder] = {path: entries for path, entries in found.items() if entries}
        return self._lists[folder]


def _stem(path: Path) -> str:
    stem = path.name[: -len(path.suffix)]
    return next((stem.removesuffix(m) for m in MIDDLE if stem.endswith(m)), stem)


def _take_sidecar(path: Path, told: Testimony) -> None:
    fields = _fields(path)
    if fields is None:
        return
    if is_reference(fields):
        reference(fields, told)
    else:
        take(fields, told, path.name, Sure.GIVEN)


def _fields(path: Path) -> dict[str, Any] | None:
    """The entries of a sidecar; None for what is not one, such as a text of its own."""
    import yaml

    try:
        if path.stat().st_size > LARGEST:
            return None
        text = infile.text(path, "utf-8-sig")
        if path.suffix.lower() == ".json":
            raw: Any = json.loads(text)
        elif path.suffix.lower() == ".toml":
            raw = {k: _iso(v) for k, v in tomllib.loads(text).items()}
        else:
            raw = yaml.load(text, Loader=yaml.BaseLoader)
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return None
    if isinstance(raw, list) and len(cast(list[Any], raw)) == 1:
        raw = cast(list[Any], raw)[0]
    if not isinstance(raw, dict):
        return None
    fields = cast(dict[str, Any], raw)
    names = {str(name).strip().lower().replace("_", " ") for name in fields}
    texts = names & {"text", "body", "content", "full text", "items", "articles"}
    return fields if not texts and (names & set(FIELDS) or is_reference(fields)) else None


def _iso(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
