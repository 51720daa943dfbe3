"""Feeds: RSS, Atom, RDF; each item is a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from cuibono.documents.document import Sure
from cuibono.documents.found import DocumentError, Found, Part, Testimony, one_line
from cuibono.documents.unpacking import Unpacking
from cuibono.documents.xml import etree

Node = Any
ITEMS = ("item", "entry")
TEXTS = ("encoded", "content", "body", "description", "summary")
WHEN = {"pubdate": "published", "published": "published", "issued": "published",
        "date": "published",
        "created": "published", "updated": "updated", "modified": "updated"}  # fmt: skip
MORE = re.compile(
    r"(?:\s*\[?(?:…|\.\.\.)\]?\s*)?(?:continue reading|read (?:more|the (?:rest|full))"
    r"|the post)\b.{0,200}$",
    re.I | re.S,
)


def parts_of_feed(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The items of a feed, read one after the other; a feed that ends early keeps its items."""
    xml = etree()
    steps = xml.iterparse(
        file, events=("start", "end"), recover=True, resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    feed = Testimony()
    number = depth = empty = 0
    try:
        for event, node in steps:
            name = _name(node)
            if event == "start":
                depth += name in ITEMS
                continue
            if name in ITEMS:
                depth -= 1
                if depth == 0:
                    number += 1
                    unpacking.one_more()
                    found = _item(node, feed)
                    empty += found is None
                    if found:
                        yield Part(str(number), found)
                    _forget(node)
            elif depth == 0:
                _of_feed(node, name, feed)
    except xml.XMLSyntaxError as error:
        why = one_line(str(error))[:100]
        yield Part("", DocumentError(f"a feed that breaks off after {number} items: {why}"))
    if empty:
        yield Part("", DocumentError(f"{empty} {'item' if empty == 1 else 'items'} without a text"))
    if not number:
        raise DocumentError("a feed without items")


def _name(node: Node) -> str:
    return str(node.tag).rpartition("}")[2].lower()


def _forget(node: Node) -> None:
    """Free an item that is dealt with, and those before it: memory stays as it is."""
    node.clear()
    while node.getprevious() is not None:
        del node.getparent()[0]


def _of_feed(node: Node, name: str, feed: Testimony) -> None:
    """What the feed says of all of its items."""
    above = node.getparent()
    if above is None or _name(above) not in ("channel", "feed"):
        return
    said = one_line("".join(node.itertext()))
    if name == "title":
        feed.say("publisher", re.split(r" [-–—|»:] ", said)[0] if len(said) > 40 else said,
                 "feed title",
                 Sure.LIKELY)  # fmt: skip
    elif name in ("publisher", "site_name"):
        feed.say("publisher", said, f"feed {name}")
    elif name == "language":
        feed.say("language", said[:2].lower(), "feed language", Sure.WEAK)


def _item(node: Node, feed: Testimony) -> Found | None:
    told = Testimony()
    texts: dict[str, str] = {}
    for child in node:
        if not isinstance(child.tag, str):
            continue
        name = _name(child)
        said = "".join(child.itertext()).strip()
        if name in WHEN:
            told.date(WHEN[name], said, f"item {child.tag.rpartition('}')[2]}")
        elif name == "title":
            told.say("title", _bare(said), "item title")
        elif name in ("creator", "author"):
            named = [n for n in child if _name(n) == "name"]
            told.say("author", "".join(named[0].itertext()) if named else said, f"item {name}")
        elif name == "source":
            titles = [n for n in child if _name(n) == "title"]
            told.say("publisher", "".join(titles[0].itertext()) if titles else said, "item source")
        elif name == "link":
            _link(child, said, told)
        elif name in TEXTS:
            inner = _markup(child) if len(child) else said
            texts.setdefault(name, inner)
    if not told.has("published"):  # Atom asks for `updated` alone: then it is the only day
        first = next((w for w in told.witnesses if w.field == "updated"), None)
        told.date("published", first.value if first else "", "item updated", Sure.LIKELY)
    _without_source(told)
    told.witnesses += feed.witnesses
    text = next((t for t in (_plain(texts.get(n, "")) for n in TEXTS) if t.strip()), "")
    return told.found(text) if text.strip() else None


def _without_source(told: Testimony) -> None:
    """Take the source off the end of an item's title, where a feed that gathers others puts it."""
    source = next((w.value for w in told.witnesses if w.where == "item source"), "")
    for nth, witness in enumerate(told.witnesses):
        bare = witness.value.removesuffix(source).rstrip(" -–—|")
        if witness.field == "title" and source and bare and witness.value.endswith(f" {source}"):
            told.witnesses[nth] = replace(witness, value=bare)


def _link(node: Node, said: str, told: Testimony) -> None:
    address = node.get("href") or said
    if node.get("rel") in (None, "alternate") and address.startswith("http"):
        told.say("address", address, "item link")


def _markup(node: Node) -> str:
    """XHTML inside an item, as it is written."""
    inner = "".join(etree().tostring(child, encoding="unicode") for child in node)
    return re.sub(r"<(/?)\w+:", r"<\1", re.sub(r'\sxmlns(?::\w+)?="[^"]*"', "", inner))


def _bare(text: str) -> str:
    import html

    return re.sub(r"<[^>]+>", "", html.unescape(text))


def _plain(text: str) -> str:
    from cuibono.documents.html import fragment_text

    return MORE.sub("", fragment_text(text)) if text else ""
