"""The classes of words and the shapes of amounts that quantities are made of."""

from __future__ import annotations

from cuibono.language.grammar import OTHER, Classes, Value
from cuibono.language.numbers import SCALES, SMALL
from cuibono.language.quantities.units import SIGNS, TENS_OF, VAGUE

# Singular "second" and "may" are left out: more often an ordinal and a verb.
MONTHS = """january february march april june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
# A number after one of these is a name, not an amount.
DESIGNATORS = """resolution article articles chapter section paragraph flight no number page
    channel type model route highway group room order decree protocol phase version boeing
    airbus volume annex part level grade line rule clause act bill law unit base camp block
    gate terminal world hwasong shahed minsk covid apollo euro agenda zone category chapters
    resolutions sections pages nos day round""".split()

_WORDS: dict[str, str] = {
    "HYPHEN": "- – —", "AND": "and", "OR": "or", "TO": "to", "OF": "of", "AN": "a an",
    "PLUS": "+", "SO": "so", "THE": "the these those both his her their its our my your",
    "NO": "no not", "MORE": "more", "LESS": "fewer less", "THAN": "than", "UP": "up upward upwards",
    "AT": "at", "LEAST": "least", "MOST": "most", "AS": "as", "MANY": "many much few little",
    "BETWEEN": "between", "FROM": "from",
    "ABOUT": "about around some roughly approximately circa ~",
    "ESTIMATED": "estimated", "OVER": "over above exceeding", "UNDER": "under below",
    "NEARLY": "nearly almost", "CLOSE": "close", "HALF": "half", "DOZEN": "dozen score",
    "COUPLE": "couple pair", "SEVERAL": "several", "ABBR": "bn mn tn m k", "NATION": "us",
    "MONTH": " ".join(MONTHS), "NAME": " ".join(DESIGNATORS), "PERCENT": "% percent pct",
    "PER": "per", "CENT": "cent", "POINTS": "points point percentage",
}  # fmt: skip

CLASSES = Classes([*_WORDS, "NUM", "WORD", "SCALE", "VAGUE", "SIGN"])
LEXICON: dict[str, tuple[str, Value]] = {
    **{w: (CLASSES[name], None) for name, words in _WORDS.items() for w in words.split()},
    **{w: (CLASSES["WORD"], v) for w, v in SMALL.items()},
    **{w: (CLASSES["SCALE"], v) for w, v in SCALES.items()},
    **{w: (CLASSES["VAGUE"], v) for w, v in (VAGUE | TENS_OF).items() if w.endswith("s")},
    **{s: (CLASSES["SIGN"], v) for s, v in SIGNS.items()},
    "several": (CLASSES["SEVERAL"], 3),
}
ABBREVIATED = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
TRIGGERS = frozenset([*SMALL, *SCALES, *VAGUE, *TENS_OF, "dozen", "couple", "half"])


def classify(piece: str) -> tuple[str, Value]:
    """The class of a piece; numbers in digits are NUM, with their value."""
    known = LEXICON.get(piece.lower())
    if known is not None:
        return known
    if piece[0].isdecimal() and piece.replace(",", "").replace(".", "", 1).isdecimal():
        return CLASSES["NUM"], float(piece.replace(",", ""))
    return OTHER, None


_WORDED = "WORD(?:HYPHEN?WORD)*"
_EXACT = (
    "(?:NUM(?:HYPHEN?SCALE|ABBR)*"
    f"|(?:{_WORDED}|AN(?=SCALE|DOZEN)|HALF AN(?=SCALE|DOZEN))"
    f"(?:HYPHEN?(?:SCALE|DOZEN)(?:AND?{_WORDED})?)*)"
)
_LOOSE = "(?:(?:SEVERAL|AN MANY)(?:SCALE|DOZEN)?|(?:SEVERAL OF?)?VAGUE(?:OF VAGUE)*|AN COUPLE)"
_BOUND = (
    "(?P<most>NO MORE THAN|LESS THAN|UP TO|AT MOST|AS MANY AS|UNDER)"
    "|(?P<least>NO LESS THAN|MORE THAN|UP OF|AT LEAST|OVER)"
    "|(?P<about>AN?ESTIMATED|ABOUT|NEARLY|CLOSE TO)"
)
_MONEY = "(?:NATION?SIGN)?"

AMOUNT = CLASSES.pattern(
    f"(?:{_BOUND})?(?:"
    f"BETWEEN{_MONEY}(?P<low>{_EXACT})AND{_MONEY}(?P<high>{_EXACT})"
    f"|{_MONEY}(?P<lower>NUM HYPHEN(?=NUM)|{_EXACT}(?:TO|OR)){_MONEY}(?P<upper>{_EXACT})"
    f"|{_MONEY}(?:(?P<loose>{_LOOSE})|(?P<one>{_EXACT}))"
    ")(?P<after>PLUS|OR(?:MORE|SO|LESS))?"
)
