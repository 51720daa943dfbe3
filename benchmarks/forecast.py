"""Who comes next: the forecaster on temporal knowledge graphs of political events.

    python -m benchmarks.forecast --data ../shared/data --set icews14_recb
        [--split valid|test] [--multi-step] [--markdown]

Time-aware filtered, both directions, average rank for ties. Learned on the train split; every
choice was made on the validation split. In the test, what is known before each day includes the
validation split and the earlier days of the test (single-step), or only what lies before the
test (multi-step). The sets are not shipped: see docs/forecasts.md for where to get them.
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cuibono.errors import CuibonoError
from cuibono.forecasts.model import Options, learn, ranks
from cuibono.forecasts.ranking import Figures, strata
from cuibono.forecasts.timeline import Timeline, timeline

RECB = "Gastinger et al. 2024, arXiv:2404.16726"
PEERS = {
    ("icews14_recb", False): [
        ("recurrency baseline", 37.4, RECB),
        ("untrained dyad counter", 41.96, "measured for this comparison"),
    ],
    ("icews14_recb", True): [("recurrency baseline", 31.9, RECB)],
    ("icews14_xerte", False): [
        ("TLogic", 43.0, "Liu et al. 2022, arXiv:2112.08025"),
        ("untrained dyad counter", 42.5, "measured for this comparison"),
    ],
    ("icews18", False): [
        ("untrained dyad counter", 30.4, "measured for this comparison"),
        ("CountTRuCoLa, rules on CPU", 32.8, "its authors"),
        ("TiRGN, GPU", 33.7, "Li et al. 2022, IJCAI"),
        ("LogCL, GPU", 35.7, "Chen et al. 2023, arXiv:2312.01601"),
    ],
}
STRATA = ("seen before", "pair seen under another relation", "cold")


@dataclass(frozen=True)
class Split:
    """The events to learn from, all events up to the end of the split, and its first day."""

    learned: Timeline
    whole: Timeline
    start: int
    horizon: int


def load(folder: Path, split: str) -> Split:
    """Read a set; times become days by their common step."""
    names = ["train", "valid"] + (["test"] if split == "test" else [])
    missing = [n for n in names if not (folder / f"{n}.txt").is_file()]
    if missing:
        raise CuibonoError(f"{folder} has no {missing[0]}.txt")
    read = [
        np.loadtxt(folder / f"{n}.txt", dtype=np.int64, usecols=(0, 1, 2, 3), ndmin=2)
        for n in names
    ]
    step = max(int(np.gcd.reduce(np.concatenate([r[:, 3] for r in read]))), 1)
    for rows in read:
        rows[:, 3] //= step
    rows = np.concatenate(read)
    entities = 1 + int(max(rows[:, 0].max(), rows[:, 2].max(), lines(folder / "entity2id.txt") - 1))
    relations = 1 + int(max(rows[:, 1].max(), lines(folder / "relation2id.txt") - 1))
    start, end = int(read[-1][:, 3].min()), int(read[-1][:, 3].max())
    learned = timeline(read[0], entities, relations)
    return Split(learned, timeline(rows, entities, relations), start, end - start + 1)


def lines(path: Path) -> int:
    """How many lines a list of names has; 0 where there is none."""
    return sum(1 for _ in path.open(encoding="utf-8")) if path.is_file() else 0


def table(name: str, found: list[tuple[str, Figures]], peers: list[tuple[str, float, str]]) -> str:
    """Peers and measured figures as Markdown."""
    out = [f"| {name} | MRR | H@1 | H@3 | H@10 | questions |", "|---|---|---|---|---|---|"]
    out += [f"| {peer} ({source}) | {mrr:.1f} | | | | |" for peer, mrr, source in peers]
    out += [
        f"| {label} | {f.mrr:.2f} | {f.hits1:.2f} | {f.hits3:.2f} | {f.hits10:.2f} |"
        f" {f.questions} |"
        for label, f in found
    ]
    return "\n".join(out)


def measure(split: Split, options: Options) -> list[tuple[str, Figures]]:
    """Learn, rank and sum up: all questions, then each stratum."""
    model = learn(split.learned, options)
    found = ranks(model, split.whole, split.start)
    groups = strata(split.whole, split.start, options.horizon > 1)
    rows = [("cuibono", Figures.of(found))]
    return rows + [(f"- {s}", Figures.of(found[groups == i])) for i, s in enumerate(STRATA)]


def main() -> None:
    """Print the table, the time and the memory of one run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--set", default="icews14_recb")
    options.add_argument("--split", choices=["valid", "test"], default="valid")
    options.add_argument("--multi-step", action="store_true")
    options.add_argument("--markdown", action="store_true", help="print the table only")
    chosen = options.parse_args()
    began = time.perf_counter()
    split = load(chosen.data / "forecast" / chosen.set, chosen.split)
    horizon = split.horizon if chosen.multi_step else 1
    found = measure(split, Options(horizon=horizon))
    peers = PEERS.get((chosen.set, chosen.multi_step), []) if chosen.split == "test" else []
    steps = "multi-step" if chosen.multi_step else "single-step"
    print(table(f"{chosen.set}, {chosen.split}, {steps}", found, peers))
    if not chosen.markdown:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\nTraining and test: {time.perf_counter() - began:.0f} s, {peak:.0f} MB at most.")


if __name__ == "__main__":
    main()
