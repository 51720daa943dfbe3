"""What came of an import, counted: rows, lines set aside, codes that did not map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cuibono.errors import CuibonoError
from cuibono.exchange.imports.parse import Bad

DISTINCT = 50_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: the file, bytes read of so many (0: not known), events so far."""

    file: str
    done: int
    total: int
    events: int


@dataclass(slots=True)
class Report:
    """The sum of one import.

    `known` counts files of which every byte was in the ledger before, `resumed` those of which
    a part was. `unmapped` counts rows by what was looked for (`type`, `actor`, `recipient`) and
    the source's words, `(empty)` where it says nothing; these rows are in the ledger. `bad`
    counts lines set aside by reason, with the first place of each. `errors` are files that are
    not of the format or cannot be read.
    """

    dataset: str
    untyped: str = ""
    files: int = 0
    known: int = 0
    resumed: int = 0
    events: int = 0
    quarantined: int = 0
    bad: dict[str, tuple[int, str]] = field(default_factory=dict[str, tuple[int, str]])
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    errors: list[CuibonoError] = field(default_factory=list[CuibonoError])

    def add(
        self, file: str, events: int, bad: list[Bad], unmapped: Counter[tuple[str, str]]
    ) -> None:
        """Take in what one block held."""
        self.events += events
        self.quarantined += len(bad)
        for line in bad:
            reason = line.reason.partition(":")[0]
            times, first = self.bad.get(reason, (0, f"{file}:{line.line}"))
            self.bad[reason] = (times + 1, first)
        self.unmapped += unmapped
        if len(self.unmapped) > 2 * DISTINCT:
            self._fold()

    def _fold(self) -> None:
        """Keep memory constant: rare words are counted together."""
        kept = Counter(dict(self.unmapped.most_common(DISTINCT)))
        for key, times in self.unmapped.items():
            if key not in kept:
                kept[key[0], "(others)"] += times
        self.unmapped = kept

    def without(self, what: str) -> tuple[int, int]:
        """Rows without a type, actor or recipient: named but not mapped, and not named."""
        empty = self.unmapped[what, "(empty)"]
        return sum(n for (w, _), n in self.unmapped.items() if w == what) - empty, empty

    def commonest(self, what: str, many: int = 5) -> list[tuple[str, int]]:
        """The words that most often did not map, with the number of rows."""
        found = [(v, n) for (w, v), n in self.unmapped.items() if w == what and v != "(empty)"]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:many]
