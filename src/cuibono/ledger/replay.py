"""Judgements replayed over what was read: the one place that decides how a row stands now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from typing import Any

from cuibono.ledger.judgement import ON_DOCUMENTS, ON_STATEMENTS, Action, Judgement
from cuibono.ledger.rows import Row, to_statement

ABOUT = ("title", "publisher", "author", "address", "published")
REVIEW = "review"
"""The key among a row's versions under which the judgement that settled it stands."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Statements, by their ids now, that are of one happening, or groups of them that are not."""

    together: bool
    groups: tuple[frozenset[str], ...]
    judgement: str


@dataclass(frozen=True, slots=True)
class Refit:
    """What was learned of the reader's confidence: log odds are multiplied and shifted."""

    slope: float
    shift: float

    def of(self, confidence: float) -> float:
        """The chance that a row of this confidence is right, by what people judged.

        >>> Refit(1, 0).of(0.8), Refit(1, -1).of(0.8)
        (0.8, 0.595)
        """
        kept = min(max(confidence, 0.001), 0.999)
        odds = self.slope * log(kept / (1 - kept)) + self.shift
        return round(1 / (1 + exp(-odds)), 3)


SECONDED = Refit(1.0, 0.5)
"""How much surer a row is that a second reader reads in the same way: a cautious half a step of
the log odds, until judgements say more."""


@dataclass(frozen=True)
class Replay:
    """All judgements up to a moment, in their order, and what they add up to.

    Nothing here reads a table: rows are handed in as they were first read.
    """

    judgements: tuple[Judgement, ...] = ()

    @cached_property
    def undone(self) -> frozenset[str]:
        """Ids of judgements that an undo took back; an undo can itself be undone."""
        gone: set[str] = set()
        for one in reversed(self.judgements):
            if one.action is Action.UNDO and one.id not in gone:
                gone.add(one.on)
        return frozenset(gone)

    @cached_property
    def holding(self) -> tuple[Judgement, ...]:
        """The judgements that hold, second opinions and undoings aside."""
        return tuple(
            j for j in self.judgements
            if j.id not in self.undone and j.action is not Action.UNDO and not j.second
        )  # fmt: skip

    # --- statements ----------------------------------------------------------------------

    @cached_property
    def on_statements(self) -> Mapping[str, list[Judgement]]:
        """What holds on each statement, by its root."""
        found: defaultdict[str, list[Judgement]] = defaultdict(list)
        for one in self.holding:
            if one.action in ON_STATEMENTS:
                found[one.root].append(one)
        return dict(found)

    @cached_property
    def rejected(self) -> frozenset[str]:
        """Roots of statements that are rejected."""
        last = ((root, said[-1]) for root, said in self.on_statements.items())
        return frozenset(root for root, one in last if one.action is Action.REJECT)

    @cached_property
    def added(self) -> tuple[Judgement, ...]:
        """The judgements that brought a statement."""
        return tuple(j for j in self.holding if j.action is Action.ADD)

    @cached_property
    def roots(self) -> Mapping[str, str]:
        """Every id that a judged statement ever had, with its root."""
        found: dict[str, str] = {}
        for one in self.judgements:
            if one.action in ON_STATEMENTS and not one.second:
                for id_ in (one.root, one.on, one.became):
                    if id_:
                        found.setdefault(id_, one.root)
            for root, to in one.changes.get("rows", {}).items():
                found.setdefault(root, root)
                found.setdefault(to["became"], root)
        return found

    @cached_property
    def now(self) -> Mapping[str, str]:
        """The root of a statement with its id now, for those whose id has changed."""
        found: dict[str, str] = {}
        for one in self.holding:
            if one.action in ON_STATEMENTS and one.became:
                found[one.root] = one.became
            for root, to in one.changes.get("rows", {}).items():
                found[root] = to["became"]
        return found

    def current(self, id_: str) -> str:
        """The id now of a statement that once had this id."""
        root = self.roots.get(id_, id_)
        return self.now.get(root, root)

    @cached_property
    def learned_rows(self) -> Mapping[str, list[tuple[Judgement, dict[str, Any]]]]:
        """What learning changed in rows that nobody had judged, by root."""
        found: defaultdict[str, list[tuple[Judgement, dict[str, Any]]]] = defaultdict(list)
        for one in self.holding:
            for root, to in one.changes.get("rows", {}).items():
                found[root].append((one, to["fields"]))
        return dict(found)

    @cached_property
    def learned(self) -> tuple[Judgement, ...]:
        """The judgements that had something learned."""
        return tuple(j for j in self.holding if j.action is Action.LEARN)

    @cached_property
    def refit(self) -> Refit | None:
        """The confidence as it was last learned."""
        told = (j.changes.get("confidence") for j in reversed(self.learned))
        last = next(filter(None, told), None)
        return Refit(last["slope"], last["shift"]) if last else None

    @cached_property
    def touched(self) -> frozenset[str]:
        """Roots of statements on which anything holds."""
        return frozenset(self.on_statements) | frozenset(self.learned_rows) | self.seconded

    @cached_property
    def proposals(self) -> Mapping[str, Judgement]:
        """What a second reader proposes and nobody has judged, by the ids of the statements."""
        told = [j for j in self.holding if j.action is Action.PROPOSE and j.changes]
        taken = {j.on for j in self.added}
        return {
            j.root: j for j in told
            if j.root not in self.on_statements and j.root not in taken
            and self.roots.get(j.on, j.on) not in self.on_statements
        }  # fmt: skip

    @cached_property
    def seconded(self) -> frozenset[str]:
        """Roots of statements that a second reader reads in the same way."""
        told = (j for j in self.holding if j.action is Action.PROPOSE and not j.changes)
        return frozenset(self.roots.get(j.root, j.root) for j in told)

    def versions(self, row: Row) -> Iterator[tuple[Row | None, Judgement | None]]:
        """How a row stood at first and after every judgement that touched it; None: rejected."""
        root = row["id"]
        said: list[tuple[Judgement, dict[str, Any]]] = [
            (j, j.changes) for j in self.on_statements.get(root, ()) if j.action is not Action.ADD
        ]
        said += self.learned_rows.get(root, ())
        said += [
            (j, _redated(j, root)) for j in self.on_documents.get(row["document"], ())
            if j.action is Action.AMEND
        ]  # fmt: skip
        now = dict(row)
        yield now, None
        for one, changes in sorted(said, key=lambda entry: entry[0].at):
            if one.action is Action.REJECT:
                yield None, one
                continue
            now = {**now, **changes}
            if one.action in (Action.ACCEPT, Action.CORRECT):
                now = _settled(now, one)
            now["id"] = to_statement(now).id
            yield now, one

    def stands(self, row: Row) -> Row | None:
        """How a row as it was read stands now; None where it is rejected."""
        last: Row | None = None
        for now, _ in self.versions(row):
            last = now
        if last and f'"{REVIEW}"' not in (last["versions"] or ""):
            if self.refit:
                last = {**last, "confidence": self.refit.of(last["confidence"])}
            if row["id"] in self.seconded:
                last = {**last, "confidence": SECONDED.of(last["confidence"])}
        return last

    # --- documents and happenings --------------------------------------------------------

    @cached_property
    def on_documents(self) -> Mapping[str, list[Judgement]]:
        """What holds on each document, by its id."""
        found: defaultdict[str, list[Judgement]] = defaultdict(list)
        for one in self.holding:
            if one.action in ON_DOCUMENTS:
                found[one.on].append(one)
        return dict(found)

    @cached_property
    def withdrawn(self) -> Mapping[str, Judgement]:
        """Ids of documents that are withdrawn, with the judgement that did so."""
        last = ((id_, said[-1]) for id_, said in self.on_documents.items())
        return {id_: one for id_, one in last if one.action is Action.WITHDRAW}

    @cached_property
    def amended(self) -> frozenset[str]:
        """Ids of documents that are amended."""
        return frozenset(
            id_ for id_, said in self.on_documents.items()
            if any(j.action is Action.AMEND for j in said)
        )  # fmt: skip

    def document(self, row: Row) -> Row:
        """How the row of a document stands now."""
        for one in self.on_documents.get(row["id"], ()):
            row = {**row, **{name: one.changes[name] for name in ABOUT if name in one.changes}}
        return row

    @cached_property
    def bonds(self) -> tuple[Binding, ...]:
        """Merges and splits that hold, oldest first, in terms of the statements that stand."""
        found: list[Binding] = []
        for one in self.holding:
            if one.action in (Action.MERGE, Action.SPLIT):
                groups = [self._standing(ids) for ids in one.changes["groups"]]
                kept = tuple(g for g in groups if g)
                found.append(Binding(one.action is Action.MERGE, kept, one.id))
        return tuple(b for b in found if b.groups)

    def _standing(self, ids: Iterable[str]) -> frozenset[str]:
        roots = [self.roots.get(i, i) for i in ids]
        return frozenset(self.current(r) for r in roots if r not in self.rejected)

    def last_on(self, thing: str) -> Judgement | None:
        """The last judgement that holds on a statement (by any of its ids) or a document."""
        root = self.roots.get(thing, thing)
        said = self.on_statements.get(root) or self.on_documents.get(thing) or ()
        return said[-1] if said else None


def added_row(one: Judgement) -> Row:
    """The row of a statement that a judgement brought or proposes, as it first stood."""
    values = {**one.changes, "versions": json.dumps(one.changes["versions"], sort_keys=True)}
    row = _settled(values, one) if one.action is Action.ADD else values
    return {**row, "batch": f"judgement:{one.id}"}


def reviewed(versions: Mapping[str, str]) -> bool:
    """Whether a person has settled a row, by its versions."""
    return REVIEW in versions


def _settled(row: Row, one: Judgement) -> Row:
    """A row that a person vouches for: it is sure, and says who did so."""
    versions = {**json.loads(row["versions"] or "{}"), REVIEW: one.id}
    told = {Action.ACCEPT: "accepted", Action.CORRECT: "corrected", Action.ADD: "added"}
    why = f": {one.why}" if one.why else ""
    said = f"{told[one.action]} by {one.who} on {one.at:%Y-%m-%d}{why}"
    reason = "; ".join(filter(None, (row["reason"], said)))
    return {
        **row, "confidence": 1.0, "reason": reason,
        "versions": json.dumps(versions, sort_keys=True),
    }  # fmt: skip


def _redated(one: Judgement, root: str) -> dict[str, Any]:
    """What an amended document changes in one of its statements."""
    changes = {name: one.changes[name] for name in ("title", "published") if name in one.changes}
    dates = one.changes.get("dates", {})
    return changes | ({"when": dates[root]} if root in dates else {})


def in_order(rows: Sequence[Row], known: Iterable[Judgement] = ()) -> tuple[Judgement, ...]:
    """Rows of `judgements`, and those that are `known`, in the order in which they were given."""
    return tuple(sorted((*known, *map(Judgement.of, rows)), key=lambda j: (j.at, j.id)))
