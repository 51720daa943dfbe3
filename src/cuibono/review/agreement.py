"""How far the program agrees with its reviewers, and these with each other, on one ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

from cuibono.answer import Answer
from cuibono.ledger import Ledger
from cuibono.ledger.judgement import Action, Judgement
from cuibono.ledger.query import among, compute
from cuibono.ledger.replay import added_row
from cuibono.ledger.rows import Row
from cuibono.ledger.standing import settled
from cuibono.measures.statistics.shares import Share, kappa

COMPARED = ("type", "actor", "recipient", "source", "stance", "item", "when")
VERDICT = "verdict"
VERDICTS = (Action.ACCEPT, Action.REJECT, Action.CORRECT)
BY_CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one statement: as it was read, and as people leave it (None: rejected)."""

    root: str
    read: Row
    stands: Row | None
    by: Mapping[str, Row | None]
    chance: bool

    @property
    def right(self) -> bool:
        """Whether nothing that is compared had to be changed."""
        return self.stands is not None and all(
            self.stands[name] == self.read[name] for name in COMPARED
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reviewers on one field: of `n` statements both judged, on how many they agree.

    `kappa` is None where it cannot be told.
    """

    a: str
    b: str
    field: str
    n: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement(Answer):
    """The program's precision on this ledger, and the agreement of each two reviewers by field.

    `precision` is over all statements that were read, counted and judged; `by_chance` over those
    that came up by chance, which alone speak for the whole ledger; `fields` over those kept.
    """

    total: int
    reviewed: int
    precision: Share
    by_chance: Share
    fields: Mapping[str, Share]
    pairs: tuple[Pair, ...]

    COLUMNS: ClassVar = ("field", "right", "judged", "low", "high")

    def records(self) -> list[dict[str, Any]]:
        """A row for each field: how often it was kept as it was read."""
        return [{"field": name} | share.to_dict() for name, share in self.fields.items()]

    def figures(self) -> dict[str, Any]:
        """How many statements there are and are reviewed, and how many of them were right."""
        right = {"right": self.precision.right, "judged": self.precision.judged}
        return {"total": self.total, "reviewed": self.reviewed} | right

    @property
    def notes(self) -> tuple[str, ...]:
        """The line that stands beside every figure."""
        return (self.note,) if self.note else ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "total": self.total, "reviewed": self.reviewed, "precision": self.precision.to_dict(),
            "by_chance": self.by_chance.to_dict(),
            "fields": {name: share.to_dict() for name, share in self.fields.items()},
            "pairs": [{n: getattr(p, n) for n in Pair.__slots__} for p in self.pairs],
        }  # fmt: skip

    @property
    def note(self) -> str:
        """The line that stands beside every figure; nothing where nobody has judged anything."""
        if not self.reviewed and not self.precision.judged:
            return ""
        told = f"{self.reviewed} of {self.total} statements have been reviewed"
        if not self.precision.judged:
            return told
        drawn = self.by_chance.judged == self.precision.judged
        how = "drawn at random" if drawn else "chosen by the reviewer"
        return f"{told}; right as read: {self.precision}, {how}"


def agreement(ledger: Ledger, least: float) -> Agreement:
    """The agreement on a ledger; `least` is the confidence from which a statement counts."""
    found = list(outcomes(ledger))
    counted = [o for o in found if o.read["confidence"] >= least]
    kept = [(o.read, o.stands) for o in counted if o.stands is not None]
    pc, table = compute(), ledger.view.statement_table
    here = pc.greater_equal(table["confidence"], least)
    done = pc.and_(here, settled(table))
    return Agreement(
        pc.sum(here).as_py() or 0, pc.sum(done).as_py() or 0, _share(counted),
        _share([o for o in counted if o.chance]),
        {f: Share(sum(a[f] == b[f] for a, b in kept), len(kept)) for f in COMPARED} if kept else {},
        tuple(_pairs(found)),
    )  # fmt: skip


def outcomes(ledger: Ledger) -> Iterator[Judged]:
    """Every statement that the program read and somebody judged, in documents that stand."""
    view = ledger.view
    said: defaultdict[str, list[Judgement]] = defaultdict(list)
    for one in view.judged.judgements:
        if one.action in VERDICTS and one.id not in view.judged.undone:
            said[one.root].append(one)
    if not said:
        return
    table = view.read_rows(view.batches)
    for row in table.filter(among(table["id"], said)).to_pylist():
        by = _by_reviewer(row, view.judged.versions(row), said[row["id"]])
        own = [j for j in said[row["id"]] if not j.second]
        chance = bool(own) and own[0].via == BY_CHANCE
        stands = view.judged.stands(row)
        if stands and not any("when" in j.changes for j in own):
            # A document's corrected date moves its times: that is not the reader's doing.
            stands = {**stands, "when": row["when"]}
        if own:
            yield Judged(row["id"], row, stands, by, chance)


def _by_reviewer(
    row: Row, versions: Iterator[tuple[Row | None, Judgement | None]], said: list[Judgement]
) -> dict[str, Row | None]:
    """How each reviewer's last word leaves a row."""
    after = {one.id: now for now, one in versions if one is not None}
    found: dict[str, Row | None] = {}
    for one in said:
        if not one.second:
            found[one.who] = after.get(one.id)
        elif one.action is Action.REJECT:
            found[one.who] = None
        else:
            found[one.who] = {**row, **one.changes}
    return found


def _share(found: list[Judged]) -> Share:
    return Share(sum(o.right for o in found), len(found))


def _pairs(found: list[Judged]) -> Iterator[Pair]:
    people = sorted({who for o in found for who in o.by})
    for a, b in combinations(people, 2):
        both = [(o.by[a], o.by[b]) for o in found if a in o.by and b in o.by]
        if not both:
            continue
        verdicts = [(_kept(x), _kept(y)) for x, y in both]
        yield _pair(a, b, VERDICT, verdicts)
        kept = [(x, y) for x, y in both if x is not None and y is not None]
        for name in COMPARED if kept else ():
            yield _pair(a, b, name, [(str(x[name]), str(y[name])) for x, y in kept])


def _kept(row: Row | None) -> str:
    return "rejected" if row is None else "kept"


def _pair(a: str, b: str, name: str, values: list[tuple[str, str]]) -> Pair:
    return Pair(a, b, name, len(values), sum(x == y for x, y in values), kappa(values))


def first_rows(ledger: Ledger, roots: set[str]) -> dict[str, Row]:
    """Statements as they were first read or added, by their roots."""
    view = ledger.view
    table = view.read_rows(view.batches)
    found = {r["id"]: r for r in table.filter(among(table["id"], roots)).to_pylist()}
    brought = {j.root: added_row(j) for j in view.judged.added if j.root in roots}
    return found | brought
