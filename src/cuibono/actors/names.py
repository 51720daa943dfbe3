"""The shape of names: how a phrase is cut into comparable words, and how plurals are made."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PIECE = re.compile(r"\w+|[^\w\s]")
_INITIALS = re.compile(r"(?:[A-Za-z]\.){2,}$|(?:[A-Za-z]\.)+[A-Za-z]$")
# Marks that join the parts of one name; any other mark ends a name.
_JOINERS = frozenset("-‐‑'’ʻʼ.`´&")

LOWER, CAPITAL, UPPER = 0, 1, 2


def fold(text: str) -> str:
    """Lower case without accents: what two spellings of a name share.

    >>> fold("Türkiye"), fold("Malacañang")
    ('turkiye', 'malacanang')
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def shape(text: str) -> int:
    """LOWER, CAPITAL (first letter, or a number) or UPPER (all letters, two or more)."""
    if len(text) > 1 and text.isupper():
        return UPPER
    return CAPITAL if text[:1].isupper() or text[:1].isdigit() else LOWER


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[tuple[str, int], ...]:
    """The words of a name or token, folded, each with its shape; joining marks are dropped.

    >>> pieces("Kim Jong-un")
    (('kim', 1), ('jong', 1), ('un', 0))
    >>> pieces("U.S.")
    (('us', 2),)
    """
    found: list[tuple[str, int]] = []
    for word in text.split():
        if _INITIALS.match(word):
            letters = word.replace(".", "")
            found.append((fold(letters), UPPER if letters.isupper() else shape(letters)))
            continue
        for piece in _PIECE.findall(word):
            if piece not in _JOINERS:
                found.append((fold(piece), shape(piece)))
    return tuple(found)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """One string that equal names share.

    >>> key("Côte d’Ivoire") == key("Cote d'Ivoire")
    True
    """
    return " ".join(piece for piece, _ in pieces(text))


def plural(noun: str) -> str | None:
    """The plural of a word for people, None where the word is already one.

    >>> plural("Russian"), plural("Chinese"), plural("Spanish")
    ('Russians', None, None)
    """
    if noun.endswith(("s", "ese", "sh", "ch", "men", "é")):
        return None
    return noun[:-1] + "ies" if noun.endswith("ry") else noun + "s"


def listed(value: object) -> tuple[str, ...]:
    """The items of a field: separated by semicolons, or a list.

    >>> listed("Kyiv; Kiev")
    ('Kyiv', 'Kiev')
    """
    if value is None:
        return ()
    parts = value if isinstance(value, list) else str(value).split(";")  # pyright: ignore[reportUnknownVariableType]
    return tuple(text for part in parts if (text := str(part).strip()))  # pyright: ignore[reportUnknownArgumentType]
