"""The pages of a picture, each as a file of its own, with how many dots it has."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from cuibono.documents.found import DocumentError

PIXELS = 80_000_000
MOST_PAGES = 200
DAMAGED = "it is damaged"
WIDTH, HEIGHT = 256, 257


def pictures(data: bytes) -> Iterator[bytes]:
    """Each page of a PNG, JPEG or TIFF; raises DocumentError for what is damaged or too large."""
    try:
        if data.startswith((b"II*\x00", b"MM\x00*")):
            yield from _of_tiff(data)
            return
        width, height = _jpeg(data) if data.startswith(b"\xff\xd8") else _png(data)
    except struct.error as error:
        raise DocumentError(DAMAGED) from error
    _bounded(width, height)
    yield data


def _bounded(width: int, height: int) -> None:
    if not width or not height:
        raise DocumentError(DAMAGED)
    if width * height > PIXELS:
        raise DocumentError(f"more than {PIXELS // 10**6} million dots")


def _png(data: bytes) -> tuple[int, int]:
    return struct.unpack_from(">II", data, 16)


def _jpeg(data: bytes) -> tuple[int, int]:
    """Width and height from the header of the frame, behind headers of other kinds."""
    at = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", data, at)
        if mark != 0xFF:
            raise DocumentError(DAMAGED)
        if kind == 0xFF:  # filled up
            at += 1
        elif 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        else:
            at += 2 + length


def _of_tiff(data: bytes) -> Iterator[bytes]:
    """Each page of a TIFF: the same file, with this page as its only one."""
    order = "<" if data.startswith(b"II") else ">"
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    seen = set[int]()
    while at and at not in seen and len(seen) < MOST_PAGES:
        seen.add(at)
        (fields,) = struct.unpack_from(f"{order}H", data, at)
        sizes = {WIDTH: 0, HEIGHT: 0}
        for place in range(at + 2, at + 2 + 12 * fields, 12):
            tag, kind = struct.unpack_from(f"{order}HH", data, place)
            if tag in sizes:
                held = f"{order}{'H' if kind == 3 else 'I'}"
                (sizes[tag],) = struct.unpack_from(held, data, place + 8)
        _bounded(sizes[WIDTH], sizes[HEIGHT])
        end = at + 2 + 12 * fields
        (following,) = struct.unpack_from(f"{order}I", data, end)
        page = bytearray(data)
        struct.pack_into(f"{order}I", page, 4, at)
        struct.pack_into(f"{order}I", page, end, 0)
        yield bytes(page)
        at = following
    if not seen:
        raise DocumentError(DAMAGED)
