"""Writes the trained reader as int8 ONNX with its labels and tokenizer.

python -m training.export --runs runs/reader --to src/cuibono/data/reader
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from cuibono.coding.codebook import Codebook
from cuibono.coding.speech import Speech
from training import data
from training.batches import Labels
from training.coder import BELOW, Fork
from training.model import RELATION, WIDTH, ReaderModel, Tree, pooled, pretrained_folder

# Past forms of verbs that the treebanks hardly have.
IRREGULAR = dict(
    pair.split(":")
    for pair in """lent:lend overthrew:overthrow overthrown:overthrow withdrew:withdraw
    withdrawn:withdraw withheld:withhold upheld:uphold forbade:forbid forbidden:forbid shot:shoot
    struck:strike fought:fight sought:seek overran:overrun undertook:undertake forsook:forsake
    bled:bleed fled:flee slew:slay slain:slay stole:steal stolen:steal swore:swear sworn:swear
    torn:tear tore:tear shrank:shrink sank:sink sunk:sink sprang:spring bound:bind dealt:deal
    dug:dig hid:hide hidden:hide laid:lay led:lead lit:light retook:retake retaken:retake
    rebuilt:rebuild repaid:repay resold:resell spread:spread swept:sweep swung:swing wove:weave
    befell:befall beset:beset rid:rid strove:strive forgave:forgive forgiven:forgive""".split()
)
OPEN_CLASSES = ("VERB", "NOUN", "ADJ", "AUX", "ADV")
VERSION = "reader-2026.11.2"
INPUTS = ("ids", "shapes", "mask", "first", "words", "forced")
OUTPUTS = (
    "upos", "xpos", "lemma", "entity", "arcs", "relation", "heads", "dependents",
    "predicates", "roles", "factuality", "vector", "senses",
)  # fmt: skip


class Graph(nn.Module):
    """The model as one graph: everything but the search for the best tree and role tags."""

    def __init__(self, model: ReaderModel, fork: Fork) -> None:
        super().__init__()
        self.model, self.fork = model, fork

    def forward(
        self,
        ids: Tensor,
        shapes: Tensor,
        mask: Tensor,
        first: Tensor,
        words: Tensor,
        forced: Tensor,
    ) -> tuple[Tensor, ...]:
        """Outputs in the order of `OUTPUTS`; `forced` marks words to be taken as predicates."""
        model = self.model
        below, pieces = model.enc.twice(ids, shapes, mask, BELOW)
        vectors = torch.gather(pieces, 1, first[..., None].expand(-1, -1, WIDTH))
        *tags, detected, _ = model.tag(vectors).split(model.sizes.tags, -1)
        arcs = model.arcs(vectors, words)
        governors, dependents = model.rh(model.rooted(vectors)), model.rd(vectors)
        heads = arcs.argmax(-1)[..., None].expand(-1, -1, RELATION)
        governor = torch.gather(governors, 1, heads)
        relation = model.rl(torch.cat([governor * dependents, governor, dependents], -1))
        found = (((detected[..., 0] > 0) | (forced > 0.5)) & (words > 0.5)).nonzero()
        tree = Tree(arcs.argmax(-1), relation.argmax(-1))
        roles = model.roles(vectors, found[:, 0], found[:, 1], tree)
        return (
            *(t.argmax(-1) for t in tags), arcs, relation.argmax(-1), governors, dependents,
            found, roles, model.factuality(vectors), pooled(pieces, mask),
            self.fork.words(below, vectors, mask, first),
        )  # fmt: skip


def to_onnx(model: ReaderModel, fork: Fork, path: Path) -> None:
    """Trace the graph at full precision, batch, wordpieces and words left open."""
    b, t, n = 2, 9, 6
    forced = torch.zeros(b, n)
    forced[:, 0] = 1
    example = (
        torch.randint(5, 999, (b, t)), torch.zeros(b, t, dtype=torch.long), torch.ones(b, t),
        torch.arange(1, n + 1).repeat(b, 1), torch.ones(b, n), forced,
    )  # fmt: skip
    axes = {name: {0: "b", 1: "t" if name in INPUTS[:3] else "n"} for name in INPUTS}
    torch.onnx.export(
        Graph(model, fork).eval(), example, str(path), input_names=list(INPUTS),
        output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Weights to int8, one scale a channel; activations are quantised as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source, target, per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )  # fmt: skip


def known_lemmas() -> dict[str, dict[str, str]]:
    """Lemmas of the word forms seen in training, by part of speech, where one clearly leads.

    The learned edit scripts then serve for unseen words alone.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for gold in data.ewt("train") + data.gum("train"):
        for word, upos, lemma in zip(gold.words, gold.upos, gold.lemmas, strict=True):
            if upos in OPEN_CLASSES and word.isalpha():
                counts[upos, word.lower()][lemma] += 1
    table: dict[str, dict[str, str]] = {upos: {} for upos in OPEN_CLASSES}
    for (upos, word), lemmas in sorted(counts.items()):
        lemma, times = lemmas.most_common(1)[0]
        if times >= 0.8 * lemmas.total() and lemma.isascii():
            table[upos][word] = lemma
    # Verbs that the codebook and the words of speech know stand for themselves, so that
    # "mobilised" leads to "mobilise" although no treebank has it.
    table["VERB"] |= IRREGULAR
    known = _lexicon()
    for verb in sorted(known):
        table["VERB"].setdefault(verb, verb)
    for word, lemma in table["VERB"].items():
        if lemma not in known and lemma + "e" in known:
            table["VERB"][word] = lemma + "e"
    return table


def _lexicon() -> set[str]:
    """Single verbs of the codebook's rules and of speech."""
    rules = {verb.split()[0] for rule in Codebook.load().rules for verb in rule.verbs}
    return {verb for verb in rules | set(Speech.load().verbs) if verb.isalpha()}


def export(runs: Path, target: Path) -> None:
    """Write the model, its labels, lemmas and tokenizer; fp32.onnx stays in the run's folder."""
    labels = Labels.load(runs / "labels.json")
    model = ReaderModel(labels.sizes)
    model.load_state_dict(torch.load(runs / "polished.pt", weights_only=True))
    target.mkdir(parents=True, exist_ok=True)
    fork = Fork(model)
    fork.load_state_dict(torch.load(runs / "coder.pt", weights_only=True))
    to_onnx(model.eval(), fork.eval(), runs / "fp32.onnx")
    quantise(runs / "fp32.onnx", target / "model.onnx")
    np.savez(
        target / "relations.npz",
        weight=model.rl.weight.detach().numpy().astype(np.float16),
        bias=model.rl.bias.detach().numpy().astype(np.float16),
    )
    heads = {k: v for k, v in fork.state_dict().items() if not k.startswith("layers")}
    np.savez(target / "heads.npz", **{k: v.numpy().astype(np.float16) for k, v in heads.items()})
    stored = json.dumps({"version": VERSION, **vars(labels)}, indent=0)
    (target / "labels.json").write_text(stored, encoding="utf-8")
    lemmas = json.dumps(known_lemmas(), ensure_ascii=False, separators=(",", ":"))
    (target / "lemmas.json").write_text(lemmas, encoding="utf-8")
    shutil.copy(pretrained_folder() / "tokenizer.json", target / "tokenizer.json")


def main() -> None:
    """Export the newest checkpoint of a run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=Path, default=Path("runs/reader"))
    options.add_argument("--to", type=Path, default=Path("src/cuibono/data/reader"))
    chosen = options.parse_args()
    export(chosen.runs, chosen.to)


if __name__ == "__main__":
    main()
