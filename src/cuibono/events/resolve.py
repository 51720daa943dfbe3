"""Which statements speak of the same happening: the way from statements to events on one page.

states of affairs are set apart -> pairs that something suggests are scored -> average link, first
within a text, then between texts -> denials are bound to what they deny -> a person's word stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.coding.statement import Stance, Statement
from cuibono.documents import Document
from cuibono.events import kept
from cuibono.events.affairs import gathered, goes_on
from cuibono.events.assemble import assemble, chronological
from cuibono.events.bonds import Bond, bonded
from cuibono.events.event import Event, Kind
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.mouths import AHEAD, DENIES, RETRACTS, TAKES_UP, evades, one_mouth, retracts
from cuibono.events.origins import Known, Origin, origin, origins, place
from cuibono.events.voices import Link
from cuibono.language.headings import is_heading

if TYPE_CHECKING:
    from cuibono.events.sheet import Sheet


@dataclass(slots=True)
class Told:
    """A proposition with every statement that repeats it word for word, as reprints do.

    The first of them decides the days: "yesterday" in a reprint is the day before the original.
    """

    statements: list[Statement]
    text: str

    @property
    def first(self) -> Statement:
        """The statement that was published first."""
        return self.statements[0]


@dataclass(slots=True)
class Group:
    """Propositions that speak of one thing, and which pairs of statements surely do."""

    told: list[Told]
    kind: Kind = Kind.HAPPENING
    sure: list[Link] = field(default_factory=list[Link])

    def event(self, known: Mapping[str, Origin]) -> Event:
        """The event that they add up to."""
        statements = [s for t in self.told for s in t.statements]
        whens = [t.first.when for t in self.told if t.first.when]
        return assemble(statements, whens, known, self.kind, self.sure)


@dataclass(slots=True)
class Resolved:
    """Groups of statements; each is put together to an event when it is first asked for."""

    groups: list[Group]
    known: Known
    _made: dict[int, Event] = field(default_factory=dict[int, Event])
    _all: tuple[Event, ...] | None = None

    def events(self, wanted: Callable[[list[Statement]], bool] | None = None) -> tuple[Event, ...]:
        """Events in the order of a timeline: all, or those whose statements are `wanted`."""
        if wanted is None:
            self._all = self._all or self._of(range(len(self.groups)))
            return self._all
        return self._of(
            n for n, group in enumerate(self.groups)
            if wanted([s for t in group.told for s in t.statements])
        )  # fmt: skip

    def _of(self, numbers: Iterable[int]) -> tuple[Event, ...]:
        return tuple(sorted(map(self._event, numbers), key=chronological))

    def _event(self, number: int) -> Event:
        if number not in self._made:
            self._made[number] = self.groups[number].event(self.known)
        return self._made[number]


def resolve(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    kinds: Kinds = SHIPPED,
    bonds: Sequence[Bond] = (),
    folder: Path | None = None,
    whole: bool = True,
) -> tuple[Event, ...]:
    """Events in the order of a timeline; every statement is in exactly one of them.

    Statements meet where what they share speaks for one happening on average: parties in either
    order, type, item, place, quantity, date, names and words. A denial meets the latest claim
    before it that it denies. `bonds` are a person's judgements, which stand. In `folder` the
    signatures of texts are kept and found again, and so is what was found where the statements are
    the `whole` of a ledger that counts. The order of the input does not matter.
    Raises CuibonoError for a statement whose `when` is not an interval.

    >>> say = lambda **of: Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", "RUS", **of)
    >>> (event,) = resolve([say(item="arms"), say(source="PRK", stance=Stance.DENIED)], [])
    >>> event.item, str(event.status)
    ('arms', 'contested')
    """
    return resolved(statements, documents, kinds, bonds, folder, whole).events()


def resolved(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    kinds: Kinds = SHIPPED,
    bonds: Sequence[Bond] = (),
    folder: Path | None = None,
    whole: bool = True,
) -> Resolved:
    """What `resolve` finds, before any event is put together."""
    known = origins(documents, folder)
    tellings = _once(statements, known)
    found = _groups(tellings, known, kinds, folder if whole else None)
    return Resolved(bonded([g for g in found if g.told], bonds), known)


def _once(statements: Iterable[Statement], known: Mapping[str, Origin]) -> list[Told]:
    """Each proposition of each text once."""
    unique = {place(s, known)[-1]: s for s in statements}
    held: dict[tuple[Hashable, ...], Told] = {}
    for s in sorted(unique.values(), key=lambda s: place(s, known)):
        here = origin(s, known)
        key = (
            here.text, s.quote, s.trigger_start - s.start, s.trigger, s.actor, s.actor_text,
            s.type, s.recipient, s.recipient_text, s.item, s.source, s.stance,
        )  # fmt: skip
        if key in held:
            held[key].statements.append(s)
        else:
            held[key] = Told([s], here.text)
    return list(held.values())


def _groups(
    tellings: list[Told], known: Mapping[str, Origin], kinds: Kinds, folder: Path | None
) -> list[Group]:
    """Affairs, happenings, and denials with what they deny: as they were kept, or found."""
    from cuibono.events.rules import VERSION
    from cuibono.events.scorer import shipped

    if not tellings:
        return []
    ids = [place(t.first, known)[-1] for t in tellings]
    key = kept.key_of(f"{id_} {t.first.when} {t.text} {origin(t.first, known).published}"
                      for id_, t in zip(ids, tellings, strict=True))  # fmt: skip
    held = kept.load(folder, f"{shipped().version}, rules {VERSION}")
    if held.whole == f"{key} {kinds.mark}":
        by_id = dict(zip(ids, tellings, strict=True))
        found = [Group([by_id[i] for i in group], Kind(kind)) for kind, group in held.events]
    else:
        held = replace(held, whole=f"{key} {kinds.mark}")
        found, held = _found(tellings, known, kinds, held)
        kept.keep(folder, held)
    group_of = {id_: n for n, (_, group) in enumerate(held.events) for id_ in group}
    for a, b in held.sure:
        if group_of[a] == group_of[b]:
            found[group_of[a]].sure.append(frozenset((a, b)))
    return found


def _found(
    tellings: list[Told], known: Mapping[str, Origin], kinds: Kinds, old: kept.Kept
) -> tuple[list[Group], kept.Kept]:
    """The groups, and what is to be kept of them; `old` is what was kept before."""
    from cuibono.events.sheet import party, sheet

    firsts = [t.first for t in tellings]
    columns = sheet(firsts, [t.text for t in tellings], kinds, _published(known))
    denials = [n for n, s in enumerate(firsts) if s.stance is Stance.DENIED]
    states = [n for n, s in enumerate(firsts) if s.stance is not Stance.DENIED and goes_on(s)]
    set_apart = {*denials, *states}
    plain = [n for n in range(len(firsts)) if n not in set_apart]
    number = {id(s): n for n, s in enumerate(firsts)}
    affairs = [[number[id(s)] for s in held]
               for held in gathered([firsts[n] for n in states], party, kinds)]  # fmt: skip
    ids = [place(s, known)[-1] for s in firsts]
    happened, sure = _happenings(columns, {n: ids[n] for n in plain}, old)
    members = [*affairs, *happened]
    group_of = {row: place for place, rows in enumerate(members) for row in rows}
    target = _denied(columns, firsts, group_of, known, kinds) if denials else {}
    with_denials = [list(rows) for rows in members]
    for row in denials:
        if row in target:
            with_denials[target[row]].append(row)
        else:
            with_denials.append([row])
    sorts = [Kind.AFFAIR] * len(affairs) + [Kind.HAPPENING] * (len(with_denials) - len(affairs))
    found = [Group([tellings[n] for n in rows], sort)
             for rows, sort in zip(with_denials, sorts, strict=True)]  # fmt: skip
    return found, replace(
        old, groups=tuple(tuple(ids[n] for n in rows) for rows in happened),
        sure=tuple((ids[a], ids[b]) for a, b in sure),
        events=tuple((str(sort), tuple(ids[n] for n in rows))
                     for rows, sort in zip(with_denials, sorts, strict=True)),
    )  # fmt: skip


def _denied(
    columns: Sheet,
    firsts: Sequence[Statement],
    group_of: Mapping[int, int],
    known: Mapping[str, Origin],
    kinds: Kinds,
) -> dict[int, int]:
    """For each denial (a row) that denies a claim the number of the claim's group.

    Who asks for something does not say that it is so: who refuses denies no claim. Nor is a heading
    a claim, and who has no comment denies nothing.
    """
    from cuibono.events.denials import Claims, bound

    said = [row for row in group_of if firsts[row].stance is not Stance.SOUGHT
            and not is_heading(firsts[row].quote)]  # fmt: skip
    denials = [n for n, s in enumerate(firsts) if s.stance is Stance.DENIED and not evades(s)]
    told = (*_mouths(firsts, denials, known), *_worded(firsts, denials))
    return bound(columns, denials, Claims(said, [group_of[row] for row in said], *told), kinds)


Both = Callable[[int, int], bool]


def _mouths(
    firsts: Sequence[Statement], denials: Sequence[int], known: Mapping[str, Origin]
) -> tuple[Both, Both]:
    """Whether a denial (a row) and another row have one source; whether it takes that back."""

    def mouth(denial: int, row: int) -> bool:
        return one_mouth(firsts[row], firsts[denial], known)

    back = {n for n in denials if retracts(firsts[n])}
    return mouth, lambda denial, row: denial in back and mouth(denial, row)


def _worded(firsts: Sequence[Statement], denials: Sequence[int]) -> Iterator[Callable[[int], bool]]:
    """What a denial's words do: take back, take up what was said, look ahead, say "denied"."""
    for words in (RETRACTS, TAKES_UP, AHEAD, DENIES):
        yield {n for n in denials if words.search(firsts[n].quote)}.__contains__


def _happenings(
    columns: Sheet, ids: Mapping[int, str], held: kept.Kept
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Rows that speak of one happening, and the pairs that surely do; `ids` by their rows.

    Groups that were `held` stay together, where none of their statements is gone.
    """
    import numpy as np

    from cuibono.events.candidates import candidates
    from cuibono.events.linkage import MOST, linked
    from cuibono.events.rules import never, vouched, weighed
    from cuibono.events.scorer import shipped
    from cuibono.events.strangers import parted

    if not ids:
        return [], []
    rows, scorer = list(ids), shipped()
    number = {id_: row for row, id_ in ids.items()}
    old, sure = kept.rows_of(held, number)
    places = np.array(rows, np.int64)
    pairs = places[candidates(columns.take(places))]
    if old:  # What was found stays; only what is new is compared.
        known = np.zeros(len(columns), bool)
        known[[row for group in old for row in group]] = True
        pairs = pairs[~(known[pairs[:, 0]] & known[pairs[:, 1]])]
    scores = np.full(len(pairs), -MOST, np.float32)
    open_ = ~never(columns, pairs)  # Likeness is asked only where it could count.
    likely = pairs[open_]
    told = scorer.compared(columns, likely)
    scores[open_] = weighed(columns, likely, told, (scorer.meet, scorer.sure))
    within = columns.text[pairs[:, 0]] == columns.text[pairs[:, 1]]
    found = linked(rows, pairs, scores, within, scorer.meet, old)
    # On average strangers may be near; in one group they are not.
    found = sorted(part for group in found for part in parted(columns, group))
    sure += map(tuple, pairs[vouched(columns, pairs, scores, scorer.sure)].tolist())
    return found, sure


def _published(known: Mapping[str, Origin]):
    """The day on which the text that a statement's document carries first came out."""

    def day(s: Statement) -> str | None:
        here = origin(s, known)
        return here.published.isoformat() if here.published else s.published

    return day
