"""What was found is kept beside the ledger, in a form of which a question reads a part.

Whoever asks about two actors needs the groups that hold a statement of theirs, and no others. The
file says of which state of a ledger it is (`Basis.mark`). Where statements have only been added
since, the groups stay and the new statements join them. It is a cache: where it is missing,
unreadable, of another form or of another scorer, everything is resolved. People's judgements are
not in it: they are applied whenever it is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono import whole
from cuibono.coding.statement import Stance, Statement
from cuibono.events.bonds import Bond, bonded
from cuibono.events.event import Kind
from cuibono.events.groups import Group, Resolved, Told
from cuibono.events.origins import Known, Origin, origin

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "_events.arrow"
FORM = "2"
"""Counts up when the file is written in another form."""
FORMER = "_happenings.json"
"""What an earlier version kept besides, of which nothing is read any more."""

ByIds = Callable[[frozenset[str]], Sequence[Statement]]
Loose = tuple[tuple[str, str], ...]
"""Pairs of statements that are surely of one happening, though their groups were not joined."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What groups were found from: by which scorer and rules, what was `said`, and the ledger's
    state, "" where no ledger was asked.
    """

    by: str
    said: str
    mark: str = ""


@dataclass(frozen=True)
class Before:
    """The groups of a ledger by the ids of their statements, before any person's judgement.

    A row of the table is a group: its kind, the ids of each telling, how many tellings are `plain`
    (denials come after them), and its sure pairs.
    """

    basis: Basis
    table: pa.Table
    loose: Loose
    written: Mapping[str, str]

    def everything(self, statements: Iterable[Statement], bonds: Sequence[Bond]) -> Resolved | None:
        """All groups as people judged them; None where the statements are others."""
        held = {s.id: s for s in statements}
        rows = self.table.to_pylist()
        if {id_ for row in rows for told in row["told"] for id_ in told} != held.keys():
            return None
        return self._resolved(rows, held, self._first_of, bonds)

    def about(
        self,
        sets: Sequence[Collection[str]],
        together: bool,
        by_ids: ByIds,
        bonds: Sequence[Bond] = (),
    ) -> Resolved | None:
        """The groups with a statement of any of some sets of ids, or `together` of each of them.

        None where a statement of theirs is not there.
        """
        import pyarrow as pa

        join = set[int].intersection if together else set[int].union
        # What a person joined or split is looked at as well, be it about others.
        judged = {id_ for bond in bonds for group in bond.groups for id_ in group}
        numbers = join(*map(self._holding, sets)) | self._holding(judged)
        rows = self.table.take(pa.array(sorted(numbers), pa.int64())).to_pylist()
        ids = frozenset(id_ for row in rows for told in row["told"] for id_ in told)
        held = {s.id: s for s in by_ids(ids)}
        if len(held) < len(ids):
            return None
        part = self._resolved(rows, held, {s.document for s in held.values()}, bonds)
        if not judged:
            return part
        take = all if together else any
        kept = [g for g in part.groups if take(not g.ids.isdisjoint(s) for s in sets)]
        return Resolved(kept, part.known)

    def groups_of(self, by_first: Mapping[str, Told]) -> list[Group]:
        """All groups, of tellings by the ids of their first statements."""
        return [
            Group([by_first[ids[0]] for ids in row["told"]], Kind(row["kind"]), _links(row))
            for row in self.table.to_pylist()
        ]

    def rows_of(self, number: Mapping[str, int]) -> tuple[list[list[int]], list[tuple[int, int]]]:
        """Happenings without denials, and all sure pairs, by the numbers of their statements.

        Nothing where a statement is not there any more.
        """
        rows = [row for row in self.table.to_pylist() if row["kind"] == Kind.HAPPENING]
        firsts = [[ids[0] for ids in row["told"][: row["plain"]]] for row in rows]
        if not any(firsts) or not all(id_ in number for group in firsts for id_ in group):
            return [], []
        sure = [*self.loose, *(link for row in rows for link in row["sure"])]
        groups = [[number[id_] for id_ in group] for group in firsts if group]
        return groups, [(number[a], number[b]) for a, b in sure]

    def _resolved(
        self,
        rows: Iterable[Mapping[str, Any]],
        held: Mapping[str, Statement],
        documents: Iterable[str],
        bonds: Sequence[Bond],
    ) -> Resolved:
        known = self._known(documents)
        return Resolved(bonded([_group(row, held, known) for row in rows], bonds), known)

    def _holding(self, ids: Collection[str]) -> set[int]:
        """The numbers of the groups with any of some statements."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not ids:
            return set()
        told = self.table["told"].combine_chunks()
        lists: Any = pc
        group_of = lists.list_parent_indices(told)  # of each telling
        tellings = lists.list_flatten(told)
        telling_of = lists.list_parent_indices(tellings)  # of each statement
        inside = lists.is_in(lists.list_flatten(tellings), pa.array(sorted(ids), pa.string()))
        return set(group_of.take(telling_of.filter(inside)).to_pylist())

    @cached_property
    def _first_of(self) -> Mapping[str, str]:
        """The document whose text each document carries."""
        return json.loads(self.written["first_of"])

    def _known(self, documents: Iterable[str]) -> Known:
        texts: Mapping[str, Sequence[Any]] = json.loads(self.written["texts"])
        held = {d: texts[self._first_of[d]] for d in documents if d in self._first_of}
        return Known({
            d: Origin(text, key, name, date.fromisoformat(day) if day else None)
            for d, (text, key, name, day) in held.items()
        })  # fmt: skip


def _group(row: Mapping[str, Any], held: Mapping[str, Statement], known: Known) -> Group:
    told = [
        Told([held[id_] for id_ in ids], origin(held[ids[0]], known).text) for ids in row["told"]
    ]
    return Group(told, Kind(row["kind"]), _links(row))


def _links(row: Mapping[str, Any]) -> list[frozenset[str]]:
    return [frozenset(link) for link in row["sure"]]


def key_of(values: Iterable[str]) -> str:
    """A hash of a set of values."""
    return hashlib.sha256("\x1f".join(sorted(values)).encode()).hexdigest()[:24]


def keep(folder: Path, basis: Basis, found: Resolved, loose: Loose) -> None:
    """Write what was found; a ledger that cannot be written to is read all the same."""
    import pyarrow as pa

    links = pa.list_(pa.list_(pa.string()))
    groups = found.groups
    plain = [sum(t.first.stance is not Stance.DENIED for t in g.told) for g in groups]
    table = pa.table({
        "kind": pa.array([str(g.kind) for g in groups], pa.string()),
        "told": pa.array([[[s.id for s in t.statements] for t in g.told] for g in groups], links),
        "plain": pa.array(plain, pa.int32()),
        "sure": pa.array([[sorted(link) for link in g.sure] for g in groups], links),
    })  # fmt: skip
    texts = {
        o.text: (o.text, o.key, o.name, o.published and o.published.isoformat())
        for o in found.known.values()
    }
    said = {
        "form": FORM,
        "basis": json.dumps(asdict(basis)),
        "loose": json.dumps(loose),
        "first_of": json.dumps({d: o.text for d, o in found.known.items()}),
        "texts": json.dumps(texts),
    }
    table = table.replace_schema_metadata(said)

    def write(part: Path) -> None:
        with pa.OSFile(str(part), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)

    whole.keep(folder / NAME, write)
    with suppress(OSError):
        (folder / FORMER).unlink(missing_ok=True)


def load(folder: Path) -> Before | None:
    """What was kept; None where nothing was that can be used."""
    import pyarrow as pa

    try:
        with pa.OSFile(str(folder / NAME), "rb") as file:
            table = pa.ipc.open_file(file).read_all()
        said = {k.decode(): v.decode() for k, v in (table.schema.metadata or {}).items()}
        if said.get("form") != FORM:
            return None
        loose = tuple((str(a), str(b)) for a, b in json.loads(said["loose"]))
        return Before(Basis(**json.loads(said["basis"])), table, loose, said)
    except (OSError, ValueError, KeyError, TypeError):  # pyarrow's own errors are ValueErrors
        return None
