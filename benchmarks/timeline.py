"""How well the entries of a timeline of one dyad are put together: many like acts on near days.

    python -m benchmarks.timeline KEPT [PART] [--entries] [--data DATA] [--show]

A timeline holds all news items that name both of two actors in some months; every act of every
item is annotated (`training/timelines.jsonl`). The reader reads the items, each as a text of a
publisher of its own, and what it read is kept in the folder KEPT, so that a second run costs
nothing. PART is train (looked at while the program was made, the default) or test. Printed are
pairs of mentions put together (precision, recall, F1), and of the happenings shown as corroborated
how many hold two reports that truly are of one. `--entries` leaves out the second reports that were
written for the project; `--show` prints what is wrong.
"""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from benchmarks.setting import DATA
from cuibono.coding.confidence import FLOOR
from cuibono.events.event import Event, Status
from cuibono.events.resolve import resolve
from training.groups.code import code, coded
from training.groups.judge import Agreement, agreement
from training.groups.labels import Labelled, labelled
from training.groups.mentions import Crisis, timelines

WRITTEN = "wr-"
"""What the ids of second reports begin with."""
ITEMS = Path("prose") / "current-events.jsonl"


def main() -> None:
    """Print the figures of each timeline of a part, and of all together."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("kept", type=Path)
    parser.add_argument("part", nargs="?", choices=("train", "test"), default="train")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--entries", action="store_true")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    asked.kept.mkdir(parents=True, exist_ok=True)
    file = asked.kept / f"timelines-{asked.part}.jsonl"
    found = timelines(asked.part)
    code(found, asked.data / ITEMS, file)
    every = Agreement(0, 0, 0)
    right = judged = total = 0
    read = coded(file)
    for timeline in map(entries, found) if asked.entries else found:
        held = labelled([timeline], read, every=True, least=FLOOR)
        events = resolve(held.statements, [])
        told, (yes, some, all_) = judge(held, events), corroborated(held, events)
        print(f"{timeline.name}: {len(timeline.items)} entries, {len(held.statements)} statements")
        print(f"  pairs of mentions: {told}; corroborated that are: {yes} of {some}, {all_} in all")
        every = Agreement(every.right + told.right, every.wrong + told.wrong,
                          every.missed + told.missed)  # fmt: skip
        right, judged, total = right + yes, judged + some, total + all_
        if asked.show:
            print("\n".join(faults(timeline, held, events)))
    print(f"all: {every}; corroborated that are: {right} of {judged}, {total} in all")


def entries(timeline: Crisis) -> Crisis:
    """A timeline without the second reports."""
    found = (m for m in timeline.mentions if not m.item.startswith(WRITTEN))
    return replace(timeline, mentions=tuple(found))


def judge(held: Labelled, events: tuple[Event, ...]) -> Agreement:
    """Pairs of mentions that are rightly and wrongly together."""
    row = {s.id: n for n, s in enumerate(held.statements)}
    return agreement(held, [[row[s.id] for s in e.statements] for e in events])


def corroborated(held: Labelled, events: tuple[Event, ...]) -> tuple[int, int, int]:
    """Corroborated happenings: with a true pair of two texts, with any judged pair, all."""
    shown = [e for e in events if e.status is Status.CORROBORATED]
    marks = [list(_pairs(held, e)) for e in shown]
    return sum(map(any, marks)), sum(map(bool, marks)), len(shown)


def _pairs(held: Labelled, event: Event) -> Iterator[bool]:
    """For each pair of counted reports of two texts that can be judged whether it is of one."""
    row = {s.id: n for n, s in enumerate(held.statements)}
    rows = [row[s.id] for v in event.voices if v.counts and not v.denies for s in v.statements]
    for a, b in combinations([r for r in rows if held.happening[r] >= 0], 2):
        if held.statements[a].document != held.statements[b].document:
            yield bool(held.happening[a] == held.happening[b])


def faults(timeline: Crisis, held: Labelled, events: tuple[Event, ...]) -> Iterator[str]:
    """What is shown as corroborated, and then each happening that is split."""
    names = {int(h): m for h, m in zip(held.happening, held.mention, strict=True) if h >= 0}
    row = {s.id: n for n, s in enumerate(held.statements)}
    for event in events:
        rows = [row[s.id] for s in event.statements]
        if len({held.statements[r].document for r in rows}) < 2:
            continue
        marks = list(_pairs(held, event))
        verdict = "true" if any(marks) else "FALSE" if marks else "unjudged"
        yield f"  {event.status}, {verdict}"
        yield from (_told(held, r) for r in rows)
    yield "  split:"
    place = {row[s.id]: n for n, e in enumerate(events) for s in e.statements}
    for happening in names:
        rows = [n for n, h in enumerate(held.happening) if h == happening]
        texts = {held.statements[r].document for r in rows}
        if len(texts) > 1 and len({place[r] for r in rows}) > 1:
            yield "  -"
            yield from (f"{_told(held, r)} in {place[r]}" for r in rows)


def _told(held: Labelled, row: int) -> str:
    s, mark = held.statements[row], int(held.happening[row])
    return (f"    [{mark}] {s.published} {s.actor} {s.type} {s.recipient} “{s.trigger}” "
            f"{s.when or ''} {s.confidence:.2f} | {s.quote[:160]}")  # fmt: skip


if __name__ == "__main__":
    main()
