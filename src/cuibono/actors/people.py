"""People in office: who was head of state, head of government, minister, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cuibono.actors.names import key, listed
from cuibono.errors import CuibonoError

# How near a day must be to a term for the person to be named by the office at all.
FORMER = "ELI"

# Which office speaks first for a surname that several people in office share.
RANK = ("HOS", "HOG", "GOV", "MFA", "MIL", "LEG", "INTEL", "MED")

_LINE = re.compile(
    r"(?P<since>\d{4}(?:-\d\d(?:-\d\d)?)?)\.\.(?P<until>\d{4}(?:-\d\d(?:-\d\d)?)?)?\s+(?P<names>\S.*)$"
)
_SURNAME = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office: the role's code and the days between which it was held."""

    role: str
    since: str
    until: str | None

    def covers(self, on: str) -> bool:
        """Whether the term runs on an ISO day; its last day belongs to the successor."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held office in a state or body, under all spellings."""

    root: str
    name: str
    surname: str
    spellings: tuple[str, ...]
    terms: tuple[Term, ...]

    def term(self, on: str) -> Term | None:
        """The term that runs on a day, the highest office first."""
        running = [term for term in self.terms if term.covers(on)]
        return min(running, key=_rank, default=None)

    @property
    def last(self) -> Term:
        """The term that began last."""
        return max(self.terms, key=lambda t: t.since)

    def code(self, on: str | None) -> str:
        """The person's code on a day: the office, or ELI (elite) outside any office.

        Without a day, the office held last.
        """
        term = self.term(on) if on else self.last
        return f"{self.root}.{term.role if term else FORMER}"

    def why(self, on: str | None) -> str:
        """In English, why a name means this code on a day."""
        if on is None:
            return f"{self.name}, {self.root}.{self.last.role} from {self.last.since}"
        term = self.term(on)
        if term is not None:
            return f"{self.name}, {self.root}.{term.role} since {term.since}"
        last = self.last
        span = f"{last.since} to {last.until}" if last.until else f"from {last.since}"
        return f"{self.name}, out of office on {on} ({last.role} {span})"


def _rank(term: Term) -> int:
    return RANK.index(term.role) if term.role in RANK else len(RANK)


def parse_terms(root: str, role: str, block: str) -> Iterable[tuple[str, tuple[str, ...], Term]]:
    """Name, other spellings and term of each line of an office's block.

    Raises CuibonoError naming the line that cannot be read.
    """
    for line in block.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line.strip())
        if match is None:
            raise CuibonoError(
                f"actors: {root}.{role}: “{line.strip()}” is not “since..until Name = spelling”"
            )
        name, _, others = match["names"].partition("=")
        yield name.strip(), listed(others), Term(role, match["since"], match["until"])


def gather_people(lines: Iterable[tuple[str, str, tuple[str, ...], Term]]) -> tuple[Person, ...]:
    """People from (root, name, spellings, term), all terms of one name in one person."""
    held: dict[tuple[str, str], tuple[list[str], list[Term]]] = {}
    for root, name, others, term in lines:
        spellings, terms = held.setdefault((root, key(name.replace("*", ""))), ([], []))
        spellings.extend(s for s in (name, *others) if s not in spellings)
        terms.append(term)
    return tuple(_person(root, s, t) for (root, _), (s, t) in held.items())


def _person(root: str, spellings: list[str], terms: list[Term]) -> Person:
    plain = tuple(s.replace("*", "") for s in spellings)
    return Person(root, plain[0], surname_of(spellings[0]), plain, tuple(terms))


def surname_of(name: str) -> str:
    """What stands between asterisks, or the last word.

    >>> surname_of("*Kim* Jong-un"), surname_of("Joe Biden")
    ('Kim', 'Biden')
    """
    marked = _SURNAME.search(name)
    return marked[1] if marked else name.rsplit(maxsplit=1)[-1]
