"""The pair scorer, step by step; a folder keeps what was read, outside of the repository.

python -m training.groups words PROSE MODEL OUT.npz     rarity and vectors of words
python -m training.groups senses PROSE                  how senses of acts are turned
python -m training.groups code PROSE KEPT PART...       read the annotated items of parts
python -m training.groups learn KEPT OUT.json           learn, set thresholds in turns
python -m training.groups judge KEPT PART               how well the shipped scorer groups
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from cuibono.coding.confidence import FLOOR
from training.groups.boost import Settings
from training.groups.code import code, coded
from training.groups.judge import Scored, agreement, scored, thresholds
from training.groups.labels import Labelled, labelled
from training.groups.learn import Told, learn
from training.groups.mentions import (
    DYADS,
    OWN,
    SERIES,
    chronicles,
    crises,
    of_part,
    timelines,
    written,
)

ITEMS = "current-events.jsonl"
FOLDS = 4
"""Thresholds are set on crises that the scorer had not learned from, in so many turns."""
READER = Path("src/cuibono/data/reader/base")
TOKENIZER = READER.parent / "tokenizer.json"


def main(words: list[str]) -> None:
    """Run one step."""
    match words:
        case ["words", prose, model, out]:
            from training.groups.words import build

            print(build(Path(prose), Path(model), TOKENIZER, Path(out)))
        case ["senses", prose]:
            from training.groups.senses import build as turned

            print(turned(Path(prose), READER))
        case ["code", prose, kept, *parts]:
            for part in parts:
                file = Path(kept) / f"{part}.jsonl"
                print(part, code(of_part(part), Path(prose) / ITEMS, file))
        case ["learn", kept, out]:
            print(learned(Path(kept), Path(out)))
        case ["judge", kept, part]:
            print(judge(_read(part, kept)))
        case _:
            sys.exit(__doc__)


def learned(kept: Path, out: Path) -> str:
    """Learn from crises, timelines, written crises and chronicles, and write the scorer; how well
    it does in turns.
    """
    parts = crises("train") + crises("calibration")
    read = coded(kept / "train.jsonl") | coded(kept / "calibration.jsonl")
    begin = SERIES, OWN, DYADS
    told, made, entered = (coded(kept / f"{begins}train.jsonl") for begins in begin)

    # Crises of one fold stand in one ledger; timelines, written crises and chronicles in their own.
    turns = range(FOLDS)
    many = [labelled([c for c in parts if c.fold(FOLDS) == turn], read) for turn in turns]
    one = [labelled([t], told, every=True, least=FLOOR) for t in timelines("train")]
    own = [labelled([c], made) for c in written("train")]
    dyads = [labelled([c], entered) for c in chronicles("train")]
    kinds = [[(n % FOLDS, held) for n, held in enumerate(kind)] for kind in (many, one, own, dyads)]
    pairs = [[(turn, Told.of(held)) for turn, held in kind] for kind in kinds]
    folds: list[list[Scored]] = [[] for _ in kinds]
    for turn in turns:
        known = learn([t for kind in pairs for n, t in kind if n != turn], Settings())
        for scores, kind in zip(folds, kinds, strict=True):
            scores += [scored(known, held) for n, held in kind if n == turn]
        print(f"turn {turn + 1} of {FOLDS}", flush=True)
    meet, sure, best = thresholds(folds)
    every = learn([t for kind in pairs for _, t in kind], Settings())
    head: dict[str, object] = {"version": f"pairs-{_model(kept)}", "meet": meet, "sure": sure}
    out.write_text(_written(head | every), encoding="utf-8")
    return f"meet {meet} sure {sure}: {', '.join(map(str, best))}"


def judge(held: Labelled) -> str:
    """How well `resolve` groups the statements of a part, all crises together."""
    from cuibono.events.resolve import resolve

    events = resolve(held.statements, [])
    group = {s.id: n for n, e in enumerate(events) for s in e.statements}
    groups: dict[int, list[int]] = {}
    for row, s in enumerate(held.statements):
        groups.setdefault(group[s.id], []).append(row)
    return str(agreement(held, list(groups.values())))


def _read(part: str, kept: str) -> Labelled:
    return labelled(of_part(part), coded(Path(kept) / f"{part}.jsonl"))


def _model(kept: Path) -> str:
    """The reader whose statements were learned from."""
    held = coded(kept / "train.jsonl")
    return next(s.versions["model"] for said in held.values() for s in said)


def _written(values: dict[str, object]) -> str:
    """JSON with one tree a line, so that a person can read and edit it."""
    trees = values.pop("trees")
    assert isinstance(trees, list)
    head = json.dumps(values, indent=1, ensure_ascii=False).removesuffix("\n}")
    lines = ",\n  ".join(json.dumps(t) for t in trees)
    return f'{head},\n "trees": [\n  {lines}\n ]\n}}\n'


if __name__ == "__main__":
    main(sys.argv[1:])
