"""Bytes of a page to text, by the rules that browsers follow (WHATWG Encoding Standard)."""

from __future__ import annotations

import codecs
import re

# Labels that browsers take for a larger relative of the encoding that they name.
AS_BROWSERS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030",
    "euc_kr": "cp949", "big5": "big5hkscs", "utf-16": "utf-8", "utf-16-le": "utf-8",
    "utf-16-be": "utf-8", "utf-7": "cp1252",
}  # fmt: skip
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)")
PRESCAN = 4096
# What Windows-1252 leaves undefined browsers keep as control characters.
HOLES = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def _hole(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return HOLES.get(error.object[error.start], "\ufffd"), error.start + 1
    raise error


codecs.register_error("cuibono-hole", _hole)


def browser_name(label: str) -> str | None:
    """The codec that browsers use for a label; None for an unknown label.

    >>> browser_name("ISO-8859-1"), browser_name("latin1"), browser_name("x-unknown")
    ('cp1252', 'cp1252', None)
    """
    try:
        name = codecs.lookup(label.strip().strip("'\"").lower()).name
        "".encode(name)  # some codecs of Python do not make text
    except (LookupError, ValueError, TypeError):
        return None
    return AS_BROWSERS.get(name, name)


def page_text(data: bytes, said: str | None = None) -> tuple[str, tuple[str, ...]]:
    """A page's text and notes: by its mark, by `said` (a server's header), by its own label.

    Without a label, or where the label is plainly wrong, UTF-8 if it fits, else Windows-1252.

    >>> page_text(b'<meta charset="iso-8859-1">\\x93Yes\\x94')[0]
    '<meta charset="iso-8859-1">“Yes”'
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), ()
    head = data[:PRESCAN]
    label = DECLARED.search(head) or XML_DECLARED.search(head)
    names = (said, label[1].decode("ascii") if label else None)
    name = next((n for n in map(browser_name, filter(None, names)) if n), None)
    if name is None or name == "utf-8":
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError as error:
            if name and _mostly_utf8(data, error):
                return data.decode("utf-8", "replace"), ("some bytes are not UTF-8",)
            name = "cp1252"
    return data.decode(name, "cuibono-hole" if name == "cp1252" else "replace"), ()


def _mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether a page that calls itself UTF-8 is that but for a few bytes."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 4 < sum(ord(c) > 127 for c in text)
