"""The encoder in bytes and in the blocks that it ships in; how many windows it takes at once."""

import json
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from cuibono.language.encoder import Encoder, cores

APART = [13, 461, 555, 568, 756]
FOLDER = Path(str(files("cuibono").joinpath("data/reader/base")))


@dataclass
class Words:
    ids: list[int]
    shapes: list[int] = field(default_factory=list[int])
    names: list[int] = field(default_factory=list[int])
    firsts: list[int] = field(default_factory=list[int])

    def __post_init__(self):
        self.shapes = self.names = [0] * len(self.ids)
        self.firsts = list(range(1, len(self.ids) - 1))


def test_bytes_and_blocks_give_nearly_the_same(tmp_path):
    if not (FOLDER / "encoder.onnx").is_file():
        pytest.skip("needs the weights of the reader base")
    (tmp_path / "encoder.onnx").write_bytes((FOLDER / "encoder.onnx").read_bytes())
    near = np.load(FOLDER / "heads.npz")["near"].astype(np.float32)
    blocks = Encoder(tmp_path, near)
    (tmp_path / "apart.json").write_text(json.dumps([APART, [], APART, []] * 12))
    in_bytes = Encoder(tmp_path, near)
    draw = np.random.default_rng(2)
    for size in (40, 12, 40):
        window = Words([0, *draw.integers(1000, 20_000, size).tolist(), 2])
        a, b = blocks.vectors(window), in_bytes.vectors(window)
        assert a.shape == b.shape == (size, 768)
        alike = (a * b).sum(-1) / np.linalg.norm(a, axis=-1) / np.linalg.norm(b, axis=-1)
        assert alike.min() > 0.98
        assert (in_bytes.vectors(window) == b).all()


@pytest.mark.parametrize(
    ("told", "wanted"), [("1", 1), ("1,4", 1), ("", None), ("0", None), ("many", None)]
)
def test_a_worker_of_a_cluster_keeps_to_its_share(monkeypatch, told, wanted):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    every = cores()
    monkeypatch.setenv("OMP_NUM_THREADS", told)
    assert cores() == (wanted or every)
