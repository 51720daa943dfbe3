"""The way of a file into the ledger: cut, parsed, mapped, committed, a batch at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from cuibono.errors import CuibonoError, UsageError
from cuibono.exchange.imports import crosswalks
from cuibono.exchange.imports.alone import alone
from cuibono.exchange.imports.formats import ACLED, GDELT, ICEWS, POLECAT, UCDP
from cuibono.exchange.imports.mapping import Mapped, map_block
from cuibono.exchange.imports.own import read_plan
from cuibono.exchange.imports.parse import Bad, Shape, parse
from cuibono.exchange.imports.plan import Plan
from cuibono.exchange.imports.report import Progress, Report
from cuibono.exchange.imports.shape import shape_of
from cuibono.exchange.imports.sources import Block, RowFile, blocks, sources
from cuibono.exchange.imports.store import Store, Stretch
from cuibono.exchange.imports.united_nations import VETOES, votes

PLANS = {"gdelt": GDELT, "icews": ICEWS, "polecat": POLECAT, "acled": ACLED, "ucdp": UCDP,
         "vetoes": VETOES}  # fmt: skip
FORMATS = (*PLANS, "unvotes")
BATCH = 500_000
WORKERS = min(4, os.cpu_count() or 1)
Follow = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _Task:
    """One block of one source on its way, with the lines that are left out of it."""

    source: RowFile
    block: Block
    shape: Shape
    drop: frozenset[int]
    repeated: list[Bad]

    def run(self) -> Mapped:
        table, bad = parse(self.block, self.shape, self.drop)
        return map_block(table, self.shape.plan, [*bad, *self.repeated])


def import_files(
    kind: str, paths: Iterable[str | Path], folder: str | Path, each: Follow = lambda _: None
) -> Report:
    """Import files of a format into the ledger in a folder; bytes imported before are skipped.

    `kind` is one of FORMATS, or the path of a mapping file in TOML. `each` is called after every
    block. Every batch is committed on its own: after an interruption the same call goes on where
    the last one stopped. Raises UsageError for an unknown format or a missing file, CuibonoError
    for a single file that is not of the format; of several, the others are imported and the
    report holds the errors.
    """
    found = [s for s in sources(paths) if kind != "unvotes" or not _is_list(s.path)]
    plan = plan_of(kind, found)
    way = _Way(plan, Store(Path(folder)), found, each, Report(plan.dataset, plan.untyped))
    with alone(Path(folder)):
        way.go()
    if len(found) == 1 and way.report.errors:
        raise way.report.errors[0]
    return way.report


def _is_list(path: Path) -> bool:
    """Whether a file beside the votes lists roll calls or their issues."""
    return path.name.startswith("un_roll_call")


def plan_of(kind: str, found: list[RowFile]) -> Plan:
    """The plan of a format by its name or mapping file; raises UsageError for an unknown one."""
    if kind in PLANS:
        return PLANS[kind]
    if kind == "unvotes":
        if not found:
            raise UsageError("unvotes: none of the files named holds votes")
        return votes(found[0].path)
    if kind.endswith(".toml"):
        return read_plan(Path(kind))
    known = ", ".join(FORMATS)
    raise UsageError(f"no import format is called {kind!r}: {known}, or a mapping file in .toml")


@dataclass(slots=True)
class _Way:
    """One import under way."""

    plan: Plan
    store: Store
    found: list[RowFile]
    each: Follow
    report: Report
    done: int = 0
    pending: list[Stretch] = field(default_factory=list[Stretch])
    writing: Future[None] | None = None

    def go(self) -> None:
        """Parse in several threads, commit in one; blocks stay in the order of the file."""
        waiting: deque[tuple[_Task, Future[Mapped]]] = deque()
        with ThreadPoolExecutor(1) as writer, ThreadPoolExecutor(WORKERS) as pool:
            try:
                for task in self._tasks():
                    waiting.append((task, pool.submit(task.run)))
                    if len(waiting) > 2 * WORKERS:
                        self._take(*waiting.popleft(), writer)
                while waiting:
                    self._take(*waiting.popleft(), writer)
            finally:
                # What is parsed is kept, whatever stopped the rest.
                pool.shutdown(cancel_futures=True)
                self._commit(writer)
                self._wait()

    def _tasks(self) -> Iterator[_Task]:
        for source in self.found:
            self.report.files += 1
            try:
                shape = shape_of(source, self.plan)
                yield from self._of_source(source, shape)
            except CuibonoError as error:
                self.report.errors.append(error)

    def _of_source(self, source: RowFile, shape: Shape) -> Iterator[_Task]:
        start, line = self.store.resume(source, self.plan.dataset)
        self.done += start
        seen = _seen(source, shape.plan, start)
        fresh = False
        with source.opened(start) as file:
            for block in blocks(file, line, start, shape.plan.quoted):
                fresh = True
                repeated = list(_repeated(block, seen)) if shape.plan.distinct else []
                drop = {bad.line for bad in repeated}
                if block.line == 1 and not shape.plan.layouts:
                    drop.add(1)
                yield _Task(source, block, shape, frozenset(drop), repeated)
        if start:
            self.report.known += not fresh
            self.report.resumed += fresh

    def _take(self, task: _Task, future: Future[Mapped], writer: ThreadPoolExecutor) -> None:
        mapped, name = future.result(), task.source.name
        last = self.pending[-1] if self.pending else None
        if last is None or last.file != name or last.start + last.length != task.block.start:
            last = Stretch(self.plan.dataset, name, task.block.start, task.block.line)
            self.pending.append(last)
        last.add(task.block, mapped)
        events = sum(table.num_rows for table in mapped.events)
        self.report.add(name, events, mapped.bad, mapped.unmapped)
        self.done += len(task.block.data)
        if sum(s.rows for s in self.pending) >= BATCH:
            self._commit(writer)
        total = sum(s.size for s in self.found) if all(s.size for s in self.found) else 0
        self.each(Progress(name, self.done, total, self.report.events))

    def _commit(self, writer: ThreadPoolExecutor) -> None:
        """Have what is pending written; one batch at most is on its way, so memory is bounded."""
        self._wait()
        versions = f"registry {crosswalks.registry().version}"
        self.writing = writer.submit(self.store.write, self.pending, versions)
        self.pending = []

    def _wait(self) -> None:
        writing, self.writing = self.writing, None
        if writing:
            writing.result()


def _seen(source: RowFile, plan: Plan, until: int) -> dict[int, int]:
    """Lines before an offset, by their hash, for a format in which lines repeat."""
    seen: dict[int, int] = {}
    if plan.distinct and until:
        with source.opened() as file:
            for block in blocks(file, 1, 0, plan.quoted):
                if block.start >= until:
                    break
                for _ in _repeated(block, seen):
                    pass
    return seen


def _repeated(block: Block, seen: dict[int, int]) -> Iterator[Bad]:
    """Lines that say again, to the letter, what an earlier line of the file says."""
    for nth, text in enumerate(block.data.split(b"\n"), block.line):
        bare = text.rstrip(b"\r")
        first = seen.setdefault(hash(bare), nth) if bare else nth
        if first != nth:
            said = bare.decode("utf-8", "replace")
            yield Bad(nth, f"repeats a line: {first}", said[:2000])
