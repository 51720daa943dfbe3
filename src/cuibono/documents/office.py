"""Word processors: .docx and .odt by their XML, .rtf by striprtf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from cuibono.documents.document import Sure
from cuibono.documents.found import DocumentError, Found, Part, Testimony, one_line
from cuibono.documents.packed import member, opened_zip
from cuibono.documents.sections import without_tail
from cuibono.documents.text import HEADER, headed
from cuibono.documents.top import dated_top
from cuibono.documents.unpacking import Unpacking
from cuibono.documents.xml import xml_of

Node = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What stands in a Word file without being shown as its text.
UNSHOWN = {f"{MC}Fallback"} | {f"{W}{tag}" for tag in ("txbxContent",
           "del", "moveFrom", "instrText", "delText", "footnoteReference",
           "endnoteReference", "commentReference", "annotationRef", "sdtPr", "rPr",
           "pPr")}  # fmt: skip
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
ODT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ODT_UNSHOWN = {f"{ODT}{tag}" for tag in ("note", "tracked-changes", "table-of-content",
               "bibliography", "sequence-decls", "alphabetical-index", "user-index",
               "illustration-index", "table-index")} | {f"{OFFICE}annotation"}  # fmt: skip
CAPTION = re.compile(r"caption|toc ?\d|contents|header|footer|footnote|bibliograph", re.I)
DEEPEST = 200


def parts_of_docx(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The text of a Word file: no headers, footers, notes, comments or deleted words."""
    archive = opened_zip(file)
    root = xml_of(member(archive, "word/document.xml", unpacking))
    told = Testimony()
    names = set(archive.namelist())
    if "docProps/core.xml" in names:
        core = xml_of(member(archive, "docProps/core.xml", unpacking), recover=True)
        _core(core, told)
    if "docProps/app.xml" in names:
        app = xml_of(member(archive, "docProps/app.xml", unpacking), recover=True)
        company = [n.text for n in app if str(n.tag).endswith("}Company")]
        told.say("publisher", company[0] if company else "", "Word properties, company", Sure.WEAK)
    paragraphs = [p for p in _docx_paragraphs(root) if p.strip()]
    yield Part("", _written(paragraphs, told))


def _docx_paragraphs(root: Node) -> Iterator[str]:
    for node in root.iter(f"{W}p"):
        if any(up.tag == f"{MC}Fallback" for up in node.iterancestors()):
            continue
        style = node.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") or "" if style is not None else ""
        if not CAPTION.search(name):
            yield "".join(_runs(node, 0))


def _runs(node: Node, depth: int) -> Iterator[str]:
    for child in node if depth < DEEPEST else ():
        tag = child.tag
        if tag in UNSHOWN:
            continue
        if tag == f"{W}r" and _raised(child):
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag != f"{W}p":  # a paragraph inside of one, in a box of text, comes by itself
            yield from _runs(child, depth + 1)


def _raised(run: Node) -> bool:
    """Whether a run is a number set high: the mark of a note that is typed by hand."""
    high = run.find(f"{W}rPr/{W}vertAlign")
    said = "".join(t.text or "" for t in run.iter(f"{W}t"))
    raised = high is not None and high.get(f"{W}val") == "superscript"
    return raised and re.fullmatch(r"[\[(]?[\d*†‡, ]{1,6}[\])]?", said) is not None


def _core(core: Node, told: Testimony) -> None:
    """Dublin Core of a file's properties; when it was made is not when it was published."""
    fields = {
        "title": "title",
        "creator": "author",
        "language": "language",
        "publisher": "publisher",
    }
    for node in core.iter():
        name = str(node.tag).rpartition("}")[2]
        if name in fields and node.text:
            value = node.text[:2].lower() if name == "language" else node.text
            told.say(fields[name], value, f"file properties, {name}", Sure.LIKELY)


def parts_of_odt(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The text of an OpenDocument text: no notes, comments, indexes or deleted words."""
    archive = opened_zip(file)
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names:
        manifest = member(archive, "META-INF/manifest.xml", unpacking)
        if b"encryption-data" in manifest:
            raise DocumentError("an encrypted file: open it with its password and save a copy")
    told = Testimony()
    if "meta.xml" in names:
        _core(xml_of(member(archive, "meta.xml", unpacking), recover=True), told)
    body = xml_of(member(archive, "content.xml", unpacking)).find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DocumentError("an OpenDocument file without a text")
    yield Part("", _written(list(_odt_paragraphs(body)), told))


def _odt_paragraphs(body: Node) -> Iterator[str]:
    for node in body.iter(f"{ODT}p", f"{ODT}h"):
        if any(up.tag in ODT_UNSHOWN for up in node.iterancestors()):
            continue
        if CAPTION.search(node.get(f"{ODT}style-name") or ""):
            continue
        yield "".join(_odt_words(node, 0))


def _odt_words(node: Node, depth: int) -> Iterator[str]:
    if node.tag in ODT_UNSHOWN or depth > DEEPEST:
        return
    if node.tag in (f"{ODT}s", f"{ODT}tab", f"{ODT}line-break"):
        yield " "
    yield node.text or ""
    for child in node:
        if child.tag not in (f"{ODT}p", f"{ODT}h"):
            yield from _odt_words(child, depth + 1)
        yield child.tail or ""


INFO = re.compile(r"\{\\(title|author|company)\s+([^{}]*)\}")
UNREAD = re.compile(
    r"\{\\(?:\*\\)?(?:header[lrf]?|footer[lrf]?|footnote|annotation|atnid|atnauthor)\b"
)
SIGN = re.compile(r"\\u(-?\d+) ?\??|\\'([0-9a-fA-F]{2})")


def found_in_rtf(data: bytes) -> Found:
    """The text of a Rich Text file, by striprtf."""
    from striprtf.striprtf import rtf_to_text

    raw = data.decode("latin-1")
    page = re.search(r"\\ansicpg(\d+)", raw[:2000])
    encoding = f"cp{page[1]}" if page else "cp1252"
    told = Testimony()
    fields = {"title": "title", "author": "author", "company": "publisher"}
    for name, value in INFO.findall(raw[:100_000]):
        weak = Sure.WEAK if name == "company" else Sure.LIKELY
        told.say(fields[name], _signs(value, encoding), f"file properties, {name}", weak)
    try:
        text = rtf_to_text(_without_groups(raw), encoding=encoding, errors="replace")
    except Exception as error:
        raise DocumentError(
            f"Rich Text that cannot be read: {one_line(str(error))[:100]}"
        ) from error
    return _written([p for p in re.split(r"\n+", text) if p.strip()], told)


def _signs(value: str, encoding: str) -> str:
    def sign(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1]) % 65536)
        return bytes([int(match[2], 16)]).decode(encoding, "replace")

    return SIGN.sub(sign, value)


def _without_groups(raw: str) -> str:
    """Rich Text without its running headers, footers, footnotes and comments."""
    kept: list[str] = []
    at = 0
    while found := UNREAD.search(raw, at):
        kept.append(raw[at : found.start()])
        at = _end_of_group(raw, found.start())
    return "".join([*kept, raw[at:]])


def _end_of_group(raw: str, start: int) -> int:
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.S).finditer(raw, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return len(raw)


def _written(paragraphs: list[str], told: Testimony) -> Found:
    """The paragraphs of a written page, with header lines taken off the top."""
    lines = [" ".join(p.split()) for p in paragraphs if p.strip()]
    count = 0
    while count < len(lines) and HEADER.match(lines[count]):
        count += 1
    headed("\n".join([*lines[:count], ".", ""]), told)
    dated_top(lines[count : count + 6], told)
    text = "\n\n".join(without_tail(lines[count:]))
    if not text:
        raise DocumentError("empty: there is no text in it")
    return told.found(text)
