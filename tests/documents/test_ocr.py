"""Pages that are pictures: read by Tesseract where it is installed; without it one clear line."""

import io
import subprocess

import numpy as np
import pytest

from cuibono.documents import Document, DocumentError, Sure, kinds, ocr, pdf, read, read_all
from cuibono.documents.ocr import HOW, PROGRAM, Eyes, installed
from cuibono.documents.pictures import pictures
from tests.documents.folder import DAY, JUNK, TITLE, columns, report, two
from tests.documents.makers import Pdf, zipped
from tests.documents.scanning import as_jpeg, as_pdf, as_png, as_tiff, scans

needed = pytest.mark.skipif(not installed(), reason=f"needs {PROGRAM}")
PICTURES = {"PNG": as_png, "JPEG": as_jpeg, "TIFF": as_tiff}


def kept(path, data):
    path.write_bytes(data)
    return path


@needed
@pytest.mark.parametrize("turned", [(0, 1), pytest.param((2, 3), marks=pytest.mark.long)])
def test_a_scanned_pdf_is_read_and_marked_even_if_its_pages_lie_on_their_sides(tmp_path, turned):
    pages = [np.rot90(page, n) for page, n in zip(scans(columns(7)), turned, strict=True)]
    found = read(kept(tmp_path / "scan.pdf", as_pdf(pages)))
    for said in two(7):
        assert said in found.text
    assert JUNK[:12] not in found.text
    assert found.published == DAY
    witness = found.witness("text")
    assert (witness.value, witness.sure) == ("OCR of pages 1, 2", Sure.WEAK)
    assert witness.where.startswith("tesseract ")
    assert "mean confidence 9" in witness.where
    assert found.notes == ("pages 1, 2: read from a picture (OCR), so some letters may be wrong",)


@needed
def test_only_the_pages_that_are_pictures_are_looked_at(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for data in (report(8), as_pdf(scans(report(9))[:1])):
        writer.append(PdfReader(io.BytesIO(data)))
    with (tmp_path / "mixed.pdf").open("wb") as file:
        writer.write(file)
    found = read(tmp_path / "mixed.pdf")
    assert two(8)[1] in found.text
    assert two(9)[0] in found.text
    assert found.witness("text").value == "OCR of page 4"


@needed
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_a_page_is_read(tmp_path, kind):
    found = read(kept(tmp_path / "page", PICTURES[kind](scans(report(10))[:1])))
    assert two(10)[0] in found.text
    assert (found.published, found.title) == (DAY, TITLE)
    assert found.witness("text").value == "OCR of page 1"


@needed
@pytest.mark.parametrize("order", ["<", pytest.param(">", marks=pytest.mark.long)])
def test_all_pages_of_a_tiff_are_read_once(tmp_path, order):
    found = read(kept(tmp_path / "fax.tif", as_tiff(scans(report(12))[:2], order)))
    for said in two(12):
        assert found.text.count(said) == 1
    assert (found.published, found.title) == (DAY, TITLE)
    assert found.witness("text").value == "OCR of pages 1, 2"


@needed
def test_pictures_of_other_things_are_no_documents(tmp_path):
    plain = as_png([np.full((200, 300), 255, np.uint8)])
    noise = as_png([np.random.default_rng(1).integers(0, 256, (400, 600), np.uint8)])
    broken = as_png(scans(report(11)))[:5000]
    files = {"a.png": plain, "b.png": broken, "c.txt": two(11)[0], "d.png": noise}
    one, other, last, grey = read_all(kept(tmp_path / "in.zip", zipped(files)))
    assert str(one).endswith("a picture (PNG) without readable text on it")
    assert "a picture (PNG) that cannot be read: Tesseract says: " in str(other)
    assert "\n" not in str(other)
    assert isinstance(last, Document)
    assert str(grey).endswith("a picture (PNG) without readable text on it")


@needed
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_picture_of_too_many_dots_is_refused(tmp_path, kind):
    small = [np.zeros((3, 3), np.uint8)]
    bomb = as_png(small, (60_000, 60_000))
    if kind == "TIFF":
        bomb = as_tiff(small).replace(b"\0\1\4\0\1\0\0\0\3\0", b"\0\1\4\0\1\0\0\0\xff\xff")
        bomb = bomb.replace(b"\1\1\4\0\1\0\0\0\3\0", b"\1\1\4\0\1\0\0\0\xff\xff")
    (found,) = read_all(kept(tmp_path / "a", bomb))
    assert "more than 80 million dots" in str(found)


@pytest.mark.parametrize("kind", PICTURES)
def test_pages_of_pictures_are_told_without_the_program(kind):
    data = PICTURES[kind](scans(report(13), dots=40))
    assert len(list(pictures(data))) == (3 if kind == "TIFF" else 1)
    # However a file ends too early, that is one fault and no other.
    for end in (4, 9, 20, 60, 150):
        try:
            list(pictures(data[:end]))
        except DocumentError as error:
            assert str(error) == "it is damaged"


@needed
def test_a_page_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(ocr, "LONGEST_PAGE", 0.001)
    with pytest.raises(DocumentError, match=r"^a page takes more than 0 seconds$"):
        Eyes().page(as_png(scans(report(14))))


def answered(words):
    """What Tesseract says of a line."""
    line = "".join(
        f"<span class='ocrx_word' title='bbox {60 * n} 10 {60 * n + 50} 30; x_wconf {sure}'>{said}</span>"
        for n, (said, sure) in enumerate(words)
    )
    return (
        "<html xmlns='http://www.w3.org/1999/xhtml'><body><div class='ocr_page' title='bbox 0 0 "
        "600 100'><span class='ocr_line' title='bbox 0 10 600 30; x_size 20'>"
        f"{line}</span></div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("words", "read"),
    [
        # A word that counts for the sense stays, however unsure it is.
        ([("Chile", 96), ("did", 95), ("not", 12), ("sign.", 93)], ["Chile did not sign."]),
        ([("|", 20), ("Chile", 96), ("signed.", 93), ("~", 31)], ["Chile signed."]),
        ([("wow", 40), ("iil", 22), ("Ree", 48)], []),
    ],
)
def test_unsure_lines_and_specks_are_left_out(monkeypatch, words, read):
    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    run = subprocess.CompletedProcess([], 0, answered(words), b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: run)
    assert [line.text for line in Eyes().page(b"").segments] == read


def test_a_fault_of_the_program_is_one_line(monkeypatch):
    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    said = b"Error opening data file eng.traineddata\nPlease make sure that\n"
    run = subprocess.CompletedProcess([], 1, b"", said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: run)
    with pytest.raises(DocumentError, match=r"^Tesseract says: Error .* eng\.traineddata$"):
        Eyes().page(b"")


def test_pages_that_could_not_be_read_are_told(monkeypatch):
    def page(self, picture, dots=0):
        raise DocumentError("a page takes more than 60 seconds")

    monkeypatch.setattr(pdf, "installed", lambda: True)
    monkeypatch.setattr(Eyes, "page", page)
    monkeypatch.setattr(pdf, "_asked", pdf._looked_at)
    with pytest.raises(DocumentError, match=r"cannot be read: a page takes more than 60 seconds$"):
        pdf.found_in_picture(as_tiff(scans(report(15))))
    monkeypatch.setattr(pdf, "_asked", pdf._read)
    with pytest.raises(DocumentError, match=r"scanned; a page takes more than 60 seconds$"):
        pdf.found_in_pdf(as_pdf(scans(report(15))))


def test_without_the_program_one_line_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(kinds, "installed", lambda: False)
    monkeypatch.setattr(pdf, "installed", lambda: False)
    kept(tmp_path / "a.png", b"\x89PNG\r\n\x1a\n" + bytes(60))
    kept(tmp_path / "b.pdf", Pdf().bytes())
    by = f"the program Tesseract ({HOW}) reads"
    for name, said in (
        ("a.png", f"a picture (PNG); {by} what is written on it"),
        ("b.pdf", f"without a text layer: it seems to be scanned; {by} such pages"),
    ):
        (found,) = read_all(tmp_path / name)
        assert isinstance(found, DocumentError)
        assert str(found).endswith(said)
