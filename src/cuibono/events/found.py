"""What was found last, in a form of which a question reads a part.

Whoever asks about two actors needs the groups that hold a statement of theirs, and no others. The
file holds for one state of a ledger, its `mark`. It is a cache: where it is missing, unreadable or
of another state, everything is resolved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono import whole
from cuibono.coding.statement import Statement
from cuibono.events.event import Kind
from cuibono.events.origins import Known, Origin, origin
from cuibono.events.resolve import Group, Resolved, Told

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "_events.arrow"
FORM = "1"
"""Counts up when the file is written in another form."""

ByIds = Callable[[frozenset[str]], Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Before:
    """The groups of one state of a ledger, by the ids of their statements."""

    table: pa.Table
    first_of: Mapping[str, str]
    texts: Mapping[str, Sequence[Any]]

    def about(
        self, sets: Sequence[Collection[str]], together: bool, by_ids: ByIds
    ) -> Resolved | None:
        """The groups with a statement of any of some sets of ids, or `together` of each of them.

        None where a statement of theirs is not there.
        """
        import pyarrow as pa

        numbers = [self._holding(ids) for ids in sets]
        join = set[int].intersection if together else set[int].union
        rows = self.table.take(pa.array(sorted(join(*numbers)), pa.int64())).to_pylist()
        ids = frozenset(id_ for row in rows for told in row["told"] for id_ in told)
        held = {s.id: s for s in by_ids(ids)}
        if len(held) < len(ids):
            return None
        known = self._known({s.document for s in held.values()})
        return Resolved([_group(row, held, known) for row in rows], known)

    def _holding(self, ids: Collection[str]) -> set[int]:
        """The numbers of the groups with any of some statements."""
        import pyarrow as pa
        import pyarrow.compute as pc

        told = self.table["told"].combine_chunks()
        lists: Any = pc
        group_of = lists.list_parent_indices(told)  # of each telling
        tellings = lists.list_flatten(told)
        telling_of = lists.list_parent_indices(tellings)  # of each statement
        inside = lists.is_in(lists.list_flatten(tellings), pa.array(sorted(ids), pa.string()))
        return set(group_of.take(telling_of.filter(inside)).to_pylist())

    def _known(self, documents: Iterable[str]) -> Known:
        held = {d: self.texts[self.first_of[d]] for d in documents if d in self.first_of}
        return Known({
            d: Origin(text, key, name, date.fromisoformat(day) if day else None)
            for d, (text, key, name, day) in held.items()
        })  # fmt: skip


def _group(row: Mapping[str, Any], held: Mapping[str, Statement], known: Known) -> Group:
    told = [
        Told([held[id_] for id_ in ids], origin(held[ids[0]], known).text) for ids in row["told"]
    ]
    return Group(told, Kind(row["kind"]), [frozenset(link) for link in row["sure"]])


def keep(folder: Path, mark: str, found: Resolved) -> None:
    """Write what was found; a ledger that cannot be written to is read all the same."""
    import pyarrow as pa

    links = pa.list_(pa.list_(pa.string()))
    table = pa.table({
        "kind": pa.array([str(g.kind) for g in found.groups], pa.string()),
        "told": pa.array([[[s.id for s in t.statements] for t in g.told] for g in found.groups],
                         links),
        "sure": pa.array([[sorted(link) for link in g.sure] for g in found.groups], links),
    })  # fmt: skip
    texts = {
        o.text: (o.text, o.key, o.name, o.published and o.published.isoformat())
        for o in found.known.values()
    }
    said = {
        "mark": f"{FORM} {mark}",
        "first_of": json.dumps({d: o.text for d, o in found.known.items()}),
        "texts": json.dumps(texts),
    }
    table = table.replace_schema_metadata(said)

    def write(part: Path) -> None:
        with pa.OSFile(str(part), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)

    whole.keep(folder / NAME, write)


def load(folder: Path, mark: str) -> Before | None:
    """What was kept for this state of the ledger; None where nothing was."""
    import pyarrow as pa

    try:
        with pa.OSFile(str(folder / NAME), "rb") as file:
            table = pa.ipc.open_file(file).read_all()
        said = {k.decode(): v.decode() for k, v in (table.schema.metadata or {}).items()}
        if said.get("mark") != f"{FORM} {mark}":
            return None
        return Before(table, json.loads(said["first_of"]), json.loads(said["texts"]))
    except (OSError, ValueError, KeyError):  # pyarrow's own errors are ValueErrors
        return None
