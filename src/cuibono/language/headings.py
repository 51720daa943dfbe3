"""Which words of a text are a sentence, and which a heading or a caption."""

from __future__ import annotations

import re

ABBREVIATED = re.compile(
    r"(?:(?<!\bthe )(?<!\bThe )\bU\.[SK]|"
    r"\b(?:Adm|Capt|Cmdr|Col|Dr|Gen|Gov|Lt|Maj|Mr|Mrs|Ms|Pres|Prof|Rep|Rev|Sen|Sgt|St)|"
    r"\b[A-Z][a-z]+ [A-HJ-UWYZ])\.$"
)
"""How words end that go on with a name: "a meeting between U.S."."""
CUT = re.compile(r"\bU\.[SK]\.\s*$")
"""How texts end whose next word is mostly cut off: "sues the U.S."."""
TORN = re.compile(
    r"^\W*(?:(?:Vice )?(?:President|Prime Minister|Chancellor|Secretary(?: of [A-Z]\w+)?|Senator|"
    r"General|Foreign Minister|Ambassador)(?: [A-Z][\w.’'-]*){1,3}(?: and [A-Z]\w+)?|"
    r"(?:State |Justice |Treasury )?Department|Navy|Army|Air Force|Congress|Senate|"
    r"(?:District|Supreme|Appeals|Circuit) Court)"
    r"(?:, that\b| (?:in|after|for|against|with|on|at|from|by|during|that|agree|have|are|were|meet|"
    r"sign|hold|say|speak|accuse|call|discuss|announce|condemn|to|over|about)\b)|"
    r"^\W*(?:(?:[A-Z][\w.’'-]*|and|at|for|from|in|of|the|to) ){0,11}[A-Z][\w.’'-]*, [a-z]+ing "
    r"[^,;:]*$"
)
"""How words begin of which the start is missing: "President Joe Biden agree to meet"; and words
whose only verb goes on with another: "Forces in Mali, signing an accord with Togo."."""


def is_sentence(quote: str) -> bool:
    """Whether words are a sentence; a heading or a caption commits nobody to anything.

    Without a mark at its end it is a heading where most of its long words are capitalised, or a
    colon or a number says so.

    >>> is_sentence("Kyiv cut ties.”"), is_sentence("Moscow will send fuel")
    (True, True)
    >>> is_sentence("Accusations That Kyiv Cut Ties"), is_sentence("2. What they sent")
    (False, False)
    """
    bare = quote.strip().rstrip("\"'”’»)] ")
    if bare[-1:] in (".", "!", "?", "…"):
        return True
    long = [word for word in bare.split() if len(word) > 3 and word[0].isalpha()]
    titled = sum(word[0].isupper() for word in long)
    return bool(long) and bare[-1] != ":" and not bare[0].isdigit() and 2 * titled <= len(long)


def asks(quote: str) -> bool:
    """Whether words are a question, which does not say that anything is so.

    >>> asks("Do you see this as genocide?”"), asks("Kyiv cut ties.")
    (True, False)
    """
    return quote.strip().rstrip("\"'”’»)] ").endswith("?")


def breaks_off(quote: str) -> bool:
    """Whether words stop before their sentence does, or begin amid it, since their text was cut.

    >>> breaks_off("Oslo accuses former U.S."), breaks_off("Oslo writes to George W.")
    (True, True)
    >>> breaks_off("They left the U.S."), breaks_off("It was built after World War I.")
    (False, False)
    >>> breaks_off("President Joe Biden agree to meet"), breaks_off("President Biden agrees.")
    (True, False)
    >>> breaks_off("Forces in Mali, signing an accord."), breaks_off("Mali, signing it, left.")
    (True, False)
    """
    return ABBREVIATED.search(quote.strip()) is not None or TORN.match(quote) is not None


def is_heading(quote: str) -> bool:
    """Whether words stand above a text instead of in it; where there are no words, they do not.

    >>> is_heading("2. What they sent"), is_heading("They sent shells."), is_heading("")
    (True, False, False)
    """
    return bool(quote.strip()) and not is_sentence(quote)
