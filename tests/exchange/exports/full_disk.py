"""Every export, brief and chart onto a disk that is full, in a process of its own.

    python -m tests.exchange.exports.full_disk LEDGER FOLDER (limit|some|mount) DOCUMENT

`limit` lets no file grow, `some` does so for three exports, `mount` fills a small disk that is
mounted over FOLDER. What each call ended with is printed as JSON.
"""

import contextlib
import gc
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from cuibono.cli.run import run
from cuibono.exchange.exports.export import formats

BEFORE = "what was there before"
SOME = ("csv", "xlsx", "sqlite")
"""A file of text, and two that a library writes."""
OTHERS = (
    ("brief", "RUS", "UKR", "-o", "{}.html"), ("brief", "RUS", "UKR", "-o", "{}.md"),
    ("brief", "RUS", "UKR", "-o", "{}.docx"), ("series", "RUS", "UKR", "--chart", "{}.svg"),
    ("series", "RUS", "UKR", "--chart", "{}.png"), ("series", "RUS", "UKR", "--csv", "{}.csv"),
    ("series", "--csv", "{}.csv"), ("series", "--csv", "{}.parquet"),
)  # fmt: skip


def calls(folder):
    """Each call, and the file or folder that it makes."""
    for name, format_ in formats().items():
        path = folder / f"{name}{format_.suffixes[0] if format_.suffixes else ''}"
        more = ["--document", "{D}"] if name == "key" else []
        yield ["export", name, str(path), *more], path
    for number, words in enumerate(OTHERS):
        path = folder / words[-1].format(number)
        yield [*words[:-1], str(path)], path


def fill(disk):
    """Not a byte is left, and not a name."""
    with (disk / "ballast").open("wb") as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 65_536)
    with contextlib.suppress(OSError):
        for number in range(100_000):
            (disk / f"name-{number}").touch()


def main(ledger, folder, way):
    tried = [([*words, "--ledger", str(ledger)], path) for words, path in calls(folder)
             if way != "some" or path.stem in SOME]  # fmt: skip
    if way == "mount":
        words = ["mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=200", "none", str(folder)]
        subprocess.run(words, check=True)
    for _, path in tried:
        if path.suffix:
            path.write_text(BEFORE, "utf-8")
    tempfile.tempdir = str(folder)
    if way == "mount":
        fill(folder)
    else:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    there = {p.name for p in folder.iterdir()}
    ended = []
    for words, path in tried:
        error = io.StringIO()
        # A destructor complains to standard error as well.
        with contextlib.redirect_stderr(error), contextlib.redirect_stdout(io.StringIO()):
            code = run([word.replace("{D}", sys.argv[4]) for word in words])
            gc.collect()
        kept = path.read_text("utf-8") if path.is_file() else None
        left = sorted({p.name for p in folder.iterdir()} - there)
        ended.append([words[:3], code, error.getvalue(), kept, left])
    os.write(1, json.dumps(ended).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
