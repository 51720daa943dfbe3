"""Published encoders as starting weights: rows of whole numbers with a scale each.

python -m training.extractor.start base FOLDER/model.safetensors OUT.pt
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from training.extractor.model import BASE, SMALL, Encoder

PARTS = {
    "mpnet": {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v",
              "o": "attention.attn.o", "n1": "attention.LayerNorm"},
    "bert": {"q": "attention.self.query", "k": "attention.self.key",
             "v": "attention.self.value", "o": "attention.output.dense",
             "n1": "attention.output.LayerNorm"},
}  # fmt: skip
BOTH = {"i": "intermediate.dense", "p": "output.dense", "n2": "output.LayerNorm"}


def state(size: str, path: Path) -> dict[str, torch.Tensor]:
    """The encoder's state from a file in the form of Hugging Face."""
    from safetensors.torch import load_file

    stored = load_file(path)
    measures = BASE if size == "base" else SMALL
    names = {**PARTS["mpnet" if measures.relative else "bert"], **BOTH}
    out = {
        k: v
        for k, v in Encoder(measures).state_dict().items()
        if k in ("shape.weight", "name.weight")
    }
    words = stored["embeddings.word_embeddings.weight"]
    out["word.weight"] = words if measures.relative else as_mpnet(words)
    out["pos.weight"] = stored["embeddings.position_embeddings.weight"]
    for kind in ("weight", "bias"):
        out[f"n.{kind}"] = stored[f"embeddings.LayerNorm.{kind}"]
        for layer in range(measures.layers):
            for ours, theirs in names.items():
                out[f"layers.{layer}.{ours}.{kind}"] = stored[
                    f"encoder.layer.{layer}.{theirs}.{kind}"
                ]
    if measures.relative:
        out["near.weight"] = stored["encoder.relative_attention_bias.weight"]
    else:
        out["pos.weight"] = out["pos.weight"] + stored["embeddings.token_type_embeddings.weight"][0]
    return out


def as_mpnet(words: torch.Tensor) -> torch.Tensor:
    """BERT's word vectors in the order of MPNet's vocabulary, which holds the same pieces.

    MPNet puts its own start, padding and end marks first and everything else four places later; so
    one tokenizer, and one set of windows, serves both readers.
    """
    cls, pad, sep = 101, 0, 102
    out = torch.zeros(BASE.vocabulary, words.shape[1])
    out[4 : 4 + len(words)] = words
    out[0], out[1], out[2], out[3] = words[cls], words[pad], words[sep], words[100]
    return out


def packed(weights: dict[str, torch.Tensor]) -> dict[str, object]:
    """Matrices as int8 rows with a scale each, the rest as it is."""
    out: dict[str, object] = {}
    for name, value in weights.items():
        if value.ndim == 2 and value.numel() > 100_000:
            scale = value.abs().amax(1).clamp_min(1e-8) / 127
            out[name] = ((value / scale[:, None]).round().to(torch.int8), scale)
        else:
            out[name] = value
    return out


def main() -> None:
    """Write the packed weights."""
    size, source, target = sys.argv[1:4]
    torch.save(packed(state(size, Path(source))), target)


if __name__ == "__main__":
    main()
