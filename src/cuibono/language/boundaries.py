"""Raw text to sentences and words, cut as Universal Dependencies' English treebanks cut them.

Paragraphs are separated by blank lines and never share a sentence. Offsets are characters
of the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
# Titles, months, units and Latin after which a full stop does not end a sentence.
ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "sgt",
        "capt",
        "maj",
        "cmdr",
        "adm",
        "sen",
        "rep",
        "gov",
        "pres",
        "rev",
        "hon",
        "st",
        "ste",
        "mt",
        "ft",
        "jr",
        "sr",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "no",
        "nos",
        "vs",
        "v",
        "etc",
        "inc",
        "ltd",
        "corp",
        "co",
        "bros",
        "al",
        "approx",
        "dept",
        "est",
        "fig",
        "figs",
        "vol",
        "pp",
        "p",
        "ed",
        "eds",
        "cf",
        "e.g",
        "i.e",
        "ca",
        "viz",
        "art",
        "sec",
        "para",
        "ch",
        "univ",
        "assn",
        "intl",
        "gen",
        "brig",
        "ambassador",
        "amb",
        "min",
        "dep",
        "asst",
        "atty",
        "supt",
        "messrs",
        "mme",
        "mlle",
        "hrs",
        "km",
        "kg",
        "ave",
        "blvd",
        "rd",
        "a.m",
        "p.m",
    ]
)
# Abbreviations that do end sentences when a capital follows: "in the U.S. Moscow said …".
SENTENCE_ENDERS = frozenset({"etc", "inc", "ltd", "corp", "co", "jr", "sr", "al", "a.m", "p.m"})
STOP = re.compile(r"""(?:[.!?…]+|[:;](?=\s*\n))["'”’»)\]]*(?=\s|$)""")
NUMBERED = re.compile(r"(?m)^[ \t]*(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]$")
# A numbered heading that runs into its paragraph: "3. Strengthening ties: The war …".
RUN_IN = re.compile(r"\s*(?:\d{1,2}|[A-Z]|[ivx]{1,4})[.)]\s[^.:!?\n]{3,120}:(?=\s+[A-Z“\"‘])")
# Where a report was filed, by whom: "KABUL (Pajhwok) :", "TEHRAN, March 15 (IRNA) --".
DATELINE = re.compile(
    r"""\s*(?:
      [A-Z][A-Z'’.]{2,}(?:[ -][A-Z][A-Z'’.]+){0,3}           # a place in capitals
      (?:,\ [A-Z\d][\w.]*(?:\ [A-Z\d][\w.]*){0,2}(?:,\ \d{4})?\.?)?   # country or date
      (?:,?\ ?(?:\([A-Z][^)\n]{1,25}\)|/[A-Z]\w+/\.?|[A-Z]{3,6}))?    # agency
      \s*(?:--+|[—–:]|-(?=\s)|(?<=/\.)|(?<=\)))
    | [A-Z][\w.]+(?:\ [A-Z][\w.]+){0,2},\ [A-Z][a-z.]+\ \d{1,2}(?:,\ \d{4})?\ \([A-Z][^)\n]{1,25}\)
      \s*(?:--+|[—–:-])?
    )\s+(?=[A-Z“"‘])""",
    re.VERBOSE,
)
OPENING = "\"'“‘«([—–-•*"

TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"]+[^\s<>".,;:!?)\]]      # addresses
  | [\w.+-]+@[\w-]+\.[\w.-]*\w                         # mail
  | (?:[A-Z]\.)+[A-Z](?![\w.])                         # U.S, U.A.E
  | (?:[A-Za-z]\.){2,}                                 # U.S., a.m.
  | (?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Rev|St|Jr|Sr|vs|etc|Inc|Ltd
      |Corp|Co|No      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Brig|Amb)\.(?=[\s,])
  | \d{1,2}:\d{2}(?::\d{2})?                           # clock
  | [+]?\d+(?:[.,]\d+)+(?!\w)                          # 100,000 and 2.5
  | \d+(?:st|nd|rd|th|s)\b
  | \.\.\.+ | …
  | [-–—]{2,}
  | \w+(?:[’']\w+)*                                    # words, contractions cut below
  | .
    """,
    re.VERBOSE,
)
CLITIC = re.compile(
    r"(?i)^(?P<stem>\w+?)(?P<rest>n[’']t|[’'](?:s|m|d|re|ve|ll))$|^(?P<can>can)(?P<not>not)$"
)


def sentences(text: str) -> Iterator[tuple[Span, list[Span]]]:
    """Spans of the sentences of a text, each with the spans of its words.

    >>> text = "Kyiv didn't wait. The U.S. did."
    >>> [[text[a:b] for a, b in words] for _, words in sentences(text)]
    [['Kyiv', 'did', "n't", 'wait', '.'], ['The', 'U.S.', 'did', '.']]
    """
    for start, end in _paragraphs(text):
        for first, last in _split(text, start, end):
            words = list(tokens(text, first, last))
            if words:
                yield (words[0][0], words[-1][1]), words


def bounds(text: str) -> Iterator[Span]:
    """Spans of the sentences of a text, whose words are not looked for: an eighth of the work.

    >>> text = "Kyiv didn't wait.  The U.S. did. "
    >>> [text[a:b] for a, b in bounds(text)]
    ["Kyiv didn't wait.", 'The U.S. did.']
    """
    for start, end in _paragraphs(text):
        for first, last in _split(text, start, end):
            words = text[first:last]
            if bare := words.strip():
                begin = first + words.index(bare)
                yield begin, begin + len(bare)


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a paragraph after each stop that ends a sentence."""
    heading = RUN_IN.match(text, start, end) or DATELINE.match(text, start, end)
    begin = heading.end() if heading else start
    if heading:
        yield start, begin
    for stop in STOP.finditer(text, begin, end):
        if _ends(text, begin, stop, end):
            yield begin, stop.end()
            begin = stop.end()
    if text[begin:end].strip():
        yield begin, end


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether a stop ends the sentence: what stands before it and what follows."""
    rest = text[stop.end() : end].lstrip()
    if not rest:
        return True
    following = rest.lstrip(OPENING)[:1] or rest[:1]
    if NUMBERED.match(text[begin : stop.end()].strip()):
        return False
    if stop.group().startswith((":", ";")):
        return True
    if not (following.isupper() or following.isdigit() or rest[0] in "•*" or _uncased(following)):
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    return _full_stop(text, begin, stop.start(), rest)


def _uncased(character: str) -> bool:
    return character.isalpha() and character.lower() == character.upper()


def _full_stop(text: str, begin: int, position: int, rest: str) -> bool:
    """Whether a single full stop ends a sentence rather than an abbreviation or initial."""
    match = re.search(r"[\w.&’'-]+$", text[begin:position])
    # Of "Mekong-U.S. Partnership" the last part decides.
    word = match.group().lower().lstrip("'’-").rpartition("-")[2] if match else ""
    if word in ABBREVIATIONS:
        return word in SENTENCE_ENDERS and rest[:1].isupper()
    if len(word) == 1 and word.isalpha() and word != "i":
        return False
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return bool(re.match(r"(?:The|A|An|In|On|It|He|She|They|But|And|At|This|That|We)\b", rest))
    return True


def tokens(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the words between two offsets; contractions are cut: do|n't, Kyiv|'s."""
    for found in TOKEN.finditer(text, start, end):
        word = found.group()
        if word.isspace():
            continue
        yield from _contraction(word, found.start(), found.end())


def _contraction(word: str, start: int, end: int) -> Iterator[Span]:
    clitic = CLITIC.match(word)
    if clitic:
        stem = clitic["stem"] or clitic["can"]
        yield start, start + len(stem)
        yield start + len(stem), end
    elif (
        len(word) > 1
        and ("'" in word or "’" in word)
        and word[-1].lower() == "s"
        and word[-2] in "'’"
    ):
        yield start, end - 2
        yield end - 2, end
    else:
        yield start, end
