"""Inputs that were good once: cut, doubled, mixed, and filled with what breaks things."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from contextlib import suppress

from cuibono.exchange.imports.importer import PLANS
from cuibono.language.times.words import LEXICON

GOOD = """[columns]
date = "day"
actor = "who"
recipient = "whom"
type = "what"
until = "until"
latitude = "lat"
longitude = "lon"
url = "url"
event_id = "id"
"""
COLUMNS = ("day", "who", "whom", "what", "until", "lat", "lon", "url", "id")
MARKS = (
    "", " ", "\x00", "\n", "\r", "\t", '"', "'", "`", ",", ";", "<", ">", "&", "%", "%s", "{}",
    "\\", "/", "../..", "-", "--", "=", "+", "@", "\u202e", "\ufeff", "\u2028", "é", "e\u0301",
    "평양", "أرسلت", "🚀", "\x1b[2J", "\x9b31m", "<script>alert(1)</script>", "=cmd()", "None",
    "NaN", "inf", "-0", "1e309", "٣", "½", "²", "Ⅷ", "DROP TABLE", "*", "(", ")", "[", "]", "_",
    "AND", "OR", "NOT", "NEAR", "\ud7ff", "\uffff", "\U0010ffff",
)  # fmt: skip
NUMBERS = (
    "0", "1", "-1", "31", "32", "99", "366", "1582", "1900", "2022", "9999", "10000", "99999",
    "2147483648", "9223372036854775808", "1" * 40, "1" * 5000, "0.1", "1e400",
)  # fmt: skip
DAYS = (
    "2022-11-02", "2022-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "20221102", "2022-W44",
    "2 November 2022", "Nov 2, 2022", "02/11/2022", "2022-11-02T24:00:00+99:99", "1 January 1",
    "Wed, 02 Nov 2022 08:00:00 +0000", "2022-11-02T08:00:00Z", "29 February 2023",
)  # fmt: skip
WORDS = (
    "Russia", "North Korea", "PRK", "RUS", "RUS.MIL", "---", "AID", "SANCTION", "138", "GOV",
    "Kim Jong-un", "Moscow", "violence", "military", "reported", "denied",
)  # fmt: skip
TIMES = (
    *sorted(LEXICON), *DAYS, *NUMBERS[:12], "of", "the", "and", "to", "from", "until", "since",
    "between", "tonnes", "billion", "per cent", "dozen", "shells", "a", "o'clock", "GMT", "BC",
    ",", ".", "-", "–", "/", ":",
)  # fmt: skip
HEAVY = (
    b"<div>", b"<", b"[", b"{", b"(", b"((", b"&", b"a" * 50, b" ", b"\n", b"> ", b"=?utf-8?B?",
    b"{\\rtf1 ", b"\\'", b"--x\r\n", b"From x\n", b'"', b",", b"&amp;", b"<!--", b"<![CDATA[",
    b"\xff", b"\x00", b"9", b"<table><tr><td>", b"<item>", b"Content-Type: x\r\n",
)  # fmt: skip
FIELDS = (
    "q", "page", "sort", "publisher", "since", "until", "as_of", "a", "b", "order", "sure", "at",
    "type", "actor", "recipient", "source", "seen", "who", "why", "ids", "start", "end", "via",
    "published", "title", "address", "author", "when", "stance", "certainty", "item", "mode",
    "happening", "statement", "judgement", "back", "trigger_start", "trigger_end", "was_actor",
    "document", "after", "second", "every", "outcome", "because", "token",
)  # fmt: skip


class Mutants:
    """What is made of good inputs by one source of chance."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw

    def value(self) -> str:
        """Any value of a field: words, days, numbers, marks, letters, or several of them."""
        draw = self.draw
        kinds = (WORDS, DAYS, NUMBERS, MARKS)
        made = draw.choice(draw.choice(kinds))
        while draw.random() < 0.35:
            made += draw.choice(("", " ")) + draw.choice(draw.choice(kinds))
        if draw.random() < 0.15:
            made += "".join(chr(self._letter()) for _ in range(draw.randrange(1, 12)))
        return self._cut(made) if draw.random() < 0.3 else made

    def _letter(self) -> int:
        letter = self.draw.choice((self.draw.randrange(256), self.draw.randrange(0x110000)))
        return 0x20 if 0xD800 <= letter < 0xE000 else letter

    def _cut(self, text: str) -> str:
        at = self.draw.randrange(len(text) + 1)
        return text[:at] + self.draw.choice(MARKS) + text[at + self.draw.randrange(3) :]

    def times(self) -> str:
        """Words of time in any order."""
        draw = self.draw
        if draw.random() < 0.2:
            return self.value()
        text = " ".join(draw.choice(TIMES) for _ in range(draw.randrange(1, 9)))
        return self._cut(text) if draw.random() < 0.4 else text

    def rows(self, many: int) -> tuple[str, str, bytes]:
        """A format that is imported, an ending, and so many rows of it."""
        draw = self.draw
        format_ = draw.choice(("own", "own", *PLANS))
        heads: Sequence[str] = COLUMNS
        between = ","
        if format_ != "own":
            plan = PLANS[format_]
            heads, between = draw.choice(plan.layouts or (plan.needed,)), plan.delimiter
        lines = [between.join(self._cell(name) for name in heads) for _ in range(many)]
        whole = [between.join(heads), *lines] if format_ == "own" or draw.random() < 0.8 else lines
        data = draw.choice(("\n", "\r\n")).join(whole).encode("utf-8", "replace")
        if draw.random() < 0.2:
            data = self.bytes(data)
        return format_, draw.choice((".csv", ".tsv", ".txt")), data

    def _cell(self, name: str) -> str:
        draw, low = self.draw, name.lower()
        if draw.random() < 0.15:
            made = self.value()
        elif "date" in low or low in ("day", "until"):
            made = draw.choice(DAYS)
        elif "lat" in low or "lon" in low or "id" in low or "code" in low:
            made = draw.choice((*NUMBERS[:12], *WORDS))
        else:
            made = draw.choice((*WORDS, ""))
        return made if draw.random() < 0.1 else made.replace("\n", " ").replace("\r", " ")

    def file(self, data: bytes) -> bytes:
        """A file with something wrong in it; what is packed is unpacked and packed again."""
        if data[:2] == b"PK" and self.draw.random() < 0.8:
            with suppress(zipfile.BadZipFile, RuntimeError, NotImplementedError):
                return self._packed(data)
        return self.bytes(data)

    def _packed(self, data: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            names = old.namelist()
            hit = self.draw.choice(names) if names else ""
            for name in names:
                held = old.read(name)
                new.writestr(name, self.bytes(held) if name == hit else held)
        return made.getvalue()

    def bytes(self, data: bytes) -> bytes:
        """Some bytes with one or a few things done to them."""
        draw = self.draw
        for _ in range(draw.choice((1, 1, 2, 4))):
            a, b = sorted(draw.randrange(len(data) + 1) for _ in range(2))
            b = min(b, a + draw.choice((1, 8, 100, 10_000)))
            do = draw.randrange(8)
            if do == 0:
                data = data[:a]
            elif do == 1:
                data = data[:a] + data[b:]
            elif do == 2:
                data = data[:b] + data[a:b] * draw.choice((1, 3, 50)) + data[b:]
            elif do == 3:
                data = data[:a] + draw.randbytes(min(b - a, 200)) + data[b:]
            elif do == 4:
                data = data[:a] + draw.choice(HEAVY) * draw.choice((1, 30, 3000)) + data[a:]
            elif do == 5:
                data = data[:a] + self.value().encode("utf-8", "replace") + data[b:]
            elif do == 6:
                data = data.replace(data[a : a + 3] or b"e", draw.choice(HEAVY))
            else:
                data = data[:a] + draw.choice(NUMBERS).encode() + data[a:]
            data = data[:400_000]
        return data
