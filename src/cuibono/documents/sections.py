"""Headings under which nothing of a text's own stands: references, teasers, comments."""

from __future__ import annotations

import re
from itertools import pairwise

REFERENCES = re.compile(
    r"(?:\d+\.?\s+)?(?:(?:selected |list of |further )?(?:references?|bibliograph(?:y|ies)"
    r"|works cited"
    r"|end ?notes?|foot ?notes?|sources and notes|notes and references|literature cited"
    r"|further reading|external links|see also|notes|sources|citations))\s*:?",
    re.I,
)
TEASERS = re.compile(
    r"(?:don[’']t miss(?: (?:this|it|out))?|(?:also|read|you may|you might|people"
    r"|more) (?:also )?(?:read|like|more"
    r"|next|stor(?:y|ies)|news|coverage|articles?)(?: this)?|read also|also see|see more"
    r"|related(?: (?:stor(?:y|ies)|articles?|news|content|posts?|links|topics|coverage|reading"
    r"|items))?"
    r"|more (?:on|from|about|in)\b.{0,60}|most (?:read|popular|viewed|shared|commented)"
    r"|trending(?: \w+)?|recommended(?: .{0,30})?|what to read next|up next|next up"
    r"|latest(?: (?:news|stories|headlines|updates|articles|posts|videos?))?"
    r"|top stories|editor[’']?s[’']? (?:picks?|choice)|in other news|in case you missed it"
    r"|you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|from our partners"
    r"|sponsored(?: \w+)*"
    r"|advertisement|around the web|keep reading|continue reading|promoted(?: \w+)*"
    r"|share (?:this|on)\b.{0,30}|follow us.{0,40}|newsletters?|sign up.{0,60}|subscribe.{0,60}"
    r"|(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|join the (?:conversation"
    r"|discussion)"
    r"|(?:\d+ )?repl(?:y|ies)|reader comments|about the authors?|tags|topics"
    r"|cookies?(?: \w+){0,4}|we value your privacy|your privacy.{0,30}|stay (?:informed"
    r"|connected).{0,30})"
    r"\s*[:.!]?",
    re.I,
)
LABELLED = re.compile(
    r"\W*(?:don[’']t miss|also read|read also|read more|read next|related(?: \w+)?|see also"
    r"|more on this"
    r"|must read|recommended|watch|listen|explainer|in pictures)\s*[:|>»–—-]\s*\S",
    re.I,
)
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$", re.M)


def aside(heading: str) -> bool:
    """Whether what stands under a heading is not of the text itself.

    >>> aside("References"), aside("Don't miss"), aside("Sources of the conflict")
    (True, True, False)
    """
    line = " ".join(heading.split())
    return bool(REFERENCES.fullmatch(line) or TEASERS.fullmatch(line))


def teaser(paragraph: str) -> bool:
    """Whether a paragraph only leads to another text.

    >>> teaser("Also read: Iran denies it"), teaser("He said: Iran denies it.")
    (True, False)
    """
    return len(paragraph) < 300 and LABELLED.match(paragraph) is not None


def without_sections(markdown: str) -> str:
    """Markdown without the sections whose headings say that they are not part of the text.

    >>> without_sections("# War\\n\\nIt fell.\\n\\n## References\\n\\n1. X.\\n\\n## Peace\\n\\nNo.")
    '# War\\n\\nIt fell.\\n\\n## Peace\\n\\nNo.'
    """
    heads = [(m.start(), len(m[1]), m[2]) for m in HEADING.finditer(markdown)]
    kept, dropping = [markdown[: heads[0][0]] if heads else markdown], 0
    for (start, level, title), (end, _, _) in pairwise([*heads, (len(markdown), 0, "")]):
        if dropping and level > dropping:
            continue
        dropping = level if aside(title) else 0
        if not dropping:
            kept.append(markdown[start:end])
    return "".join(kept)


def without_tail(paragraphs: list[str]) -> list[str]:
    """Paragraphs up to the list of references that ends a text, single teasers taken out.

    Only a heading in the second half of the text ends it, so that a table of contents does not.

    >>> without_tail(["Kyiv fell.", "It rose.", "Also read: more", "References", "1. X."])
    ['Kyiv fell.', 'It rose.']
    """
    half = sum(map(len, paragraphs)) / 2
    seen, kept = 0, list[str]()
    for paragraph in paragraphs:
        seen += len(paragraph)
        bare = " ".join(paragraph.split())
        if len(bare) < 60 and seen >= half and REFERENCES.fullmatch(bare):
            break
        if not teaser(bare):
            kept.append(paragraph)
    return kept
