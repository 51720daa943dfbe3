"""Time expressions on TimeBank and AQUAINT: relaxed span F1 and value F1.

    python -m benchmarks.times [--misses]

Scored as in TempEval-3 (UzZaman et al. 2013): a found expression that overlaps a gold one is a
relaxed match; its value is right when the TimeML values are equal. HeidelTime reached a value
F1 of about 77.6 on the TempEval-3 test set, which is another text of the same kind.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from cuibono.language.times import TimeExpression, find_times

TIMEX, PAUSE = "TIMEX3", "\n\n"


@dataclass(frozen=True, slots=True)
class Gold:
    """A text with its creation day and the spans and values of its time expressions."""

    name: str
    text: str
    created: date | None
    expressions: tuple[tuple[int, int, str], ...]


def documents(folder: Path) -> Iterator[Gold]:
    """The TimeML files of a folder."""
    for path in sorted(folder.glob("*.tml")):
        root = ElementTree.parse(path).getroot()
        stamp = root.find("DCT/TIMEX3")
        body = root.find("TEXT")
        if body is None:
            continue
        text, found = "", list[tuple[int, int, str]]()
        for piece, value in _pieces(body):
            if value is not None:
                found.append((len(text), len(text) + len(piece), value))
            text += piece
        yield Gold(path.stem, text, _day(stamp), tuple(found))


def _pieces(node: ElementTree.Element) -> Iterator[tuple[str, str | None]]:
    """The text in order, each piece with the value of the time expression that it is."""
    if node.tag == TIMEX:
        yield "".join(node.itertext()), node.get("value")
    else:
        yield node.text or "", None
        for child in node:
            yield from _pieces(child)
            yield child.tail or "", None


def _day(stamp: ElementTree.Element | None) -> date | None:
    try:
        return date.fromisoformat((stamp.get("value") or "")[:10]) if stamp is not None else None
    except ValueError:
        return None


def flat(found: TimeExpression) -> list[TimeExpression]:
    """The ends of a range, which TimeML marks one by one, or the expression itself."""
    return list(found.parts) or [found]


def measure(gold: Gold, counts: Counter[str], misses: bool) -> None:
    """Add one document's matches to the counts."""
    mine = [part for t in find_times(gold.text, gold.created) for part in flat(t)]
    counts["found"] += len(mine)
    counts["gold"] += len(gold.expressions)
    taken: set[int] = set()
    for start, end, value in gold.expressions:
        near = [i for i, t in enumerate(mine) if t.start < end and start < t.end and i not in taken]
        if not near:
            if misses:
                print(f"missed\t{gold.text[start:end]!r}\t{value}")
            continue
        best = max(near, key=lambda i: (mine[i].timex == value, mine[i].start == start))
        taken.add(best)
        counts["span"] += 1
        counts["value"] += mine[best].timex == value
        if misses and mine[best].timex != value:
            print(f"value\t{gold.text[start:end]!r}\t{value}\t{mine[best].timex}")


def main() -> None:
    """Print relaxed span F1 and value F1 by corpus and over both."""
    options = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("CUIBONO_DATA", "../shared/data")
    options.add_argument("--data", type=Path, default=Path(data))
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    every = Counter[str]()
    for corpus in ("TimeBank", "AQUAINT"):
        counts = Counter[str]()
        for gold in documents(chosen.data / "time" / corpus):
            measure(gold, counts, chosen.misses)
        _report(corpus, counts)
        every.update(counts)
    _report("both", every)


def _report(name: str, c: Counter[str]) -> None:
    both = max(1, c["found"] + c["gold"])
    print(f"{name:10} span F1 {2 * c['span'] / both:.3f}  value F1 {2 * c['value'] / both:.3f}"
          f"  ({c['gold']} expressions)")  # fmt: skip


if __name__ == "__main__":
    main()
