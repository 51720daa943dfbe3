"""The annotated corpus: read, checked, counted.

python -m training.corpus training/corpus/*.txt
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from cuibono.errors import CuibonoError
from training.extractor import labels

STYLES = frozenset("wire communique analysis denial".split())
TYPES, STANCES = frozenset(labels.TYPES), frozenset(labels.STANCES)
CONTEXTS = frozenset(labels.CONTEXTS)
NO_EVENT = frozenset(
    "metaphor sport business domestic belief need state name fiction science weather everyday "
    "possession procedure".split()
)
HELD = 32
"""Sentences whose hash begins with a byte below this are the test split."""
MODES = frozenset(
    (fields[0], fields[1])
    for line in files("cuibono")
    .joinpath("data/crosswalks/plover-scores.tsv")
    .read_text("utf-8")
    .splitlines()
    if len(fields := line.split("\t")) > 1
)
SPANS = ("actor", "to", "item", "when", "where", "qty", "for", "by")
PLAIN = ("source", "stance", "in", "hedged")

Span = tuple[int, int]


class CorpusError(CuibonoError):
    """A block that breaks the format: names file, line and field."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One statement of a sentence: spans are character offsets, first and behind the last."""

    trigger: Span
    type: str
    mode: str | None = None
    stance: str = "reported"
    hedged: bool = False
    unnamed: bool = False
    chain: tuple[Span, ...] = ()
    contexts: tuple[str, ...] = ()
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict[str, tuple[Span, ...]])


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with its statements, and with the words that only look like events."""

    text: str
    style: str
    place: str
    statements: tuple[Marked, ...]
    traps: tuple[tuple[Span, str], ...]

    @property
    def held(self) -> bool:
        """Whether it is of the test split, an eighth that nothing is ever trained on."""
        return hashlib.sha256(self.text.encode()).digest()[0] < HELD


def read(paths: Iterable[Path]) -> list[Example]:
    """All sentences of the files in order; raises CorpusError at the first fault."""
    found: list[Example] = []
    for path in paths:
        for faults_or_example in each(path):
            if isinstance(faults_or_example, str):
                raise CorpusError(faults_or_example)
            found.append(faults_or_example)
    return found


def each(path: Path) -> Iterator[Example | str]:
    """Every block of a file, as an example or as the fault that it has."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read: {error}") from error
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            block.append((number, line.rstrip()))
        elif block:
            yield _example(path, block)
            block = []


def _example(path: Path, block: list[tuple[int, str]]) -> Example | str:
    number = block[0][0]
    try:
        if not block[0][1].startswith("# ") or len(block) < 2:
            raise ValueError("a block begins with `# style`, then the sentence")
        style = block[0][1][2:].strip()
        _one_of(style, STYLES, "style")
        text = block[1][1]
        if text[:2] in ("+ ", "- ", "# "):
            raise ValueError("the sentence is missing")
        statements: list[Marked] = []
        traps: list[tuple[Span, str]] = []
        for number, line in block[2:]:  # noqa: B007 - the fault names it
            if line.startswith("+ "):
                statements.append(_marked(text, line[2:]))
            elif line.startswith("- "):
                words, _, kind = (part.strip() for part in line[2:].partition("|"))
                _one_of(kind, NO_EVENT, "kind")
                traps.append((_span(text, words, "words"), kind))
            else:
                raise ValueError(f"neither + nor -: {line!r}")
    except ValueError as error:
        return f"{path}:{number}: {error}"
    return Example(text, style, f"{path.name}:{block[0][0]}", tuple(statements), tuple(traps))


def _marked(text: str, line: str) -> Marked:
    trigger, kind, *fields = (part.strip() for part in line.split(" | "))
    name, _, mode = kind.partition("/")
    _one_of(name, TYPES, "type")
    if mode and (name, mode) not in MODES:
        raise ValueError(f"mode: {name} has no mode {mode!r}")
    given: dict[str, str] = {}
    for one in fields:
        key, _, value = one.partition("=")
        _one_of(key, frozenset((*SPANS, *PLAIN)), "field")
        if key in given:
            raise ValueError(f"{key}: given twice")
        given[key] = value.strip()
    stance = given.get("stance", "reported")
    _one_of(stance, STANCES, "stance")
    contexts = tuple(c.strip() for c in given.get("in", "").split(",") if c.strip())
    for context in contexts:
        _one_of(context, CONTEXTS, "in")
    chain = [c.strip() for c in given.get("source", "").split(" > ") if c.strip()]
    spans = {
        key: tuple(_span(text, part.strip(), key) for part in given[key].split(" & "))
        for key in SPANS
        if given.get(key)
    }
    return Marked(
        _span(text, trigger, "trigger"), name, mode or None, stance, "hedged" in given,
        chain[-1:] == ["UNNAMED"],
        tuple(_span(text, c, "source") for c in chain if c not in ("UNNAMED", "AUTHOR")),
        contexts, spans,
    )  # fmt: skip


def _one_of(value: str, allowed: frozenset[str], what: str) -> None:
    if value not in allowed:
        raise ValueError(f"{what}: {value!r} is not one of {', '.join(sorted(allowed))}")


def _span(text: str, words: str, what: str) -> Span:
    """Where the words stand, whole words only; ValueError where not, or in several places."""
    plain, _, nth = words.partition("@")
    if not plain:
        raise ValueError(f"{what}: empty")
    # A possessive 's may follow; a letter or figure may not.
    pattern = rf"(?<![\w]){re.escape(plain)}(?![\w])"
    places = [m.span() for m in re.finditer(pattern, text)]
    if not places:
        raise ValueError(f"{what}: {plain!r} does not stand in the sentence")
    if not nth and len(places) > 1:
        raise ValueError(f"{what}: {plain!r} stands {len(places)} times: say {plain}@1 or @2")
    if nth and not (nth.isdigit() and 1 <= int(nth) <= len(places)):
        raise ValueError(f"{what}: {words!r}: there are {len(places)} of it")
    return places[int(nth) - 1 if nth else 0]


def shape(text: str) -> str:
    """A sentence without its names and numbers: two that share it are one template."""
    words = re.findall(r"[\w'’-]+", text)
    return " ".join("_" if w[0].isupper() or w[0].isdigit() else w.lower() for w in words)


def faults(paths: Iterable[Path]) -> tuple[list[Example], list[str]]:
    """Everything that reads, and every fault, templates used twice among them."""
    good: list[Example] = []
    bad: list[str] = []
    seen: dict[str, str] = {}
    for path in paths:
        for one in each(path):
            if isinstance(one, str):
                bad.append(one)
                continue
            good.append(one)
            if (first := seen.setdefault(shape(one.text), one.place)) != one.place:
                bad.append(f"{one.place}: the sentence of {first} with other names")
    return good, bad


def main() -> int:
    """Print the faults, then what the corpus holds."""
    good, bad = faults(Path(p) for p in sys.argv[1:])
    print(*bad, sep="\n", end="\n" if bad else "")
    marked = [s for e in good for s in e.statements]
    print(f"{len(good)} sentences, {len(marked)} statements, {len(bad)} faults")
    print(f"without a statement: {sum(not e.statements for e in good)}, ", end="")
    print(f"test split: {sum(e.held for e in good)}")
    for name, counts in (
        ("style", Counter(e.style for e in good)),
        ("type", Counter(s.type for s in marked)),
        ("stance", Counter(s.stance for s in marked)),
        ("looks like an event", Counter(kind for e in good for _, kind in e.traps)),
    ):
        print(f"{name}:", ", ".join(f"{k} {n}" for k, n in counts.most_common()))
    spoken = sum(bool(s.chain) or s.unnamed for s in marked)
    print(f"with a source {spoken}, nested {sum(len(s.chain) > 1 for s in marked)}, ", end="")
    print(f"hedged {sum(s.hedged for s in marked)}")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
