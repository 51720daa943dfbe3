"""The document: a text, where it came from and when it was published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its provenance; its identity is the hash of its text.

    `published` is None when neither the file nor the caller says when the text came out;
    `notes` tell the reader what could not be taken from the file.

    >>> Document("Kyiv cut ties with Pyongyang.").id == Document("Kyiv cut ties with Pyongyang.").id
    True
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    published: date | None = None
    path: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The first sixteen hexadecimal digits of the SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]
