"""Processes that are cheap to kill: children of one process that has imported everything.

A new interpreter needs seconds to begin, in which nothing of a ledger is touched. The parent of
the children imports what they need and starts no thread, so that they begin with none either.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

BEGINS = "begins"
LIBRARIES = (
    "deltalake", "pyarrow.compute", "pyarrow.dataset", "pyarrow.parquet", "duckdb", "numpy",
    "cuibono.desk", "cuibono.cli.app", "cuibono.cli.run", "cuibono.events.resolve",
    "cuibono.exchange.imports", "cuibono.review.judge", "cuibono.review.learning",
    "cuibono.briefs.html", "cuibono.review.papers", "cuibono.search.find", "sqlite3",
    "cuibono.events.scorer", "deltalake.fs", "benchmarks.faults.work",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Life:
    """How a child ended: what it told line by line, whether it was at work when it was killed."""

    told: list[str]
    error: str
    code: int
    took: float
    at_work: bool


class Nursery:
    """A process whose children work on ledgers, one at a time.

    `do` names a function of `benchmarks.faults.work` and gives it words.
    """

    def __init__(self) -> None:
        words = [sys.executable, "-m", "benchmarks.faults", "--nursery"]
        self._parent = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )  # fmt: skip

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self._parent.communicate()

    def do(
        self,
        what: str,
        *words: str,
        kill: float | None = None,
        commit: Path | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> Life:
        """Let a child do something; kill it so many seconds after it begins.

        With `commit`, the journal of a ledger, the seconds count from the moment in which a write
        is announced there, `after` so many others. No file that the child writes grows beyond
        `limit` bytes, as on a full disk.
        """
        assert self._parent.stdin
        assert self._parent.stdout
        asked = {"what": what, "words": words, "kill": kill, "limit": limit,
                 "commit": commit and str(commit), "after": after}  # fmt: skip
        self._parent.stdin.write(json.dumps(asked) + "\n")
        self._parent.stdin.flush()
        return Life(**json.loads(self._parent.stdout.readline()))


def breed() -> None:
    """Answer requests on standard input until it ends."""
    for name in LIBRARIES:
        import_module(name)
    # Lists and grammars that every desk reads, and that stay in memory once they are read.
    from cuibono.actors import Registry
    from cuibono.language.quantities import find_quantities
    from cuibono.language.times import find_times

    Registry.load().find("Russia")
    find_times("on 5 May 2022")
    find_quantities("three tonnes")
    # Small files are joined once in so many commits: seldom enough to be hit hardly ever.
    import_module("cuibono.ledger.tables").EVERY = 8
    for line in sys.stdin:
        print(json.dumps(_life(json.loads(line))), flush=True)


def _life(asked: Mapping[str, Any]) -> dict[str, Any]:
    said, tell = os.pipe()
    heard, complain = os.pipe()
    child = os.fork()
    if not child:
        _child(asked, tell, complain)
    os.close(tell)
    os.close(complain)
    with os.fdopen(said, "rb", buffering=0) as stream, os.fdopen(heard, "rb") as errors:
        ended = _watched(child, stream.fileno(), asked)
        return {**ended, "error": errors.read().decode("utf-8", "replace")}


def _child(asked: Mapping[str, Any], tell: int, errors: int) -> NoReturn:
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(tell, 1)
        os.dup2(errors, 2)
        # The former ones remember what kind of file they wrote to.
        sys.stdout = os.fdopen(1, "w", closefd=False)
        sys.stderr = os.fdopen(2, "w", closefd=False)
        if asked["limit"] is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (asked["limit"], asked["limit"]))
        print(BEGINS, flush=True)
        do = getattr(import_module("benchmarks.faults.work"), asked["what"])
        code = do(*asked["words"]) or 0
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 1
        # Threads of the table library may abort an interpreter that ends while they run.
        os._exit(code)


def _announced(journal: str | None) -> int:
    """How many writes a journal announces."""
    if not journal or not Path(journal).exists():
        return 0
    return Path(journal).read_bytes().count(b'"seal":')


def _watched(child: int, stream: int, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Hear what a child tells, and kill it when its time has come."""
    kill, commit = asked["kill"], asked["commit"]
    heard, began, from_, at_work = b"", 0.0, 0.0, False
    status: int | None = None
    wanted = _announced(commit) + asked["after"]
    while True:
        left = None if kill is None or not from_ else kill - (time.perf_counter() - from_)
        if commit and kill is not None and not from_:
            left = 0.0005
            from_ = time.perf_counter() * (_announced(commit) > wanted)
        if left is not None and left <= 0:
            ended, status = os.waitpid(child, os.WNOHANG)
            at_work = not ended
            if at_work:
                os.kill(child, signal.SIGKILL)
                status = None
            kill = None
        elif select.select([stream], [], [], left)[0]:
            came = os.read(stream, 65536)
            if not came:
                break
            began = began or time.perf_counter()
            from_ = from_ or began * (commit is None)
            heard += came
    took = time.perf_counter() - began
    status = os.waitpid(child, 0)[1] if status is None else status
    # What was told in a line that is not whole was not told.
    told = heard.decode("utf-8", "replace").rpartition("\n")[0].split("\n")[1:]
    code = os.waitstatus_to_exitcode(status)
    return {"told": told, "code": code, "took": took, "at_work": at_work}
