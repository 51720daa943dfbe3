"""Words on pages that are pictures, read by the program Tesseract where it is installed.

It is a program of the user's own: cuibono runs it, one page at a time, and holds no part of it.
A page goes to its standard input and its words come back with their places; no file is written.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from cuibono.documents.found import DocumentError, one_line
from cuibono.documents.pdf_flow import PageSegments
from cuibono.documents.pdf_glyphs import Segment
from cuibono.documents.pictures import PIXELS

HOW = {
    "darwin": "brew install tesseract",
    "win32": "winget install UB-Mannheim.TesseractOCR",
}.get(sys.platform, "apt install tesseract-ocr")
PROGRAM = f"the program Tesseract ({HOW})"
"""What reads pictures, and how to get it."""
DOTS = 300
"""Dots an inch at which a page is looked at."""
WIDE = 595.0
"""How wide a picture counts, in points: that of a page."""
LONGEST_PAGE = 60.0
"""Seconds after which a page is given up."""
LEAST_SURE = 50
"""How sure it must be of a line, of 100.

On scans made worse on purpose 94 of 100 lines above this had at least seven in ten words right,
and 28 of 100 below it.
"""
LETTERS = 1.3
"""How high letters are with what hangs below the line, of their height above it."""
GAP = 1.5
"""From this part of the letters' height on, a gap in a line parts columns or cells."""
Box = tuple[float, float, float, float]


def program() -> str | None:
    """Where Tesseract is: on the PATH or, on Windows, where its installer puts it."""
    usual = str(Path(os.environ.get("PROGRAMFILES", "")) / "Tesseract-OCR")
    found = shutil.which("tesseract")
    if found is None and sys.platform == "win32":
        found = shutil.which("tesseract", path=usual)
    # A program in the folder at hand may have come with the files.
    return found if found and Path(found).is_absolute() else None


def installed() -> bool:
    """Whether pictures can be read."""
    return program() is not None


class Eyes:
    """What reads pictures.

    `sure` holds how sure it was of each word, 0 to 100; `fault` why it could not read a page.
    """

    def __init__(self) -> None:
        self.sure: list[int] = []
        self.fault = ""
        self._by = "tesseract"

    def page(self, picture: bytes, dots: float = 0) -> PageSegments:
        """The lines on a picture of so many dots an inch, in points from its foot.

        Without `dots` it counts as wide as a sheet of paper. A page that lies on its side is
        turned. Raises DocumentError for what cannot be read.
        """
        from cuibono.documents.xml import etree

        xml = etree()
        known = ["--dpi", f"{dots:.0f}"] if dots else []
        told = xml.fromstring(_run(picture, *known), xml.XMLParser(recover=True))
        if told is None:
            raise DocumentError("Tesseract gave no page")
        self._by = next(iter(told.xpath("//*[@name='ocr-system']/@content")), self._by)
        pages = _of_class(told, "ocr_page")
        if not pages:
            return PageSegments(1.0, [])
        lines = [x for x in told.iter("{*}span") if _words(x)]
        turns = Counter[int]()
        for line in lines:
            turns[_turn(line)] += len(_words(line))
        turn = max(turns, key=lambda t: turns[t]) if turns else 0
        _, _, width, height = _box(pages[0])
        across, high = (height, width) if turn in (90, 270) else (width, height)
        scale = 72 / dots if dots else WIDE / across
        found: list[Segment] = []
        for line in lines:
            # Words that stand on their side at the edge are no part of the text.
            if _turn(line) == turn:
                found += self._segments(line, (turn, width, height), high, scale)
        return PageSegments(high * scale, _even(found))

    def _segments(
        self, line: Any, turned: tuple[int, float, float], high: float, scale: float
    ) -> list[Segment]:
        """A line's words, in several parts where wide gaps stand in it; none where it is unsure.

        Words are not left out one by one: without its “not” a sentence says the opposite.
        """
        words = [
            (said, _upright(_box(word), *turned), int(_told(word, "x_wconf")))
            for word in _words(line)
            if (said := one_line("".join(word.itertext())))
        ]
        # Specks and rules are read as marks.
        words = [w for w in words if any(map(str.isalnum, w[0])) or w[2] >= LEAST_SURE]
        letters = sum(len(said) for said, _, _ in words)
        if sum(len(said) * sure for said, _, sure in words) < LEAST_SURE * max(letters, 1):
            return []
        self.sure += [sure for _, _, sure in words]
        size = LETTERS * (_told(line, "x_size") - _told(line, "x_descenders"))
        parts: list[list[tuple[str, Box, int]]] = []
        for word in words:
            if parts and word[1][0] - parts[-1][-1][1][2] < GAP * size:
                parts[-1].append(word)
            else:
                parts.append([word])
        low, top = max(w[1][3] for w in words), min(w[1][1] for w in words)
        middle = high - (low + top) / 2
        return [
            Segment(" ".join(w[0] for w in part), part[0][1][0] * scale,
                    (middle - size / 2) * scale, part[-1][1][2] * scale,
                    (middle + size / 2) * scale, size * scale)
            for part in parts
        ]  # fmt: skip

    @property
    def told(self) -> str:
        """What read, and how sure it was."""
        mean = sum(self.sure) / max(len(self.sure), 1)
        return f"{self._by}, mean confidence {mean:.0f} of 100"


def _run(picture: bytes, *more: str) -> bytes:
    """What Tesseract says of a picture, as hOCR; raises DocumentError, in one line."""
    found = program()
    if found is None:
        raise DocumentError(f"{PROGRAM} is not installed")
    # Threads of its own make it slower. Pages on their side are turned (--psm 1).
    call = [found, "stdin", "stdout", "-l", "eng", "--psm", "1", *more, "-c",
            "tessedit_create_hocr=1"]  # fmt: skip
    try:
        run = subprocess.run(
            call, input=picture, capture_output=True, timeout=LONGEST_PAGE, check=False,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"a page takes more than {LONGEST_PAGE:.0f} seconds") from error
    except OSError as error:
        raise DocumentError(f"Tesseract does not run: {one_line(str(error))[:120]}") from error
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        why = one_line(said[0])[:120] if said else f"it ended with {run.returncode}"
        raise DocumentError(f"Tesseract says: {why}")
    return run.stdout


def _of_class(within: Any, name: str) -> list[Any]:
    return [x for x in within.iter("{*}div", "{*}span") if x.get("class") == name]


def _words(line: Any) -> list[Any]:
    return [x for x in line if x.get("class") == "ocrx_word"]


def _told(element: Any, name: str) -> float:
    found = re.search(rf"\b{name} ([\d.]+)", element.get("title", ""))
    return float(found[1]) if found else 0.0


def _turn(line: Any) -> int:
    return round(_told(line, "textangle")) % 360


def _box(element: Any) -> Box:
    found = re.search(r"\bbbox (\d+) (\d+) (\d+) (\d+)", element.get("title", ""))
    if found is None:
        return 0, 0, 1, 1
    return float(found[1]), float(found[2]), float(found[3]), float(found[4])


def _upright(box: Box, turn: int, width: float, height: float) -> Box:
    """Left, top, right, bottom on the page as it is read."""
    left, top, right, low = box
    if turn == 90:
        return height - low, left, height - top, right
    if turn == 180:
        return width - right, height - low, width - left, height - top
    return (top, width - right, low, width - left) if turn == 270 else box


def _even(lines: list[Segment]) -> list[Segment]:
    """Lines whose letters are about as high as most are of the same height: sizes are guessed."""
    if not lines:
        return lines
    most = median(line.size for line in lines)
    return [x._replace(size=most) if abs(x.size - most) < 0.1 * most else x for x in lines]


def seen(page: Any, eyes: Eyes) -> PageSegments:
    """The lines on a PDF's page that is a picture; none on one that is empty or cannot be read."""
    width, height = page.get_size()
    if next(iter(page.get_objects()), None) is None:
        return PageSegments(height, [])
    dots = min(DOTS, 72 * (PIXELS / max(width * height, 1)) ** 0.5)
    drawn = page.render(scale=dots / 72, grayscale=True).to_numpy()
    rows = drawn.reshape(drawn.shape[0], -1)
    picture = b"P5 %d %d 255\n" % (rows.shape[1], rows.shape[0]) + rows.tobytes()
    try:
        return eyes.page(picture, dots)
    except DocumentError as error:
        eyes.fault = str(error)
        return PageSegments(height, [])
