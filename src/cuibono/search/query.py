"""What a person types to find something: words, phrases, and what narrows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cuibono.errors import UsageError

NARROWING = ("actor", "publisher", "source", "type", "since", "until")
_TERM = re.compile(
    rf'(?P<key>{"|".join(NARROWING)}):(?:"(?P<quoted>[^"]*)"|(?P<value>\S+))'
    r'|(?P<not>-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))',
    re.I,
)


@dataclass(frozen=True, slots=True)
class Search:
    """A search: what must stand in the text, what must not, and what narrows it, by its key.

    `match` is the same for SQLite's FTS5, "" where only the narrowing is asked for.
    """

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    narrowed: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def match(self) -> str:
        """The words as an expression of FTS5."""
        told = " AND ".join(self.wanted)
        left_out = "".join(f" NOT {word}" for word in self.unwanted)
        return f"({told}){left_out}" if told else ""


def parsed(words: str) -> Search:
    """A search as it was typed; UsageError where it asks for nothing or cannot be meant.

    >>> parsed('"cut ties" shell* -grain actor:PRK').match
    '("cut ties" AND "shell"*) NOT "grain"'
    >>> parsed("actor:PRK").narrowed
    {'actor': 'PRK'}
    """
    if words.count('"') % 2:
        raise UsageError("search: a quotation mark is not closed")
    wanted: list[str] = []
    unwanted: list[str] = []
    narrowed: dict[str, str] = {}
    for term in _TERM.finditer(words):
        if term["key"]:
            narrowed[term["key"].lower()] = (term["quoted"] or term["value"] or "").strip()
            continue
        found = _phrase(term["word"] if term["phrase"] is None else term["phrase"])
        if found:
            (unwanted if term["not"] else wanted).append(found)
    if not wanted and not narrowed:
        what = "only words to leave out" if unwanted else "nothing"
        raise UsageError(f"search: it names {what}: add a word or a phrase to look for")
    if unwanted and not wanted:
        raise UsageError("search: a word to leave out needs a word to look for beside it")
    return Search(tuple(wanted), tuple(unwanted), narrowed)


def _phrase(text: str) -> str:
    """Words as a string of FTS5; `*` at the end of them stands for any ending."""
    bare = text.strip()
    ending = bare.endswith("*")
    kept = re.sub(r"[^\w'’.-]+", " ", bare).strip()
    if not re.search(r"\w", kept):
        return ""
    return f'"{kept}"' + "*" * ending
