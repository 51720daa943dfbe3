"""PDF: the text layer by PDFium, in a process of its own, put in order by where it stands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from cuibono.documents.document import Sure
from cuibono.documents.found import LIGATURES, DocumentError, Found, Testimony, one_line
from cuibono.documents.ocr import LONGEST_PAGE, PROGRAM, Eyes, installed
from cuibono.documents.ocr import seen as on_page
from cuibono.documents.pdf_flow import PageSegments, Paragraphs, flowing, settled
from cuibono.documents.pdf_glyphs import segments
from cuibono.documents.pdf_layout import lines_of
from cuibono.documents.pictures import pictures
from cuibono.documents.sections import without_tail
from cuibono.documents.top import dated_top

LONGEST = 300.0
"""Seconds after which the pages that were read are all that is read."""
LONGEST_SEEN = 1800.0
"""The same where pages are pictures, of which each takes seconds."""
GRACE = 30.0
FEWEST_WORDS = 12
"""Words on a picture from which it counts as a text."""
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
        raise DocumentError(f"a PDF without a text layer: it seems to be scanned{_hint(said)}")
    told = Testimony()
    if empty and len(empty) < pages:
        hint = "" if installed() and not said["fault"] else _hint(said)
        told.notes.append(f"{_listed(empty)}: a picture without a text layer, not read{hint}")
    _seen(said, told)
    if said["read"] < pages:
        told.notes.append(
            f"only the first {said['read']} of {pages} pages were read: it took too long"
        )
    _properties(data, dict(said["properties"]), str(said["largest"]), told)
    dated_top([str(line) for line in said["top"]], told)
    return told.found("\n\n".join(without_tail(settled(paragraphs))))


def found_in_picture(data: bytes) -> Found:
    """The text on a picture of a page, where Tesseract is installed.

    Raises DocumentError for what is damaged, and for a picture of something else than a text.
    """
    said = _asked(data)
    what = named_picture(data)
    if "error" in said:
        raise DocumentError(f"{what} that cannot be read: {said['error']}")
    paragraphs = [str(p) for p in said["paragraphs"]]
    few = len(" ".join(paragraphs).split()) < FEWEST_WORDS
    if few and said["fault"]:
        raise DocumentError(f"{what} that cannot be read: {said['fault']}")
    if few:
        raise DocumentError(f"{what} without readable text on it")
    told = Testimony()
    if said["fault"]:
        told.notes.append(f"{_listed(list(said['empty']))}: not read; {said['fault']}")
    _seen(said, told)
    dated_top([str(line) for line in said["top"]], told)
    return told.found("\n\n".join(without_tail(settled(paragraphs))))


def named_picture(head: bytes) -> str:
    """That bytes are a picture, and of which kind."""
    from cuibono.documents.kinds import REFUSED

    what = next((what for start, what in REFUSED if head.startswith(start)), "a picture")
    return f"binary data, not text: {what}"


def _hint(said: dict[str, Any]) -> str:
    if not installed():
        return f"; {PROGRAM} reads such pages"
    return f"; {said['fault']}" if said["fault"] else ", and no words were found on it"


def _listed(pages: list[int]) -> str:
    listed = ", ".join(map(str, pages[:8])) + (" …" if len(pages) > 8 else "")
    return f"{'pages' if len(pages) > 1 else 'page'} {listed}"


def _seen(said: dict[str, Any], told: Testimony) -> None:
    """That words were read from pictures, and by what: letters of them may be wrong."""
    if said["seen"]:
        pages = _listed(list(said["seen"]))
        told.say("text", f"OCR of {pages}", str(said["by"]), Sure.WEAK)
        told.notes.append(f"{pages}: read from a picture (OCR), so some letters may be wrong")


def _properties(data: bytes, properties: dict[str, str], largest: str, told: Testimony) -> None:
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
    most = (LONGEST_SEEN + LONGEST_PAGE if installed() else LONGEST) + GRACE
    try:
        run = subprocess.run(call, input=data, capture_output=True, timeout=most, check=False)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"a PDF that takes more than {most:.0f} seconds: not read") from error
    try:
        return json.loads(run.stdout)
    except ValueError as error:
        lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
        why = one_line(lines[-1])[:120] if lines else f"its reader ended with {run.returncode}"
        raise DocumentError(f"a PDF that cannot be read: {why}") from error


def work() -> None:
    """Read a PDF or a picture from standard input; write what is in it as JSON."""
    _bound_memory()
    from pypdfium2 import PdfiumError

    watch = threading.Timer(LONGEST + GRACE, _give_up)
    watch.daemon = True
    watch.start()
    data = sys.stdin.buffer.read()
    try:
        if b"%PDF-" in data[:1024]:
            said = _read(data, watch.cancel)
        else:
            watch.cancel()
            said = _looked_at(data)
    except DocumentError as error:
        said = {"error": str(error)}
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


def _read(data: bytes, looking: Callable[[], object] = bool) -> dict[str, Any]:
    """What is in a PDF; `looking` is called where the first page that is a picture is looked at."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    eyes = Eyes() if installed() else None
    seen = list[int]()
    pages = _pages(document, eyes, seen, looking)
    said = _flowed(pages, seen, eyes)
    return said | {"pages": len(document), "properties": document.get_metadata_dict()}


def _looked_at(data: bytes) -> dict[str, Any]:
    """What stands on a picture, each of its pages as wide as a sheet of paper."""
    eyes, seen, number = Eyes(), list[int](), 0
    until = time.monotonic() + LONGEST_SEEN

    def pages() -> Iterator[PageSegments]:
        nonlocal number
        for number, picture in enumerate(pictures(data), 1):
            if time.monotonic() > until:
                return
            seen.append(number)
            try:
                yield eyes.page(picture)
            except DocumentError as error:
                eyes.fault = str(error)
                yield PageSegments(1.0, [])

    said = _flowed(pages(), seen, eyes)
    return said | {"pages": number}


def _flowed(pages: Iterator[PageSegments], seen: list[int], eyes: Eyes | None) -> dict[str, Any]:
    """The paragraphs of pages, and what the first one says at its top and in large letters."""
    flow, empty = Paragraphs(), list[int]()
    top: list[str] = []
    largest, read = "", 0
    for read, (page, lines) in enumerate(flowing(pages), 1):
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
        "read": read, "empty": empty, "paragraphs": flow.paragraphs, "top": top,
        "largest": largest, "seen": [n for n in seen if n not in empty],
        "by": eyes.told if eyes and eyes.sure else "", "fault": eyes.fault if eyes else "",
    }  # fmt: skip


def _pages(
    document: Any, eyes: Eyes | None, seen: list[int], looking: Callable[[], object]
) -> Iterator[PageSegments]:
    """The pages one after the other; those that are pictures are looked at, if by any eyes."""
    begun = time.monotonic()
    for number in range(len(document)):
        if time.monotonic() - begun > (LONGEST_SEEN if seen else LONGEST):
            return
        try:
            page = document[number]
        except Exception:  # one damaged page among others
            yield PageSegments(1.0, [])
            continue
        text = page.get_textpage()
        found = segments(text)
        if not found and eyes:
            looking()
            seen.append(number + 1)
            yield on_page(page, eyes)
        else:
            yield PageSegments(page.get_height(), found)
        text.close()
        page.close()


def _give_up() -> None:
    """End the process, whose reader hangs; what is said last is what is told."""
    print(f"it takes more than {LONGEST + GRACE:.0f} seconds", file=sys.stderr, flush=True)
    os._exit(3)


__all__ = ["found_in_pdf", "found_in_picture", "work"]
