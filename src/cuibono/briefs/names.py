"""How actors, dates, items and amounts read in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cuibono.actors import Registry
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED
from cuibono.errors import CuibonoError
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.mouths import speaker

WITH_ARTICLE = frozenset(
    """USA GBR NLD PHL ARE COD CAF DOM MDV BHS GMB SYC SLB MHL COM UN UNSC UNGA EU AU IAEA ICC
    WEST SUN YUG DDR LOAS ASEAN GCC SCO CSTO G7 G20 IMF WTO WHO UNHRC UNICEF WFP OAS OSCE""".split()
)
TITLE = 80
"""Characters of a title that are shown."""
ROLES = {
    "REB": "rebels", "OPP": "the opposition", "BUS": "companies", "CIV": "citizens",
    "PTY": "a party", "ELI": "leading figures",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """What things are called inside a sentence: actors when it is called, types by `kinds`.

    >>> name = namer(Registry.load())
    >>> name("USA"), name("RUS.MFA"), name("---")
    ('the United States', 'Russia', 'an unnamed actor')
    """

    registry: Registry
    kinds: Kinds = SHIPPED

    def __call__(self, code: str) -> str:
        """The name of a code; an organ through which a state speaks has the state's."""
        if code in (UNKNOWN, ""):
            return "an unnamed actor"
        if code in (AUTHOR, UNNAMED):
            return "an unnamed source"
        root, role = self.registry.split(speaker(code))
        try:
            plain = self.registry[root].name
        except CuibonoError:
            return code
        article = root in WITH_ARTICLE and not plain.lower().startswith("the ")
        whole = f"the {plain}" if article else plain
        return f"{ROLES.get(role, role)} of {whole}" if role else whole


def namer(registry: Registry, kinds: Kinds = SHIPPED) -> Wording:
    """A function from codes to names as they stand inside a sentence."""
    return Wording(registry, kinds)


def capital(text: str) -> str:
    """A sentence's first letter as a capital."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """A heading's first letter as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def headline(title: str | None) -> str:
    """A title without a colon at its ends, cut after a word where it is long; empty for none.

    >>> headline("Timely Escalation: "), headline(None), headline("Words " * 30)[-13:]
    ('Timely Escalation', '', 'Words Words …')
    """
    whole = (title or "").strip(" :")
    if len(whole) <= TITLE:
        return whole
    return f"{whole[:TITLE].rsplit(' ', 1)[0]} …"


def opens(title: str, words: str) -> bool:
    """Whether a title, as `headline` gives it, is only the beginning of some words.

    >>> opens("Oslo left the …", "Oslo  left the club."), opens("Oslo left", "They left.")
    (True, False)
    """
    return " ".join(words.split()).startswith(title.removesuffix(" …").rstrip("."))


def number(count: int) -> str:
    """A number at the head of a sentence, in words up to twelve."""
    words = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()
    return words[count] if count < len(words) else f"{count:,}"


def listed(words: Iterable[str]) -> str:
    """Words as a list in prose.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    items = list(dict.fromkeys(words))
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def when(interval: str | None) -> str:
    """An ISO 8601 interval in words, with the preposition; empty where there is none.

    >>> when("2022-07"), when("2022-07-13"), when("2020-01/.."), when("2022-01/2022-03")
    ('in July 2022', 'on 13 July 2022', 'since January 2020', 'between January and March 2022')
    """
    if not interval:
        return ""
    first, slash, last = interval.partition("/")
    if not slash:
        return f"{'on' if len(first) == 10 else 'in'} {day(first)}"
    if last == "..":
        return f"since {day(first)}"
    if first == "..":
        return f"by {day(last)}"
    start, end = day(first), day(last)
    same_year = first[:4] == last[:4] and start.endswith(first[:4])
    return f"between {start[:-5] if same_year else start} and {end}"


def day(text: str) -> str:
    """An ISO day, month or year in words; other notations as they stand."""
    try:
        if len(text) == 10:
            d = date.fromisoformat(text)
            return f"{d.day} {d:%B %Y}"
        return f"{date.fromisoformat(f'{text}-01'):%B %Y}" if len(text) == 7 else text
    except ValueError:
        return text
