"""Windows with what is right in them, as numbers: what the network is trained on.

    python -m training.extractor.examples OUT [--tokenizer FILE] [--annotations DIR]

An example is a plain dict of lists, so that a machine with torch alone can train on it.
"""

from __future__ import annotations

import argparse
import lzma
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cuibono.actors import Registry
from cuibono.actors.mentions import Namer
from cuibono.coding.windows import SORTS, Window, publisher_words, windows
from cuibono.language.sentence import Sentence
from cuibono.language.words import Pieces
from training.corpus import MODES
from training.extractor import gold
from training.extractor.gold import Doc, Party, Row
from training.extractor.labels import (
    CONTEXTS,
    IMPLIED,
    NOBODY,
    PARTIES,
    ROLES,
    STANCES,
    SUFFIXES,
    TYPES,
)  # fmt: skip

MODE_NAMES = tuple(sorted(f"{t}/{m}" for t, m in MODES))
Example = dict[str, Any]


def examples(docs: Iterable[Doc], namer: Namer, pieces: Pieces) -> Iterator[Example]:
    """The windows of the documents with their labels."""
    for doc in docs:
        mentions = namer.find(doc.sentences, doc.published)
        header = publisher_words(doc.publisher, namer)
        for number, window in enumerate(windows(doc.sentences, mentions, pieces, header)):
            yield labelled(doc, window, number, len(header[0]))


def labelled(doc: Doc, window: Window, number: int, header: int) -> Example:
    """One window with the rows of the sentences that it reads."""
    at = {place: word for word, place in enumerate(window.places)}
    shown = [word for word, reads in enumerate(window.reads) if reads]
    found: list[Example] = []
    for index in dict.fromkeys(window.places[word][0] for word in shown):
        sentence = doc.sentences[index]
        rows = doc.rows[index] if doc.rows else []
        found.extend(_triggers(sentence, rows, index, at, doc.coded))
    return {
        "doc": doc.id, "style": doc.style, "window": number, "coded": doc.coded,
        "ids": window.ids, "shapes": window.shapes, "names": window.names,
        "firsts": window.firsts, "reads": window.reads, "header": header,
        "sentences": [place[0] for place in window.places],
        "mentions": [(a, b, gold.root(m.code), SORTS.index(m.sort), int(m.sure), m.code)
                     for a, b, m in window.mentions],
        "triggers": found,
    }  # fmt: skip


def _triggers(
    sentence: Sentence, rows: list[Row], index: int, at: dict[tuple[int, int], int], coded: bool
) -> Iterator[Example]:
    taken: set[int] = set()
    grouped: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.trigger, []).append(row)
    for span in sorted(grouped):
        words = [w for w in _words(sentence, span, index, at) if w not in taken]
        if not words:
            continue
        taken.update(words)
        row, *others = grouped[span]
        second = next((o for o in others if o.stance != row.stance and o.type == row.type), None)
        if second is not None and row.stance == "denied":
            row, second = second, row
        yield {
            "words": (words[0], words[-1]),
            "type": TYPES.index(row.type),
            "stance": STANCES.index(row.stance),
            "second": STANCES.index(second.stance) + 1 if second else 0,
            "hedged": int(row.hedged),
            "mode": MODE_NAMES.index(m) if (m := f"{row.type}/{row.mode}") in MODE_NAMES else -1,
            "contexts": [CONTEXTS.index(c) for c in row.contexts if c in CONTEXTS],
            "parties": list(_parties(sentence, row, second, index, at)),
            "spans": [(ROLES.index(role), w[0], w[-1]) for role, spans in row.spans.items()
                      for s in spans if (w := _words(sentence, s, index, at))],
            "implied": _implied(row, coded),
        }  # fmt: skip


def _words(
    sentence: Sentence, span: tuple[int, int], index: int, at: dict[tuple[int, int], int]
) -> list[int]:
    start = sentence.start
    return [
        at[index, t.index]
        for t in sentence.tokens
        if t.start - start < span[1] and span[0] < t.end - start and (index, t.index) in at
    ]


def _parties(
    sentence: Sentence, row: Row, second: Row | None, index: int, at: dict[tuple[int, int], int]
) -> Iterator[tuple[int, int, int, list[str], int]]:
    """Role, first and last word, root codes and the suffix of each party with words."""
    held: dict[tuple[int, int, int], list[Party]] = {}
    named = dict(row.parties)
    if second is not None:
        named["denier"] = second.parties["source"]
    for role, parties in named.items():
        for party in parties:
            if party.span and (words := _words(sentence, party.span, index, at)):
                held.setdefault((ROLES.index(role), words[0], words[-1]), []).append(party)
    for (role, first, last), parties in held.items():
        codes = [p.code for p in parties if p.code is not None]
        suffix = codes[0].split(".")[1] if codes and "." in codes[0] else ""
        number = SUFFIXES.index(suffix) if suffix in SUFFIXES else 0
        yield role, first, last, sorted({gold.root(c) for c in codes}), number if codes else -1


def _implied(row: Row, coded: bool) -> dict[int, list[str]]:
    """The codes of parties that have no words in the sentence, by role."""
    found: dict[int, list[str]] = {}
    for role in IMPLIED:
        if any(p.span for p in row.parties[role]):
            continue
        codes = sorted({gold.root(p.code) for p in row.parties[role] if p.code})
        if codes or coded or role == "source":
            found[ROLES.index(role)] = codes or [NOBODY]
    return found


def main() -> None:
    """Write the examples of every part, and say how many there are."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("--tokenizer", type=Path, required=True)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--annotations", type=Path, default=Path("training/annotations"))
    chosen = options.parse_args()
    namer, pieces = Namer(Registry.load()), Pieces.load(chosen.tokenizer)
    parts: dict[str, list[Example]] = {"train": [], "calibration": [], "written": []}
    docs = [*gold.annotated(chosen.data), *gold.own(chosen.annotations, chosen.data)]
    for doc in docs:
        part = gold.split(doc.id)
        if part in parts:
            parts[part].extend(examples([doc], namer, pieces))
    written = [d for d in gold.written(Path("training/corpus")) if d.id.startswith("train:")]
    parts["written"] = list(examples(written, namer, pieces))
    codes = Counter(
        code for e in parts["train"] for t in e["triggers"]
        for codes in (*(p[3] for p in t["parties"]), *t["implied"].values()) for code in codes
    )  # fmt: skip
    kept = [code for code, many in codes.most_common() if many >= 3]
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(chosen.out, "wb", preset=4) as file:
        pickle.dump({"parts": parts, "codes": kept, "modes": MODE_NAMES, "roles": PARTIES}, file, 5)
    with lzma.open(chosen.out.with_name("plain.xz"), "wb", preset=4) as file:
        seen = {doc.id for doc in docs}
        plain = [
            d for d in gold.bare(chosen.data) if d.id not in seen and gold.split(d.id) == "train"
        ]
        pickle.dump(list(examples(plain, namer, pieces)), file, 5)
    print(len(plain), "documents without labels")
    for name, part in parts.items():
        print(name, len(part), "windows", sum(len(e["triggers"]) for e in part), "statements")
    print(len(kept), "codes")


if __name__ == "__main__":
    main()
