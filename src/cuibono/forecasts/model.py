"""The forecaster: learned on a past by replaying it, then asked about the days that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.errors import CuibonoError
from cuibono.forecasts.evidence import Questions, Rough, evidence, rough
from cuibono.forecasts.excitation import excitation
from cuibono.forecasts.index import Index, index
from cuibono.forecasts.ranking import TrueObjects, rank
from cuibono.forecasts.replay import Past
from cuibono.forecasts.scorer import CandidateScorer, Training, TrainingData
from cuibono.forecasts.timeline import Floats, Ints, Timeline

FEWEST = 5
"""Days with events that learning needs at the least."""


@dataclass(frozen=True)
class Options:
    """How the forecaster is learned: `horizon` is 1 for the next day, or days ahead in one go."""

    horizon: int = 1
    questions: int = 60_000
    rivals: int = 40
    sampled: int = 24
    candidates: int = 200
    chunk: int = 200
    parts: tuple[float, ...] = (0.4, 0.6, 0.8)
    training: Training = field(default_factory=Training)


@dataclass(frozen=True)
class Forecaster:
    """What was learned: relation-to-relation weights, and the weighing of evidence."""

    weights: Floats
    scorer: CandidateScorer
    options: Options
    loss: float


def learn(events: Timeline, options: Options = Options()) -> Forecaster:
    """Learn from a timeline, replaying it: each lesson sees only what came before its day.

    Raises CuibonoError where the past is too short to learn from.
    """
    if len(np.unique(events.day)) < FEWEST:
        raise CuibonoError(
            f"too little history to learn from: fewer than {FEWEST} days with events"
        )
    known = index(events)
    lessons = _lessons(events, known, options)
    scorer = CandidateScorer(lessons.evidence.shape[-1], events.sides, options.training)
    loss = scorer.train(lessons)
    return Forecaster(excitation(events, known), scorer, options, loss)


def ranks(model: Forecaster, events: Timeline, start: int) -> Floats:
    """The rank of every event since `start` as the answer to its question, in their order."""
    known, options = index(events), model.options
    replay, answers = Past(events, known), TrueObjects(events)
    out: list[Floats] = []
    for day, there in events.days():
        if day < start:
            continue
        replay.learn(_frozen(day, start, options.horizon))
        for rows in _chunks(there, options.chunk):
            asked = Questions(events.subject[rows], events.relation[rows], day)
            found = rough(replay, asked, model.weights)
            found.score[answers.others(there, rows)] = -np.inf
            out.append(_ranked(model, replay, asked, found, events.object[rows]))
    return np.concatenate(out) if out else np.zeros(0)


def _ranked(model: Forecaster, replay: Past, asked: Questions, found: Rough, true: Ints) -> Floats:
    """Ranks of the true objects of one chunk: among the candidates, or behind all of them."""
    size = min(model.options.candidates, found.score.shape[1])
    best = np.argpartition(-found.score, size - 1, axis=1)[:, :size]
    scores = model.scorer.score(evidence(replay, asked, found, best), asked.relation)
    scores[np.isneginf(np.take_along_axis(found.score, best, axis=1))] = -np.inf
    among = best == true[:, None]
    inside = rank(scores, np.where(among, scores, -np.inf).max(axis=1))
    mine = np.take_along_axis(found.score, true[:, None], axis=1)[:, 0]
    rest = found.score.copy()
    np.put_along_axis(rest, best, -np.inf, axis=1)
    outside = size + rank(rest, mine)
    return np.where(among.any(axis=1), inside, outside)


def _frozen(day: int, start: int, horizon: int) -> int:
    """The day up to which events are known when a day is asked about."""
    return day if horizon == 1 else start + (day - start) // horizon * horizon


def _chunks(there: slice, size: int) -> Iterator[Ints]:
    rows = np.arange(there.start, there.stop)
    for i in range(0, len(rows), size):
        yield rows[i : i + size]


def _lessons(events: Timeline, known: Index, options: Options) -> TrainingData:
    """Past the past and keep, for a sample of its events, the evidence for rivals and truth."""
    last = int(events.day.max(initial=0)) + 1
    cuts = [int(last * p) for p in options.parts] + [last]
    rng = np.random.default_rng(0)
    replay, answers = Past(events, known), TrueObjects(events)
    late = events.day >= cuts[0]
    keep = late & (rng.random(len(late)) < options.questions / max(late.sum(), 1))
    kept: _Kept | None = None
    weights, done = np.zeros(0, np.float32), -1
    for day, there in events.days():
        if day < cuts[0]:
            continue
        part = int(np.searchsorted(cuts, day, side="right"))
        if part != done:
            past = events.until(cuts[part - 1])
            weights, done = excitation(past, index(past)), part
        replay.learn(_frozen(day, cuts[0], options.horizon))
        rows = np.arange(there.start, there.stop)[keep[there]]
        for i in range(0, len(rows), options.chunk):
            chosen = rows[i : i + options.chunk]
            lesson = _lesson(replay, answers, there, chosen, (weights, options))
            kept = kept or _Kept(int(keep.sum()), lesson)
            kept.add(lesson)
    if kept is None:
        raise CuibonoError("too little history to learn from: its later part holds no event")
    return kept.lessons


class _Kept:
    """Room for all lessons at once, so that none is held twice."""

    def __init__(self, count: int, like: TrainingData):
        def room(part: NDArray[Any]) -> NDArray[Any]:
            return np.empty((count, *part.shape[1:]), part.dtype)

        parts = like.evidence, like.relation, like.true, like.offset
        self.lessons = TrainingData(*map(room, parts))
        self.used = 0

    def add(self, new: TrainingData) -> None:
        here = slice(self.used, self.used + len(new.relation))
        self.lessons.evidence[here] = new.evidence
        self.lessons.relation[here] = new.relation
        self.lessons.true[here] = new.true
        self.lessons.offset[here] = new.offset
        self.used = here.stop


def _lesson(
    replay: Past, answers: TrueObjects, there: slice, rows: Ints, model: tuple[Floats, Options]
) -> TrainingData:
    """The evidence for one chunk: the truth, its strongest rivals, and a sample of the rest.

    A sampled rival stands for several: its offset is the log of how many.
    """
    e, (weights, options) = replay.events, model
    asked = Questions(e.subject[rows], e.relation[rows], int(e.day[rows[0]]))
    found = rough(replay, asked, weights)
    found.score[answers.others(there, rows)] = -np.inf
    true = e.object[rows]
    hidden = found.score.copy()
    np.put_along_axis(hidden, true[:, None], -np.inf, axis=1)
    size = min(options.candidates, e.entities)
    best = np.argpartition(-hidden, size - 1, axis=1)[:, :size]
    order = np.argsort(-np.take_along_axis(hidden, best, axis=1), axis=1)
    best = np.take_along_axis(best, order, axis=1)
    top = min(options.rivals, size)
    sample = np.random.default_rng(int(rows[0])).permutation(size - top)[: options.sampled] + top
    chosen = np.concatenate([true[:, None], best[:, :top], best[:, sample]], axis=1)
    stands = np.log((size - top) / max(len(sample), 1)) if len(sample) else 0.0
    offset = np.repeat([0.0, 0.0, stands], [1, top, len(sample)]).astype(np.float32)
    closed = np.isneginf(np.take_along_axis(hidden, chosen, axis=1))
    closed[:, 0] = False
    kept = evidence(replay, asked, found, chosen).astype(np.float16)
    offsets = np.where(closed, -np.inf, offset).astype(np.float32)
    return TrainingData(kept, asked.relation, np.zeros(len(rows), np.int64), offsets)
