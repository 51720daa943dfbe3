"""Weighs evidence into a score: a small network plus one weight per relation and column.

Trained by softmax over the candidates of each question with Adam (Kingma & Ba 2015).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cuibono.forecasts.timeline import Floats, Ints


@dataclass(frozen=True)
class Training:
    """How a scorer is trained."""

    hidden: tuple[int, int] = (64, 32)
    rate: float = 3e-3
    epochs: int = 6
    batch: int = 128
    decay: float = 1e-5
    own_decay: float = 1e-2
    seed: int = 0


@dataclass(frozen=True)
class TrainingData:
    """Evidence (questions x candidates x columns), relations, the truth, and log-odds to add."""

    evidence: Floats
    relation: Ints
    true: Ints
    offset: Floats


class CandidateScorer:
    """Scores candidates; higher is likelier, and a softmax over them gives probabilities."""

    def __init__(self, columns: int, sides: int, options: Training = Training()):
        rng = np.random.default_rng(options.seed)
        a, b = options.hidden
        shapes = [(columns, a), (a,), (a, b), (b,), (b, 1), (columns, 1), (sides, columns)]
        self.weights: list[Floats] = [
            (rng.normal(size=s) / np.sqrt(s[0])).astype(np.float32) * (len(s) > 1 and i < 5)
            for i, s in enumerate(shapes)
        ]
        self.mean: Floats = np.zeros(columns, np.float32)
        self.spread: Floats = np.ones(columns, np.float32)
        self.options = options

    def score(self, evidence: Floats, relation: Ints) -> Floats:
        """Scores (questions x candidates)."""
        x = (evidence - self.mean) / self.spread
        return self._forward(x, relation)[0]

    def _forward(self, x: Floats, relation: Ints) -> tuple[Floats, Floats, Floats]:
        w1, b1, w2, b2, w3, lin, own = self.weights
        first = np.maximum(x @ w1 + b1, 0)
        second = np.maximum(first @ w2 + b2, 0)
        out = (second @ w3)[..., 0] + (x @ lin)[..., 0]
        out += np.matmul(x, own[relation][:, :, None])[..., 0]
        return out, first, second

    def train(self, lessons: TrainingData) -> float:
        """Fit to lessons; the mean loss of the last pass comes back."""
        some = lessons.evidence[:: max(len(lessons.relation) // 2000, 1)]
        flat = some.reshape(-1, some.shape[-1]).astype(np.float32)
        self.mean = flat.mean(axis=0, dtype=np.float64).astype(np.float32)
        self.spread = flat.std(axis=0, dtype=np.float64).astype(np.float32) + 1e-3
        adam = Adam(self.weights)
        rng = np.random.default_rng(self.options.seed)
        count, size, loss = len(lessons.relation), self.options.batch, 0.0
        steps = self.options.epochs * -(-count // size)
        for _ in range(self.options.epochs):
            order, loss = rng.permutation(count), 0.0
            for i in range(0, count, size):
                rows = order[i : i + size]
                value, grads = self._gradients(lessons, rows)
                loss += value
                done = adam.step / steps
                adam.apply(grads, self.options.rate * (1 - done) + 1e-5)
        return loss / max(count, 1)

    def _gradients(self, lessons: TrainingData, rows: Ints) -> tuple[float, list[Floats]]:
        x = (lessons.evidence[rows].astype(np.float32) - self.mean) / self.spread
        relation, true = lessons.relation[rows], lessons.true[rows]
        out, first, second = self._forward(x, relation)
        out = out + lessons.offset[rows]
        chance = np.exp(out - out.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        q = np.arange(len(rows))
        loss = -np.log(chance[q, true] + 1e-9).sum()
        chance[q, true] -= 1
        d = (chance / len(rows)).astype(np.float32)[..., None]
        return float(loss), self._backward(x, relation, (first, second), d)

    def _backward(
        self, x: Floats, relation: Ints, layers: tuple[Floats, Floats], d: Floats
    ) -> list[Floats]:
        w1, _, w2, _, w3, lin, own = self.weights
        first, second = layers
        columns = x.shape[-1]
        flat, d1 = x.reshape(-1, columns), d.reshape(-1, 1)
        h2, h1 = second.reshape(-1, second.shape[-1]), first.reshape(-1, first.shape[-1])
        d2 = (d1 @ w3.T) * (h2 > 0)
        d3 = (d2 @ w2.T) * (h1 > 0)
        gown = self.options.own_decay * own
        np.add.at(gown, relation, np.einsum("qcf,qc->qf", x, d[..., 0]))
        g = [flat.T @ d3, d3.sum(0), h1.T @ d2, d2.sum(0), h2.T @ d1, flat.T @ d1, gown]
        for i, w in ((0, w1), (2, w2), (4, w3), (5, lin)):
            g[i] = g[i] + self.options.decay * w
        return g


class Adam:
    """Adam's running moments for a list of arrays, applied in place."""

    def __init__(self, weights: list[Floats]):
        self.weights, self.step = weights, 0
        self.first = [np.zeros_like(w) for w in weights]
        self.second = [np.zeros_like(w) for w in weights]

    def apply(self, grads: list[Floats], rate: float) -> None:
        """One step down the gradients."""
        self.step += 1
        for i, grad in enumerate(grads):
            self.first[i] += 0.1 * (grad - self.first[i])
            self.second[i] += 0.001 * (grad * grad - self.second[i])
            mean = self.first[i] / (1 - 0.9**self.step)
            size = np.sqrt(self.second[i] / (1 - 0.999**self.step)) + 1e-8
            self.weights[i] -= rate * mean / size
