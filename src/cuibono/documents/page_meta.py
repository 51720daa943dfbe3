"""What a page says of itself, the surest witness first: JSON-LD, meta, <time>, address, text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import urlsplit

from cuibono.documents.dates import parse_date
from cuibono.documents.document import Sure
from cuibono.documents.found import Testimony, one_line

Node = Any
ARTICLES = re.compile(r"(?:Article|Posting|Report|Blog|WebPage|Review|Statement|Legislation)$")
PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time",
    "article:published", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date",
    "dcterms.created", "dc.date.created", "citation_publication_date", "citation_date",
    "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date", "pubdate",
    "publication_date", "publicationdate", "published", "published-date", "date", "datecreated",
    "article.published", "article_date_original", "cxenseparse:recs:publishtime",
    "originalpublicationdate",
)  # fmt: skip
UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod",
    "last-modified", "article:updated", "updated", "dc.date.modified",
)  # fmt: skip
PUBLISHERS = ("og:site_name", "citation_journal_title", "application-name", "publisher",
              "dc.publisher", "dcterms.publisher", "article:publisher",
              "copyright-holder")  # fmt: skip
AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
           "sailthru.author", "citation_author", "byl", "byline")  # fmt: skip
TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "headline", "parsely-title")
IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?!\d)"
)
SAID = re.compile(
    r"(?:first )?(?:published|posted|publication date|date published|issued|released|date)"
    r"(?: on| at)?\s*:?\s*(.{6,40})",
    re.I,
)
CHANGED = re.compile(r"(?:last )?(?:updated|modified|edited)(?: on| at)?\s*:?\s*(.{6,40})", re.I)
DAYISH = re.compile(
    r"\d{4}-\d\d-\d\d|(?:\d{1,2}(?:st|nd|rd|th)?\.? [A-Z][a-z]{2,8}\.?,? \d{4})"
    r"|(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
BYLINE = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|published|pub-?date|posted|timestamp|byline|meta)", re.I
)
SAVED = re.compile(rb"<!-- saved from url=\(\d+\)(\S+)")


def page_meta(root: Node, told: Testimony) -> None:
    """Take down what a page's head and markup say, before anything is taken out of it."""
    base = _one(root, "//base/@href")
    for item in _linked_data(root):
        _from_linked_data(item, told)
    said = _metas(root)
    for names, field in ((PUBLISHED, "published"), (UPDATED, "updated")):
        for name in names:
            told.date(field, said.get(name), f"meta {name}")
    for names, field in ((PUBLISHERS, "publisher"), (AUTHORS, "author"), (TITLES, "title")):
        for name in names:
            if not said.get(name, "").startswith(("http:", "https:", "@")):
                told.say(field, said.get(name), f"meta {name}")
    for name in ("datePublished", "dateModified"):
        for node in root.xpath(f'//*[@itemprop="{name}"]'):
            field = "published" if name == "datePublished" else "updated"
            when = node.get("content") or node.get("datetime") or node.text_content()
            told.date(field, when, f"itemprop {name}")
    _times(root, told)
    address = _one(root, '//link[@rel="canonical"]/@href') or said.get("og:url") or base
    if address and urlsplit(address).netloc:
        told.say("address", address, "canonical link", Sure.STATED)
    told.say("language", (root.get("lang") or said.get("language", ""))[:2].lower(), "<html lang>",
             Sure.WEAK)  # fmt: skip
    _from_text(root, told)
    _weak_names(root, told)


def from_address(address: str, told: Testimony) -> None:
    """What the address says by itself: the host, and a day in the path."""
    parts = urlsplit(address)
    told.say("publisher", (parts.hostname or "").removeprefix("www."), "host", Sure.WEAK)
    found = IN_ADDRESS.search(parts.path)
    if found:
        told.date("published", "-".join((found[1], found[2], found[3])), "address", Sure.WEAK)


def saved_from(data: bytes, told: Testimony) -> None:
    """The address that a browser writes into the pages that it saves."""
    found = SAVED.search(data[:4096])
    if found:
        told.say("address", found[1].decode("ascii", "replace"), "saved-from mark", Sure.LIKELY)


def _one(root: Node, path: str) -> str:
    found = root.xpath(path)
    return str(found[0]).strip() if found else ""


def _metas(root: Node) -> dict[str, str]:
    said: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        if name and node.get("content"):
            said.setdefault(name.strip().lower(), node.get("content").strip())
    return said


def _linked_data(root: Node) -> Iterator[dict[str, Any]]:
    """Items of JSON-LD that describe the page itself, articles before others."""
    items: list[dict[str, Any]] = []
    for script in root.xpath('//script[@type="application/ld+json"]')[:20]:
        try:
            raw = json.loads((script.text or "").strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        listed: list[Any] = cast(list[Any], raw) if isinstance(raw, list) else [raw]
        for one in listed:
            if isinstance(one, dict):
                graph = cast(dict[str, Any], one).get("@graph")
                items += [i for i in (graph if isinstance(graph, list) else [one])
                          if isinstance(i, dict)]  # fmt: skip
    kept = [i for i in items if ARTICLES.search(_kind(i))]
    yield from sorted(kept, key=lambda i: _kind(i) == "WebPage")


def _kind(item: dict[str, Any]) -> str:
    kind = item.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _from_linked_data(item: dict[str, Any], told: Testimony) -> None:
    told.date("published", item.get("datePublished"), "JSON-LD datePublished")
    told.date("updated", item.get("dateModified"), "JSON-LD dateModified")
    told.say("title", _word(item.get("headline")), "JSON-LD headline")
    told.say("publisher", _word(item.get("publisher")), "JSON-LD publisher")
    told.say("author", _word(item.get("author")), "JSON-LD author")
    address = item.get("mainEntityOfPage") or item.get("url")
    if isinstance(address, dict):
        address = cast(dict[str, Any], address).get("@id")
    if isinstance(address, str) and address.startswith("http"):
        told.say("address", address, "JSON-LD url", Sure.LIKELY)


def _word(value: Any) -> str:
    """A name in JSON-LD: text, a thing with a name, or a list of these."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_word, cast(list[Any], value))))
    if isinstance(value, dict):
        value = cast(dict[str, Any], value).get("name")
    return value if isinstance(value, str) and not value.startswith("http") else ""


def _times(root: Node, told: Testimony) -> None:
    """The first <time> of the article, none in teasers or comments."""
    places = root.xpath("//article//time | //main//time | //header//time") or root.xpath("//time")
    for node in places:
        beside = any(
            up.tag in ("aside", "nav", "footer", "li", "a")
            or re.search(
                r"comment|related|teaser|card|sidebar|promo|latest",
                f"{up.get('class')} {up.get('id')}",
            )
            for up in node.iterancestors()
        )
        if beside:
            continue
        when = node.get("datetime") or node.text_content()
        around = one_line(node.getparent().text_content() if node.getparent() is not None else "")
        changed = re.search(
            r"updated|modified", f"{node.get('class')} {node.get('itemprop')}", re.I
        )
        changed = changed or re.match(r"(?:last )?(?:updated|modified)", around, re.I)
        if (
            told.date("updated" if changed else "published", when, "<time>", Sure.LIKELY)
            and not changed
        ):
            return


def _from_text(root: Node, told: Testimony) -> None:
    """A day that stands alone, or behind "Published", near the top of the page."""
    body = next(iter(root.iter("body")), root)
    for nth, node in enumerate(
        body.iter("p", "div", "span", "small", "li", "address", "em", "h6", "td")
    ):
        if nth > 400:
            return
        said = one_line(node.text_content()[:200])
        if not 6 <= len(said) <= 120:
            continue
        marked = BYLINE.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        for field, pattern in (("updated", CHANGED), ("published", SAID)):
            found = pattern.match(said)
            day = DAYISH.search(found[1]) if found else None
            if found and (day or parse_date(found[1])):
                told.date(field, day[0] if day else found[1], "text of the page", Sure.WEAK)
        if parse_date(said):
            told.date("published", said, "text of the page", Sure.WEAK)
        elif marked and (day := DAYISH.search(said)) and not CHANGED.match(said):
            told.date("published", day[0], "byline", Sure.WEAK)


def heading_of(root: Node) -> str:
    """The heading of the article, or of the page where no article has one."""
    found = root.xpath("//article//h1 | //main//h1") or root.xpath("//h1")
    return one_line(found[0].text_content()) if found else ""


def _weak_names(root: Node, told: Testimony) -> None:
    title = one_line(_one(root, "//title/text()"))
    heading = heading_of(root)
    told.say("title", heading, "<h1>", Sure.LIKELY)
    told.say("title", title, "<title>", Sure.WEAK)
    name, _, site = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    if name and heading and name.strip().lower() == heading.lower():
        told.say("publisher", site, "<title>", Sure.LIKELY)
    for node in root.xpath(
        '//*[@rel="author"] | //*[contains(@class, "byline")] | //*[@itemprop="author"]'
    ):
        said = re.sub(r"^by\s+", "", one_line(node.text_content()), flags=re.I)
        said = DAYISH.sub("", said).strip(" ,|·•–—-")
        if 2 < len(said) < 80:
            told.say("author", said, "byline", Sure.LIKELY)
            return
