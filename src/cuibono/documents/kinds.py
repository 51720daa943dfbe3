"""The formats that are read, and how a file's bytes tell which it has."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any

from cuibono.documents.found import DocumentError, Found, Part
from cuibono.documents.ocr import PROGRAM, installed
from cuibono.documents.unpacking import LARGEST, LARGEST_ARCHIVE, Unpacking

HEAD = 8192


@dataclass(frozen=True, slots=True)
class Form:
    """One format: where its reader is, and what docs/formats.md says of it.

    `many`: its reader gives parts of an open file, any number; otherwise one text of its bytes.
    """

    name: str
    endings: str
    told_by: str
    gives: str
    by: str
    reader: str
    many: bool = False
    largest: int = LARGEST

    def one(self) -> Callable[[bytes], Found]:
        """The reader of a format that holds one document."""
        return self._loaded()

    def parts(self) -> Callable[[IO[bytes], Unpacking], Iterator[Part]]:
        """The reader of a format that may hold several."""
        return self._loaded()

    def _loaded(self) -> Any:
        module, _, name = self.reader.partition(":")
        return getattr(import_module(f"cuibono.documents.{module}"), name)


FEW, MANY = "one", "one for each"
KINDS = {
    "text": Form("Plain text", ".txt", "no marks of another format",
                 "front matter, header lines, dateline",
                 "cuibono", "text:found_in_text"),
    "markdown": Form("Markdown", ".md .markdown", "the ending", "front matter, first heading",
                     "cuibono", "markdown:found_in_markdown"),
    "html": Form("Web page", ".html .htm .xhtml", "`<!doctype html`, `<html` or the ending",
                 "JSON-LD, meta, `<time>`, address, text", "lxml, trafilatura",
                 "html:found_in_html"),
    "pdf": Form("PDF", ".pdf", "`%PDF`", "line at the top, title and author in its properties",
                "pypdfium2", "pdf:found_in_pdf"),
    "picture": Form("Picture of a page, where Tesseract is installed", ".png .jpg .jpeg .tif .tiff",
                    "its first bytes", "line at the top", "Tesseract", "pdf:found_in_picture"),
    "docx": Form("Word", ".docx .docm", "a ZIP with `word/document.xml`",
                 "header lines, line at the top, properties", "lxml", "office:parts_of_docx", True),
    "odt": Form("OpenDocument text", ".odt", "a ZIP whose `mimetype` says so",
                "header lines, line at the top, properties", "lxml", "office:parts_of_odt", True),
    "rtf": Form("Rich Text", ".rtf", "`{\\rtf`", "header lines, line at the top, properties",
                "striprtf", "office:found_in_rtf"),
    "mail": Form("Mail, one document for the message and each attached file", ".eml",
                 "mail headers", "Date, From, Subject, Organization, List-Id", "Python",
                 "mail:parts_of_mail",
                 True),
    "mhtml": Form("Saved page (MHTML)", ".mhtml .mht", "mail headers of a saved page",
                  "as a web page; its address", "Python, lxml", "mail:parts_of_mail", True),
    "mbox": Form("Mailbox, one document for each message", ".mbox", "`From ` and mail headers",
                 "as mail", "Python", "mail:parts_of_mbox", True, LARGEST_ARCHIVE),
    "feed": Form("RSS or Atom, one document for each item", ".xml .rss .atom",
                 "`<rss`, `<feed`, `<rdf:RDF`",
                 "the item's date, author, link; the feed's title", "lxml",
                 "feeds:parts_of_feed", True),
    "json": Form("JSON Feed; JSON or JSON Lines of articles, one document for each",
                 ".json .jsonl .ndjson",
                 "`{` or `[`, and the names in it", "entries found by name, or by --columns",
                 "Python",
                 "records:parts_of_json", True),
    "csv": Form("CSV or TSV of articles, one document for each row", ".csv .tsv .tab",
                "names of columns, or the ending", "columns found by name, or by --columns",
                "Python",
                "articles:parts_of_csv", True),
    "xlsx": Form("Excel sheet of articles, one document for each row", ".xlsx .xlsm",
                 "a ZIP with `xl/workbook.xml`",
                 "columns found by name, or by --columns", "openpyxl", "articles:parts_of_xlsx",
                 True),
    "warc": Form("Web archive, one document for each page or file", ".warc .warc.gz", "`WARC/`",
                 "as each page; its address", "warcio", "webarchive:parts_of_warc", True,
                 LARGEST_ARCHIVE),
    "wacz": Form("Web archive (WACZ), one document for each listed page", ".wacz",
                 "a ZIP with `archive/*.warc`",
                 "as each page; its address", "warcio", "webarchive:parts_of_wacz", True,
                 LARGEST_ARCHIVE),
    "zip": Form("ZIP of any of these", ".zip", "`PK`", "as each file", "Python",
                "packed:parts_of_zip",
                True, LARGEST_ARCHIVE),
    "gzip": Form("gzip of any of these", ".gz", "its first two bytes", "as the file", "Python",
                 "webarchive:parts_of_gzip", True, LARGEST_ARCHIVE),
}  # fmt: skip

REFUSED = (
    (b"\x89PNG", "a picture (PNG)"), (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"), (b"II*\x00", "a picture (TIFF)"), (b"MM\x00*",
                                                                     "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"), (b"\x7fELF", "a program"), (b"MZ", "a program"),
    (b"Rar!", "a RAR archive: unpack it first"), (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"\xfd7zXZ", "an xz archive: unpack it first"), (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"), (b"%!PS",
                                                                    "PostScript: save it as PDF"),
    (b"ID3", "sound"), (b"OggS", "sound"), (b"fLaC", "sound"), (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table: save it as CSV"), (b"!BDN", "an Outlook store: export it as mbox"),
)  # fmt: skip
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""What Tesseract reads."""
OLD_OFFICE = (
    ("EncryptedPackage", "an encrypted Office file: open it with its password and save a copy"),
    ("__substg1.0", "an Outlook message (.msg): save it as .eml"),
    ("WordDocument", "an old Word file (.doc): save it as .docx"),
    ("Workbook", "an old Excel file (.xls): save it as .xlsx"),
    ("PowerPoint", "an old PowerPoint file (.ppt): save it as PDF"),
)
MAIL = re.compile(
    rb"^(?:from|sender|to|cc|subject|date|message-id|mime-version|received|return-path|content-type"
    rb"|reply-to|delivered-to|dkim-signature|x-[\w-]+|snapshot-content-location|content-[\w-]+"
    rb"|list-[\w-]+"
    rb"|arc-[\w-]+|authentication-results|in-reply-to|references|organization|thread-[\w-]+"
    rb"|importance)\s*:",
    re.I,
)
STRONG = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|content-type)\s*:", re.I | re.M
)
FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)\b", re.I)
PAGE = re.compile(r"^(?:<!--.*?-->\s*)*(?:<!doctype html|<html|<head|<body|<title|<meta"
                  r"|<article|<div|<p[\s>]|<h1)",
                  re.I | re.S)  # fmt: skip
XML = re.compile(
    r"^<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*"
    r"|<!doctype[^>\[]*(?:\[.*?\]\s*)?>\s*)*",
    re.I | re.S,
)


def kind_of(file: IO[bytes], suffix: str) -> Form:
    """The format of an open file, by its first bytes and only then by its name's ending.

    Raises DocumentError for what no reader takes, with what it is and what helps.

    >>> import io
    >>> kind_of(io.BytesIO(b"%PDF-1.7"), ".txt").name, kind_of(io.BytesIO(b"<p>Ties"), "").name
    ('PDF', 'Web page')
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if b"%PDF-" in head[:1024] and head.lstrip()[:1] != b"<":
        return KINDS["pdf"]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK00PK")):
        return KINDS[_zipped(file)]
    if head.startswith(b"\x1f\x8b"):
        return KINDS["gzip"]
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(_old_office(file))
    if head.startswith(PICTURES) and installed():
        return KINDS["picture"]
    _refuse(head)
    if head.startswith(b"{\\rtf"):
        return KINDS["rtf"]
    if head.startswith(b"WARC/"):
        return KINDS["warc"]
    return KINDS[_of_text(head, suffix)]


def _refuse(head: bytes) -> None:
    if head[4:8] == b"ftyp":
        raise DocumentError("a video or picture, not text")
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise DocumentError("a picture, sound or video, not text")
    for start, what in REFUSED:
        # Short marks may be the beginning of a word.
        if head.startswith(start) and (len(start) > 3 or b"\x00" in head[:64] or start[0] > 127):
            more = f"; {PROGRAM} reads what is written on it" * head.startswith(PICTURES)
            raise DocumentError(f"binary data, not text: {what}{more}")


def _zipped(file: IO[bytes]) -> str:
    from cuibono.documents.packed import opened_zip

    archive = opened_zip(file)
    names = set(archive.namelist())
    file.seek(0)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names:
        return _by_mimetype(archive)
    if "ppt/presentation.xml" in names:
        raise DocumentError("a PowerPoint file: save it as PDF")
    if any(n.startswith("archive/") and n.endswith((".warc", ".warc.gz")) for n in names):
        return "wacz"
    return "zip"


def _by_mimetype(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as file:
            said = file.read(100).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        said = ""
    if said.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    if said.startswith("application/vnd.oasis"):
        raise DocumentError(
            "an OpenDocument file that is not a text: save it as .odt, .xlsx or PDF"
        )
    if said == "application/epub+zip":
        raise DocumentError("an e-book (EPUB): save it as HTML or PDF")
    return "zip"


def _old_office(file: IO[bytes]) -> str:
    data = file.read(LARGEST)
    for mark, what in OLD_OFFICE:
        if mark.encode("utf-16-le") in data:
            return what
    return "binary data, not text: an old Office file"


def _of_text(head: bytes, suffix: str) -> str:
    mail = _mail(head)
    if mail:
        return mail
    text = _decoded(head).lstrip("\ufeff \t\r\n\x00")
    bare = XML.sub("", text)
    declared = bare != text
    if (FEED.match(bare) and bare[:8].lower() != "<rdf:rdf") or _rdf_feed(bare):
        return "feed"
    if PAGE.match(bare) and not (
        suffix in (".md", ".markdown") and not bare.lower().startswith(("<!doc", "<html"))
    ):
        return "html"
    if declared:
        root = re.match(r"<([\w:.-]+)", bare)
        raise DocumentError(f"XML of an unknown kind ({root[1] if root else 'no root'})")
    if suffix in (".html", ".htm", ".xhtml"):
        return "html"
    if suffix in (".json", ".jsonl", ".ndjson") or _is_json(text):
        return "json"
    if suffix in (".csv", ".tsv", ".tab"):
        return "csv"
    if suffix in (".md", ".markdown"):
        return "markdown"
    from cuibono.documents.articles import is_table

    return (
        "csv"
        if suffix not in (".txt", "") and is_table(text)
        else "csv"
        if _table(text)
        else "text"
    )


def _table(text: str) -> bool:
    """Whether a text without a telling name is a table: it must look like one in several lines."""
    from cuibono.documents.articles import delimiter_of, is_table

    lines = [line for line in text.splitlines() if line.strip()][:4]
    if len(lines) < 3 or not is_table(text):
        return False
    delimiter = delimiter_of(text)
    return all(delimiter in line for line in lines[:3])


def _rdf_feed(bare: str) -> bool:
    return bare[:8].lower() == "<rdf:rdf" and "purl.org/rss" in bare[:2000]


def _is_json(text: str) -> bool:
    return re.match(r'\{\s*"|\[\s*\{|\{\s*\}', text) is not None


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.decode("utf-8", "replace")


def _mail(head: bytes) -> str | None:
    """`mail` or `mbox` where a file begins with the headers of a message."""
    box = re.match(rb"From \S+.*\d{4}\r?\n", head)
    top = re.split(
        rb"\r?\n\r?\n", (head[box.end() :] if box else head).lstrip(b"\xef\xbb\xbf\r\n")
    )[0]
    lines = [line for line in top.splitlines() if not line.startswith((b" ", b"\t"))]
    named = [line for line in lines if MAIL.match(line)]
    if not lines or not MAIL.match(lines[0]) or len(named) < 2 or len(named) * 2 < len(lines):
        return None
    sent = re.search(rb"^(?:from|snapshot-content-location|content-location)\s*:", top, re.I | re.M)
    if not (STRONG.search(top) or (sent and re.search(rb"^(?:to|subject)\s*:", top, re.I | re.M))):
        return None
    return "mbox" if box else "mail"
