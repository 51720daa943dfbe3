"""Proof that the tables hold what was written into them: every row, and each as it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cuibono.ledger.deltalog import log_faults
from cuibono.ledger.digest import MASSES, Seal, seals
from cuibono.ledger.journal import Announced, Journal, Journaled
from cuibono.ledger.salvage import salvaged
from cuibono.ledger.schema import schemas
from cuibono.ledger.verify import Problem

if TYPE_CHECKING:
    from cuibono.ledger.tables import Tables

ONE = {
    "documents": "document", "statements": "statement", "links": "link from",
    "supersessions": "correction of", "verdicts": "verdict on", "judgements": "judgement",
    "imports": "import", "imported": "events of the import", "quarantine": "lines of the import",
}  # fmt: skip
"""What a row of a table is called before its name."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A table beside the journal.

    `lost` rows were written and are not there, `changed` ones are there under their name with
    other values, `unknown` ones nobody announced, `never` were announced and not written;
    `doubled` ones are there once more than they were announced, in all their values.
    """

    table: str
    lost: list[tuple[Seal, str]] = field(default_factory=list[tuple[Seal, str]])
    changed: list[tuple[Seal, str]] = field(default_factory=list[tuple[Seal, str]])
    unknown: list[Seal] = field(default_factory=list[Seal])
    never: list[tuple[Seal, str]] = field(default_factory=list[tuple[Seal, str]])
    doubled: list[Seal] = field(default_factory=list[Seal])
    sealed: int = 0


def compared(name: str, held: Iterable[Seal], entries: Iterable[Announced]) -> Compared:
    """The rows that a table holds beside those that the journal tells of."""
    made = Compared(name)
    here: defaultdict[tuple[str, str], int] = defaultdict(int)
    by_name: defaultdict[str, int] = defaultdict(int)
    for seal in held:
        here[seal.name, seal.digest] += 1
    absent: list[tuple[Seal, Announced]] = []
    sealed = 0
    told = list(entries)
    for entry in told:
        for seal in entry.seals:
            if here.get((seal.name, seal.digest)):
                here[seal.name, seal.digest] -= 1
                sealed += seal.rows
            else:
                absent.append((seal, entry))
    announced = {(seal.name, seal.digest) for entry in told for seal in entry.seals}
    for (row, digest), times in here.items():
        if (row, digest) in announced:
            made.doubled.extend([Seal(row, digest)] * times)
            continue
        by_name[row] += times
        made.unknown.extend([Seal(row, digest)] * times)
    for seal, entry in absent:
        if entry.done and by_name[seal.name]:
            by_name[seal.name] -= 1
            made.changed.append((seal, entry.at))
        else:
            (made.lost if entry.done else made.never).append((seal, entry.at))
    return replace(made, sealed=sealed)


def whole(name: str, made: Compared, before: int) -> Iterator[Problem]:
    """What is wrong with a table that held so many rows before its journal began."""
    for seal, at in made.lost:
        again = f"; it was read from {seal.path}" if seal.path else ""
        many = f"{seal.rows} rows are" if seal.rows != 1 else "it is"
        yield Problem(f"{ONE[name]} {seal.name}", f"{many} missing, written {at[:19]}{again}")
    for seal, at in made.changed:
        what = "a field of it is" if name not in MASSES else "they are"
        what = f"{what} not as written {at[:19]}"
        yield Problem(f"{ONE[name]} {seal.name}", what)
    if made.doubled and name not in MASSES:
        many = len(made.doubled)
        yield Problem(name, f"{many} rows are there more than once" if many > 1 else
                      f"1 row is there more than once: {made.doubled[0].name}")  # fmt: skip
    # A changed row is known by its name, and is not somebody else's.
    more = len(made.unknown) - len(made.changed) - before
    if name in MASSES:
        return
    if more > 0:
        yield Problem(name, f"{more} rows that cuibono did not write" if more > 1 else
                      f"1 row that cuibono did not write: {made.unknown[-1].name}")  # fmt: skip
    elif more < 0:
        yield Problem(name, f"{-more} of the {before} rows from before the journal are missing")


@dataclass(slots=True)
class Proof:
    """What the journal and the logs of a ledger prove; `problems` must be gone through first.

    `sealed` counts the rows of which every field is proved, `unsealed` those that were written
    before there was a journal. `never` tells of readings that were broken off.
    """

    tables: Tables
    sealed: int = 0
    unsealed: int = 0
    never: list[str] = field(default_factory=list[str])

    def problems(self) -> Iterator[Problem]:
        """All that does not hold, table by table."""
        told = Journal(self.tables.folder).read()
        for name in schemas():
            if self.tables.holds(name) or any((self.tables.folder / name).glob("*.parquet")):
                yield from self._of(name, told)
            else:
                yield from self._gone(name, told)

    def _gone(self, name: str, told: Journaled) -> Iterator[Problem]:
        rows = sum(seal.rows for entry in told.of(name) if entry.done for seal in entry.seals)
        rows += (told.before or {}).get(name, 0)
        if rows:
            yield Problem(name, f"the whole table is missing: {rows} rows")

    def _of(self, name: str, told: Journaled) -> Iterator[Problem]:
        from cuibono.ledger.faults import LedgerError

        folder = self.tables.folder / name
        for what in log_faults(folder):
            yield Problem(name, what)
        try:
            held = list(_held(self.tables, name))
        except LedgerError as error:
            yield Problem(name, str(error).removeprefix(f"{self.tables.folder}: "))
            held = [seal for found in salvaged(folder, name) for seal in seals(name, found)]
        rows = sum(seal.rows for seal in held)
        if told.before is None:
            self.unsealed += rows
            return
        made = self._followed(compared(name, held, told.of(name)), held, told)
        self.sealed += made.sealed
        self.unsealed += rows - made.sealed - len(made.doubled)
        self.never += _never(name, made)
        yield from whole(name, made, told.before.get(name, 0))

    def _followed(self, made: Compared, held: list[Seal], told: Journaled) -> Compared:
        """The same with what others have written since the journal was read.

        What was crossed off then must be in the table, and what is in the table must have been
        announced by now: so the journal is read before the table and once more after it.
        """
        strange = len(made.unknown) - len(made.changed) > (told.before or {}).get(made.table, 0)
        if not strange and not made.never:
            return made
        known = list(told.of(made.table))
        now = list(Journal(self.tables.folder).read().of(made.table))
        since = [replace(entry, done=False) for entry in now[len(known) :]]
        found = compared(made.table, held, [*known, *since])
        ended = {seal for entry in now if entry.done for seal in entry.seals}
        never = [one for one in made.never if one[0] not in ended]
        return replace(found, never=never)


def _held(tables: Tables, name: str) -> Iterator[Seal]:
    """Seals of what a table holds; millions of rows are looked at a batch at a time."""
    if name not in MASSES:
        yield from seals(name, tables.raw(name))
        return
    for batch in sorted(set(tables.raw(name, ("batch",))["batch"].to_pylist())):
        yield from seals(name, tables.raw(name, None, batch))


def _never(name: str, made: Compared) -> Iterator[str]:
    if name != "documents":
        return
    for seal, at in made.never:
        where = f" ({seal.path})" if seal.path else ""
        stopped = f"was being read at {at[:19]} when the program was stopped"
        yield f"document {seal.name}{where} {stopped}, and is not in the ledger"
