"""PLOVER's conflict-cooperation scores, from -10 (the worst conflict) to 10."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

TABLE = "plover-scores.tsv"


@cache
def scores() -> dict[tuple[str, str], float]:
    """Scores by type and mode ("" for the type alone), of the PLOVER manual, draft 0.8 (2021)."""
    text = files("cuibono.data").joinpath("crosswalks").joinpath(TABLE).read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {(kind, mode): float(score) for kind, mode, score in lines}


def score(kind: str, mode: str | None) -> float | None:
    """The score of a mode, or of its type where the mode has none; None for no PLOVER type.

    >>> score("CONSULT", "visit"), score("CONSULT", None), score("GAIN", None)
    (4.0, 2.5, None)
    """
    return scores().get((kind, (mode or "").lower()), scores().get((kind, "")))
