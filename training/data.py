"""Treebanks, roles and factuality as one list of sentences with whatever gold each has."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

EWT, GUM = "ud/en_ewt-ud-{}.conllu", "ud/en_gum_open-ud-{}.conllu"
ENTITY = re.compile(r"\((\d+)(?:-([a-z]+))?[^()]*|(\d*)\)")
Span = tuple[str, int, int]


@dataclass(slots=True)
class Gold:
    """One sentence; `frames`, `factuality` and `entities` are None where not annotated.

    `heads` counts words from 0, -1 is the root. `frames` holds (predicate, [(role, first,
    last)]), `factuality` (word, value from -3 to 3), `entities` a type for each word that
    heads an entity and `none` for the others.
    """

    id: str
    words: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    text: str = ""
    frames: list[tuple[int, list[Span]]] | None = None
    factuality: list[tuple[int, float]] | None = None
    entities: list[str] | None = None


def data_folder() -> Path:
    """Where the corpora lie: `CUIBONO_DATA`, else `../shared/data` beside the project."""
    default = Path(__file__).parents[1] / "../shared/data"
    folder = Path(os.environ.get("CUIBONO_DATA", default)).resolve()
    if not folder.is_dir():
        raise SystemExit(f"no corpora at {folder}: set CUIBONO_DATA (see training/README.md)")
    return folder


def conllu(path: Path) -> Iterator[Gold]:
    """The sentences of a CoNLL-U file; multiword ranges and empty nodes are left out."""
    gold = Gold("")
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("# sent_id = "):
                gold = Gold(line[12:])
            elif line.startswith("# text = "):
                gold.text = line[9:]
            elif not line:
                yield gold
            elif line[0].isdigit():
                _add(gold, line.split("\t"))


def _add(gold: Gold, columns: list[str]) -> None:
    if not columns[0].isdigit():
        return
    gold.words.append(columns[1])
    gold.lemmas.append(columns[2])
    gold.upos.append(columns[3])
    gold.xpos.append(columns[4])
    gold.heads.append(int(columns[6]) - 1)
    gold.relations.append(columns[7])
    gold.misc.append(columns[9])


def entity_heads(gold: Gold) -> list[str]:
    """The entity type of each word that heads an entity, after GUM's nested brackets.

    Where one word heads several, the smallest entity decides.
    """
    labels = ["none"] * len(gold.words)
    spans = sorted(_entity_spans(gold), key=lambda s: s[1] - s[2])
    for kind, first, last in spans:
        inside = range(first, last + 1)
        heads = [i for i in inside if gold.heads[i] not in inside]
        if heads:
            labels[heads[0]] = kind
    return labels


def _entity_spans(gold: Gold) -> Iterator[Span]:
    stack: list[tuple[str, str, int]] = []
    for index, misc in enumerate(gold.misc):
        brackets = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        for found in ENTITY.finditer(brackets):
            if found.group().startswith("("):
                stack.append((found[1], found[2] or "abstract", index))
                continue
            depth = len(stack) - 1
            while found[3] and depth >= 0 and stack[depth][0] != found[3]:
                depth -= 1
            if depth >= 0:
                _, kind, first = stack.pop(depth)
                yield kind, first, index


def ewt(split: str) -> list[Gold]:
    """English Web Treebank with PropBank frames and UDS-IH2 factuality.

    Factuality of train sentences that also stand in dev or test, and of dev sentences that
    stand in test, is left out, so that nothing measured has been seen.
    """
    folder = data_folder()
    later = {"train": ("dev", "test"), "dev": ("test",), "test": ()}[split]
    seen = {" ".join(g.words) for s in later for g in conllu(folder / EWT.format(s))}
    sentences = list(conllu(folder / EWT.format(split)))
    frames = {r["sent_id"]: r for r in _jsonl(folder / f"srl/ewt_propbank_{split}.jsonl")}
    facts = {
        r["text"]: [(t["span1"][0], t["label"]) for t in r["targets"]]
        for r in _jsonl(folder / f"factuality/UDS_IH2/{split}.jsonl")
        if r["text"] not in seen
    }
    for gold in sentences:
        found = frames.get(gold.id)
        if found and len(found["tokens"]) == len(gold.words):
            gold.frames = [(f["pred"], [tuple(a) for a in f["args"]]) for f in found["frames"]]
        gold.factuality = facts.get(" ".join(gold.words))
    return sentences


def gum(split: str) -> list[Gold]:
    """The openly licensed genres of GUM (train or dev) with entities."""
    sentences = list(conllu(data_folder() / GUM.format(split)))
    for gold in sentences:
        gold.entities = entity_heads(gold)
    return sentences


def _jsonl(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def edit_script(word: str, lemma: str) -> str:
    """How to make a lemma from a word: case, letters to cut, letters to add (UDPipe 2's idea).

    >>> edit_script("shelling", "shell"), edit_script("was", "be")
    ('L3+', 'L=be')
    """
    low, base = word.lower(), lemma.lower()
    case = "L" if lemma == base else "U" if lemma == lemma.upper() and len(lemma) > 1 else "T"
    pairs = zip(low, base, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if not shared and base:
        return f"{case}={base}"
    return f"{case}{len(low) - shared}+{base[shared:]}"
