"""The versions of what ships: the program, the reader, the codebook, the registry.

Each is read from its file directly, so that asking costs no loading.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from importlib.resources import files

__version__ = "0.1.0"
VERSION = re.compile(r"""^version:\s*["']?([^"'\s]+)""", re.M)


def versions() -> dict[str, str]:
    """The versions by name; those of a statement are in its row.

    >>> list(versions())
    ['cuibono', 'reader', 'codebook', 'registry']
    """
    return {
        "cuibono": __version__,
        "reader": _reader(),
        "codebook": _of_folder("codebook"),
        "registry": _registry(),
    }


def _reader() -> str:
    path = files("cuibono") / "data" / "reader" / "base" / "labels.json"
    try:
        return str(json.loads(path.read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return "not installed"


def _yaml(name: str) -> Iterator[bytes]:
    folder = files("cuibono") / "data" / name
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".yaml"):
            yield path.read_bytes()


def _registry() -> str:
    """The version that `Registry` has: a digest of its files."""
    return f"1.{hashlib.sha256(b''.join(_yaml('actors'))).hexdigest()[:8]}"


def _of_folder(name: str) -> str:
    """The version that the files of a folder carry, as their loader puts it together."""
    texts = (data.decode("utf-8") for data in _yaml(name))
    return "+".join(found[1] for found in map(VERSION.search, texts) if found) or "unnumbered"
