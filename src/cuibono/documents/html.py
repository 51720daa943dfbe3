"""Web pages: their main text, with what the page says of itself."""

from __future__ import annotations

import logging
import re
from typing import Any

from cuibono.documents.charset import page_text
from cuibono.documents.document import Witness
from cuibono.documents.found import DocumentError, Found, Testimony, one_line, surest
from cuibono.documents.page_clean import BLOCKS, HEADINGS, LINKED, cleaned
from cuibono.documents.page_meta import from_address, heading_of, page_meta, saved_from
from cuibono.documents.sections import without_tail
from cuibono.documents.top import dated_top
from cuibono.documents.xml import etree

Node = Any
ENOUGH = 100
DEEPEST = 250
SHORT = 50
BREAKS = re.compile(r"(?:<br\b[^>]{0,40}>\s*(?:&nbsp;)?\s*){2,}", re.I)
"""Two line breaks are how old pages part paragraphs."""


def found_in_html(data: bytes, charset: str | None = None, address: str | None = None) -> Found:
    """A page's main text with the provenance that it gives.

    `charset` and `address` are what the server, or the archive that holds the page, says.
    """
    text, notes = page_text(data, charset)
    told = Testimony(notes=list(notes))
    root = parsed(text)
    page_meta(root, told)
    saved_from(data, told)
    known = surest(tuple(told.witnesses), "address")
    from_address(known.value if known else address or "", told)
    titles = " | ".join(w.value for w in told.witnesses if w.field == "title" and w.where != "<h1>")
    lines = main_text(root, titles)
    if not lines:
        raise DocumentError("HTML without text")
    dated_top(lines[:8], told)
    _no_early_update(told)
    return told.found("\n\n".join(lines))


def fragment_text(markup: str) -> str:
    """The text of a piece of HTML in a mail or a feed, without teasers and quoted mail.

    >>> fragment_text("<p>Kyiv cut its ties with Pyongyang.</p><p><a href='x'>Read it all</a></p>")
    'Kyiv cut its ties with Pyongyang.'
    """
    if "<" not in markup and "&" not in markup:
        return markup
    root = parsed(f"<html><body>{markup}</body></html>")
    return "\n\n".join(without_tail(paragraphs(cleaned(root))))


def parsed(text: str) -> Node:
    """The tree of a page; raises DocumentError where there is none."""
    import lxml.html

    # A declaration of the encoding is done with, and lxml refuses it in text.
    text = BREAKS.sub("<p></p>", text)
    body = text.split("?>", 1)[1] if text.lstrip().startswith("<?xml") and "?>" in text else text
    parser = lxml.html.HTMLParser(remove_pis=True, huge_tree=False, no_network=True)
    try:
        root = lxml.html.document_fromstring(body.replace("\x00", "") or "<p>", parser=parser)
    except (etree().ParserError, etree().XMLSyntaxError, ValueError) as error:
        why = one_line(str(error))
        raise DocumentError(
            "HTML without text" if "empty" in why else f"HTML that cannot be parsed: {why}"
        ) from error
    return root


def main_text(root: Node, title: str) -> list[str]:
    """The paragraphs of a page's own text, its heading first where the title has it too."""
    heading = heading_of(root)
    tree = cleaned(root)
    box = _box(tree)
    found = without_tail(paragraphs(box)) if box is not None else []
    if sum(map(len, found)) < ENOUGH:
        whole = without_tail(_chosen(paragraphs(tree), _by_trafilatura(tree)))
        found = whole if sum(map(len, whole)) > sum(map(len, found)) else found
    if found and heading and heading.lower() in title.lower() and heading not in found[:3]:
        found.insert(0, heading)
    return [p for p in found if p]


def _chosen(own: list[str], others: list[str]) -> list[str]:
    """The paragraphs that trafilatura takes for the text, as they stand on the page."""
    if not others:
        return own
    text = re.sub(r"\W+", "", "".join(others))
    same = [p for p in own if re.sub(r"\W+", "", p) in text]
    return same if sum(map(len, same)) > 0.7 * len(" ".join(others)) else others


def _box(root: Node) -> Node | None:
    """The element that holds the article, where the page says which."""
    named = '//*[contains(@itemprop, "articleBody")]', "//article", "//main", '//*[@role="main"]'
    whole = sum(len(p) for p in paragraphs(root))
    for path in named:
        boxes = root.xpath(path)
        if boxes:
            best = max(boxes, key=lambda b: len(b.text_content()))
            if len(best.text_content()) >= min(ENOUGH, whole):
                return best
    return None


def paragraphs(root: Node) -> list[str]:
    """The blocks of a tree in order: paragraphs, headings, items of lists, cells of tables.

    A line that is nothing but a link leads elsewhere and is left out.
    """
    lines = _Lines()
    lines.visit(root, 0, False)
    lines.close()
    return lines.out


class _Lines:
    """The lines of a tree as they are gathered, with how much of the one at hand is a link."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.held: list[str] = []
        self.linked = 0
        self.heading = False

    def close(self) -> None:
        """End the line at hand."""
        line = one_line("".join(self.held))
        leads = self.linked >= LINKED * len(line) and len(line.split()) > 2
        if line and (self.heading or not leads):
            self.out.append(line)
        self.held, self.linked, self.heading = [], 0, False

    def visit(self, node: Node, depth: int, linked: bool) -> None:
        """Take in a node and what is inside of it."""
        if not isinstance(node.tag, str):
            return
        block = node.tag in BLOCKS
        if block and (node.tag != "br" or _double(node)):
            self.close()
        elif node.tag == "br":
            # Short lines are lines of their own; long ones were broken to fit a screen.
            if len(one_line("".join(self.held))) < SHORT:
                self.close()
            self.held.append(" ")
        self.heading = self.heading or node.tag in HEADINGS
        elsewhere = not (node.get("href") or "#").startswith("#")
        inside = linked or (node.tag == "a" and elsewhere)
        self._say(node.text, inside)
        for child in node if depth < DEEPEST else ():
            self.visit(child, depth + 1, inside)
            self._say(child.tail, inside)
        if block and node.tag != "br":
            self.close()

    def _say(self, text: str | None, linked: bool) -> None:
        self.held.append(text or "")
        self.linked += len((text or "").strip()) * linked


def _double(node: Node) -> bool:
    """Whether a line break is one of two, which part paragraphs."""
    after = node.getnext()
    return not (node.tail or "").strip() and after is not None and after.tag == "br"


def _by_trafilatura(tree: Node) -> list[str]:
    """The main text of a page that does not say where it is."""
    import trafilatura
    from lxml import html
    from trafilatura.settings import use_config

    for name in ("trafilatura", "htmldate", "readability_lxml"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    try:
        said = trafilatura.extract(
            html.tostring(tree, encoding="unicode"), favor_recall=True, include_comments=False,
            include_tables=True, config=config,
        )  # fmt: skip
    except Exception:  # whatever its parser stumbles over: the page is still read whole
        return []
    lines = (said or "").split("\n")
    return [line.strip("|- ") for line in lines if line.strip("|- ")]


def _no_early_update(told: Testimony) -> None:
    """An update on the day of publication, or before it, says nothing."""
    first = surest(tuple(told.witnesses), "published")
    told.witnesses = [w for w in told.witnesses if w.field != "updated" or _later(w, first)]


def _later(update: Witness, first: Witness | None) -> bool:
    return first is None or update.value > first.value
