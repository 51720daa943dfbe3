"""Characters that are obeyed and not seen, written out: one place for all that people look at.

What moves a cursor, turns the direction of writing, hides letters or speaks to a program unseen
must not do so because a document, a file or a person is called that way.
"""

from __future__ import annotations

import json
import re
from typing import Any

# The joiners U+200C and U+200D stay: Persian, Hindi and emoji are written with them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)

# What a spreadsheet takes for the beginning of a formula.
MARKS = "=+\\-@\t\r＝＋－＠"
_HARMLESS = re.compile(r"-+\Z|[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)
_RISKY = re.compile(rf"'*\s*[{MARKS}]")


def written_out(text: str) -> str:
    r"""A text in which such characters are written out; line ends and tabs stay.

    >>> written_out("\x1b[2Jgone"), written_out("two\nlines")
    ('\\x1b[2Jgone', 'two\nlines')
    """
    return UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def on_one_line(text: str) -> str:
    r"""The same with line ends and tabs written out as well, as for the name of a file.

    >>> on_one_line("two\nlines.md")
    'two\\nlines.md'
    """
    return written_out(text).replace("\n", "\\n").replace("\t", "\\t")


def as_json(value: Any, indent: int | None = None) -> str:
    r"""A value as JSON that reads back as it was, whatever is in it, and obeys nothing when shown.

    >>> as_json({"title": "\u202eevil"})
    '{"title": "\\u202eevil"}'
    """
    # JSON itself writes out only what is below a space.
    return UNSEEN.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def in_xml(page: str) -> str:
    r"""A page of XML that reads back as it was, with such characters as references to them.

    >>> in_xml("<b>\u202e</b>")
    '<b>&#x202e;</b>'
    """
    return UNSEEN.sub(_reference, page)


def _reference(found: re.Match[str]) -> str:
    # What XML cannot hold in any form is marked.
    return f"&#x{ord(found[0]):x};" if found[0] >= " " or found[0] == "\r" else "\ufffd"


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


def defused(text: str) -> str:
    """A text as a cell that is not computed.

    >>> defused("=1+1"), defused("-5.2"), defused("---"), defused("@home"), defused("Kyiv")
    ("'=1+1", '-5.2', '---', "'@home", 'Kyiv')
    """
    return f"'{text}" if _RISKY.match(text) and not _HARMLESS.match(text) else text
