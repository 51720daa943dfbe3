"""What a number counts: the noun after it, or a verb of harm before it."""

from __future__ import annotations

from cuibono.language.grammar import Tokens
from cuibono.language.quantities.grammar import CLASSES, MONTHS
from cuibono.language.quantities.units import TIME_UNITS, known_unit

# Words that end a noun phrase; what stands behind them is not what is counted.
_STOPS = frozenset(
    """in on at to for from with by that which who whom whose were was is are be been being have
    has had and or but will would could may might can should against into onto over under after
    before during since until as if when while where than then also not it they he she we you i
    this these those between across through within without about near off per each did do does
    said says say out up down ago earlier later via because although though there here""".split()
)
_HARM = frozenset(
    """killed killing kills kill wounded wounding injured injuring displaced displacing arrested
    arresting detained detaining evacuated evacuating leaving executed""".split()
)
_DEFINITE = CLASSES["THE"]
_REACH = 7


def unit_after(pieces: Tokens, index: int) -> tuple[str, int] | None:
    """The unit counted from a piece on, and the piece after its noun.

    ("", index) when no noun is counted; None when the number measures time or is only the
    first half of an adjective ("155-mm shells").
    """
    codes, percent = pieces.codes, _percent(pieces, index)
    if percent is not None:
        return percent
    if codes[index : index + 1] == CLASSES["HYPHEN"]:
        return None if _touches(pieces, index) else ("", index)
    begin = index + codes[index:].startswith(CLASSES["OF"])
    begin += begin > index and codes[begin : begin + 1] == _DEFINITE
    return _noun(pieces, begin, index)


def _percent(pieces: Tokens, index: int) -> tuple[str, int] | None:
    code = pieces.codes[index : index + 2]
    if code[:1] == CLASSES["PERCENT"]:
        return "percent", index + 1
    if code == CLASSES["PER"] + CLASSES["CENT"]:
        return "percent", index + 2
    if code == CLASSES["POINTS"] * 2:
        return "percentage points", index + 2
    return None


def _touches(pieces: Tokens, index: int) -> bool:
    """Whether nothing separates a piece from the one before it."""
    return index > 0 and pieces.starts[index] == pieces.ends[index - 1]


def _noun(pieces: Tokens, begin: int, index: int) -> tuple[str, int] | None:
    """The known noun nearest to the number, or else the last plural of its phrase."""
    unknown = ("", index)
    for i in range(begin, min(begin + _REACH, len(pieces.starts))):
        word = pieces.words(i, i + 1)
        lower = word.lower()
        if (lower in TIME_UNITS and i <= begin + 2) or (i == begin and lower in MONTHS):
            return None
        if lower in _STOPS or not (word[0].isalpha() or word in "-’'"):
            break
        unit = known_unit(word)
        if unit is not None and not _compound(pieces, i):
            return unit, i + 1
        if _plural(word):
            unknown = (lower, i + 1)
    return unknown


def _compound(pieces: Tokens, i: int) -> bool:
    """Whether a noun only modifies the next one: "missile launchers"."""
    if i + 1 >= len(pieces.starts):
        return False
    following = pieces.words(i + 1, i + 2)
    return following.lower() not in _STOPS and (
        _plural(following) or known_unit(following) is not None
    )


def _plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.isalpha()
        and word.islower()
        and word.endswith("s")
        and not (word.endswith(("ss", "us", "is")))
    )


def counted_before(pieces: Tokens, index: int) -> str:
    """`persons` after a verb of harm ("killed 300"), otherwise empty."""
    before = pieces.words(index - 1, index).lower() if index else ""
    return "persons" if before in _HARM else ""
