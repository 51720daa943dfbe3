"""PDF: the text layer by PDFium, in a process of its own, put in order by where it stands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import IO, Any

from cuibono.documents.document import Sure
from cuibono.documents.found import LIGATURES, DocumentError, Found, Told, one_line
from cuibono.documents.pdf_flow import Flow, Page, flowing, settled
from cuibono.documents.pdf_glyphs import segments
from cuibono.documents.pdf_layout import lines_of
from cuibono.documents.sections import without_tail
from cuibono.documents.top import dated_top

LONGEST = 300.0
"""Seconds after which the pages that were read are all that is read."""
GRACE = 30.0
MEMORY = 4 * 2**30
JUNK = re.compile(r"^(?:microsoft word|untitled|document\d*|powerpoint|slide \d|.*\.(?:docx?"
                  r"|pdf|indd|tex|qxd|rtf)$)",
                  re.I)  # fmt: skip
TOLD = (
    ("published", r"<prism:(?:publicationDate|coverDate)>([^<]{8,40})<"),
    ("published", r"prism:(?:publicationDate|coverDate)=\"([^\"]{8,40})\""),
    ("publisher", r"<prism:publicationName>([^<]{2,100})<"),
    ("publisher", r"<dc:publisher>\s*<rdf:Bag>\s*<rdf:li[^>]*>([^<]{2,100})<"),
    ("address", r"<prism:url>(http[^<]{5,300})<"),
)


def found_in_pdf(data: bytes) -> Found:
    """A PDF's text in reading order, with what its first page and its properties say.

    The day on which the file was made is not taken for that of publication. Raises DocumentError
    for what is damaged, encrypted or scanned.
    """
    start = max(data.find(b"%PDF-"), 0)
    if b"obj" not in data:
        raise DocumentError("a PDF that cannot be read: it has no objects")
    said = _asked(data[start:])
    if "error" in said:
        raise DocumentError(str(said["error"]))
    pages, empty = int(said["pages"]), list(said["empty"])
    paragraphs = [str(p).translate(LIGATURES) for p in said["paragraphs"]]
    if not any(p.strip() for p in paragraphs):
        raise DocumentError("a PDF without a text layer: it seems to be scanned")
    told = Told()
    if empty and len(empty) < pages:
        several = len(empty) > 1
        listed = ", ".join(map(str, empty[:8])) + (" …" if len(empty) > 8 else "")
        told.notes.append(
            f"{'pages' if several else 'page'} {listed}: a picture without a text layer, not read"
        )
    if said["read"] < pages:
        told.notes.append(
            f"only the first {said['read']} of {pages} pages were read: it took too long"
        )
    _properties(data, dict(said["properties"]), str(said["largest"]), told)
    dated_top([str(line) for line in said["top"]], told)
    return told.found("\n\n".join(without_tail(settled(paragraphs))))


def _properties(data: bytes, properties: dict[str, str], largest: str, told: Told) -> None:
    packet = data[data.find(b"<x:xmpmeta") :][:60_000].decode("utf-8", "replace")
    for field, pattern in TOLD if packet.startswith("<x:xmpmeta") else ():
        found = re.search(pattern, packet)
        if found and field == "published":
            told.date(field, found[1], "XMP packet", Sure.STATED)
        elif found:
            told.say(field, found[1], "XMP packet", Sure.STATED)
    title = properties.get("Title", "")
    if not JUNK.match(title):
        told.say("title", title, "PDF properties, title", Sure.LIKELY)
    told.say("title", largest.translate(LIGATURES), "largest letters of the first page", Sure.WEAK)
    told.say("author", properties.get("Author"), "PDF properties, author", Sure.LIKELY)


def _asked(data: bytes) -> dict[str, Any]:
    """What the other process reads; a fault in there is one line here."""
    call = [sys.executable, "-c", "from cuibono.documents.pdf import work; work()"]
    try:
        run = subprocess.run(
            call, input=data, capture_output=True, timeout=LONGEST + GRACE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"a PDF that takes more than {LONGEST + GRACE:.0f} seconds: not read"
        ) from error
    try:
        return json.loads(run.stdout)
    except ValueError as error:
        lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
        why = one_line(lines[-1])[:120] if lines else f"its reader ended with {run.returncode}"
        raise DocumentError(f"a PDF that cannot be read: {why}") from error


def work() -> None:
    """Read a PDF from standard input and write what is in it to standard output, as JSON."""
    _bound_memory()
    from pypdfium2 import PdfiumError

    try:
        said = _read(sys.stdin.buffer)
    except PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        why = "an encrypted PDF: open it with its password and save a copy"
        said = {
            "error": why if locked else f"a PDF that cannot be read: {one_line(str(error))[:120]}"
        }
    except MemoryError:
        said = {"error": "a PDF that needs too much memory: not read"}
    sys.stdout.buffer.write(json.dumps(said).encode())


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # on Windows
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ValueError, OSError):
        return


def _read(file: IO[bytes]) -> dict[str, Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(file.read())
    flow, empty, until = Flow(), list[int](), time.monotonic() + LONGEST
    top: list[str] = []
    largest, read = "", 0
    for read, (page, lines) in enumerate(flowing(_pages(document, until)), 1):
        if not page.segments:
            empty.append(read)
        if read == 1:
            top = [line.text for line in lines_of(page.segments)[:12]]
            most = max((line.size for line in lines), default=0)
            largest = " ".join(line.text for line in lines if line.size > 0.97 * most)[:200]
            largest = largest if len({round(x.size) for x in lines}) > 1 else ""
        flow.add(lines)
    flow.close()
    return {
        "pages": len(document), "read": read, "empty": empty, "paragraphs": flow.paragraphs,
        "top": top, "largest": largest, "properties": document.get_metadata_dict(),
    }  # fmt: skip


def _pages(document: Any, until: float) -> Iterator[Page]:
    for number in range(len(document)):
        if time.monotonic() > until:
            return
        try:
            page = document[number]
        except Exception:  # one damaged page among others
            yield Page(1.0, [])
            continue
        text = page.get_textpage()
        yield Page(page.get_height(), segments(text))
        text.close()
        page.close()


__all__ = ["found_in_pdf", "work"]
