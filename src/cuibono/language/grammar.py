"""Patterns over classes of words: the small engine under the times and the quantities.

A text is cut into pieces (words, numbers, clock times, marks); each piece gets a class such
as MONTH or NUM from a lexicon, written as one character; a rule is a regular expression over
that short string of classes. "this past July" is `THIS LAST MONTH`, whatever the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

OTHER = "_"

PIECE = re.compile(
    r"""
    \d{1,2}:\d{2}(?::\d{2})?(?!\d)                                      # clock time
    | \d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?(?![\d-])            # ISO date
    | \d{4}-\d{2}(?![\d-])                                              # ISO month
    | \d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/-])   # 27/11/2022
    | (?:\d{3}0|['’]\d0)s\b                                             # decade
    | \d+(?:st|nd|rd|th)\b                                              # ordinal
    | \d{1,3}(?:,\d{3})+(?:\.\d+)? | \d+(?:\.\d+)?                      # number
    | ['’](?:s\b|\d\d\b)                                                # 's, '98
    | [ap]\.m\b\.?                                                      # a.m.
    | [^\W\d_][^\W_]*                                                   # word
    | \n\s*\n                                                           # paragraph
    | \S                                                                # mark
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][A-Z0-9]+")

Value = str | int | float | None
Classify = Callable[[str], tuple[str, Value]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into pieces: the text, their classes in one string, offsets and values."""

    text: str
    codes: str
    starts: list[int]
    ends: list[int]
    values: list[Value]

    def words(self, first: int, last: int) -> str:
        """The text from one piece up to another, the second left out."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""


class Classes:
    """The names of a grammar's classes, each with the character that stands for it.

    >>> classes = Classes(["MONTH", "NUM", "OF"])
    >>> bool(classes.pattern("NUM (OF)? MONTH").search(classes["NUM"] + classes["MONTH"]))
    True
    """

    def __init__(self, names: Iterable[str]) -> None:
        # Private-use characters mean nothing to `re`, so that no name needs escaping.
        self._codes = {name: chr(0xE000 + index) for index, name in enumerate(names)}

    def __getitem__(self, name: str) -> str:
        return self._codes[name]

    def pattern(self, rule: str) -> re.Pattern[str]:
        """A rule with class names in it as a regular expression; `OTHER` is any unknown word."""
        coded = _NAME.sub(lambda m: OTHER if m[0] == "OTHER" else self._codes[m[0]], rule)
        return re.compile(re.sub(r"\s+", "", coded))


def cut(text: str, classify: Classify) -> Tokens:
    """Cut a text into pieces; `classify` gives each its class character and its value."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Value] = []
    for match in PIECE.finditer(text):
        code, value = classify(match[0])
        codes.append(code)
        values.append(value)
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(text, "".join(codes), starts, ends, values)
