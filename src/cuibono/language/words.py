"""Words to the numbers that an encoder reads: wordpieces, and the shape that lower case hides."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PIECES_PER_WORD = 12
SHAPES = 7


@lru_cache(maxsize=65536)
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


class Pieces:
    """Cuts words into an encoder's wordpieces, remembering words that it has seen."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self.start = self._id("<s>")
        self.end = self._id("</s>")
        self.padding = self._id("<pad>")
        self._unknown = self._id("[UNK]")
        self.of = lru_cache(maxsize=200_000)(self._cut)

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """The pieces of a `tokenizer.json`."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(path)))

    def _id(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise ValueError(f"the tokenizer has no piece {name}")
        return number

    def _cut(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(ids[:PIECES_PER_WORD]) or (self._unknown,)
