"""Pages that are pictures: read with the extra `ocr`, and said to be; without it one clear line."""

import io

import pytest

from cuibono.documents import Document, DocumentError, Sure, kinds, pdf, read, read_all
from cuibono.documents.ocr import installed
from tests.documents.folder import DAY, JUNK, TITLE, columns, report, two
from tests.documents.makers import Pdf, zipped

needed = pytest.mark.skipif(not installed(), reason="needs the extra: pip install cuibono[ocr]")


def scans(data, dots=150):
    """The pages of a PDF as pictures."""
    import pypdfium2

    return [page.render(scale=dots / 72).to_pil() for page in pypdfium2.PdfDocument(data)]


def saved(images, kind):
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if kind in ("PDF", "TIFF") else {}
    images[0].convert("RGB").save(out, kind, resolution=150, **more)
    return out.getvalue()


@needed
def test_a_scanned_pdf_is_read_and_marked(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(saved(scans(columns(7)), "PDF"))
    found = read(path)
    for said in two(7):
        assert said in found.text
    assert JUNK[:12] not in found.text
    assert found.published == DAY
    witness = found.witness("text")
    assert (witness.value, witness.sure) == ("OCR of pages 1, 2", Sure.WEAK)
    assert witness.where.startswith("rapidocr ")
    assert "mean score 0.9" in witness.where
    assert found.notes == ("pages 1, 2: read from a picture (OCR), so letters of it may be wrong",)


@needed
def test_only_the_pages_that_are_pictures_are_looked_at(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for data in (report(8), saved(scans(report(9))[:1], "PDF")):
        writer.append(PdfReader(io.BytesIO(data)))
    with (tmp_path / "mixed.pdf").open("wb") as file:
        writer.write(file)
    found = read(tmp_path / "mixed.pdf")
    assert two(8)[1] in found.text
    assert two(9)[0] in found.text
    assert found.witness("text").value == "OCR of page 4"


@needed
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_of_a_page_is_read(tmp_path, kind):
    path = tmp_path / "page"
    path.write_bytes(saved(scans(report(10))[:1], kind))
    found = read(path)
    assert two(10)[0] in found.text
    assert (found.published, found.title) == (DAY, TITLE)
    assert found.witness("text").value == "OCR of page 1"


@needed
def test_pictures_of_other_things_are_no_documents(tmp_path):
    from PIL import Image

    plain = saved([Image.new("RGB", (300, 200), "white")], "PNG")
    broken = saved(scans(report(11))[:1], "PNG")[:5000]
    files = {"a.png": plain, "b.png": broken, "c.txt": two(11)[0]}
    (tmp_path / "in.zip").write_bytes(zipped(files))
    one, other, last = read_all(tmp_path / "in.zip")
    assert str(one).endswith("a picture (PNG) without a text on it that can be read")
    assert "a picture (PNG) that cannot be read" in str(other)
    assert isinstance(last, Document)


@needed
def test_a_picture_of_too_many_dots_is_refused(tmp_path):
    import struct
    import zlib

    def chunk(kind, content):
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9)))
    (tmp_path / "a.png").write_bytes(bomb + chunk(b"IEND", b""))
    (found,) = read_all(tmp_path / "a.png")
    assert "more than 80 million dots" in str(found)


def test_without_the_extra_one_line_names_it(tmp_path, monkeypatch):
    monkeypatch.setattr(kinds, "installed", lambda: False)
    monkeypatch.setattr(pdf, "installed", lambda: False)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    (tmp_path / "b.pdf").write_bytes(Pdf().bytes())
    for name, said in (
        ("a.png", "a picture (PNG); cuibono[ocr] reads what is written on it"),
        ("b.pdf", "without a text layer: it seems to be scanned; cuibono[ocr] reads such pages"),
    ):
        (found,) = read_all(tmp_path / name)
        assert isinstance(found, DocumentError)
        assert str(found).endswith(said)
