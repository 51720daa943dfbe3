"""Annotated sentences in one form, from the four places where they are kept.

`shared/data/annotated` (real prose with words and codes), `training/annotations` (the project's own
annotation of the same kind of prose, stand-off), `training/corpus` (sentences written for the
project, words without codes) and `training/articles` (articles written for the project, with
codes, for the fits). Documents of the prose are split once, by hash of their id.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cuibono.language.boundaries import tokens
from cuibono.language.sentence import Sentence, Token, cut
from training import corpus
from training.standoff import statement

Span = tuple[int, int]
SPANS = ("item", "when", "where", "qty")
# Codes that annotators wrote in several ways.
SAME = {
    "ISIL": "ISIS", "ALQ": "ALQAEDA", "AQ": "ALQAEDA", "AQIM": "DZA", "UK": "GBR", "US": "USA",
    "HAMAS": "PSE", "HEZBOLLAH": "LBN", "HEZB": "LBN", "TALIBAN": "AFG", "PRC": "CHN",
    "PLO": "PSE", "PAL": "PSE", "KOS": "XKX", "ROC": "TWN", "VIE": "VNM", "FRG": "DEU",
    "GER": "DEU", "ARABLEAGUE": "LAS", "ARABL": "LAS", "ARL": "LAS", "GLOBALCOAL": "COALITION",
    "WP": "WARPACT", "WARSAW": "WARPACT", "WPACT": "WARPACT", "WPO": "WARPACT", "AFR": "AFRICA",
    "EUR": "EUROPE", "HOLYSEE": "VAT", "UNO": "UN", "NOBODY": "---",
}  # fmt: skip


@dataclass(slots=True)
class Party:
    """Words of the sentence (None where it has none) and the code, None where it is not known."""

    span: Span | None
    code: str | None


@dataclass(slots=True)
class Row:
    """One annotated statement; spans are character offsets into the sentence."""

    trigger: Span
    type: str
    stance: str
    hedged: bool
    mode: str | None
    contexts: tuple[str, ...]
    parties: dict[str, list[Party]]
    spans: dict[str, list[Span]] = field(default_factory=dict[str, list[Span]])
    denied: bool = False


@dataclass(slots=True)
class Doc:
    """A document: its sentences, each with its rows."""

    id: str
    published: date | None
    publisher: str
    style: str
    sentences: list[Sentence]
    rows: list[list[Row]]
    coded: bool = True


def split(id_: str) -> str:
    """The part that a document belongs to for good: train, calibration or test.

    >>> split("ce-2018-06-14-16617")
    'train'
    """
    byte = hashlib.sha256(id_.encode()).digest()[0]
    return "test" if byte < 26 else "calibration" if byte < 52 else "train"


def root(code: str) -> str:
    """The state or body of a code, in the registry's spelling."""
    plain = code.partition(".")[0]
    return SAME.get(plain, plain)


def sentence(text: str, start: int = 0) -> Sentence:
    """One sentence with its words."""
    spans = list(tokens(text, 0, len(text)))
    words = (Token(i, text[a:b], start + a, start + b) for i, (a, b) in enumerate(spans))
    return Sentence(text, start, start + len(text), tuple(words))


def publishers(prose: Path) -> dict[str, str]:
    """Who published each document of the prose."""
    found: dict[str, str] = {}
    for path in sorted(prose.glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            raw = json.loads(line)
            names = raw.get("publishers") or [raw.get("publisher") or ""]
            found[raw["id"]] = names[0]
    return found


def annotated(data: Path, file: str = "documents.jsonl") -> Iterator[Doc]:
    """The documents of `annotated/` in the folder of corpora, or of its second annotation."""
    names = publishers(data / "prose")
    for line in (data / "annotated" / file).open(encoding="utf-8"):
        raw = json.loads(line)
        day = date.fromisoformat(raw["published"]) if raw.get("published") else None
        sents = [sentence(s["text"]) for s in raw["sentences"]]
        rows = [[_row(x) for x in s["statements"]] for s in raw["sentences"]]
        yield Doc(raw["id"], day, names.get(raw["id"], ""), raw["style"], sents, rows)


def bare(data: Path) -> Iterator[Doc]:
    """All documents of the prose, without annotation."""
    for path in sorted((data / "prose").glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            raw = json.loads(line)
            day = date.fromisoformat(raw["published"]) if raw.get("published") else None
            names = raw.get("publishers") or [raw.get("publisher") or ""]
            sents = list(cut(raw["text"]))
            rows: list[list[Row]] = [[] for _ in sents]
            yield Doc(raw["id"], day, names[0], path.stem, sents, rows)


def own(folder: Path, data: Path) -> Iterator[Doc]:
    """The project's own annotations, laid over the prose that they speak of."""
    texts: dict[str, dict[str, Any]] = {}
    for path in sorted((data / "prose").glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            raw = json.loads(line)
            texts[raw["id"]] = raw
    names = publishers(data / "prose")
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            raw = json.loads(line)
            prose = texts[raw["id"]]
            day = date.fromisoformat(prose["published"]) if prose.get("published") else None
            sents, rows = list[Sentence](), list[list[Row]]()
            for one in raw["sentences"]:
                sents.append(sentence(prose["text"][one["start"] : one["end"]]))
                rows.append([_row(x) for x in one["statements"]])
            yield Doc(raw["id"], day, names.get(raw["id"], ""), raw["style"], sents, rows)


def articles(folder: Path) -> Iterator[Doc]:
    """The articles that were written for the project, sentence by sentence with their lines."""
    for path in sorted(folder.glob("*.txt")):
        doc: Doc | None = None
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("## "):
                if doc:
                    yield doc
                id_, day, publisher, style = line[3:].split(" | ")
                doc = Doc(id_, date.fromisoformat(day), publisher, style, [], [])
            elif doc and line.startswith("@ "):
                start = doc.sentences[-1].end + 1 if doc.sentences else 0
                doc.sentences.append(sentence(line[2:], start))
                doc.rows.append([])
            elif doc and line.startswith("+ "):
                made = statement(doc.sentences[-1].text, line)
                doc.rows[-1].extend([_row(made)] if made else [])
        if doc:
            yield doc


def _row(x: dict[str, Any]) -> Row:
    def party(p: dict[str, Any]) -> Party:
        return Party((p["start"], p["end"]) if "start" in p else None, p["code"])

    parties = {
        "actor": [party(p) for p in x.get("actor", ())],
        "to": [party(p) for p in x.get("to", ())],
        "by": [party(p) for p in x.get("by", ())],
        "for": [party(p) for p in x.get("for", ())],
    }
    chain = [party(p) for p in x.get("source", ())]
    parties["source"], parties["outer"] = chain[-1:], chain[:-1]
    if len(chain) > 1 and chain[0].span == chain[1].span and chain[0].span is not None:
        parties["source"], parties["outer"] = chain, []
    spans = {k: [(s["start"], s["end"]) for s in x.get(k, ())] for k in SPANS}
    trigger = (x["trigger"]["start"], x["trigger"]["end"])
    return Row(
        trigger, x["type"], x["stance"], bool(x.get("hedged")), x.get("mode"),
        tuple(x.get("contexts", ())), parties, spans,
    )  # fmt: skip


def written(folder: Path) -> Iterator[Doc]:
    """The sentences of `training/corpus`, each a document without codes."""
    for example in corpus.read(sorted(folder.glob("*.txt"))):
        rows = [_marked(m) for m in example.statements]
        sent = sentence(example.text)
        part = "test:" if example.held else "train:"
        yield Doc(part + example.text, None, "", example.style, [sent], [rows], coded=False)


def _marked(m: corpus.Marked) -> Row:
    parties = {
        k: [Party(s, None) for s in m.spans.get(k, ())] for k in ("actor", "to", "by", "for")
    }
    chain = [Party(s, None) for s in m.chain]
    parties["source"], parties["outer"] = chain[-1:], chain[:-1]
    if m.unnamed:
        parties["source"] = [Party(None, "UNNAMED")]
    spans = {k: list(m.spans.get(k, ())) for k in SPANS}
    return Row(m.trigger, m.type, m.stance, m.hedged, m.mode, m.contexts, parties, spans)
