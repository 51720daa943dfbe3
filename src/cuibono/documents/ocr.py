"""Words on pages that are pictures, read by RapidOCR where the extra `ocr` is installed.

The models are part of that package: nothing is fetched from a network. It runs in the process in
which PDFs are read, with the same bounds.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cached_property
from importlib.util import find_spec
from statistics import median
from typing import Any

from cuibono.documents.found import DocumentError, one_line
from cuibono.documents.pdf_glyphs import Segment

EXTRA = "cuibono[ocr]"
DOTS = 200
"""Dots an inch at which a page is looked at."""
WIDE = 595.0
"""How wide a picture counts, in points: that of a page."""
PIXELS = 80_000_000
MOST_PAGES = 200
LEAST_SURE = 0.6
LETTERS = 0.8
"""How high letters are, of the height of the box around a line."""


def installed() -> bool:
    """Whether pictures can be read."""
    return find_spec("rapidocr") is not None


class Eyes:
    """What reads pictures; its models are loaded with the first one.

    `sure` holds how sure it was of each line, 0 to 1.
    """

    def __init__(self) -> None:
        self.sure: list[float] = []

    @cached_property
    def _engine(self) -> Any:
        from rapidocr import RapidOCR

        return RapidOCR(params={"Global.log_level": "critical"})

    def segments(self, pixels: Any, scale: float) -> list[Segment]:
        """The lines on a picture, in points from its foot; `scale` is points for a pixel."""
        found: Any = self._engine(pixels)
        if found.boxes is None:
            return []
        high = len(pixels) * scale
        lines: list[Segment] = []
        for box, text, sure in zip(found.boxes, found.txts, found.scores, strict=True):
            if sure < LEAST_SURE or not str(text).strip():
                continue
            self.sure.append(float(sure))
            across = [float(x) * scale for x, _ in box]
            up = [high - float(y) * scale for _, y in box]
            size = LETTERS * (max(up) - min(up))
            middle = (max(up) + min(up)) / 2
            lines.append(Segment(one_line(str(text)), min(across), middle - size / 2, max(across),
                                 middle + size / 2, size))  # fmt: skip
        return _even(lines)

    @property
    def told(self) -> str:
        """What read, and how sure it was."""
        from importlib.metadata import version

        mean = sum(self.sure) / len(self.sure) if self.sure else 0.0
        return f"rapidocr {version('rapidocr')}, mean score {mean:.2f}"


def _even(lines: list[Segment]) -> list[Segment]:
    """Lines whose letters are about as high as most are of the same height: boxes are not exact."""
    if not lines:
        return lines
    most = median(line.size for line in lines)
    return [x._replace(size=most) if abs(x.size - most) < 0.1 * most else x for x in lines]


def seen(page: Any, eyes: Eyes) -> list[Segment]:
    """The lines on a PDF's page that is a picture; none on one that is empty."""
    if next(iter(page.get_objects()), None) is None:
        return []
    width, height = page.get_size()
    dots = min(DOTS, 72 * (PIXELS / max(width * height, 1)) ** 0.5)
    pixels = page.render(scale=dots / 72).to_numpy()
    return eyes.segments(pixels[:, :, :3] if pixels.ndim == 3 else pixels, 72 / dots)


def pictures(data: bytes) -> Iterator[Any]:
    """The pixels of each page of a picture, rows from the top; raises DocumentError for none."""
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = PIXELS // 2  # twice that many are refused
    try:
        with Image.open(io.BytesIO(data)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number == MOST_PAGES:
                    return
                whole = ImageOps.exif_transpose(frame) or frame
                # The engine takes colours in the order of OpenCV.
                yield np.asarray(whole.convert("RGB"))[:, :, ::-1]
    except UnidentifiedImageError as error:
        raise DocumentError("it is damaged") from error
    except Image.DecompressionBombError as error:
        raise DocumentError(f"more than {PIXELS // 10**6} million dots") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise DocumentError(one_line(str(error))[:120]) from error
