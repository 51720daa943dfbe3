"""Which statements speak of the same happening: the way from statements to events on one page.

states of affairs are set apart -> pairs that something suggests are scored -> average link, first
within a text, then between texts -> what a sentence tells in two words is told once -> denials are
bound to what they deny -> a person's word stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.coding.statement import Stance, Statement
from cuibono.documents import Document
from cuibono.events import found
from cuibono.events.affairs import gathered, goes_on
from cuibono.events.bonds import Bond, bonded
from cuibono.events.event import Event, Kind
from cuibono.events.found import Before, Loose
from cuibono.events.groups import Group, Resolved, Told
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.mouths import AHEAD, DENIES, RETRACTS, TAKES_UP, evades, one_mouth, retracts
from cuibono.events.origins import Known, Origin, origin, origins, place
from cuibono.events.refusals import accusing, bare, only_part, refuses, silent
from cuibono.language.headings import is_heading
from cuibono.lasting import lasting

if TYPE_CHECKING:
    from cuibono.events.deniable import Says
    from cuibono.events.sheet import Sheet


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
    with lasting():
        return resolved(statements, documents, kinds, bonds, folder, whole).events()


def resolved(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    kinds: Kinds = SHIPPED,
    bonds: Sequence[Bond] = (),
    folder: Path | None = None,
    whole: bool = True,
    mark: str = "",
) -> Resolved:
    """What `resolve` finds, before any event is put together; `mark` names the ledger's state."""
    known = origins(documents, folder)
    tellings = _once(statements, known)
    groups = _groups(tellings, known, kinds, (folder, mark) if folder and whole else None)
    return Resolved(bonded([g for g in groups if g.told], bonds), known)


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
    tellings: list[Told], known: Known, kinds: Kinds, place_: tuple[Path, str] | None
) -> list[Group]:
    """Affairs, happenings, and denials with what they deny: as they were kept, or found."""
    from cuibono.events.rules import VERSION
    from cuibono.events.scorer import shipped

    if not tellings:
        return []
    by_id = {place(t.first, known)[-1]: t for t in tellings}
    if place_ is None:
        return _found(by_id, known, kinds, None)[0]
    folder, mark = place_
    said = found.key_of(f"{id_} {t.first.when} {t.text} {origin(t.first, known).published}"
                        for id_, t in by_id.items())  # fmt: skip
    basis = found.Basis(f"{shipped().version}, rules {VERSION}", f"{said} {kinds.mark}", mark)
    held = found.load(folder)
    if held is not None and held.basis.by != basis.by:
        held = None
    if held is not None and held.basis.said == basis.said:
        groups, loose = held.groups_of(by_id), held.loose
    else:
        groups, loose = _found(by_id, known, kinds, held)
    if held is None or held.basis != basis:
        found.keep(folder, basis, Resolved(groups, known), loose)
    return groups


def _found(
    by_id: Mapping[str, Told], known: Known, kinds: Kinds, held: Before | None
) -> tuple[list[Group], Loose]:
    """The groups, and the sure pairs between them; `held` is what was found before."""
    from cuibono.events.astray import parted
    from cuibono.events.repeated import folded
    from cuibono.events.sheet import party, sheet

    ids, tellings = list(by_id), list(by_id.values())
    firsts = [t.first for t in tellings]
    columns = sheet(firsts, [t.text for t in tellings], kinds, _published(known))
    denials = [n for n, s in enumerate(firsts) if s.stance is Stance.DENIED]
    states = [n for n, s in enumerate(firsts) if s.stance is not Stance.DENIED and goes_on(s)]
    set_apart = {*denials, *states}
    plain = [n for n in range(len(firsts)) if n not in set_apart]
    number = {id(s): n for n, s in enumerate(firsts)}
    affairs = [[number[id(s)] for s in held]
               for held in gathered([firsts[n] for n in states], party, kinds)]  # fmt: skip
    happened, sure = _happenings(columns, {n: ids[n] for n in plain}, held)
    members = [*affairs, *folded(firsts, happened)]
    group_of = {row: place for place, rows in enumerate(members) for row in rows}
    target = _denied(columns, firsts, group_of, known, kinds) if denials else {}
    told = parted(columns, members, target, kinds) if target else list(enumerate(members))
    told += ((len(members), [row]) for row in denials if row not in target)
    group_of = {row: place for place, (_, rows) in enumerate(told) for row in rows}
    groups = [
        Group([tellings[n] for n in rows], Kind.AFFAIR if of < len(affairs) else Kind.HAPPENING)
        for of, rows in told
    ]
    loose: list[tuple[str, str]] = []
    for a, b in sure:
        if group_of[a] == group_of[b]:
            groups[group_of[a]].sure.append(frozenset((ids[a], ids[b])))
        else:
            loose.append((ids[a], ids[b]))
    return groups, tuple(loose)


def _denied(
    columns: Sheet,
    firsts: Sequence[Statement],
    group_of: Mapping[int, int],
    known: Mapping[str, Origin],
    kinds: Kinds,
) -> dict[int, int]:
    """For each denial (a row) that denies a claim the number of the claim's group.

    Who asks for something does not say that it is so: who refuses denies no claim. Nor is a heading
    a claim, who has no comment denies nothing, and what a denier says of others is not denied.
    """
    from cuibono.events.deniable import Claims
    from cuibono.events.denials import bound

    said = [row for row in group_of if firsts[row].stance is not Stance.SOUGHT
            and not is_heading(firsts[row].quote)]  # fmt: skip
    denials = [n for n, s in enumerate(firsts) if s.stance is Stance.DENIED and not evades(s)]
    own = accusing(firsts, denials)
    denials = [n for n in denials if n not in own]
    groups = [group_of[row] for row in said]
    claims = Claims(said, groups, _says(firsts, denials), *_mouths(firsts, denials, known))
    return bound(columns, denials, claims, kinds)


Both = Callable[[int, int], bool]


def _mouths(
    firsts: Sequence[Statement], denials: Sequence[int], known: Mapping[str, Origin]
) -> tuple[Both, Both]:
    """Whether a denial (a row) and another row have one source; whether it takes that back."""

    def mouth(denial: int, row: int) -> bool:
        return one_mouth(firsts[row], firsts[denial], known)

    back = {n for n in denials if retracts(firsts[n])}
    return mouth, lambda denial, row: denial in back and mouth(denial, row)


def _says(firsts: Sequence[Statement], denials: Sequence[int]) -> Says:
    """What the words of each denial (a row) do, and what they leave alone."""
    from cuibono.events.deniable import Says

    words = (RETRACTS, TAKES_UP, AHEAD, DENIES)
    told = [{n for n in denials if found.search(firsts[n].quote)} for found in words]
    does = (refuses, bare, silent, only_part)
    return Says(*told, *({n for n in denials if each(firsts[n])} for each in does))


def _happenings(
    columns: Sheet, ids: Mapping[int, str], held: Before | None
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
    old, sure = held.rows_of(number) if held else ([], [])
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
    groups = linked(rows, pairs, scores, within, scorer.meet, old)
    # On average strangers may be near; in one group they are not.
    groups = sorted(part for group in groups for part in parted(columns, group))
    sure += map(tuple, pairs[vouched(columns, pairs, scores, scorer.sure)].tolist())
    return groups, sure


def _published(known: Mapping[str, Origin]):
    """The day on which the text that a statement's document carries first came out."""

    def day(s: Statement) -> str | None:
        here = origin(s, known)
        return here.published.isoformat() if here.published else s.published

    return day
