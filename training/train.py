"""Fine-tunes the encoder for all tasks at once; stops and resumes at the end of any epoch.

python -m training.train --runs runs/reader --epochs 12
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from tokenizers import Tokenizer
from torch import Tensor

from cuibono.language.words import Words
from training import data
from training.batches import IGNORED, Labels, Numbers, Row, batched, tensors
from training.model import Encoder, ReaderModel, Tree, pooled, pretrained_folder

ENCODER_RATE, HEAD_RATE = 3e-4, 1.2e-3
# Weights of the tasks in the sum; those not named here weigh 1.
WEIGHTS = {"lemma": 0.5, "factuality": 0.15}


def losses(model: ReaderModel, rows: list[Row]) -> dict[str, Tensor]:
    """The loss of every task that the batch has gold for, unweighted."""
    batch = tensors(rows)
    with torch.autocast("cpu", torch.bfloat16):
        pieces, words = model.encode(batch)
        words = model.drop(words)
        tags = model.tag(words)
        arcs = model.arcs(words, batch["words"])
        relations = model.relations(words, batch["head"].clamp(min=0))
        tree = Tree(arcs.argmax(-1), relations.argmax(-1))
        roles = model.roles(words, batch["frame_row"], batch["frame_word"], tree)
        facts = model.factuality(words)
    parts = tags.float().split(model.sizes.tags, -1)
    found = {
        name: _cross_entropy(scores, batch[name])
        for name, scores in zip(("upos", "xpos", "lemma", "entity"), parts, strict=False)
        if (batch[name] != IGNORED).any()
    }
    found["head"] = _cross_entropy(arcs, batch["head"])
    found["relation"] = _cross_entropy(relations, batch["relation"])
    known = batch["predicate"] != IGNORED
    if known.any():
        gold = batch["predicate"][known].float()
        found["predicate"] = F.binary_cross_entropy_with_logits(parts[4][..., 0][known], gold)
    if len(batch["frame_row"]):
        found["roles"] = _cross_entropy(roles, batch["frame_roles"])
    if len(batch["fact_row"]):
        guess = facts.float()[batch["fact_row"], batch["fact_word"]]
        found["factuality"] = F.smooth_l1_loss(guess, batch["fact_value"])
    # Keeps mean-pooled vectors near those of the published encoder, which are made for
    # similarity: typing by nearest examples needs them.
    vectors = pooled(pieces.float(), batch["mask"])
    originals = torch.stack([r.original for r in rows if r.original is not None])
    found["similarity"] = (1 - (vectors * originals).sum(-1)).mean()
    return found


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORED)


def remember_originals(rows: list[Row], pieces: int) -> None:
    """Store with each row the vector that the published encoder gives it."""
    encoder = Encoder().load_pretrained().eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for some in batched(rows, pieces):
            batch = tensors(some)
            plain = torch.zeros_like(batch["shapes"])
            vectors = pooled(encoder(batch["ids"], plain, batch["mask"]).float(), batch["mask"])
            for row, vector in zip(some, vectors, strict=True):
                row.original = vector.clone()


class Run:
    """One training run in a folder: labels, checkpoint, log."""

    def __init__(self, folder: Path, epochs: int, pieces: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.epochs, self.pieces = folder, epochs, pieces
        self.shuffle = random.Random(1)
        torch.manual_seed(1)
        gold = data.ewt("train") + data.gum("train")
        self.labels = labels = Labels.collect(gold)
        labels.save(folder / "labels.json")
        words = Words(Tokenizer.from_file(str(pretrained_folder() / "tokenizer.json")))
        self.numbers = Numbers(labels, words)
        self.rows = [row for g in gold if (row := self.numbers.row(g)) is not None]
        self.model = ReaderModel(labels.sizes)
        self.model.enc.load_pretrained()
        self.optimizer = self._optimizer()
        self.schedule = self._schedule()
        self.epoch = 0

    def remember(self) -> None:
        """Store with each row the vector that the published encoder gives it."""
        remember_originals(self.rows, self.pieces)

    def _optimizer(self) -> torch.optim.AdamW:
        fresh = [
            p for k, p in self.model.named_parameters() if not k.startswith("enc.") or "shape" in k
        ]
        old = [
            p for k, p in self.model.named_parameters() if k.startswith("enc.") and "shape" not in k
        ]
        groups = [{"params": old, "lr": ENCODER_RATE}, {"params": fresh, "lr": HEAD_RATE}]
        return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))

    def _schedule(self) -> torch.optim.lr_scheduler.LambdaLR:
        steps = len(batched(self.rows, self.pieces)) * self.epochs
        warm = max(1, steps // 20)
        return torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm))),
        )

    def resume(self) -> None:
        """Take up the last finished epoch, if there is one."""
        if not (self.folder / "checkpoint.pt").exists():
            return
        state = torch.load(self.folder / "checkpoint.pt", weights_only=False)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.shuffle.setstate(state["shuffle"])
        torch.set_rng_state(state["torch"])
        self.epoch = state["epoch"]

    def save(self) -> None:
        """Write the checkpoint whole or not at all."""
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(), "shuffle": self.shuffle.getstate(),
            "torch": torch.get_rng_state(), "epoch": self.epoch,
        }  # fmt: skip
        torch.save(state, self.folder / "checkpoint.tmp")
        (self.folder / "checkpoint.tmp").replace(self.folder / "checkpoint.pt")

    def one_epoch(self) -> None:
        """Train on everything once and report each task's mean loss."""
        began, sums = time.monotonic(), Counter[str]()
        batches = batched(self.rows, self.pieces, self.shuffle)
        self.model.train()
        for rows in batches:
            found = losses(self.model, rows)
            self.optimizer.zero_grad(set_to_none=True)
            torch.stack([loss * WEIGHTS.get(k, 1.0) for k, loss in found.items()]).sum().backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
            self.optimizer.step()
            self.schedule.step()
            sums.update({k: float(loss.detach()) for k, loss in found.items()})
        self.epoch += 1
        self.save()
        means = " ".join(f"{k} {v / len(batches):.3f}" for k, v in sums.items())
        print(
            f"epoch {self.epoch}/{self.epochs} {time.monotonic() - began:.0f} s {means}", flush=True
        )


def main() -> None:
    """Train for the given number of epochs, resuming where a run was stopped."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=Path, default=Path("runs/reader"))
    options.add_argument("--epochs", type=int, default=12)
    options.add_argument("--pieces", type=int, default=1_600, help="wordpieces a batch")
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    run = Run(chosen.runs, chosen.epochs, chosen.pieces)
    run.remember()
    run.resume()
    while run.epoch < chosen.epochs:
        run.one_epoch()


if __name__ == "__main__":
    main()
