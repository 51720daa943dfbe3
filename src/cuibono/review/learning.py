"""What corrections teach: names of actors, examples of types, and how sure the reader may be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, log
from typing import Any

from cuibono.actors.registry import Registry
from cuibono.coding.statement import UNKNOWN, Statement
from cuibono.ledger import Ledger
from cuibono.ledger.judgement import Action, Judgement
from cuibono.ledger.learned import aliases_of, examples_of
from cuibono.ledger.replay import Refit, Replay, reviewed
from cuibono.ledger.rows import Row
from cuibono.review.agreement import Judged, first_rows, outcomes

ENOUGH = 30
"""Statements that must have been judged before the confidence is refitted."""
EACH = 3
"""How many of them must be right, and how many wrong."""
FIRM = 4.0
"""How much evidence it takes to move the refit away from leaving all as it is."""
SIDES = (("actor", "actor_text"), ("recipient", "recipient_text"))
# Such words stand for another actor in the next text.
GENERAL = frozenset(
    """the a an and of for its his her their our this that government ministry minister president
    premier prime chancellor foreign defence defense interior state army military forces troops
    police parliament court embassy ambassador spokesman spokeswoman spokesperson official
    officials authorities capital country regime party opposition leader king queen council
    committee commission agency office department he she it they we both sides union federation
    republic kingdom north south east west""".split()
)


@dataclass(frozen=True, slots=True)
class Alias:
    """Words that name an actor, by what judgements, and the statements that would change."""

    text: str
    code: str
    was: str
    because: tuple[str, ...]
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """A sentence that tells of an act of a type."""

    type: str
    text: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How the confidence would change: `before` and `after` are its mean error on what was judged.

    The error is Brier's (1950): the mean square of confidence less outcome, 0 is best.
    """

    slope: float
    shift: float
    judged: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is to be learned; `conflicts` are words that people gave to several actors."""

    aliases: tuple[Alias, ...] = ()
    examples: tuple[Taught, ...] = ()
    confidence: Fit | None = None
    conflicts: tuple[str, ...] = ()
    applied: Judgement | None = None

    def __bool__(self) -> bool:
        return bool(self.aliases or self.examples or self.confidence)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        plain = {k: v for k, v in asdict(self).items() if k != "applied"}
        return {**plain, "applied": self.applied.id if self.applied else None}


def lessons(ledger: Ledger, registry: Registry) -> Lessons:
    """What the judgements on a ledger teach that has not been learned yet."""
    judged = ledger.replay
    told = [j for j in judged.holding if j.action is Action.CORRECT]
    rows = first_rows(ledger, {j.root for j in told})
    told = [j for j in told if j.root in rows and j.root not in judged.rejected]
    learned = aliases_of(judged)
    meant, conflicts = _meant(told, rows)
    open_ = [s for s in ledger.view.statements if not reviewed(s.versions)]
    aliases = [
        Alias(text, code, was, because, tuple(s.id for s in open_ if _sides(s, text, code, was)))
        for text, (code, was, because) in meant.items()
        # A name that the registry knows was taken for a wrong side: that says nothing of the name.
        if learned.get(text) != code and registry.find(text) is None
    ]
    return Lessons(
        tuple(aliases), tuple(_examples(ledger, told, rows, judged)),
        _fit(list(outcomes(ledger)), judged.refit), tuple(conflicts),
    )  # fmt: skip


def change(found: Lessons, ledger: Ledger) -> dict[str, Any]:
    """What a judgement that learns these lessons holds: them, and the rows that they change."""
    by_id = {s.id: s for s in ledger.view.statements}
    judged = ledger.replay
    rows: dict[str, dict[str, Any]] = {}
    for alias in found.aliases:
        for id_ in alias.rows:
            s = by_id[id_]
            root = judged.roots.get(id_, id_)
            fields = {**rows.get(root, {}).get("fields", {}), **_renamed(s, alias)}
            became = Statement.from_dict({**s.to_dict(), **fields}).id
            if became not in by_id:  # else another row says the same already
                rows[root] = {"fields": fields, "became": became}
    examples: defaultdict[str, list[str]] = defaultdict(list)
    for one in found.examples:
        examples[one.type].append(one.text)
    fit = found.confidence
    told: dict[str, Any] = {
        "aliases": {a.text: a.code for a in found.aliases}, "examples": dict(examples),
        "rows": rows,
    }  # fmt: skip
    return told | ({"confidence": {"slope": fit.slope, "shift": fit.shift}} if fit else {})


# --- how it is found ---------------------------------------------------------------------


def _meant(
    told: Iterable[Judgement], rows: Mapping[str, Row]
) -> tuple[dict[str, tuple[str, str, tuple[str, ...]]], list[str]]:
    """Words that were given to an actor: its code, what was read, and the judgements."""
    found: defaultdict[str, defaultdict[str, list[tuple[str, str]]]]
    found = defaultdict(lambda: defaultdict(list))
    for one in told:
        for side, words in SIDES:
            text = _name(one.changes.get(words, rows[one.root][words]) or "")
            code = one.changes.get(side)
            if text and code and code != UNKNOWN:
                found[text][code].append((rows[one.root][side], one.id))
    conflicts = sorted(text for text, codes in found.items() if len(codes) > 1)
    return {
        text: (code, said[0][0], tuple(id_ for _, id_ in said))
        for text, codes in found.items() if len(codes) == 1 for code, said in codes.items()
    }, conflicts  # fmt: skip


def _name(text: str) -> str:
    """Words that can be somebody's name in any text, "" where they cannot.

    >>> _name("the Tatmadaw"), _name("the Foreign Ministry"), _name("they")
    ('Tatmadaw', '', '')
    """
    bare = re.sub(r"^(?:the|a|an)\s+", "", text.strip(), flags=re.I)
    words = re.findall(r"[^\W\d_]+", bare)
    named = [w for w in words if w[:1].isupper() and w.lower() not in GENERAL and len(w) > 1]
    # The registry's files separate names by ";" and give "~", "@" and ".." a meaning.
    return bare if named and not re.search(r"[;~@:\n]|\.\.", bare) else ""


def _sides(s: Statement, text: str, code: str, was: str) -> list[str]:
    """The sides of a statement that these words name and that would be somebody else."""
    found: list[str] = []
    for side, words in SIDES:
        other = s.recipient if side == "actor" else s.actor
        same = _name(getattr(s, words)) == text and other != code
        if same and getattr(s, side) in (was, UNKNOWN) and getattr(s, side) != code:
            found.append(side)
    return found


def _renamed(s: Statement, alias: Alias) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    follows = {"actor": "giver", "recipient": "receiver"}
    for side in _sides(s, alias.text, alias.code, alias.was):
        fields[side] = alias.code
        if getattr(s, follows[side]) == getattr(s, side):
            fields[follows[side]] = alias.code
    return fields


def _examples(
    ledger: Ledger, told: Iterable[Judgement], rows: Mapping[str, Row], judged: Replay
) -> Iterator[Taught]:
    """Sentences whose type was corrected, where they tell of one act alone."""
    acts: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for s in ledger.view.statements:
        acts[s.document, s.start].add(s.trigger_start)
    learned = examples_of(judged)
    found: dict[tuple[str, str], list[str]] = {}
    for one in told:
        row = rows[one.root]
        if "type" in one.changes and len(acts[row["document"], row["start"]]) == 1:
            found.setdefault((one.changes["type"], row["quote"]), []).append(one.id)
    for (type_, text), because in found.items():
        if text not in learned.get(type_, ()):
            yield Taught(type_, text, tuple(because))


def _fit(found: Sequence[Judged], now: Refit | None) -> Fit | None:
    """A slope and a shift of the log odds (Platt 1999), held near to changing nothing."""
    told = [(o.read["confidence"], o.right) for o in found]
    right = sum(r for _, r in told)
    if len(told) < ENOUGH or min(right, len(told) - right) < EACH:
        return None
    odds = [(log(k / (1 - k)), r) for c, r in told for k in [min(max(c, 0.001), 0.999)]]
    slope, shift = 1.0, 0.0
    for _ in range(50):
        slope, shift, moved = _step(odds, slope, shift)
        if moved < 1e-6:
            break
    fit = Refit(round(max(slope, 0.05), 3), round(shift, 3))
    if fit == now:
        return None
    held = now or Refit(1, 0)
    before = sum((held.of(c) - r) ** 2 for c, r in told) / len(told)
    after = sum((fit.of(c) - r) ** 2 for c, r in told) / len(told)
    made = Fit(fit.slope, fit.shift, len(told), round(before, 4), round(after, 4))
    return made if made.after < made.before else None


def _step(
    odds: Sequence[tuple[float, bool]], slope: float, shift: float
) -> tuple[float, float, float]:
    """One step of Newton's for the penalised likelihood, and how far it went."""
    g1, g0 = FIRM * (1 - slope), -FIRM * shift / 4
    h11, h10, h00 = FIRM, 0.0, FIRM / 4
    for x, right in odds:
        p = 1 / (1 + exp(-max(-30.0, min(30.0, slope * x + shift))))
        g1, g0 = g1 + (right - p) * x, g0 + (right - p)
        w = p * (1 - p)
        h11, h10, h00 = h11 + w * x * x, h10 + w * x, h00 + w
    det = h11 * h00 - h10 * h10
    d1, d0 = (g1 * h00 - g0 * h10) / det, (g0 * h11 - g1 * h10) / det
    # A whole step from where nearly all are called right goes too far, and never comes back.
    far = max(1.0, abs(d1) + abs(d0))
    return slope + d1 / far, shift + d0 / far, abs(d1) + abs(d0)
