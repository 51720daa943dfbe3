"""Files that a user names: a pipe that nobody writes to, or a device, is not waited for.

Everything that reads a file which a user named opens it here.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import BinaryIO

from cuibono.answering import SILENT, answers
from cuibono.errors import CuibonoError

NOT_A_FILE = "not a file"


def opened(path: str | Path) -> BinaryIO:
    """A file, open for its bytes.

    Raises OSError, with words in its `strerror`, where there is none, for a pipe or a device, and
    for a disk that does not answer.

    >>> opened(__file__).read(3)
    b'\"\"\"'
    """
    file = Path(path)
    check(file)
    return file.open("rb")


def check(path: Path) -> None:
    """Raise OSError for a pipe or a device, and for a disk that does not answer.

    What is not there, and what is a folder, says so itself when it is opened.
    """
    if not answers(path):
        raise OSError(errno.ETIMEDOUT, SILENT, str(path))
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, NOT_A_FILE, str(path))


def refuse(path: str | Path) -> None:
    """Raise CuibonoError, in one line, for what cannot be opened."""
    try:
        opened(path).close()
    except OSError as error:
        raise CuibonoError(f"{path}: cannot be read: {why(error)}") from error


def content(path: str | Path) -> bytes:
    """All bytes of a file; raises OSError as `opened` does."""
    with opened(path) as file:
        return file.read()


def needed(path: str | Path) -> bytes:
    """All bytes of a file; raises CuibonoError, in one line, where it cannot be read."""
    try:
        return content(path)
    except OSError as error:
        raise CuibonoError(f"{path}: cannot be read: {why(error)}") from error


def text(path: str | Path, encoding: str = "utf-8") -> str:
    """The text of a file, its line ends as newlines; raises OSError and UnicodeDecodeError.

    >>> text(__file__).splitlines()[-1]
    '    return str(error)'
    """
    return content(path).decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def needed_text(path: str | Path, encoding: str = "utf-8") -> str:
    """The text of a file; raises CuibonoError, in one line, where it cannot be read."""
    try:
        return text(path, encoding)
    except (OSError, UnicodeDecodeError) as error:
        raise CuibonoError(f"{path}: cannot be read: {why(error)}") from error


def why(error: Exception) -> str:
    """Why a file could not be read, without its name.

    >>> why(FileNotFoundError(2, "No such file or directory", "key.tsv"))
    'No such file or directory'
    """
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
