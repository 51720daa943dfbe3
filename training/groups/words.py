"""How rare each word is in news of states, and what it means: `src/cuibono/data/events/words.npz`.

A word's vector is what the published encoder makes of it alone, in few dimensions: the words of
a statement are then compared without running the encoder (as Model2Vec does, Tulkens and van
Dongen 2024).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from cuibono.events.stems import WORD, stem
from cuibono.events.words import COMMON
from training.extractor.gold import split as part_of
from training.groups.mentions import crises, timelines

LEAST = 4
"""A word is kept that so many items hold."""
WIDTH = 48
BATCH = 256


def texts(prose: Path) -> Iterator[str]:
    """The texts of the prose corpora, without those that are kept for tests."""
    apart = {m.item for c in crises("test") + timelines("test") for m in c.mentions}
    for name in ("current-events", "state-releases", "milestones"):
        for line in (prose / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["id"] not in apart and part_of(row["id"]) != "test":
                yield row["text"]


def counts(prose: Path) -> tuple[Counter[str], dict[str, str], set[str], int]:
    """In how many paragraphs each stem stands, its commonest word, names, how many paragraphs."""
    found: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    total = 0
    for text in texts(prose):
        for paragraph in text.split("\n"):
            words = WORD.findall(paragraph)
            found.update({stem(w) for w in words})
            forms.update(w.lower() for w in words)
            later = words[1:]
            inside.update(map(stem, later))
            upper.update(stem(w) for w in later if w[0].isupper())
            total += bool(words)
    best: dict[str, str] = {}
    for word, _ in reversed(forms.most_common()):
        best[stem(word)] = word
    names = {w for w, n in inside.items() if upper[w] > 0.8 * n}
    return found, best, names, total


def build(prose: Path, model: Path, tokenizer: Path, out: Path) -> int:
    """Write the words with their rarity and vectors; how many there are."""
    found, best, names, total = counts(prose)
    # What is rarer is kept where it is a word of its own and no number.
    words = sorted(w for w, n in found.items() if n >= LEAST and not w[0].isdigit())
    idf = np.array([np.log(total / found[w]) for w in words], np.float16)
    print(f"{len(words)} words of {total} paragraphs", flush=True)
    vectors = reduced(encoded([best[w] for w in words], model, tokenizer))
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out, words=np.frombuffer("\n".join(words).encode(), np.uint8), idf=idf, vectors=vectors,
        names=np.array([w in names for w in words]),
        unseen=np.float16(np.log(total / COMMON)),
    )  # fmt: skip
    return len(words)


def encoded(words: Sequence[str], model: Path, tokenizer: Path) -> np.ndarray:
    """The mean of what the encoder makes of each word's pieces."""
    import torch
    from tokenizers import Tokenizer

    from training.extractor.model import BASE, Encoder
    from training.extractor.start import state

    net = Encoder(BASE)
    net.load_state_dict(state("base", model))
    net.eval()
    pieces = Tokenizer.from_file(str(tokenizer))
    pieces.no_padding()
    pieces.no_truncation()
    start, end = pieces.token_to_id("<s>"), pieces.token_to_id("</s>")
    ids = [[start, *pieces.encode(word, add_special_tokens=False).ids, end] for word in words]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = np.zeros((len(ids), BASE.width), np.float32)
    with torch.inference_mode():
        for first in range(0, len(order), BATCH):
            members = order[first : first + BATCH]
            longest = max(len(ids[i]) for i in members)
            given = torch.ones(len(members), longest, dtype=torch.long)
            mask = torch.zeros(len(members), longest)
            for row, i in enumerate(members):
                given[row, : len(ids[i])] = torch.tensor(ids[i])
                mask[row, : len(ids[i])] = 1
            none = torch.zeros_like(given)
            hidden = net(given, none, none, mask)
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            out[members] = mean.numpy()
            if first % (BATCH * 8) == 0:
                print(first, "of", len(order), flush=True)
    return out


def reduced(vectors: np.ndarray) -> np.ndarray:
    """The main directions of the vectors, of length 1, as whole numbers."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = unit - unit.mean(0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    flat = centred @ directions[:WIDTH].T
    flat /= np.linalg.norm(flat, axis=1, keepdims=True) + 1e-9
    return np.round(flat * 127).astype(np.int8)
