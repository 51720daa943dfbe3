"""The epochs.

    python -m training.extractor.train EXAMPLES WEIGHTS OUT [--size base] [--epochs 8] ...

Scores on the calibration documents choose the settings; the test documents are never loaded.
"""

from __future__ import annotations

import argparse
import json
import lzma
import pickle
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from training.extractor.batches import Example, batches, tensors, without_header
from training.extractor.decode import decode, scores
from training.extractor.model import BASE, SMALL, Extractor, Linear, numbers, rounded

SIZES = {"base": BASE, "small": SMALL}
PADDING = 1
ROUNDED_FROM = 0.7
"""The share of a run after which weights are rounded in training as they will ship."""
SPECIAL = ("NOBODY", "---", "UNNAMED")


def losses(model: Extractor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Each head's loss over a batch."""
    x = model.words(batch)
    logits = model.kind(model.drop(x))
    weight = torch.ones(logits.shape[-1], device=x.device)
    weight[0] = 0.5
    out = {"type": F.cross_entropy(logits.flatten(0, 1), batch["types"].flatten(), weight,
                                   ignore_index=-1, label_smoothing=0.03)}  # fmt: skip
    if "act_span" not in batch:
        return out
    act, sentence = model.acts(x, batch)
    told = model.act(torch.cat([act, sentence], -1))
    out["stance"] = F.cross_entropy(model.stance(told), batch["stance"])
    out["second"] = 0.3 * F.cross_entropy(model.second(told), batch["second"])
    out["hedged"] = 0.3 * F.binary_cross_entropy_with_logits(
        model.hedged(told)[:, 0], batch["hedged"])  # fmt: skip
    out["contexts"] = 2 * F.binary_cross_entropy_with_logits(
        model.contexts(told), batch["contexts"])  # fmt: skip
    if (batch["mode"] >= 0).any():
        out["mode"] = 0.2 * F.cross_entropy(model.mode(told), batch["mode"], ignore_index=-1)
    tags = model.roles(x, act, batch)
    out["roles"] = 6 * F.cross_entropy(tags.flatten(0, 2), batch["role_tags"].flatten(),
                                       ignore_index=-1)  # fmt: skip
    scored, suffix = model.links(x, act, sentence, batch)
    chances = scored.float().log_softmax(-1)
    gold = batch["party_gold"]
    known = gold.sum(-1) > 0
    if known.any():
        right = chances.masked_fill(gold == 0, -1e4).logsumexp(-1)
        out["links"] = -(right[known]).mean()
    if (batch["party_suffix"] >= 0).any():
        out["suffix"] = 0.3 * F.cross_entropy(suffix, batch["party_suffix"], ignore_index=-1)
    return out


def train(
    model: Extractor, data: Sequence[Example], codes: dict[str, int],
    options: argparse.Namespace, check: Sequence[Example], epochs: int,
    seconds: float = 0,
) -> None:  # fmt: skip
    """Run the epochs, printing the scores on `check` now and then."""
    device = next(model.parameters()).device
    encoder, heads = [], []
    for name, p in model.named_parameters():
        if p.requires_grad:
            (encoder if name.startswith("enc.") else heads).append(p)
    rate = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": options.head_rate}],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    plan = len(list(batches(data, options.pieces, 0))) * epochs
    warm = max(1, min(200, plan // 15))
    began, total, steps, apart = time.monotonic(), 0.0, 0, 0.0

    def gone() -> float:
        """The share of the run that is over, by steps or by the time that it may take."""
        spent = (time.monotonic() - began - apart) / seconds if seconds else 0.0
        return max(steps / plan, spent)

    turn = torch.optim.lr_scheduler.LambdaLR(
        rate, lambda s: min((s + 1) / warm, max(0.0, 1 - gone()))
    )
    for epoch in range(epochs):
        model.train()
        for batch in loaded(data, codes, options, options.seed + epoch):
            batch = {k: v.to(device, non_blocking=True) for k, v in batch.items()}  # noqa: PLW2901
            if options.bits and gone() >= ROUNDED_FROM:
                round_weights(model, options.bits, options.block)
            each = losses(model, batch)
            loss = torch.stack(list(each.values())).sum()
            rate.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            rate.step()
            turn.step()
            steps += 1
            if steps % 50 == 0:
                total = float(loss.detach())
            if steps % 100 == 0:
                print(
                    f"{steps} steps, loss {total:.3f}, {time.monotonic() - began:.0f} s", flush=True
                )
            if gone() >= 1:
                break
        print(f"epoch {epoch + 1} loss {total:.3f} {time.monotonic() - began:.0f} s", flush=True)
        last = epoch + 1 == epochs or gone() >= 1
        if check and (last or (epoch + 1) % options.every == 0):
            paused = time.monotonic()
            print(json.dumps(scores(check, decode(model, check, codes, PADDING))), flush=True)
            apart += time.monotonic() - paused
        if options.keep:
            torch.save(kept(model, options), options.keep)
        if last:
            break


class Parts(Dataset[dict[str, Tensor]]):
    """The batches of an epoch, made by several processes at once."""

    def __init__(self, parts: list[list[Example]], codes: dict[str, int]) -> None:
        self.parts, self.codes = parts, codes

    def __len__(self) -> int:
        return len(self.parts)

    def __getitem__(self, n: int) -> dict[str, Tensor]:
        return tensors(self.parts[n], self.codes, PADDING)


def loaded(
    data: Sequence[Example], codes: dict[str, int], options: argparse.Namespace, seed: int
) -> Iterable[dict[str, Tensor]]:
    """The batches of one epoch as tensors."""
    parts = list(batches(data, options.pieces, seed))
    return DataLoader(Parts(parts, codes), batch_size=None, num_workers=options.workers,
                      pin_memory=torch.cuda.is_available())  # fmt: skip


def stays(name: str, model: Extractor) -> bool:
    """Whether a part of the encoder is of the layers that stay as published."""
    return name.startswith("layers.") and int(name.split(".")[1]) < model.enc.size.frozen


def width(name: str, bits: str) -> int:
    """The bits of a layer's weights: `8` everywhere, or `84` for 4 in the inner layers."""
    return 4 if "4" in bits and name.endswith((".i", ".p")) else 8


def round_weights(model: Extractor, bits: str, block: int) -> None:
    """Have the weights of inner layers rounded in training, where they ship in 4 bits.

    What is rounded once for all is not rounded again, and 8 bits move nothing.
    """
    for name, part in model.enc.named_modules():
        if isinstance(part, Linear) and not stays(name, model) and width(name, bits) == 4:
            part.bits, part.block = 4, block


@torch.no_grad()
def below(model: Extractor, data: Sequence[Example], pieces: int) -> None:
    """Give each example what the layers that stay as published make of it."""
    model.eval()
    device = next(model.parameters()).device
    for part in batches(data, pieces):
        batch = tensors([{**e, "triggers": []} for e in part], {}, PADDING)
        with torch.autocast(device.type, torch.bfloat16):
            found = model.enc.lower(batch["ids"].to(device), batch["mask"].to(device))
        for row, e in enumerate(part):
            e["lower"] = found[row, : len(e["ids"])].to("cpu", torch.float16).clone()


def freeze(model: Extractor, bits: str, block: int) -> None:
    """Round the layers that stay as published as they will ship, and keep them so."""
    for name, part in model.enc.named_modules():
        if stays(name, model) and isinstance(part, Linear):
            part.weight.data = rounded(part.weight.data, width(name, bits), block)
    for name, p in model.enc.named_parameters():
        if stays(name, model) or name.startswith(("word.", "pos.", "n.", "near.")):
            p.requires_grad = False


def packed(model: Extractor, bits: str, block: int) -> dict[str, Any]:
    """The weights as they ship: whole numbers with scales where they are rounded, else halves."""
    state = {k: v.detach().to("cpu", torch.float16) for k, v in model.state_dict().items()}
    for name, part in model.enc.named_modules():
        if isinstance(part, Linear):
            wide = width(name, bits)
            whole, scale = numbers(part.weight.detach().float().cpu(), wide, block)
            whole = whole.reshape(part.weight.shape).to(torch.int8)
            if wide == 4:
                whole = (whole[:, ::2] + 8) | ((whole[:, 1::2] + 8) << 4)
            state[f"enc.{name}.weight"] = (wide, block, whole, scale[..., 0])
    words = model.enc.word.weight.detach().float().cpu()
    whole, scale = numbers(words, 8, words.shape[1])
    state["enc.word.weight"] = (8, words.shape[1], whole[:, 0].to(torch.int8), scale[:, 0])
    return state


def load_encoder(model: Extractor, weights: dict[str, Any]) -> None:
    """Fill in the published weights, as whole numbers with a scale a row or as they are."""
    state = model.enc.state_dict()
    for name, value in weights.items():
        if isinstance(value, tuple):
            value = value[0].float() * value[1].float()[:, None]  # noqa: PLW2901
        state[name] = value.float()
    model.enc.load_state_dict(state)


def unpacked(path: Path) -> Any:
    """What a compressed file holds."""
    with lzma.open(path) as file:
        return pickle.load(file)


def numbered(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """The examples, and the numbers of the codes in them."""
    data = unpacked(path)
    codes = {code: n for n, code in enumerate(data["codes"])}
    for code in SPECIAL:
        codes.setdefault(code, len(codes))
    return data, codes


def prepared(options: argparse.Namespace) -> tuple[Extractor, dict[str, Any], dict[str, int]]:
    """The network, the examples and the numbers of the codes."""
    data, codes = numbered(options.examples)
    torch.manual_seed(options.seed)
    size = replace(SIZES[options.size], frozen=options.frozen, joined=options.joined)
    model = Extractor(size, len(codes), len(data["modes"]))
    if options.resume:
        model.load_state_dict(torch.load(options.resume, weights_only=True)["state"])
    else:
        load_encoder(model, torch.load(options.weights, weights_only=True))
    return model, data, codes


def kept(model: Extractor, options: argparse.Namespace) -> dict[str, Any]:
    """What a later run needs to go on, or to label with."""
    return {"state": model.state_dict(), "size": options.size, "joined": options.joined}


def parser() -> argparse.ArgumentParser:
    """The options of a run."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("examples", type=Path)
    made.add_argument("weights", type=Path)
    made.add_argument("out", type=Path)
    made.add_argument("--size", choices=SIZES, default="base")
    made.add_argument(
        "--frozen", type=int, default=0, help="so many of the lowest layers stay as published"
    )
    made.add_argument(
        "--joined", type=int, default=0, help="the layer where shapes and kinds of names join"
    )
    made.add_argument("--epochs", type=int, default=8)
    made.add_argument("--every", type=int, default=4)
    made.add_argument("--pieces", type=int, default=1600)
    made.add_argument("--rate", type=float, default=4e-5)
    made.add_argument("--head-rate", type=float, default=1e-3)
    made.add_argument("--bits", default="")
    made.add_argument("--block", type=int, default=64)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--written", type=int, default=1, help="0 leaves the written corpus out")
    made.add_argument("--limit", type=int, default=0, help="so many windows only, for a trial")
    made.add_argument("--resume", type=Path, help="weights that an earlier run kept")
    made.add_argument("--keep", type=Path, help="where the weights are kept after each epoch")
    made.add_argument("--lower", type=Path, help="where the lower layers' vectors are kept")
    made.add_argument("--workers", type=int, default=0)
    made.add_argument(
        "--silver", type=Path, nargs="*", default=(), help="windows that other weights labelled"
    )
    made.add_argument(
        "--seconds", type=float, default=0, help="the longest that the epochs may take"
    )
    made.add_argument("--silver-seconds", type=float, default=0)
    made.add_argument("--silver-epochs", type=int, default=2)
    return made


def main() -> None:
    """Train, score, and keep the weights."""
    options = parser().parse_args()
    torch.multiprocessing.set_sharing_strategy("file_system")
    model, data, codes = prepared(options)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.to(device)
    parts = data["parts"]
    examples = [*parts["train"], *(parts["written"] if options.written else ())]
    if options.limit:
        examples = examples[: options.limit]
    check = parts["calibration"][: options.limit or None] if options.every else []
    draw = random.Random(options.seed)
    examples = [without_header(e) if draw.random() < 0.4 else e for e in examples]
    if model.enc.size.frozen:
        freeze(model, options.bits or "8", options.block)
        began = time.monotonic()
        if options.lower and options.lower.exists():
            for e, vectors in zip(examples, torch.load(options.lower), strict=True):
                e["lower"] = vectors
        else:
            below(model, examples, 4 * options.pieces)
        if options.lower and not options.lower.exists():
            torch.save([e["lower"] for e in examples], options.lower)
        print(f"lower layers {time.monotonic() - began:.0f} s", flush=True)
    if options.silver:
        told = [window for path in options.silver for window in unpacked(path)]
        told = told[: options.limit or None]
        train(model, told, codes, options, check, options.silver_epochs, options.silver_seconds)
    train(model, examples, codes, options, check, options.epochs, options.seconds)
    torch.save(
        {"state": packed(model, options.bits, options.block), "codes": list(codes),
         "modes": data["modes"], "size": options.size, "joined": options.joined},
        options.out,
    )  # fmt: skip


if __name__ == "__main__":
    main()
