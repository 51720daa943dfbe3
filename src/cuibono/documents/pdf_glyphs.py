"""The words of a PDF's page with their places, from PDFium's text layer."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

BREAKS = frozenset("\r\n\x02\ufffe")
HYPHENS = frozenset("\x02\ufffe")
GAP = 1.1
"""From this part of the letters' height on, a gap may be that between columns or cells."""
MARK = re.compile(r"[\d*†‡§,–-]{1,5}")
TAIL = re.compile(r"(?<=[^\W\d_.,][.,;:!?”\"’)\]]|[^\W\d_][^\W\d_.,”\"’)\]]"
                  r"|[^\W\d_]{2})\d{1,3}(?:[,–-]\d{1,3})*$"
                  r"|(?<=[.,;:!?”\"’)\]])\d{1,3}(?:[,–-]\d{1,3})*$"
                  r"|(?<=[^\W\d_])\d{1,3}$")  # fmt: skip


class Segment(NamedTuple):
    """Words on one line without a wide gap: text, left, bottom, right, top, height of letters."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


class _Word(NamedTuple):
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    turned: bool


class Boxes:
    """Boxes of the characters of one page, asked for where they are needed."""

    def __init__(self, textpage: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._page = raw, textpage.raw
        self._box = raw.FS_RECTF()

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a character, as large as its font makes it."""
        self._raw.FPDFText_GetLooseCharBox(self._page, at, ctypes.byref(self._box))
        return self._box.left, self._box.bottom, self._box.right, self._box.top

    def turned(self, at: int) -> bool:
        """Whether a character stands upright on its line no more."""
        angle = self._raw.FPDFText_GetCharAngle(self._page, at)
        return 0.1 < angle % (2 * math.pi) < 2 * math.pi - 0.1

    def character(self, at: int) -> str:
        """One character, where the text as a whole counts them otherwise."""
        return chr(self._raw.FPDFText_GetUnicode(self._page, at) or 32)


def segments(textpage: Any) -> list[Segment]:
    """The segments of a page, in the order in which they are drawn; turned ones left out."""
    count = textpage.count_chars()
    if count <= 0:
        return []
    text = textpage.get_text_range(0, count, errors="replace")
    boxes = Boxes(textpage)
    if len(text) != count:
        text = "".join(boxes.character(i) for i in range(count))
    words = [list(_words(text, start, end, boxes)) for start, end in _lines(text)]
    turned = sum(w.turned for line in words for w in line)
    upright = sum(not w.turned for line in words for w in line)
    keep = turned > upright
    found: list[Segment] = []
    for line in words:
        found += _joined([w for w in line if keep or not w.turned])
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for at, sign in enumerate(text):
        if sign in BREAKS:
            if at > start:
                yield start, at + (sign in HYPHENS)
            start = at + 1
    if start < len(text):
        yield start, len(text)


def _words(text: str, start: int, end: int, boxes: Boxes) -> Iterator[_Word]:
    """The words of a line, marks of notes taken off."""
    tall = base = 0.0
    turned = None
    for found in re.finditer(r"\S+", text[start:end]):
        first, last = start + found.start(), start + found.end() - 1
        said = found[0]
        hyphen = said[-1] in HYPHENS
        x0, y0, right, y1 = boxes.box(first)
        x1 = boxes.box(last)[2] if last > first else right
        if hyphen and last > first:
            x1 = max(x1, boxes.box(last - 1)[2])
        size = y1 - y0
        if turned is None:
            turned = boxes.turned(first)
        if tall and not said[0].isalpha() and MARK.fullmatch(said) and _high(y0, size, base, tall):
            continue
        tail = TAIL.search(said) if said[-1].isdigit() else None
        if tail:
            _, low, _, high = boxes.box(first + tail.start())
            if _high(low, high - low, y0, size):
                said = said[: tail.start()]
        tall, base = max(size, 0.1), y0
        if hyphen:
            said = f"{said[:-1]}-"
        if said.strip():
            yield _Word(said, x0, y0, max(x1, x0), y1, tall, turned)


def _high(low: float, size: float, base: float, tall: float) -> bool:
    """Whether letters are set small and high beside others: the mark of a note."""
    return low - base > 0.12 * tall and size < 1.05 * tall and low + size > base + 0.6 * tall


def _joined(words: list[_Word]) -> list[Segment]:
    """Words put together up to a wide gap, a step up or down, or a step back."""
    found: list[Segment] = []
    held: list[_Word] = []
    for word in words:
        if held:
            last = held[-1]
            size = max(word.size, last.size)
            gap = word.x0 - last.x1
            middle = (word.y0 + word.y1 - last.y0 - last.y1) / 2
            if gap > GAP * size or gap < -2 * size or abs(middle) > 0.6 * size:
                found.append(_segment(held))
                held = []
        held.append(word)
    return [*found, _segment(held)] if held else found


def _segment(words: list[_Word]) -> Segment:
    size = max(set(sizes := [round(w.size, 1) for w in words]), key=sizes.count)
    same = [w for w in words if abs(w.size - size) < 0.2] or words
    return Segment(
        " ".join(w.text for w in words), words[0].x0, min(w.y0 for w in same),
        max(w.x1 for w in words), max(w.y1 for w in same), size,
    )  # fmt: skip
