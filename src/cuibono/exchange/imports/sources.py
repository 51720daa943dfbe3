"""Files, archives and folders as streams of whole lines."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from cuibono import infile
from cuibono.answering import SILENT, answers
from cuibono.errors import CuibonoError, UsageError

BLOCK = 8 * 2**20
SUFFIXES = (".csv", ".tab", ".txt", ".tsv", ".zip", ".gz")


@dataclass(frozen=True, slots=True)
class RowFile:
    """A file of rows: on its own, compressed, or a member of a .zip archive.

    `size` is the number of bytes once unpacked, 0 where only reading it all would tell.
    """

    path: Path
    member: str | None = None
    size: int = 0

    @property
    def name(self) -> str:
        """What the ledger calls the file: its name, with the member of an archive after `!`."""
        return f"{self.path.name}!{self.member}" if self.member else self.path.name

    @contextmanager
    def opened(self, at: int = 0) -> Generator[IO[bytes]]:
        """The bytes of the file from an offset on; raises CuibonoError where it cannot be read."""
        try:
            if self.member:
                with (
                    infile.opened(self.path) as raw,
                    zipfile.ZipFile(raw) as archive,
                    archive.open(self.member) as file,
                ):
                    file.seek(at)
                    yield file
            elif self.path.suffix.lower() == ".gz":
                with infile.opened(self.path) as raw, gzip.open(raw) as unpacked:
                    file = cast(IO[bytes], unpacked)
                    file.seek(at)
                    yield file
            else:
                with infile.opened(self.path) as file:
                    file.seek(at)
                    yield file
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            why = infile.why(error) or "it ends early"
            raise CuibonoError(f"{self.path}: cannot be read: {why}") from error


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a source: the first one's number (from 1), its offset, the bytes.

    `breaks` is the number of line ends in them.
    """

    line: int
    start: int
    data: bytes
    breaks: int


def sources(paths: Iterable[str | Path]) -> list[RowFile]:
    """All files of rows in what was named, folders in the order of names.

    Raises UsageError for a path that does not exist or a folder without such files.
    """
    found: list[RowFile] = []
    for given in map(Path, paths):
        if not answers(given):
            raise CuibonoError(f"{given}: cannot be read: {SILENT}")
        if given.is_dir():
            inside = sorted(p for p in given.iterdir() if p.suffix.lower() in SUFFIXES)
            if not inside:
                raise UsageError(f"{given}: there is no {', '.join(SUFFIXES)} file in this folder")
            found += [source for path in inside for source in _of_file(path)]
        elif given.exists():
            infile.refuse(given)
            found += _of_file(given)
        else:
            raise UsageError(f"{given}: no such file or folder")
    return found


def _of_file(path: Path) -> list[RowFile]:
    if path.suffix.lower() == ".zip":
        try:
            with infile.opened(path) as raw, zipfile.ZipFile(raw) as archive:
                infos = [i for i in archive.infolist() if not i.is_dir()]
        except (OSError, zipfile.BadZipFile) as error:
            raise CuibonoError(f"{path}: cannot be read: {infile.why(error)}") from error
        return [RowFile(path, info.filename, info.file_size) for info in infos]
    return [RowFile(path, None, 0 if path.suffix.lower() == ".gz" else path.stat().st_size)]


def blocks(file: IO[bytes], line: int, start: int, quoted: bool) -> Iterator[Block]:
    """Cut a stream into blocks that end with a line; the stream stands at `start`."""
    rest = b""
    while True:
        data = rest + file.read(BLOCK) + file.readline()
        at_end = len(data) == len(rest)
        end = len(data) if at_end or not quoted else _last_line_end(data)
        if end:
            block = data if end == len(data) else data[:end]
            breaks = block.count(b"\n")
            yield Block(line, start, block, breaks)
            line += breaks
            start += end
        rest = data[end:]
        if at_end:
            return


def _last_line_end(data: bytes) -> int:
    """Where the last whole record ends: not inside quotes, unless they never close."""
    end = last = data.rfind(b"\n") + 1
    for _ in range(1000):
        if end == 0 or data.count(b'"', 0, end) % 2 == 0:
            return end
        end = data.rfind(b"\n", 0, end - 1) + 1
    return last
