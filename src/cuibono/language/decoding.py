"""From scores to trees, roles and lemmas."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
FORBIDDEN = -1e4
# "banning" comes from "ban", while "adding" comes from "add".
DOUBLED = re.compile(r"[aeiou]([bdgmnprt])\1$")
DOUBLE_ENDED = frozenset({"add", "err", "putt", "butt", "purr", "boycott", "abet", "ebb"})


def is_tree(heads: Sequence[int]) -> bool:
    """Whether heads (0 is the root, words from 1) form a tree with one root.

    >>> is_tree([2, 0, 2]), is_tree([2, 1, 0])
    (True, False)
    """
    if list(heads).count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen, current = set[int](), word
        while current:
            if current in seen:
                return False
            seen.add(current)
            current = heads[current - 1]
    return True


def best_tree(scores: Scores) -> list[int]:
    """Heads of the best tree with one root, 0 for the root.

    `scores` is (n, n + 1): row i scores the heads of word i + 1, column 0 the root. The
    best head of each word stands when that is a tree already; else Chu-Liu-Edmonds decides,
    tried for each likely root (Zmigrod et al. 2020 show that one root must be imposed).
    """
    greedy: list[int] = scores.argmax(1).tolist()
    if is_tree(greedy):
        return greedy
    n = len(scores)
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:, :] = scores
    np.fill_diagonal(full, -np.inf)
    roots = np.argsort(-scores[:, 0])[:3]
    best: list[int] = []
    best_total = -np.inf
    for root in roots:
        rooted = full.copy()
        rooted[1:, 0] = -np.inf
        rooted[root + 1, :] = -np.inf
        rooted[root + 1, 0] = scores[root, 0]
        heads = _arborescence(rooted)
        total = scores[np.arange(n), heads[1:]].sum()
        if total > best_total:
            best, best_total = [int(h) for h in heads[1:]], total
    return best


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Chu-Liu-Edmonds: heads of the maximum tree; row i scores the heads of node i."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([i for i in range(len(scores)) if i not in cycle])
    gain = scores[inside, heads[inside]]
    # Contract the cycle into one node, kept last.
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    small[:-1, -1] = leaving.max(1)
    entering = scores[np.ix_(inside, outside)] - gain[:, None] + gain.sum()
    small[-1, :-1] = entering.max(0)
    small[0, :] = -np.inf
    contracted = _arborescence(small)
    result = heads.copy()
    for position, node in enumerate(outside):
        if position == 0:
            continue
        head = contracted[position]
        into_cycle = head == len(outside)
        result[node] = inside[leaving[position].argmax()] if into_cycle else outside[head]
    entry = contracted[-1]
    broken = inside[entering[:, entry].argmax()]
    result[broken] = outside[entry]
    return result


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The nodes of one cycle, or none."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def best_tags(scores: Scores, lengths: Sequence[int]) -> list[list[int]]:
    """The best BIO sequence of each row by Viterbi's algorithm.

    `scores` is (rows, words, 1 + 2 * kinds): O, then B and I of each kind in turn; an I may
    follow only B or I of its own kind. Words beyond a row's length are O.
    """
    rows, words, width = scores.shape
    padding = np.arange(words)[None, :] >= np.asarray(lengths)[:, None]
    scores = np.where(padding[..., None], np.float32(FORBIDDEN), scores)
    scores[..., 0] = np.where(padding, 0, scores[..., 0])
    inner = np.arange(2, width, 2)
    total = scores[:, 0].copy()
    total[:, inner] = FORBIDDEN
    back = np.zeros((words, rows, width), np.int16)
    for word in range(1, words):
        best = total.argmax(1)
        back[word] = best[:, None]
        arrived = np.repeat(total[np.arange(rows), best][:, None], width, 1)
        continued = np.maximum(total[:, inner - 1], total[:, inner])
        back[word][:, inner] = np.where(total[:, inner] >= total[:, inner - 1], inner, inner - 1)
        arrived[:, inner] = continued
        total = arrived + scores[:, word]
    path = np.zeros((rows, words), np.int64)
    path[:, -1] = total.argmax(1)
    for word in range(words - 1, 0, -1):
        path[:, word - 1] = back[word][np.arange(rows), path[:, word]]
    return [path[row, :length].tolist() for row, length in enumerate(lengths)]


def spans(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Labelled spans of a BIO sequence, both ends in.

    >>> spans(["B-ARG0", "I-ARG0", "O", "B-ARG1"])
    [('ARG0', 0, 1), ('ARG1', 3, 3)]
    """
    found: list[tuple[str, int, int]] = []
    for index, label in enumerate(labels):
        kind = label[2:]
        if label == "O":
            continue
        continues = label[0] == "I" and found and found[-1][0] == kind and found[-1][2] == index - 1
        if continues:
            found[-1] = (kind, found[-1][1], index)
        else:
            found.append((kind, index, index))
    return found


def lemma(script: str, word: str) -> str:
    """Apply an edit script to a word: case (L, U, T), letters cut from the end, letters added.

    The scheme follows UDPipe 2 (Straka 2018).

    >>> lemma("L3+", "shelling"), lemma("L=be", "was"), lemma("T0+", "kyiv")
    ('shell', 'be', 'Kyiv')
    """
    case, rest = script[0], script[1:]
    if rest.startswith("="):
        base = rest[1:]
    else:
        cut, _, added = rest.partition("+")
        low = word.lower()
        base = low[: len(low) - int(cut)] + added
    if not base:
        return word
    if DOUBLED.search(base) and word.lower().endswith(("ed", "ing")) and base not in DOUBLE_ENDED:
        base = base[:-1]
    return {"L": base, "U": base.upper()}.get(case, base[:1].upper() + base[1:])
