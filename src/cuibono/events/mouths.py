"""Whose mouth a statement comes from, and what takes a word back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cuibono.actors.code import Code
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Stance, Statement
from cuibono.events.origins import Origin, origin, place

# Organs through which a state speaks: two of them are one voice. A party, the opposition,
# rebels, companies, citizens and leading figures speak for themselves.
ORGANS = frozenset("GOV HOS HOG MFA MIL LEG INTEL JUD COP MED".split())
NOBODY = (UNNAMED, UNKNOWN)
_WORD = (
    r"(?:reports?|claims?|stor(?:y|ies)|articles?|statements?|accounts?|allegations?|"
    r"accusations?|assertions?|remarks?|words|dispatch(?:es)?|news)"
)
RETRACTS = re.compile(
    rf"\b(?:retract\w*|recant\w*|misstat\w*|misreport\w*|correction:|false:|"
    rf"(?:withdr[ae]w|correct|t[ao]k|took|walk|disavow)\w*\b[^.;]{{0,40}}?\b{_WORD}|"
    rf"(?:wrongly|erroneously|mistakenly|incorrectly|falsely)\s+"
    rf"(?:report|said|say|stat|claim|wrote|writ)\w*)\b",
    re.I,
)

TAKES_UP = re.compile(
    rf"\b(?:the|these|those|such|this|that|their|his|her|its|all|any|earlier|previous)\s+"
    rf"(?:\w+\s+){{0,2}}?{_WORD}\b|"
    rf"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|call(?:s|ed|ing)?|"
    rf"refut(?:es|ed|ing)|disput(?:es|ed|ing))\s+(?:it|this|them|all)\b|"
    rf"\b(?:this|that|which|it)\s+(?:is|was|has been|had been)\s+(?:\w+ly\s+)?"
    rf"(?:denied|rejected|disputed|dismissed|refuted)\b",
    re.I,
)
"""Words that speak of what somebody said before."""
EVASIVE = re.compile(
    r"\b(?:no(?:\s+\w+)?\s+comment(?:s|ed)?|(?:declin|refus)\w*\s+(?:to\s+comment|(?:all\s+)?comment)|"
    r"(?:not|n[’']t|never|neither)(?:\s+\w+){0,2}\s+comment(?:ed)?|"
    r"neither\s+confirm\w*\s+nor\s+den\w+)\b",
    re.I,
)
PROMISES = re.compile(
    r"\b(?:guarantee|promis|pledg|undert[ao]k|vow|offer|propos)\w*(?:\s+\S+){0,8}?\s+"
    r"(?:not|never|refrain|abstain)\b",
    re.I,
)
_GRANTED = (
    r"(?:access|entry|entrance|passage|clearance|permission|permits?|visas?|requests?|appeals?|"
    r"applications?|asylum|bail|bond|parole|overflights?|port\s+calls?|recognition)"
)
DENIES = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying|ials?)"
    rf"(?!\s+(?:(?!(?:that|any|of|its?|their|they|his|s?he|her|ha[ds]|was|were|{_WORD}|\w+ing)\b)\S+\s+){{0,7}}?{_GRANTED}\b|\s+airspace\b)|"
    rf"refut\w*|contradict\w*|untrue|baseless|groundless|unfounded|fabricat\w*|nonsense|"
    rf"disput(?:e|es|ed|ing)\s+(?:th(?:e|is|ese|ose)|it|any|all|such|his|her|its|their|"
    rf"that\s+(?:the|it|he|she|they)|{_WORD})|(?:is|are|was|were|been)\s+disputed|"
    rf"(?:(?:is|are|was|were|be|been|as)\s+(?:\w+\s+)?|call\w*\s+(?:\S+\s+){{1,4}}?)"
    rf"[“‘\"']?(?:\w+\s+)?false|false\s+{_WORD}|"
    rf"lies?(?!\s+(?:in|at|on|off|near|to|within|between|under|along|ahead|behind)\b))\b",
    re.I,
)
"""Words that say that something is not so.

Who denies entry refuses it, a dispute over an island says nothing, nor does a false passport.
"""
AHEAD = re.compile(
    r"\b(?:will|won[’']t|would(?:n[’']t)?|plan\w*|inten[dt]\w*|consider\w*|going to|"
    r"can|can(?:no|[’'])t|could(?:n[’']t)?|able|never)\b",
    re.I,
)
"""Words that speak of what may come."""


def speaker(code: str) -> str:
    """The voice behind a source's code: organs speak for their state.

    >>> speaker("RUS.MFA"), speaker("UKR.REB")
    ('RUS', 'UKR.REB')
    """
    found = Code(code)
    return found.root if found.role in ORGANS else code


def retracts(s: Statement) -> bool:
    """Whether the words of a denial take a report back.

    >>> words = "Reuters retracted a report that Pyongyang had shipped shells."
    >>> said = Statement("d", words, 0, 61, "shipped", 46, 53, "PRK", "", "AID", "RUS")
    >>> retracts(said)
    False
    >>> from dataclasses import replace
    >>> retracts(replace(said, stance=Stance.DENIED))
    True
    """
    return s.stance is Stance.DENIED and RETRACTS.search(s.quote) is not None


def evades(s: Statement) -> bool:
    """Whether somebody only says nothing on a matter, or promises not to do it: no claim is denied.

    >>> told = Statement("d", "Cairo had no comment.", 0, 0, "had", 0, 0, "EGY", "", "AID")
    >>> from dataclasses import replace
    >>> evades(told), evades(replace(told, quote="Cairo pledged that it would never send arms."))
    (True, True)
    """
    bare, found = EVASIVE.subn(" ", s.quote)
    found += PROMISES.search(s.quote) is not None
    return found > 0 and DENIES.search(bare) is None


def one_mouth(claim: Statement, denial: Statement, known: Mapping[str, Origin]) -> bool:
    """Whether who denies is who claimed: one speaker, one author's house, or a house by its code.

    A retraction that another text tells of names the house whose word it takes back.
    """
    if not mouths(claim, known).isdisjoint(mouths(denial, known)):
        return True
    house = _house_of(claim, known)
    return bool(house) and _tells(denial) and _says(denial.quote, house)


class Denials:
    """Denials of one thing, by whose mouth they are of."""

    def __init__(self, denied: Sequence[Statement], known: Mapping[str, Origin]) -> None:
        self.known = known
        self.by_mouth: defaultdict[str, list[Statement]] = defaultdict(list)
        self.told = [d for d in denied if _tells(d)]
        for denial in denied:
            for mouth in mouths(denial, known):
                self.by_mouth[mouth].append(denial)

    def of(self, statements: Sequence[Statement]) -> frozenset[str]:
        """The ids of denials by which a source takes back all that it said; else none."""
        if not self.by_mouth and not self.told:
            return frozenset()
        found: set[str] = set()
        for s in statements:
            back = {d.id for d in self._near(s) if not _earlier(d, s, self.known)}
            if not back:
                return frozenset()
            found |= back
        return frozenset(found)

    def _near(self, s: Statement) -> Iterator[Statement]:
        for mouth in mouths(s, self.known):
            yield from self.by_mouth.get(mouth, ())
        yield from (d for d in self.told if one_mouth(s, d, self.known))


def mouths(s: Statement, known: Mapping[str, Origin]) -> set[str]:
    """Keys of who answers for a statement; none for nobody in particular."""
    if s.source in NOBODY:
        return set()
    if s.source == AUTHOR:
        return {origin(s, known).key}
    code = speaker(s.source)
    # Who quotes a news agency, and what the agency itself prints, have one mouth.
    return {f"speaker:{code}", f"publisher:{code.casefold()}"}


def _tells(denial: Statement) -> bool:
    """Whether a text tells of somebody's retraction, without a code for whose it is."""
    return denial.source in (AUTHOR, *NOBODY) and retracts(denial)


def _house_of(claim: Statement, known: Mapping[str, Origin]) -> str:
    """The publisher's house that says so itself, empty where none does."""
    sort, _, house = origin(claim, known).key.partition(":")
    return house if claim.source == AUTHOR and sort == "publisher" else ""


def _says(quote: str, house: str) -> bool:
    """Whether a sentence names a publisher's house."""
    return re.search(rf"\b{re.escape(house)}\b", " ".join(quote.casefold().split())) is not None


def _earlier(a: Statement, b: Statement, known: Mapping[str, Origin]) -> bool:
    """Whether one statement stands in an earlier text than another."""
    first, second = origin(a, known), origin(b, known)
    return first.text != second.text and (first.published or second.published) != (
        second.published or first.published
    ) and place(a, known) < place(b, known)  # fmt: skip
