"""Words to the numbers that the encoder reads: wordpieces, and the shape that lower case hides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PIECES_PER_WORD = 12
LIMIT = 500


def shape(word: str, first: bool) -> int:
    """The shape of a word, 0 to 6: lower, Title, Title at the start, UPPER, mixed, digit, mark.

    >>> [shape(w, False) for w in ("shells", "Kyiv", "UN", "MiG", "24", "—")]
    [0, 1, 3, 1, 5, 6]
    """
    if len(word) > 1 and word.isupper():
        return 3
    if word[:1].isupper():
        return 2 if first else 1
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalnum() for c in word):
        return 6
    return 4 if word != word.lower() else 0


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence as the encoder takes it: wordpieces, shapes, each word's first piece."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]


class Words:
    """Encodes words with the tokenizer's wordpieces, remembering words that it has seen."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._start = int(tokenizer.token_to_id("[CLS]") or 0)
        self._end = int(tokenizer.token_to_id("[SEP]") or 0)
        self._unknown = int(tokenizer.token_to_id("[UNK]") or 0)
        self._pieces = lru_cache(maxsize=200_000)(self._cut)

    def _cut(self, word: str) -> list[int]:
        ids = self._tokenizer.encode(word, add_special_tokens=False).ids
        return ids[:PIECES_PER_WORD] or [self._unknown]

    def length(self, word: str) -> int:
        """How many wordpieces a word takes."""
        return len(self._pieces(word))

    def encode(self, words: Sequence[str]) -> Encoded:
        """The wordpieces of a sentence between its start and end marks."""
        pieces, shapes, firsts = [self._start], [0], list[int]()
        for position, word in enumerate(words):
            ids = self._pieces(word)
            firsts.append(len(pieces))
            pieces.extend(ids)
            shapes.extend([shape(word, position == 0)] * len(ids))
        return Encoded([*pieces, self._end], [*shapes, 0], firsts)


def pad(batch: Sequence[Encoded]) -> dict[str, NDArray[Any]]:
    """A batch as the model's inputs: int64 (b, t) and (b, n), float32 masks alike."""
    width = max(len(e.pieces) for e in batch)
    count = max(len(e.firsts) for e in batch)
    ids = np.zeros((len(batch), width), np.int64)
    shapes, mask = np.zeros_like(ids), np.zeros((len(batch), width), np.float32)
    first = np.zeros((len(batch), count), np.int64)
    words = np.zeros((len(batch), count), np.float32)
    for row, e in enumerate(batch):
        ids[row, : len(e.pieces)] = e.pieces
        shapes[row, : len(e.pieces)] = e.shapes
        mask[row, : len(e.pieces)] = 1
        first[row, : len(e.firsts)] = e.firsts
        words[row, : len(e.firsts)] = 1
    return {"ids": ids, "shapes": shapes, "mask": mask, "first": first, "words": words}
