"""What a file says: its text and what it tells of itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from cuibono.documents.dates import dated, parse_date
from cuibono.documents.document import Sure, Witness
from cuibono.errors import CuibonoError

LINE_END = re.compile("\r\n|[\r\v\x1c\x1d\x1e\x85\u2028]")
NO_DATE = "no publication date: relative dates cannot be resolved"
LIGATURES = {
    ord(sign): letters
    for sign, letters in zip("ﬀﬁﬂﬃﬄﬅﬆ", "ff fi fl ffi ffl st st".split(), strict=True)
}
LONGEST = 500
"""What a field may hold; what is longer is not a name, title or address."""

__all__ = [
    "NO_DATE",
    "DocumentError",
    "Found",
    "Part",
    "Testimony",
    "one_line",
    "parse_date",
    "tidy",
]


class DocumentError(CuibonoError):
    """A file that cannot be read: says which and why."""


@dataclass(frozen=True, slots=True)
class Found:
    """Text and provenance as one format's reader found them, before a user's options.

    Of two witnesses for one field the surer decides, of equals the first.
    """

    text: str
    witnesses: tuple[Witness, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One of several documents in a file: a nested file's bytes, what was read, or a fault.

    `witnesses` are what the file around it says of it.
    """

    name: str
    content: bytes | Found | DocumentError
    witnesses: tuple[Witness, ...] = ()


@dataclass(slots=True)
class Testimony:
    """What a file tells of itself, taken down field by field.

    >>> told = Testimony()
    >>> told.say("title", " Ties\\ncut ", "<title>", Sure.LIKELY)
    >>> told.date("published", "2022-02-30", "meta date")
    False
    >>> told.found("Kyiv cut ties.").notes
    ('publication date not understood: 2022-02-30',)
    """

    witnesses: list[Witness] = field(default_factory=list[Witness])
    notes: list[str] = field(default_factory=list[str])

    def say(self, name: str, value: object, where: str, sure: Sure = Sure.STATED) -> None:
        """Take down one field; nothing for an empty value."""
        line = one_line(str(value)[:LONGEST]) if value else ""
        if line:
            self.witnesses.append(Witness(name, line, where, sure))

    def date(self, name: str, written: object, where: str, sure: Sure = Sure.STATED) -> bool:
        """Take down a day; what is not one is noted, not guessed. Whether it was one."""
        text = one_line(str(written)) if written else ""
        if not text:
            return False
        found, why = dated(text)
        if found:
            self.say(name, found.isoformat(), where, sure)
        elif name == "published":
            note = f"publication date not understood: {why}"
            self.notes += [note] * (note not in self.notes)
        return found is not None

    def has(self, name: str) -> bool:
        """Whether anything is said of a field."""
        return any(w.field == name for w in self.witnesses)

    def found(self, text: str) -> Found:
        """The text with all that was told."""
        return Found(text, tuple(self.witnesses), tuple(self.notes))


def surest(witnesses: tuple[Witness, ...], name: str) -> Witness | None:
    """The witness that decides a field: the surest, of equals the first."""
    said = [w for w in witnesses if w.field == name]
    return max(said, key=lambda w: w.sure.rank) if said else None


def as_day(witness: Witness | None) -> date | None:
    """The day that a witness names."""
    return date.fromisoformat(witness.value) if witness else None


def tidy(text: str) -> str:
    """The form in which a text is stored: NFC, one blank line between paragraphs.

    Offsets in the ledger count characters of this form.

    >>> tidy("A\\u0301  state.\\r\\n\\r\\n\\r\\nIts  ally.")
    'Á state.\\n\\nIts ally.'
    """
    text = LINE_END.sub("\n", text).replace("\u2029", "\n\n").replace("\f", "\n\n")
    kept = (
        c
        for c in text
        if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    # Composed last: what is taken out may stand between a letter and its accent.
    composed = unicodedata.normalize("NFC", "".join(kept))
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in composed.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """A title, a name or a complaint in one line that can be stored and shown.

    >>> one_line("Ties\\n  cut\\ud800")
    'Ties cut'
    """
    return " ".join(tidy(text).split())
