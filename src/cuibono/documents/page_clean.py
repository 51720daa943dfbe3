"""A page's tree without what is not its text: menus, teasers, banners, comments, references.

Nothing that holds most of the page's prose is ever taken out, whatever it is called.
"""

from __future__ import annotations

import re
from typing import Any

from cuibono.documents.sections import aside, teaser
from cuibono.documents.xml import etree

Node = Any  # of lxml, which has no types
GONE = (
    "script", "style", "noscript", "template", "svg", "math", "form", "button", "input", "select",
    "textarea", "iframe", "object", "embed", "canvas", "video", "audio", "picture", "img", "nav",
    "aside", "footer", "dialog", "menu", "figcaption", "figure", "label", "rt", "rp", "link",
    "meta",
)  # fmt: skip
NAMED = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|privacy|banner|newsletters?|subscri\w*|sign-?up|promos?"
    r"|promoted|advert\w*|ads?|sponsor\w*|related\w*|recommend\w*|recirc\w*|more-(?:stories|on"
    r"|from|news)"
    r"|read-?(?:more|also|next)|also-?(?:read|like)|dont-?miss|teasers?|trending|most-?(?:read"
    r"|popular)"
    r"|popular|sidebar|side-?bar|shar(?:e|ing)|social|comments?|comment-?list|disqus|respond"
    r"|breadcrumbs?"
    r"|pagination|pager|foot-?notes?|references?|ref-?list|citations?|bibliography|paywall|tags"
    r"|tag-list"
    r"|author-?bio|about-?author|site-?(?:header|footer|nav)|navbar|nav|menu|masthead"
    r"|skip-?link|modal"
    r"|popup|overlay|outbrain|taboola|widget|infobox|navbox|toc|mw-editsection|hatnote|noprint"
    r"|caption"
    r"|print-only|screen-reader-text|sr-only|visually-hidden|reflist|reference|up-?next"
    r"|page-?footer"
    r"|twitter-tweet|instagram-media|fb-post|tiktok-embed|entry-meta|post-meta|article-meta|byline)"
    r"(?=$|[\s_-])",
    re.I,
)
ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
         "menu", "menubar", "toolbar", "doc-endnotes", "doc-bibliography",
         "doc-footnote"}  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    """p div section article ul ol li dl dt dd table tbody thead tr td th blockquote pre main header
    h1 h2 h3 h4 h5 h6 hr br address details summary center""".split()
)
MOST = 0.5
LINKED = 0.75


def cleaned(root: Node) -> Node:
    """The tree, in place, without what is not the text."""
    for comment in list(root.iter(etree().Comment)):
        _drop(comment)
    prose = _prose(root)
    for node in list(root.iter(*GONE)):
        if node.tag in ("figcaption", "figure", "img", "script", "style") or not _holds(
            node, prose
        ):
            _drop(node)
    for node in list(root.iter()):
        inside = node is not root and node.tag not in ("html", "body")
        if inside and (_hidden(node) or _named_away(node)) and not _holds(node, prose):
            _drop(node)
    for marker in list(root.iter("sup")):
        if len(_text(marker)) <= 6 and re.fullmatch(r"[\[(]?[\d*†‡a-z, ]+[\])]?", _text(marker)):
            _drop(marker)
    _other_articles(root, prose)
    _sections(root, prose)
    _links(root, prose)
    return root


def _text(node: Node) -> str:
    return " ".join("".join(node.itertext()).split())


def _prose(root: Node) -> int:
    """How many letters stand in paragraphs, or anywhere where there are none."""
    return sum(len(_text(p)) for p in root.iter("p")) or len(_text(root))


def _holds(node: Node, prose: int) -> bool:
    """Whether a node holds so much of the prose that it cannot be beside the text."""
    own = sum(len(_text(p)) for p in node.iter("p")) or len(_text(node))
    return own > MOST * prose


def _drop(node: Node) -> None:
    """Take a node out; what follows it stays."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def _hidden(node: Node) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _named_away(node: Node) -> bool:
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return (node.get("role") or "").lower() in ROLES or NAMED.search(names) is not None


def _other_articles(root: Node, prose: int) -> None:
    """Of several articles of very unlike length the short ones are teasers or comments."""
    articles = [
        a for a in root.iter("article") if not any(True for _ in a.iterancestors("article"))
    ]
    sizes = [sum(len(_text(p)) for p in a.iter("p")) for a in articles]
    for article, size in zip(articles, sizes, strict=True):
        if size * 3 < max(sizes) and not _holds(article, prose):
            _drop(article)
    for article in list(root.iter("article")):
        inside = any(True for _ in article.iterancestors("article"))
        if inside and not _holds(article, prose):
            _drop(article)


def _sections(root: Node, prose: int) -> None:
    """What stands under a heading such as "References" or "Don't miss", up to the next heading."""
    for node in list(root.iter(*HEADINGS, "p", "div", "strong", "b", "span", "dt", "summary")):
        said = _text(node)
        if not said or len(said) > 80 or node.getparent() is None or not aside(said):
            continue
        if node.tag not in HEADINGS and any(n.tag in BLOCKS for n in node.iterdescendants()):
            continue
        top = _alone(node)
        level = HEADINGS.index(node.tag) if node.tag in HEADINGS else len(HEADINGS)
        for after in list(top.itersiblings()):
            if _begins(after, level) or _holds(after, prose):
                break
            # A label that is not a heading reaches as far as its list or its links do.
            if node.tag not in HEADINGS and _linked(after) < LINKED:
                break
            _drop(after)
        _drop(top)


def _alone(node: Node) -> Node:
    """The outermost node that holds nothing but this one."""
    said = _text(node)
    parent = node.getparent()
    while parent is not None and parent.tag not in ("body", "html") and _text(parent) == said:
        node, parent = parent, parent.getparent()
    return node


def _begins(node: Node, level: int) -> bool:
    """Whether a node is, or begins with, a heading of this level or a higher one."""
    if not isinstance(node.tag, str):
        return False
    first = node if node.tag in HEADINGS else next(iter(node.iter(*HEADINGS)), None)
    return first is not None and HEADINGS.index(first.tag) <= level and not aside(_text(first))


def _linked(node: Node) -> float:
    """Which part of a node's text is links."""
    whole = len(_text(node))
    if not whole or not isinstance(node.tag, str):
        return 1.0
    inside = [a for a in node.iter("a") if a.get("href") and not a.get("href").startswith("#")]
    return min(1.0, sum(len(_text(a)) for a in inside) / whole)


def _links(root: Node, prose: int) -> None:
    """Cards and lines that only lead elsewhere."""
    for link in list(root.iter("a")):
        blocks = any(n.tag in BLOCKS and n.tag != "br" for n in link.iterdescendants())
        if blocks and link.getparent() is not None and not _holds(link, prose):
            _drop(link)
    for heading in list(root.iter(*HEADINGS)):
        if heading.tag == "h1" or _linked(heading) < LINKED or heading.getparent() is None:
            continue
        card = heading.getparent()
        small = len(_text(card)) < 600 and card.tag not in ("body", "main", "article")
        _drop(card if small and not _holds(card, prose) else heading)
    for line in list(root.iter("p", "li", "ul", "ol", "div", "td", "dd")):
        if line.getparent() is None or line.tag == "body":
            continue
        if line.tag == "div" and any(n.tag in BLOCKS for n in line.iterdescendants()):
            continue
        said = _text(line)
        several = len(said.split()) > 2 or sum(1 for _ in line.iter("a")) > 1
        lead = several and _linked(line) >= LINKED
        if (lead or teaser(said)) and not _holds(line, prose):
            _drop(line)
