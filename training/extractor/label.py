"""Windows without labels, labelled by one or several trained networks together.

    python -m training.extractor.label EXAMPLES PLAIN OUT KEPT... [--part 0/1]

KEPT are the weights that `train --keep` wrote. `train --silver OUT` learns from the labels first.
"""

from __future__ import annotations

import argparse
import lzma
import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.extractor.decode import decode
from training.extractor.model import Extractor
from training.extractor.train import PADDING, SIZES, numbered, round_weights, unpacked


class Together(nn.Module):
    """Several networks that answer as one: chances are averaged, vectors stand side by side."""

    def __init__(self, models: Sequence[Extractor]) -> None:
        super().__init__()
        self.models = nn.ModuleList(models)

    def _each(self, vectors: Tensor) -> tuple[Tensor, ...]:
        return vectors.chunk(len(self.models), -1)

    def words(self, batch: dict[str, Tensor]) -> Tensor:
        """The words' vectors of all networks: (b, n, k * w)."""
        return torch.cat([m.words(batch) for m in self.models], -1)

    def acts(self, x: Tensor, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """For each act its vectors and those of its sentence."""
        found = [m.acts(v, batch) for m, v in zip(self.models, self._each(x), strict=True)]
        return torch.cat([a for a, _ in found], -1), torch.cat([s for _, s in found], -1)

    def act(self, both: Tensor) -> Tensor:
        """What the acts' heads hear, of all networks."""
        acts, sentences = both.chunk(2, -1)
        pairs = zip(self.models, self._each(acts), self._each(sentences), strict=True)
        return torch.cat([m.act(torch.cat([a, s], -1)) for m, a, s in pairs], -1)

    def _mean(self, head: str, x: Tensor) -> Tensor:
        found = [
            getattr(m, head)(v).float() for m, v in zip(self.models, self._each(x), strict=True)
        ]
        if head in ("hedged", "contexts"):
            return torch.stack([f.sigmoid() for f in found]).mean(0).logit(1e-6)
        return _log_mean(found)

    def __getattr__(self, name: str) -> Any:
        if name in ("kind", "stance", "second", "hedged", "contexts", "mode"):
            head: Callable[[Tensor], Tensor] = lambda x: self._mean(name, x)  # noqa: E731
            return head
        return super().__getattr__(name)

    def roles(self, x: Tensor, act: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """What each word is to an act."""
        parts = zip(self.models, self._each(x), self._each(act), strict=True)
        return _log_mean([m.roles(v, a, batch).float() for m, v, a in parts])

    def links(
        self, x: Tensor, act: Tensor, sentence: Tensor, batch: dict[str, Tensor]
    ) -> tuple[Tensor, Tensor]:
        """For each party the scores of names and codes, and of its suffix."""
        parts = zip(self.models, self._each(x), self._each(act), self._each(sentence), strict=True)
        found = [m.links(v, a, s, batch) for m, v, a, s in parts]
        return _log_mean([f.float() for f, _ in found]), _log_mean([s.float() for _, s in found])


def _log_mean(logits: Sequence[Tensor]) -> Tensor:
    return torch.stack([x.softmax(-1) for x in logits]).mean(0).clamp_min(1e-9).log()


def main() -> None:
    """Label the windows and write them."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("examples", type=Path)
    made.add_argument("plain", type=Path)
    made.add_argument("out", type=Path)
    made.add_argument("kept", type=Path, nargs="+")
    made.add_argument("--bits", default="84")
    made.add_argument("--block", type=int, default=64)
    made.add_argument("--part", default="0/1", help="which of how many parts of the windows")
    options = made.parse_args()
    data, codes = numbered(options.examples)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    models: list[Extractor] = []
    for path in options.kept:
        kept = torch.load(path, weights_only=True, map_location="cpu")
        size = replace(SIZES[kept["size"]], joined=kept["joined"])
        model = Extractor(size, len(codes), len(data["modes"]))
        model.load_state_dict(kept["state"])
        round_weights(model, options.bits, options.block)
        models.append(model)
    part, of = map(int, options.part.split("/"))
    told = decode(Together(models).to(device), unpacked(options.plain)[part::of], codes, PADDING)
    with lzma.open(options.out, "wb", preset=1) as file:
        pickle.dump(told, file, 5)
    print(len(told), "windows", sum(len(e["triggers"]) for e in told), "acts")


if __name__ == "__main__":
    main()
