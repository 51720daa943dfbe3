"""The document: a text, where it came from and when it was published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sure(StrEnum):
    """How sure a witness is: said by the user, in a field made for it, beside it, or only near."""

    GIVEN = "given"
    STATED = "stated"
    LIKELY = "likely"
    WEAK = "weak"

    @property
    def rank(self) -> int:
        """A number to compare by: 3 for what the user says, 0 for the weakest."""
        return 3 - list(Sure).index(self)


@dataclass(frozen=True, slots=True)
class Witness:
    """What one place says of a document: `field` has the name of a field of `Document`.

    Days are written as ISO 8601.

    >>> Witness("published", "2018-05-17", "JSON-LD datePublished", Sure.STATED).sure.rank
    2
    """

    field: str
    value: str
    where: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its provenance; its identity is the hash of its text.

    `published` is None when neither the file nor the caller says when the text came out;
    `updated` is the day of a later change where the file names one; `language` an ISO 639-1 code.
    `witnesses` say where each field was found, the one that decided first; `notes` tell the
    reader what could not be taken from the file.

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
    updated: date | None = None
    language: str | None = None
    witnesses: tuple[Witness, ...] = ()

    @property
    def id(self) -> str:
        """The first sixteen hexadecimal digits of the SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def witness(self, field: str) -> Witness | None:
        """The witness that decided a field, None where nothing is said of it."""
        return next((w for w in self.witnesses if w.field == field), None)
