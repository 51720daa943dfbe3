"""Pages as a scanner gives them: pictures in PDF, PNG, JPEG and TIFF, from the pages of a PDF."""

import base64
import io
import struct
import zlib

import numpy as np


def scans(data, dots=200):
    """The pages of a PDF as grey dots."""
    import pypdfium2

    return [
        page.render(scale=dots / 72, grayscale=True).to_numpy()
        for page in pypdfium2.PdfDocument(data)
    ]


def as_pdf(pages, dots=200):
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument.new()
    for dotted in pages:
        high, wide = (72 * n / dots for n in dotted.shape)
        page = document.new_page(wide, high)
        bitmap = pypdfium2.PdfBitmap.new_native(
            dotted.shape[1], dotted.shape[0], raw.FPDFBitmap_Gray
        )
        bitmap.to_numpy()[:] = dotted
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(bitmap)
        image.set_matrix(pypdfium2.PdfMatrix().scale(wide, high))
        page.insert_obj(image)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def chunk(kind, content):
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def as_png(pages, size=None):
    """The first page; `size` is what its head says."""
    dotted = pages[0]
    wide, high = size or dotted.shape[::-1]
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + np.ascontiguousarray(row).tobytes() for row in dotted)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*one) for one in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def as_jpeg(pages):
    import vl_convert

    high, wide = pages[0].shape
    inside = base64.b64encode(as_png(pages)).decode()
    return vl_convert.svg_to_jpeg(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
        f'<image width="{wide}" height="{high}" href="data:image/png;base64,{inside}"/></svg>',
        scale=1,
        quality=85,
    )


def as_tiff(pages, order="<"):
    """All pages, their dots as they are."""
    out = bytearray((b"II*\0" if order == "<" else b"MM\0*") + bytes(4))
    link = 4
    for dotted in pages:
        high, wide = dotted.shape
        start = len(out)
        out += np.ascontiguousarray(dotted).tobytes() + bytes(dotted.size % 2)
        struct.pack_into(f"{order}I", out, link, len(out))
        fields = ((256, wide), (257, high), (258, 8), (259, 1), (262, 1), (273, start), (277, 1),
                  (278, high), (279, dotted.size))  # fmt: skip
        out += struct.pack(f"{order}H", len(fields))
        for tag, value in fields:
            out += struct.pack(f"{order}HHII", tag, 4, 1, value)
        link = len(out)
        out += bytes(4)
    return bytes(out)
