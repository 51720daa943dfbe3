"""How many events a dyad has next month: distributions against three baselines.

    python -m benchmarks.forecast_counts --data ../shared/data --set icews14_recb

Months are windows of 30 days; each of the last three is forecast from its first day, with
a model fitted on the months before. Dyads are directed and have met before. Baselines: the last
month's count as a Poisson mean; the month a season (3 months, for the sets hold one year)
before, likewise; and the dyad's own historical distribution over the last twelve months
("conflictology", after Hegre et al. 2025). Each baseline's distribution holds 2 % of the
distribution over all dyads, so that no count is impossible. Intervals of the differences: 1,000
bootstraps of whole blocks, a block being all the dyads and months of one first actor.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.forecast import load
from cuibono.forecasts.counts import DyadDays, chances, fit, signs
from cuibono.forecasts.proper import block_bootstrap, crps, log_score
from cuibono.forecasts.timeline import Floats, Ints

WINDOW, SEASON, MONTHS, YEAR, SHARED = 30, 3, 3, 12, 0.02


def baselines(dyads: DyadDays, start: int, known: Ints, top: int) -> dict[str, Floats]:
    """The chances of 0 … top events by each baseline, from what came before a day."""
    starts = [start - WINDOW * (i + 1) for i in range(YEAR)]
    history = np.stack([dyads.counted(s, s + WINDOW)[known] for s in starts if s >= 0])
    everyone = np.bincount(np.minimum(history, top).ravel(), minlength=top + 1) + 1e-3
    shared = everyone / everyone.sum()
    own = np.zeros((len(known), top + 1))
    np.add.at(own, (np.arange(len(known)), np.minimum(history, top)), 1)
    raw = {
        "last value": poisson(history[0], top),
        "seasonal": poisson(history[SEASON - 1], top),
        "historical distribution": own / own.sum(axis=1, keepdims=True),
    }
    return {name: (1 - SHARED) * chance + SHARED * shared for name, chance in raw.items()}


def poisson(mean: Ints, top: int) -> Floats:
    """Poisson chances; a mean of zero is held to 0.05, since certainty is not meant."""
    held = np.maximum(mean, 0.05)
    return chances(held.astype(float), np.full(len(held), 1e6), top)


def month(dyads: DyadDays, start: int) -> tuple[Ints, Ints, dict[str, Floats]]:
    """First actors, events, and the chances by each method for one month."""
    model = fit(dyads, start, WINDOW)
    known, rows = signs(dyads, start)
    got = dyads.counted(start, start + WINDOW)[known]
    before = max(int(dyads.counted(s, s + WINDOW).max()) for s in range(0, start, WINDOW))
    top = 2 * max(before, int(got.max()))
    methods = {"cuibono": chances(*model.parameters(rows), top)}
    return dyads.head[known], got, methods | baselines(dyads, start, known, top)


def main() -> None:
    """Print the mean scores of each method and how far cuibono is below it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--set", default="icews14_recb")
    options.add_argument("--split", choices=["valid", "test"], default="valid")
    options.add_argument("--markdown", action="store_true")
    chosen = options.parse_args()
    whole = load(chosen.data / "forecast" / chosen.set, chosen.split).whole
    dyads = DyadDays.of(whole)
    end = int(whole.day.max()) + 1
    scores: dict[str, list[Floats]] = {}
    blocks: list[Ints] = []
    for start in range(end - MONTHS * WINDOW, end, WINDOW):
        heads, got, methods = month(dyads, start)
        blocks.append(heads)
        for name, chance in methods.items():
            scores.setdefault(name, []).append(
                np.stack([crps(chance, got), log_score(chance, got)])
            )
    block = np.concatenate(blocks)
    joined = {name: np.concatenate(parts, axis=1) for name, parts in scores.items()}
    print(f"{chosen.set}, {len(block)} dyad-months of the last {MONTHS} months\n")
    print("| method | CRPS | log score | CRPS above cuibono (95 %) | log score above (95 %) |")
    print("|---|---|---|---|---|")
    for name, got in joined.items():
        gaps = [
            "{:+.4f} ({:+.4f} to {:+.4f})".format(*block_bootstrap(g - c, block))
            for g, c in zip(got, joined["cuibono"], strict=True)
        ]
        own = name == "cuibono"
        print(
            f"| {name} | {got[0].mean():.4f} | {got[1].mean():.4f} |"
            f" {'' if own else gaps[0]} | {'' if own else gaps[1]} |"
        )


if __name__ == "__main__":
    main()
