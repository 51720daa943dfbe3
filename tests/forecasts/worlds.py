"""Small worlds with a known law: who acts on whom, and what it calls forth."""

from datetime import date, timedelta

import numpy as np

from cuibono.forecasts.dated import Dated

START = date(2020, 1, 1)


def facts(days=120, actors=24, seed=0):
    """Each actor has a rival: threats (0) draw threats back (0) within days; all consult (1)."""
    rng = np.random.default_rng(seed)
    rows = []
    for day in range(days):
        for a in range(actors):
            rival = a ^ 1
            if (0, day - 1) in {(r, d) for h, r, t, d in rows[-4 * actors :] if h == rival}:
                rows += [(a, 0, rival, day)] * int(rng.random() < 0.7)
            elif rng.random() < 0.05:
                rows.append((a, 0, rival, day))
            if rng.random() < 0.3:
                rows.append((a, 1, int((a + rng.integers(1, 5)) % actors), day))
    return rows


def dated(rows):
    names = ("THREATEN", "CONSULT")
    return [Dated(START + timedelta(days=d), f"A{h}", names[r], f"A{t}") for h, r, t, d in rows]


def shuffled_after(rows, day, seed=1):
    """The same past; after `day`, other heads, relations, tails and days."""
    rng = np.random.default_rng(seed)
    past = [r for r in rows if r[3] < day]
    late = np.array([r for r in rows if r[3] >= day])
    for column in range(4):
        late[:, column] = rng.permutation(late[:, column])
    return past + [tuple(map(int, row)) for row in late]
