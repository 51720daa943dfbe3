"""Bring back what is lost from a ledger's tables, as far as any file on the disk still holds it.

Files that were joined stay for a week, and files whose entry in the log is gone lie there still.
The journal says which rows were written, so that none is brought back that never counted. Nothing
is thrown away: a table that must be made anew leaves the old one beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cuibono.ledger.deltalog import log_faults, read_log
from cuibono.ledger.digest import MASSES, Seal, digest, seals
from cuibono.ledger.journal import Journal, Journaled
from cuibono.ledger.proof import ONE
from cuibono.ledger.rows import Row
from cuibono.ledger.salvage import rows_of
from cuibono.ledger.schema import MARKER, TABLES, schemas
from cuibono.ledger.verify import Problem

if TYPE_CHECKING:
    import pyarrow as pa

    from cuibono.ledger.tables import Tables


@dataclass(frozen=True, slots=True)
class Repaired(Problem):
    """Something that did not hold, and what a repair did about it or could not do."""

    done: bool = True

    COLUMNS: ClassVar[tuple[str, ...]] = ("where", "what", "done")


def repair(tables: Tables) -> Iterator[Repaired]:
    """Mend every table that is damaged, and say what was brought back and what is lost for good.

    Nobody else may write to the ledger meanwhile.
    """
    told = Journal(tables.folder).read()
    if not tables.exists and (told.before is not None or any(map(tables.holds, TABLES))):
        tables.create()
        yield Repaired(MARKER, "was missing, and is there again")
    for name in schemas():
        if (tables.folder / name).exists() or any(told.of(name)):
            yield from _Table(tables, name, told).mend()


class _Table:
    """One table that is looked through, and mended where it must be."""

    def __init__(self, tables: Tables, name: str, told: Journaled) -> None:
        self.tables, self.name = tables, name
        self.folder = tables.folder / name
        done = [entry for entry in told.of(name) if entry.done]
        self.wanted = Counter((s.name, s.digest) for e in done for s in e.seals)
        self.announced = Counter((s.name, s.digest) for e in told.of(name) for s in e.seals)
        self.journaled = told.before is not None
        self.before = 1 if told.before is None else told.before.get(name, 0)
        self.seals = {(s.name, s.digest): s for e in told.of(name) for s in e.seals}

    def mend(self) -> Iterator[Repaired]:
        held = self._held()
        if self.name in MASSES:
            yield from self._of_masses(held)
            return
        faults = list(log_faults(self.folder))
        rows = held.to_pylist() if held is not None else []
        if faults or held is None:
            rows = self._with_files(rows)
        rows, doubled = self._once(rows)
        lost = self.wanted - Counter(map(self._key, rows))
        if held is not None and not lost and not faults and not doubled:
            return
        found = self._on_disk(lost)
        # A row whose own values are found again gives way to them.
        again = Counter(name for name, _ in found)
        kept: list[Row] = []
        replaced = 0
        for row in rows:
            key = self._key(row)
            if key not in self.seals and again[key[0]] > 0:
                again[key[0]] -= 1
                replaced += 1
            else:
                kept.append(row)
        if held is None or faults:
            yield from self._anew([*kept, *found.values()], faults)
        elif replaced or doubled:
            self._overwrite([*kept, *found.values()])
        elif found:
            self.tables.write(self.name, self._table(list(found.values())))
        if doubled:
            yield Repaired(self.name, f"{_rows(doubled)} taken out that were there more than once")
        if found:
            yield Repaired(self.name, f"{_rows(len(found))} brought back")
        here = {self._key(row)[0] for row in kept}
        yield from self._not_found([key for key in lost if key not in found], here)

    def _once(self, rows: list[Row]) -> tuple[list[Row], int]:
        """The rows without those that are there oftener than they were written, and how many.

        Only what is the same in every field is taken out, so that nothing is lost. Of rows that
        are older than the journal no more are taken out than there are too many.
        """
        keys = [self._key(row) for row in rows]
        older = sum(key not in self.seals for key in keys)
        spare = max(0, older - self.before) if self.journaled else 0
        seen: Counter[tuple[str, str]] = Counter()
        kept: list[Row] = []
        for key, row in zip(keys, rows, strict=True):
            seen[key] += 1
            if key in self.seals and seen[key] > self.announced[key]:
                continue
            if key not in self.seals and seen[key] > 1 and spare:
                spare -= 1
                continue
            kept.append(row)
        return kept, len(rows) - len(kept)

    def _not_found(self, lost: list[tuple[str, str]], here: set[str]) -> Iterator[Repaired]:
        for key in lost:
            seal = self.seals[key]
            hint = f": read it again from {seal.path}" if seal.path else ""
            what = "no file holds it as it was written" if seal.name in here else "no file holds it"
            yield Repaired(f"{ONE[self.name]} {seal.name}", f"{what}{hint}", False)

    def _held(self) -> pa.Table | None:
        """What can be read of the table as it is, None where Delta refuses it."""
        from cuibono.ledger.faults import LedgerError

        with suppress(LedgerError):
            return self.tables.raw(self.name, ("batch",) if self.name in MASSES else None)
        return None

    def _key(self, row: Row) -> tuple[str, str]:
        seal = next(seals(self.name, self._table([row])))
        return seal.name, seal.digest

    def _table(self, rows: list[Row]) -> pa.Table:
        import pyarrow as pa

        return pa.Table.from_pylist(rows, schemas()[self.name])

    def _with_files(self, rows: list[Row]) -> list[Row]:
        """Rows with those of files that what is left of the log names, or does not know."""
        log = read_log(self.folder)
        known, gone = log.live(), log.removed
        kept = {digest(row): row for row in rows}
        for path in self._files():
            if path.name in known or path.name not in gone:
                for row in rows_of(path, self.name).to_pylist():
                    # What was never announced counts only where there are rows older than that.
                    if self.before or self._key(row) in self.seals:
                        kept.setdefault(digest(row), row)
        return list(kept.values())

    def _on_disk(self, lost: Counter[tuple[str, str]]) -> dict[tuple[str, str], Row]:
        """The lost rows that any file of the table holds."""
        found: dict[tuple[str, str], Row] = {}
        for path in self._files() if lost else ():
            for row in rows_of(path, self.name).to_pylist():
                key = self._key(row)
                if key in lost:
                    found.setdefault(key, row)
        return found

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.parquet"))

    def _overwrite(self, rows: list[Row]) -> None:
        self.tables.write(self.name, self._table(rows), "overwrite")

    def _anew(self, rows: list[Row], faults: list[str]) -> Iterator[Repaired]:
        """Make the table anew beside the damaged one, and put it in its place."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        spare = f"{self.name}.new-{stamp}"
        self.tables.make(spare, self._table(rows))
        old = f"{self.name}.damaged-{stamp}"
        self.tables.put(spare, self.name, old)
        why = "; ".join(faults[:3]) or "it could not be read"
        yield Repaired(
            self.name, f"made again with {_rows(len(rows))} ({why}); the old one is {old}"
        )

    def _of_masses(self, held: pa.Table | None) -> Iterator[Repaired]:
        """Imported events come from files that can be imported again: lost batches are named."""
        there = Counter(held["batch"].to_pylist()) if held is not None else Counter[str]()
        by_batch: defaultdict[str, list[Seal]] = defaultdict(list)
        for name, value in self.wanted:
            by_batch[name].append(self.seals[name, value])
        for batch, sealed in by_batch.items():
            if self._single(batch, sealed, there[batch]):
                many = there[batch] - sealed[0].rows
                what = f"{_rows(many)} taken out that were there more than once"
                yield Repaired(f"{ONE[self.name]} {batch}", what)
            elif there[batch] != sum(seal.rows for seal in sealed):
                what = f"{there[batch]} of {sum(s.rows for s in sealed)} rows are left: "
                yield Repaired(
                    f"{ONE[self.name]} {batch}", f"{what}import its file into a new ledger", False
                )

    def _single(self, batch: str, sealed: list[Seal], there: int) -> bool:
        """Whether a batch held lines more than once, and now holds what was written."""
        if len(sealed) != 1 or there <= sealed[0].rows:
            return False
        rows = self.tables.raw(self.name, None, batch)
        once = distinct(rows)
        # Only where what is left is just what was written, field by field.
        if next(seals(self.name, once)).digest != sealed[0].digest:
            return False
        self.tables.write(self.name, once, "overwrite", f"batch = '{batch}'")
        return True


def distinct(rows: pa.Table) -> pa.Table:
    """Imported rows of which each line of a file is there once: the first that comes."""
    seen: set[tuple[str, int]] = set()
    first: list[int] = []
    places = zip(rows["file"].to_pylist(), rows["line"].to_pylist(), strict=True)
    for at, place in enumerate(places):
        if place not in seen:
            seen.add(place)
            first.append(at)
    return rows.take(first)


def _rows(number: int) -> str:
    return f"{number} row{'s' * (number != 1)}"
