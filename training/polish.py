"""The last two stages: everything once more at a low rate, then the role head on the tree.

python -m training.polish --runs runs/reader

The first takes four epochs from the checkpoint of `training.train` with the weight of the
roles doubled, and keeps a moving average of the weights (Polyak and Juditsky 1992). The second
freezes the encoder and the trees and trains the role head alone, which now sees where each
word hangs in the predicted tree; the epoch that is best on dev is kept.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from cuibono.language.decoding import best_tags, spans
from training import data
from training.batches import IGNORED, Row, batched, tensors
from training.model import ReaderModel, Tree
from training.train import WEIGHTS, Run, losses

LOW_RATE, HEAD_RATE, ROLE_RATE = 1e-4, 4e-4, 2e-3
EPOCHS, ROLE_EPOCHS = 4, 14
KEPT = 0.998
ROLE_HEAD = ("sp", "sa", "sd", "so", "sb", "su", "sr")


def settle(run: Run) -> None:
    """Train all tasks at a low rate; leave the averaged weights in the model."""
    model, batches = run.model, len(batched(run.rows, run.pieces))
    old = [p for k, p in model.named_parameters() if k.startswith("enc.") and "shape" not in k]
    new = [p for k, p in model.named_parameters() if not k.startswith("enc.") or "shape" in k]
    groups = [{"params": old, "lr": LOW_RATE}, {"params": new, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = _falling(optimizer, batches * EPOCHS)
    weights = {**WEIGHTS, "roles": 2.0}
    mean = {k: v.detach().clone() for k, v in model.state_dict().items()}
    model.train()
    for epoch in range(EPOCHS):
        for rows in batched(run.rows, run.pieces, run.shuffle):
            found = losses(model, rows)
            optimizer.zero_grad(set_to_none=True)
            torch.stack([v * weights.get(k, 1.0) for k, v in found.items()]).sum().backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            for name, value in model.state_dict().items():
                mean[name].lerp_(value, 1 - KEPT)
        print(f"settled {epoch + 1}/{EPOCHS}", flush=True)
    model.load_state_dict(mean)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A batch as the frozen encoder sees it: words (b, n, 384), their tree, the frames."""

    words: Tensor
    tree: Tree
    row: Tensor
    predicate: Tensor
    gold: Tensor
    lengths: list[int]


def freeze(model: ReaderModel, rows: list[Row], pieces: int) -> list[Frozen]:
    """Encode the sentences that have frames once and for all."""
    model.eval()
    found: list[Frozen] = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for some in batched([r for r in rows if r.frames], pieces):
            batch = tensors(some)
            _, words = model.encode(batch)
            arcs = model.arcs(words, batch["words"])
            heads = arcs.argmax(-1)
            tree = Tree(heads, model.relations(words, heads).argmax(-1))
            frames = (batch["frame_row"], batch["frame_word"], batch["frame_roles"])
            lengths = [len(r.gold.words) for r in some]
            found.append(Frozen(words.to(torch.bfloat16), tree, *frames, lengths))
    return found


def learn_roles(
    model: ReaderModel, train: list[Frozen], dev: list[Frozen], names: list[str]
) -> None:
    """Train the role head alone and leave the epoch that is best on dev in the model."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.split(".")[0] in ROLE_HEAD)
    own = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(own, lr=ROLE_RATE, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = _falling(optimizer, len(train) * ROLE_EPOCHS)
    best, kept = 0.0, model.state_dict()
    for epoch in range(ROLE_EPOCHS):
        model.train()
        for batch in random.Random(epoch).sample(train, len(train)):
            with torch.autocast("cpu", torch.bfloat16):
                words = F.dropout(batch.words, 0.2)
                scores = model.roles(words, batch.row, batch.predicate, batch.tree)
            loss = F.cross_entropy(
                scores.float().flatten(0, 1), batch.gold.flatten(), ignore_index=IGNORED
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
        score = role_f1(model, dev, names)
        print(f"roles {epoch + 1}/{ROLE_EPOCHS}: argument F1 on dev {score:.2f}", flush=True)
        if score > best:
            best, kept = score, {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(kept)


def role_f1(model: ReaderModel, batches: list[Frozen], names: list[str]) -> float:
    """F1 in percent of labelled argument spans, predicates given."""
    model.eval()
    right = found = wanted = 0
    for batch in batches:
        with torch.no_grad():
            scores = model.roles(batch.words.float(), batch.row, batch.predicate, batch.tree)
        lengths = [batch.lengths[r] for r in batch.row.tolist()]
        tags = best_tags(scores.numpy(), lengths)
        for mine, gold, n in zip(tags, batch.gold.tolist(), lengths, strict=True):
            guess = set(spans([names[k] for k in mine]))
            truth = set(spans([names[k] for k in gold[:n]]))
            right, found, wanted = (
                right + len(guess & truth),
                found + len(guess),
                wanted + len(truth),
            )
    return 200 * right / max(1, found + wanted)


def _falling(optimizer: torch.optim.AdamW, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """A short warm-up, then a rate that falls to nothing."""
    warm = max(1, min(100, steps // 20))
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / steps))
    )


def main() -> None:
    """Polish the newest checkpoint of a run into `polished.pt`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=Path, default=Path("runs/reader"))
    options.add_argument("--pieces", type=int, default=1_600, help="wordpieces a batch")
    chosen = options.parse_args()
    run = Run(chosen.runs, EPOCHS, chosen.pieces)
    run.resume()
    run.remember()
    settle(run)
    dev = [row for g in data.ewt("dev") if (row := run.numbers.row(g)) is not None]
    train, held = (freeze(run.model, rows, run.pieces) for rows in (run.rows, dev))
    learn_roles(run.model, train, held, run.labels.role)
    torch.save(run.model.state_dict(), chosen.runs / "polished.pt")


if __name__ == "__main__":
    main()
