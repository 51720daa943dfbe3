"""Which formats there are, and how matter goes into one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path

from cuibono.errors import CuibonoError, UsageError
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import KINDS, Matter
from cuibono.exchange.exports.whole import STDOUT, write_folder, write_whole

# Modules in the order of the docs; a few hold several formats of one family.
MODULES = (
    "comma", "workbook", "lines", "parquet", "followthemoney", "stix", "plover", "annotations",
    "claim_review", "geojson", "kml", "graph", "timeline_js", "csl", "sqlite", "vault",
    "notebook", "key",
)  # fmt: skip
# Names that promise a format which no export writes.
PROMISED = frozenset(
    ".pdf .docx .doc .odt .ods .rtf .xls .html .htm .md .txt .png .svg .zip".split()
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out: how many things of which kind, where to, and what did not fit."""

    count: int
    kind: str
    format: str
    path: str
    notes: tuple[str, ...] = ()


@cache
def formats() -> dict[str, Format]:
    """The formats by their names.

    >>> list(formats())[:4]
    ['csv', 'xlsx', 'jsonl', 'parquet']
    """
    found: dict[str, Format] = {}
    for name in MODULES:
        module = import_module(f"cuibono.exchange.exports.{name}")
        held = [v for v in vars(module).values() if isinstance(v, Format)]
        found |= {each.name: each for each in held}
    return found


def listed() -> list[dict[str, str]]:
    """The formats as rows: name, endings, what it holds, what opens it, what it loses."""
    return [
        {
            "format": f.name, "files": ", ".join(f.suffixes) or "a folder",
            "holds": ", ".join(f.of), "opens in": f.opens, "not in it": f.loses,
        }
        for f in formats().values()
    ]  # fmt: skip


def chosen(name: str, path: str | Path, kind: str | None = None) -> tuple[Format, str]:
    """A format, and what it hands on.

    Raises UsageError for a format or kind that does not exist, and for a file whose name promises
    another format.
    """
    format_ = formats().get(name)
    if format_ is None:
        raise UsageError(f"no export format is called {name!r}: {', '.join(formats())}")
    if kind is not None and kind not in KINDS:
        raise UsageError(f"{kind!r} cannot be exported: {', '.join(KINDS)}")
    if kind is not None and kind not in format_.of:
        raise UsageError(f"{name} can hold {' or '.join(format_.of)}, not {kind}")
    _named(format_, path)
    return format_, kind or format_.of[0]


def _named(format_: Format, path: str | Path) -> None:
    """Refuse a file name that belongs to another format."""
    suffix = Path(path).suffix.lower()
    if str(path) == STDOUT or suffix in format_.suffixes:
        return
    every = {s for other in formats().values() for s in other.suffixes} | PROMISED
    if suffix in every:
        wanted = f"name it {' or '.join(format_.suffixes)}" if format_.suffixes else "name a folder"
        raise UsageError(
            f"{path}: {format_.name} cannot be written to a file that ends in {suffix}: {wanted}"
        )


def export(matter: Matter, name: str, path: str | Path, kind: str | None = None) -> Exported:
    """Write matter in a format to a file, a folder or standard output (`-`).

    What was there is replaced once the new file is complete; a folder must be new or empty.
    Raises UsageError for a call that cannot be meant, CuibonoError where it cannot be written.
    """
    format_, kind = chosen(name, path, kind)
    ready = replace(matter, kind=kind, notes=[])
    act: Callable[[Path], int] = lambda part: format_.write(ready, part)  # noqa: E731
    try:
        count = (
            write_folder(path, act) if format_.folder else write_whole(path, act, format_.binary)
        )
    except (UnicodeEncodeError, OverflowError) as error:
        raise CuibonoError(f"{path}: cannot be written as {name}: {error}") from error
    return Exported(count, _counted(name, kind), name, str(path), tuple(ready.notes))


def _counted(name: str, kind: str) -> str:
    """What is counted: the things themselves, or what a format makes of them."""
    made = {
        "ftm": "entities", "ftm-statements": "values of entities", "stix": "objects",
        "graphml": "edges", "timelinejs": "slides", "vault": "notes", "key": "answers",
    }  # fmt: skip
    return made.get(name, kind)
