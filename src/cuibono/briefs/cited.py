"""A sentence with the statements behind it: the only kind of sentence that a brief holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cuibono.coding.statement import Statement
from cuibono.errors import CuibonoError

INNER = str.maketrans({"“": "‘", "”": "’"})
OPENING, CLOSING = re.compile(r'(?<![^\s(\[—–])"(?=\S)'), re.compile('"')
"""Straight marks that open a quotation, and those that close one."""
READ, AROUND = "read", "around"


def inside(text: str) -> str:
    """Words as they stand inside a quotation, on one line.

    >>> inside('They met\\n“friends” and "foes".')
    'They met ‘friends’ and ‘foes’.'
    """
    curled = CLOSING.sub("’", OPENING.sub("‘", text.translate(INNER)))
    return " ".join(curled.split())


@dataclass(frozen=True, slots=True)
class Around:
    """The sentences that are shown with a quote: before it and after it, and where all begin
    and end in the text.
    """

    start: int
    end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence and the statements that support it; without any it cannot be made.

    `around` gives the sentences that it shows beside the quotes of some of them; `disputes` says
    whether it sets the first of two against the second. `also` are statements of the sentences that
    it shows around: they are cited, but not what it is told for. `marks` say where in the text the
    words stand that were read.

    >>> Cited("Something happened.", ())
    Traceback (most recent call last):
    cuibono.errors.CuibonoError: a sentence without a citation: “Something happened.”
    """

    text: str
    statements: tuple[Statement, ...]
    around: tuple[tuple[Statement, Around], ...] = ()
    disputes: bool = False
    also: tuple[Statement, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()

    def shows(self, statement: Statement) -> bool:
        """Whether the words of a statement stand in it, be it around those of another."""
        place = statement.document, statement.start
        if any((s.document, s.start) == place for s in self.statements):
            return True
        return any(
            s.document == statement.document and a.start <= statement.start < a.end
            for s, a in self.around
        )

    def __post_init__(self) -> None:
        if not self.statements:
            raise CuibonoError(f"a sentence without a citation: “{self.text}”")

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The text in pieces, each with what it is: words that were READ, or that stand AROUND
        them in one quotation; empty for all else, and where a quotation has nothing around.

        >>> read = Statement("d", "Kyiv cut ties.", 0, 14, "cut", 5, 8, "UKR", "Kyiv", "SANCTION")
        >>> Cited("“It rained. Kyiv cut ties.” (Wire)", (read,), marks=((12, 26),)).parts
        (('“', ''), ('It rained. ', 'around'), ('Kyiv cut ties.', 'read'), ('” (Wire)', ''))
        >>> Cited("“Kyiv cut ties.” (Wire)", (read,), marks=((1, 15),)).parts
        (('“Kyiv cut ties.” (Wire)', ''),)
        """
        found: list[tuple[str, str]] = []
        at = 0
        for begin, end in sorted({self._quotation(mark) for mark in self.marks}):
            inside_ = sorted(m for m in self.marks if begin <= m[0] and m[1] <= end)
            if inside_ == [(begin, end)]:
                continue
            found.append((self.text[at:begin], ""))
            at = begin
            for first, last in inside_:
                found += [(self.text[at:first], AROUND), (self.text[first:last], READ)]
                at = last
            found.append((self.text[at:end], AROUND))
            at = end
        return tuple(piece for piece in (*found, (self.text[at:], "")) if piece[0])

    def _quotation(self, mark: tuple[int, int]) -> tuple[int, int]:
        """Where the quotation begins and ends that words stand in."""
        end = self.text.find("”", mark[1])
        return self.text.rfind("“", 0, mark[0]) + 1, end if end >= 0 else len(self.text)

    def kept(self, other: Cited) -> tuple[tuple[int, int], ...]:
        """The marks of another sentence that hold in this one, which begins with the same words."""
        return tuple(m for m in other.marks if self.text[: m[1]] == other.text[: m[1]])


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentences, and how many more there would be.

    `topic` is the heading of everything that may stand here, where the heading names only what
    does.
    """

    heading: str
    sentences: tuple[Cited, ...]
    more: int = 0
    topic: str = ""

    @property
    def rest(self) -> str:
        """A line on what is left out, empty where nothing is."""
        if not self.more:
            return ""
        many = "1 more passage is" if self.more == 1 else f"{self.more:,} more passages are"
        return f"{many} left out here; `cuibono timeline` shows everything."


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote of the list at the end: its number, its place, and the statements it carries."""

    number: int
    statements: tuple[Statement, ...]

    @property
    def first(self) -> Statement:
        """The statement that gives the quote its text and place."""
        return self.statements[0]

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The quote cut into pieces, each with whether it is a trigger."""
        quote, start = self.first.quote, self.first.start
        spans = sorted({(s.trigger_start - start, s.trigger_end - start) for s in self.statements})
        pieces: list[tuple[str, bool]] = []
        at = 0
        for first, last in spans:
            if first >= at:
                pieces += [(quote[at:first], False), (quote[first:last], True)]
                at = last
        return tuple(p for p in (*pieces, (quote[at:], False)) if p[0])


@dataclass
class Quotes:
    """Quotes numbered in the order in which sentences first cite them."""

    _held: dict[tuple[str, int, int], list[Statement]] = field(
        default_factory=dict[tuple[str, int, int], list[Statement]]
    )

    def cite(self, sentence: Cited) -> list[int]:
        """The numbers of a sentence's quotes, in ascending order."""
        numbers: set[int] = set()
        for statement in (*sentence.statements, *sentence.also):
            place = (statement.document, statement.start, statement.end)
            group = self._held.setdefault(place, [])
            if statement not in group:
                group.append(statement)
            numbers.add(list(self._held).index(place) + 1)
        return sorted(numbers)

    def all(self) -> tuple[Quote, ...]:
        """Every quote that was cited, in the order of their numbers."""
        return tuple(Quote(n, tuple(group)) for n, group in enumerate(self._held.values(), 1))
