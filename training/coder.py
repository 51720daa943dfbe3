"""Trains the learned part of the coder on the annotated corpus, beside the finished reader.

python -m training.coder --runs runs/reader --folds 5        # cross-validated figures
python -m training.coder --runs runs/reader                  # for export

The reader's encoder is left as it is. Its upper layers are copied, and the copy (the fork) learns
from the corpus, so that nothing that was learned for trees and roles is lost. The fork and the
reader's own word vectors together feed four heads: the type of every word as a trigger, the stance
and the certainty of what a trigger says, and the part that every word plays for a trigger.
"""

from __future__ import annotations

import argparse
import copy
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from cuibono.coding.codebook import Codebook
from cuibono.coding.matching import Matcher
from cuibono.coding.signs import (
    PAIR_SIGNS,
    PARTS,
    STANCES,
    TRIGGER_SIGNS,
    TYPES,
    WORD_SIGNS,
    Signs,
    matches_of,
)
from cuibono.coding.speech import Speech
from cuibono.language import Reader
from cuibono.language.sentence import Sentence
from cuibono.language.words import Words
from training import corpus
from training.batches import Labels
from training.model import FAR, WIDTH, ReaderModel

BELOW = 4
"""Layers of the reader that are shared; those above are forked."""
PAIR, REACH = 128, 10
EPOCHS, FORK_RATE, HEAD_RATE = 14, 4e-4, 2e-3
PIECES = 1_500
# How much a word without an event counts against one with: most words have none.
QUIET = 0.35


@dataclass(slots=True)
class Gold:
    """One trigger of a sentence: its word, stance, certainty, the words' parts, and the signs."""

    word: int
    stance: int
    hedged: int
    parts: list[int]
    signs: Tensor
    pairs: Tensor


@dataclass(slots=True)
class Row:
    """One sentence: wordpieces, the words' first pieces, signs (n, WORD_SIGNS), gold by word."""

    place: str
    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    signs: Tensor
    types: list[int]
    triggers: list[Gold]
    below: Tensor | None = None
    above: Tensor | None = None


def rows_of(examples: Sequence[corpus.Example], reader: Reader) -> list[Row]:
    """The corpus as numbers; what the reader takes for two sentences becomes two rows."""
    codebook = Codebook.load()
    matcher, signs = Matcher(codebook), Signs(codebook, Speech.load())
    words: Words = reader._words  # pyright: ignore[reportPrivateUsage]
    found: list[Row] = []
    readings = reader.read_many([e.text for e in examples])
    for example, reading in zip(examples, readings, strict=True):
        for sentence in reading.sentences:
            encoded = words.encode([t.text for t in sentence.tokens])
            seen = torch.from_numpy(signs.words(sentence, matches_of(matcher, sentence)))
            types, triggers = [0] * len(sentence.tokens), list[Gold]()
            for s in example.statements:
                if sentence.start <= s.trigger[0] < sentence.end:
                    triggers.append(_gold(s, sentence, signs))
                    types[triggers[-1].word] = TYPES.index(s.type)
            numbers = (encoded.pieces, encoded.shapes, encoded.firsts)
            found.append(Row(example.place, *numbers, seen, types, triggers))
    return found


def _gold(s: corpus.Marked, sentence: Sentence, signs: Signs) -> Gold:
    word, parts = _head(s.trigger, sentence), [0] * len(sentence.tokens)
    named = {"source": s.chain[-1:], **s.spans}
    for name in reversed(PARTS[1:]):
        for span in named.get(name, ()):
            if sentence.start <= span[0] < sentence.end:
                parts[_head(span, sentence)] = PARTS.index(name)
    return Gold(
        word, STANCES.index(s.stance), int(s.hedged), parts,
        torch.from_numpy(signs.trigger(sentence, word)),
        torch.from_numpy(signs.pairs(sentence, word)),
    )  # fmt: skip


def _head(span: corpus.Span, sentence: Sentence) -> int:
    """The word of a span that hangs outside of it."""
    inside = [t.index for t in sentence.tokens if t.start < span[1] and t.end > span[0]]
    outward = [i for i in inside if sentence.tokens[i].head not in inside]
    return (outward or inside or [0])[0]


class Fork(nn.Module):
    """The copied upper layers and the heads on them."""

    def __init__(self, reader: ReaderModel) -> None:
        super().__init__()
        self.layers = copy.deepcopy(reader.enc.layers[BELOW:])
        self.drop = nn.Dropout(0.25)
        self.kind = _head_of(2 * WIDTH + WORD_SIGNS, 192, len(TYPES))
        self.stance = _head_of(2 * WIDTH + TRIGGER_SIGNS, 96, len(STANCES) + 1)
        self.trigger, self.word = nn.Linear(2 * WIDTH, PAIR), nn.Linear(2 * WIDTH, PAIR)
        self.distance = nn.Embedding(2 * REACH + 1, PAIR)
        self.pair = nn.Linear(PAIR_SIGNS, PAIR)
        self.part = nn.Linear(PAIR, len(PARTS))

    def words(self, below: Tensor, above: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Pieces below the fork (b, t, 384) and the reader's words (b, n, 384): (b, n, 768)."""
        bias = (1.0 - mask.to(below.dtype))[:, None, None, :] * FAR
        x = below
        for layer in self.layers:
            x = layer(x, bias)
        own = torch.gather(x, 1, first[..., None].expand(-1, -1, WIDTH))
        return torch.cat([own, above], -1)

    def types(self, words: Tensor, signs: Tensor) -> Tensor:
        """Scores of every word's type, (b, n, types)."""
        return self.kind(torch.cat([words, signs], -1))

    def parts(self, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """Scores of every word's part for each trigger, (k, n, parts)."""
        rows, triggers = batch["row"], batch["trigger"]
        away = torch.arange(words.shape[1])[None] - triggers[:, None]
        pair = self.trigger(words[rows, triggers])[:, None] + self.word(words)[rows]
        pair = pair + self.distance(away.clamp(-REACH, REACH) + REACH) + self.pair(batch["pairs"])
        return self.part(self.drop(F.gelu(pair)))

    def stances(self, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """Scores of each trigger's stance, and last of its being hedged, (k, 7)."""
        at = words[batch["row"], batch["trigger"]]
        return self.stance(torch.cat([at, batch["trigger_signs"]], -1))


def _head_of(width: int, inner: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(0.2), nn.Linear(inner, out))


def look(model: ReaderModel, rows: Sequence[Row]) -> None:
    """Store with each row what the frozen reader gives: pieces below the fork, words above."""
    model.eval()
    with torch.no_grad():
        for some in batches(rows):
            batch = tensors(some)
            below, x = model.enc.twice(batch["ids"], batch["shapes"], batch["mask"], BELOW)
            for k, row in enumerate(some):
                row.below = below[k, : len(row.pieces)].clone()
                row.above = x[k, row.firsts].clone()


def batches(rows: Sequence[Row], shuffle: random.Random | None = None) -> list[list[Row]]:
    """Rows of like length together, at most so many wordpieces a batch."""
    jitter = (lambda: shuffle.random() * 6) if shuffle else (lambda: 0.0)
    ordered = sorted(rows, key=lambda r: len(r.pieces) + jitter())
    found: list[list[Row]] = [[]]
    for row in ordered:
        if found[-1] and len(row.pieces) * (len(found[-1]) + 1) > PIECES:
            found.append([])
        found[-1].append(row)
    if shuffle:
        shuffle.shuffle(found)
    return found


def tensors(rows: Sequence[Row]) -> dict[str, Tensor]:
    """A batch's inputs and targets, padded."""
    width, count = max(len(r.pieces) for r in rows), max(len(r.firsts) for r in rows)

    def padded(lists: list[list[int]], size: int, fill: int = 0) -> Tensor:
        return torch.tensor([x + [fill] * (size - len(x)) for x in lists])

    found = {
        "ids": padded([r.pieces for r in rows], width),
        "shapes": padded([r.shapes for r in rows], width),
        "mask": padded([[1] * len(r.pieces) for r in rows], width).float(),
        "first": padded([r.firsts for r in rows], count),
        "types": padded([r.types for r in rows], count, -100),
    }
    if rows[0].below is not None:
        below = torch.zeros(len(rows), width, WIDTH)
        above = torch.zeros(len(rows), count, WIDTH)
        for k, r in enumerate(rows):
            below[k, : len(r.pieces)], above[k, : len(r.firsts)] = r.below, r.above
        found |= {"below": below, "above": above}
    found["signs"] = nn.utils.rnn.pad_sequence([r.signs for r in rows], batch_first=True)
    marked = [(k, t) for k, r in enumerate(rows) for t in r.triggers]
    found["row"] = torch.tensor([k for k, _ in marked], dtype=torch.long)
    found["trigger"] = torch.tensor([t.word for _, t in marked], dtype=torch.long)
    found["stance"] = torch.tensor([t.stance for _, t in marked], dtype=torch.long)
    found["hedged"] = torch.tensor([t.hedged for _, t in marked], dtype=torch.float)
    if marked:
        found["parts"] = padded([t.parts for _, t in marked], count, -100)
        found["trigger_signs"] = torch.stack([t.signs for _, t in marked])
        pairs = torch.zeros(len(marked), count, PAIR_SIGNS)
        for k, (_, t) in enumerate(marked):
            pairs[k, : len(t.pairs)] = t.pairs
        found["pairs"] = pairs
    return found


def loss_of(fork: Fork, batch: dict[str, Tensor]) -> Tensor:
    """The sum of the four heads' losses."""
    with torch.autocast("cpu", torch.bfloat16):
        words = fork.words(batch["below"], batch["above"], batch["mask"], batch["first"])
    words = fork.drop(words.float())
    weights = torch.tensor([QUIET] + [1.0] * (len(TYPES) - 1))
    total = F.cross_entropy(
        fork.types(words, batch["signs"]).flatten(0, 1),
        batch["types"].flatten(),
        weights,
        label_smoothing=0.02,
    )
    if len(batch["row"]):
        at = fork.stances(words, batch)
        total = total + F.cross_entropy(at[:, :-1], batch["stance"], label_smoothing=0.02)
        total = total + 0.5 * F.binary_cross_entropy_with_logits(at[:, -1], batch["hedged"])
        parts = fork.parts(words, batch).flatten(0, 1)
        quiet = torch.tensor([QUIET] + [1.0] * (len(PARTS) - 1))
        total = total + F.cross_entropy(parts, batch["parts"].flatten(), quiet)
    return total


def train(model: ReaderModel, rows: Sequence[Row], epochs: int, seed: int = 1) -> Fork:
    """A fork trained on rows that `look` has seen; a moving average of its weights."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    fork = Fork(model)
    fork.requires_grad_(True)
    fresh = [p for n, p in fork.named_parameters() if not n.startswith("layers")]
    groups = [
        {"params": list(fork.layers.parameters()), "lr": FORK_RATE},
        {"params": fresh, "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.05, betas=(0.9, 0.98))
    steps = len(batches(rows)) * epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / max(1, steps // 10), max(0.02, 1 - s / steps))
    )
    mean = {k: v.detach().clone() for k, v in fork.state_dict().items()}
    for _ in range(epochs):
        fork.train()
        for some in batches(rows, shuffle):
            loss = loss_of(fork, tensors(some))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(fork.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            # An average over the last tenth or so of the steps taken until now.
            share = max(0.01, 10 / (10 + schedule.last_epoch))
            for name, value in fork.state_dict().items():
                mean[name].lerp_(value, share)
    fork.load_state_dict(mean)
    return fork.eval()


def judge(fork: Fork, rows: Sequence[Row]) -> Counter[str]:
    """What is right and wrong on rows: counts of triggers, types, stances, parts."""
    seen = Counter[str]()
    with torch.no_grad():
        for some in batches(rows):
            batch = tensors(some)
            words = fork.words(batch["below"], batch["above"], batch["mask"], batch["first"])
            scores = fork.types(words, batch["signs"])
            guess, gold = scores.argmax(-1), batch["types"]
            there, said = gold > 0, (guess > 0) & (gold >= 0)
            both, right = there & said, there & (guess == gold)
            seen.update(gold=int(there.sum()), said=int(said.sum()))
            seen.update(found=int(both.sum()), typed=int(right.sum()))
            if not len(batch["row"]):
                continue
            inner = scores[batch["row"], batch["trigger"]][:, 1:].argmax(-1) + 1
            right = inner == gold[batch["row"], batch["trigger"]]
            at = fork.stances(words, batch)
            seen.update(
                triggers=len(batch["row"]),
                given=int(right.sum()),
                stance=int((at[:, :-1].argmax(-1) == batch["stance"]).sum()),
            )
            parts = fork.parts(words, batch).argmax(-1)
            for number, name in enumerate(PARTS[1:], 1):
                g, p = batch["parts"] == number, (parts == number) & (batch["parts"] >= 0)
                seen.update({f"{name} gold": int(g.sum()), f"{name} said": int(p.sum()),
                             f"{name} right": int((g & p).sum())})  # fmt: skip
    return seen


def told(seen: Counter[str]) -> str:
    """The counts as figures."""

    def f1(right: str, said: str, gold: str) -> float:
        return 2 * seen[right] / max(1, seen[said] + seen[gold])

    lines = [
        f"trigger F1 {f1('found', 'said', 'gold'):.3f}",
        f"trigger and type F1 {f1('typed', 'said', 'gold'):.3f}",
        f"type of a given trigger {seen['given'] / max(1, seen['triggers']):.3f}",
        f"stance {seen['stance'] / max(1, seen['triggers']):.3f}",
        *(f"{n} F1 {f1(f'{n} right', f'{n} said', f'{n} gold'):.3f}" for n in PARTS[1:]),
    ]
    return ", ".join(lines)


def main() -> None:
    """Cross-validate, or train on everything and write `coder.pt`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=Path, default=Path("runs/reader"))
    options.add_argument("--corpus", type=Path, default=Path("training/corpus"))
    options.add_argument("--folds", type=int, default=0)
    options.add_argument("--epochs", type=int, default=EPOCHS)
    options.add_argument("--most", type=int, default=99, help="folds that are run")
    chosen = options.parse_args()
    torch.set_num_threads(2)
    model = ReaderModel(Labels.load(chosen.runs / "labels.json").sizes)
    model.load_state_dict(torch.load(chosen.runs / "polished.pt", weights_only=True))
    model.requires_grad_(False)
    examples = corpus.read(sorted(chosen.corpus.glob("*.txt")))
    rows = rows_of([e for e in examples if not e.held], Reader.load())
    look(model, rows)
    if not chosen.folds:
        fork = train(model, rows, chosen.epochs)
        torch.save(fork.state_dict(), chosen.runs / "coder.pt")
        test = rows_of([e for e in examples if e.held], Reader.load())
        look(model, test)
        print(f"test split: {told(judge(fork, test))}")
        return
    order = random.Random(0).sample(rows, len(rows))
    seen = Counter[str]()
    for k in range(min(chosen.folds, chosen.most)):
        held = order[k :: chosen.folds]
        rest = [r for i, r in enumerate(order) if i % chosen.folds != k]
        fork = train(model, rest, chosen.epochs)
        found = judge(fork, held)
        print(f"fold {k + 1}: {told(found)}", flush=True)
        seen += found
        # For measuring the coder as a whole on sentences that this fork has not seen.
        torch.save(fork.state_dict(), chosen.runs / f"coder-{k + 1}.pt")
        places = "\n".join(sorted({r.place for r in held}))
        (chosen.runs / f"held-{k + 1}.txt").write_text(places, encoding="utf-8")
    print(f"all: {told(seen)}")


if __name__ == "__main__":
    main()
