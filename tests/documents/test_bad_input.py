"""Bad files: one line each, nothing lost of the rest, bounded memory."""

import io
import json
import struct
import zipfile

import pytest

from cuibono.documents import Document, DocumentError, read_all
from cuibono.documents.unpacking import LARGEST
from tests.documents.makers import FIRST, docx, gz, item, mail, odt, page, rss, warc, xlsx, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def ole(name):
    return OLE + name.encode("utf-16-le")


def locked():
    data = bytearray(zipped({"a.txt": FIRST}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        struct.pack_into("<H", data, at, 1)
    return bytes(data)


BAD = {
    "a.docx": (docx()[:300], "a damaged ZIP archive"),
    "b.docx": (zipped({"word/document.xml": "<w:doc"}), "XML that cannot be read"),
    "c.docx": (ole("EncryptedPackage"), "an encrypted Office file"),
    "d.doc": (ole("WordDocument"), "an old Word file"),
    "e.msg": (ole("__substg1.0_"), "an Outlook message"),
    "f.odt": (odt(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "an encrypted file"),
    "g.zip": (locked(), "encrypted"),
    "h.zip": (zipped({}), "empty: a ZIP archive without files"),
    "i.zip": (zipped({"../../x.txt": FIRST}), "its name leads out of the archive, so it was not read"),
    "j.zip": (zipped({"C:/x.txt": FIRST}), "its name leads out of the archive, so it was not read"),
    "k.zip": (zipped({"x.txt": bytes(LARGEST + 1)}), "too large: 50 MB once unpacked"),
    "l.gz": (gz(bytes(LARGEST + 1)), "too large: more than 50 MB once unpacked"),
    "m.gz": (gz(FIRST.encode())[:20], "damaged"),
    "n.html": (b"%PDF-1.4 nonsense", "a PDF that cannot be read"),
    "o.eml": (b"From: a@b.example\nTo: c@d.example\nSubject: x\n\n", "without words of its own"),
    "p.eml": (b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary=x\n\n--x--",
              "an encrypted message"),
    "q.xml": (b"<?xml version='1.0'?><foo/>", "XML of an unknown kind (foo)"),
    "r.rss": (rss([]), "a feed without items"),
    "s.json": (b'{"a": 1}', "a JSON record without a text (a): name it with --columns"),
    "t.json": (b'{"a": ', "JSON that cannot be read"),
    "u.json": (b"[" * 100_000, "JSON"),
    "v.csv": (b"event_id_cnty,event_date\nA,2022-01-01", "`cuibono import` takes event data"),
    "w.csv": (b"a,b\n1,2", "a table without a column of texts (a, b): name it with --columns"),
    "x.xlsx": (zipped({"xl/workbook.xml": "<x/>"}), "a workbook that cannot be read"),
    "y.warc": (b"WARC/1.0\r\nbroken", "web archive"),
    "z.epub": (zipped({"mimetype": "application/epub+zip"}), "an e-book (EPUB)"),
    "a.mp4": (b"\x00\x00\x00\x18ftypmp42" + bytes(50), "a video or picture"),
    "b.tif": (b"II*\x00" + bytes(50), "a picture (TIFF)"),
    "c.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(50), "a RAR archive"),
    "d.mhtml": (b"From: <Saved>\nSnapshot-Content-Location: http://x\nMIME-Version: 1.0\n"
                b"Content-Type: multipart/related; boundary=x\n\n--x--", "without HTML in it"),
    "e.rtf": (b"{\\rtf1", "empty"),
    "f.json": (json.dumps([{"itemType": "report", "title": "x"}]).encode(),
               "a reference without its text"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_line_that_says_why(tmp_path, name):
    content, why = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    (found,) = read_all(path)
    assert isinstance(found, DocumentError)
    assert str(found).startswith(str(path))
    assert why in str(found)
    assert "\n" not in str(found)


def test_the_rest_of_an_archive_is_read(tmp_path):
    files = {"a.txt": FIRST, "b.txt": bytes(LARGEST + 1), "c.docx": docx()[:200],
             "d.png": b"\x89PNG",
             "e.zip": zipped({"../f.txt": "x", "g.txt": FIRST}), "h.txt": FIRST}  # fmt: skip
    (tmp_path / "a.zip").write_bytes(zipped(files))
    found = list(read_all(tmp_path / "a.zip"))
    assert [isinstance(f, Document) for f in found] == [
        True,
        False,
        False,
        False,
        False,
        True,
        True,
    ]


def test_archives_without_end_are_left(tmp_path):
    data = zipped({"a.txt": FIRST})
    for _ in range(20):
        data = zipped({"in.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    (found,) = read_all(tmp_path / "a.zip")
    assert str(found).endswith("it is nested more than 4 files deep, so it was not read")


def test_a_bomb_of_many_files_stops_at_its_bound(tmp_path, monkeypatch):
    monkeypatch.setattr("cuibono.documents.unpacking.UNPACKED", 5_000_000)
    files = {f"{n}.txt": b"Kyiv cut ties. " * 100_000 for n in range(20)}
    (tmp_path / "a.zip").write_bytes(zipped(files))
    *read, last = read_all(tmp_path / "a.zip")
    assert len(read) == 3
    assert "more than 5 MB once unpacked: the rest was not read" in str(last)


def test_entities_neither_grow_nor_reach_for_files(tmp_path):
    (tmp_path / "secret").write_text("Iran bombed Iraq.")
    inner = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    feed = rss([item(f"{FIRST}]]>&a11;&s;<![CDATA[")]).decode()
    head, _, rest = feed.partition("?>")
    doctype = f'<!DOCTYPE rss [<!ENTITY a0 "lol">{inner}<!ENTITY s SYSTEM "{tmp_path}/secret">]>'
    (tmp_path / "a.xml").write_text(f"{head}?>{doctype}{rest}")
    for found in read_all(tmp_path / "a.xml"):
        assert len(str(found)) < 5000
        assert "Iran" not in str(found)


def test_a_feed_that_breaks_off_keeps_its_items(tmp_path):
    whole = rss([item(f"{FIRST} {n}") for n in range(3)])
    (tmp_path / "a.xml").write_bytes(whole[: whole.rindex(b"<item>") + 30])
    texts = [f.text for f in read_all(tmp_path / "a.xml") if isinstance(f, Document)]
    assert texts == [f"{FIRST} 0", f"{FIRST} 1"]


def test_a_web_archive_that_breaks_off_keeps_its_pages(tmp_path):
    whole = warc([(f"https://h.example/{n}", "text/html", page().encode(), "200 OK") for n in "ab"])
    (tmp_path / "a.warc.gz").write_bytes(whole[:-40])
    found = list(read_all(tmp_path / "a.warc.gz"))
    assert isinstance(found[0], Document)
    assert all("\n" not in str(f) for f in found if isinstance(f, DocumentError))


@pytest.mark.parametrize(
    "day", ["2093-01-01", "1402-10-15", "2567-05-05", "0001-01-01", "1970-01-01", "令和6年"]
)
def test_days_of_the_future_and_of_other_calendars_are_said_and_left(tmp_path, day):
    (tmp_path / "a.txt").write_text(f"Published: {day}\n\n{FIRST}", "utf-8")
    (found,) = read_all(tmp_path / "a.txt")
    assert found.published is None
    assert found.notes[0].startswith("publication date not understood")


@pytest.mark.parametrize(
    "make", [docx, odt, mail, lambda: xlsx([["text"], [FIRST]]), lambda: rss([item()]),
             lambda: zipped({"a.txt": FIRST}), lambda: page().encode()],
)  # fmt: skip
def test_any_cut_gives_documents_or_one_line(tmp_path, make):
    whole, path = make(), tmp_path / "a"
    for cut in range(1, len(whole), max(1, len(whole) // 60)):
        for data in (whole[:cut], whole[:cut] + bytes(8) + whole[cut + 8 :]):
            path.write_bytes(data)
            for found in read_all(path):
                assert isinstance(found, Document) or "\n" not in str(found)
                assert "Error:" not in str(found)[:300] or isinstance(found, Document)


def test_an_archive_that_lies_about_sizes(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 1000)
    data = bytearray(out.getvalue())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    (tmp_path / "a.zip").write_bytes(bytes(data))
    for found in read_all(tmp_path / "a.zip"):
        assert isinstance(found, Document) or "\n" not in str(found)


def test_a_damaged_web_archive_prints_nothing_of_what_it_holds(tmp_path, capfd):
    page = ("https://h.example/1", "text/html", b"<p>\x1b[2JKyiv cut ties.</p>" * 20, "200 OK")
    whole = warc([page, page], packed=False)
    wrong = whole.replace(b"Content-Length: ", b"Content-Length: 1", 1)
    short = whole.replace(b"</p>\r\n\r\n", b"</p>more\x1b[2J\nand more\r\n\r\n", 1)
    spaces = whole.replace(b"h.example/1", b"h.example/ 1")
    packed = bytearray(warc([page, page]))
    packed[-30] ^= 0xFF
    for data in (wrong, short, spaces, bytes(packed)):
        (tmp_path / "a.warc").write_bytes(data)
        assert list(read_all(tmp_path / "a.warc"))
        assert capfd.readouterr() == ("", "")
