"""ZIP archives, opened safely: nothing is written to disk, nothing is trusted."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from cuibono.documents.found import DocumentError, Part, one_line
from cuibono.documents.unpacking import LARGEST, Unpacking

MOST_MEMBERS = 20_000
LEFT_OUT = ("__MACOSX/", "META-INF/")


def opened_zip(file: IO[bytes]) -> zipfile.ZipFile:
    """An archive; raises DocumentError where it is damaged."""
    try:
        file.seek(0)
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DocumentError(f"a damaged ZIP archive: {one_line(str(error))}") from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise DocumentError(f"a ZIP archive of more than {MOST_MEMBERS:,} files")
    return archive


def member(archive: zipfile.ZipFile, name: str, unpacking: Unpacking) -> bytes:
    """The bytes of one file of an archive, within bounds; raises DocumentError."""
    try:
        info = archive.getinfo(name)
        if info.flag_bits & 1:
            raise DocumentError("encrypted: unpack it with its password first")
        if info.file_size > LARGEST:
            raise DocumentError(f"too large: {info.file_size / 1e6:.0f} MB once unpacked")
        with archive.open(info) as file:
            return unpacking.whole(file)
    except KeyError as error:
        raise DocumentError(f"damaged: it has no {name}") from error
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError,
            NotImplementedError, ValueError) as error:  # fmt: skip
        raise DocumentError(f"damaged: {one_line(str(error))}") from error


def parts_of_zip(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The files of an archive, in the order of their names."""
    archive = opened_zip(file)
    infos = sorted(
        (i for i in archive.infolist() if i.filename.rstrip("/\\") == i.filename),
        key=lambda i: i.filename,
    )
    if not infos:
        raise DocumentError("empty: a ZIP archive without files")
    for info in infos:
        name = info.filename
        path = PurePosixPath(name.replace("\\", "/"))
        if name.startswith(LEFT_OUT) or path.name.startswith("."):
            continue
        try:
            if not path.name or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                raise DocumentError("its name leads out of the archive, so it was not read")
            yield Part(one_line(name), member(archive, name, unpacking))
        except DocumentError as error:
            yield Part(one_line(name), error)
        if unpacking.bytes_left < 0:
            return
