"""The trained network as it ships: the encoder as ONNX with blockwise whole numbers, the heads as
arrays.

    python -m training.extractor.export TRAINED.pt FOLDER

Blockwise products (`MatMulNBits`) give the same result whatever else is in the batch.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.extractor.labels import CONTEXTS, PARTIES, ROLES, STANCES, SUFFIXES, TYPES
from training.extractor.model import BASE, SMALL, Size

MICROSOFT = "com.microsoft"
LONGEST = 320
"""Wordpieces of the longest window, with context and header."""


class Graph:
    """Nodes and constants while they are put together."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._many = 0

    def constant(self, value: np.ndarray) -> str:
        """A constant's name."""
        self._many += 1
        name = f"c{self._many}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """A node's output."""
        self._many += 1
        name = f"n{self._many}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name


def product(graph: Graph, x: str, packed: list[Any], biases: list[Any]) -> str:
    """`x` by one or several weights of the same input, side by side, with their biases."""
    bits, block = packed[0][0], packed[0][1]
    whole = np.concatenate(
        [p[2].numpy().view(np.uint8) if bits == 4 else p[2].numpy() for p in packed]
    )
    scale = np.concatenate([p[3].numpy() for p in packed]).astype(np.float32)
    rows = len(whole)
    if bits == 8:
        whole = (whole.astype(np.int16) + 128).astype(np.uint8)
    inward = whole.shape[1] * (2 if bits == 4 else 1)
    data = whole.reshape(rows, inward // block, block * bits // 8)
    out = graph.add(
        "MatMulNBits", x, graph.constant(data), graph.constant(scale.reshape(-1)),
        domain=MICROSOFT, K=inward, N=rows, bits=bits, block_size=block, accuracy_level=4,
    )  # fmt: skip
    bias = np.concatenate([b.float().numpy() for b in biases])
    return graph.add("Add", out, graph.constant(bias))


def encoder(state: dict[str, Any], size: Size) -> onnx.ModelProto:
    """The encoder: ids, shapes, names (b, t), mask (b, 1, 1, t), near (1, h, t, t) to (b, t, w)."""
    graph = Graph()
    f = lambda name: state[f"enc.{name}"].float().numpy()  # noqa: E731
    _, _, words, scale = state["enc.word.weight"]
    x = graph.add(
        "Cast", graph.add("Gather", graph.constant(words.numpy()), "ids"), to=TensorProto.FLOAT
    )
    x = graph.add(
        "Mul", x, graph.add("Gather", graph.constant(scale.numpy().astype(np.float32)), "ids")
    )
    many = graph.add("Slice", graph.add("Shape", "ids"), graph.constant(np.array([1])),
                     graph.constant(np.array([2])))  # fmt: skip
    places = f("pos.weight")[2 if size.relative else 0 :][:LONGEST]
    x = graph.add(
        "Add", x, graph.add("Slice", graph.constant(places), graph.constant(np.array([0])), many)
    )
    x = normal(graph, x, state, "n", size)
    for layer in range(size.layers):
        if layer == size.joined:
            for kind in ("shape", "name"):
                looks = graph.constant(f(f"{kind}.weight"))
                x = graph.add("Add", x, graph.add("Gather", looks, f"{kind}s"))
        x = attention(graph, x, state, f"layers.{layer}", size)
    graph.nodes[-1].output[0] = "vectors"
    told = [
        helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"])
        for n in ("ids", "shapes", "names")
    ]
    told.append(helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["b", 1, 1, "t"]))
    if size.relative:
        told.append(
            helper.make_tensor_value_info("near", TensorProto.FLOAT, [1, size.heads, "t", "t"])
        )
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["b", "t", size.width])
    made = helper.make_graph(graph.nodes, "encoder", told, [out], graph.constants)
    return helper.make_model(
        made,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)],
        ir_version=10,
    )


def normal(graph: Graph, x: str, state: dict[str, Any], name: str, size: Size) -> str:
    """A layer's normalisation."""
    weight, bias = (state[f"enc.{name}.{k}"].float().numpy() for k in ("weight", "bias"))
    return graph.add(
        "LayerNormalization", x, graph.constant(weight), graph.constant(bias), epsilon=size.epsilon
    )


def attention(graph: Graph, x: str, state: dict[str, Any], at: str, size: Size) -> str:
    """One transformer layer."""
    part = lambda k: state[f"enc.{at}.{k}.weight"]  # noqa: E731
    bias = lambda k: state[f"enc.{at}.{k}.bias"]  # noqa: E731
    all3 = product(graph, x, [part(k) for k in "qkv"], [bias(k) for k in "qkv"])
    head = size.width // size.heads
    shape = graph.constant(np.array([0, 0, 3, size.heads, head]))
    split = graph.add("Transpose", graph.add("Reshape", all3, shape), perm=[2, 0, 3, 1, 4])
    q, k, v = (graph.add("Gather", split, graph.constant(np.array(i)), axis=0) for i in range(3))
    q = graph.add("Mul", q, graph.constant(np.array(head**-0.5, np.float32)))
    weights = graph.add("MatMul", q, graph.add("Transpose", k, perm=[0, 1, 3, 2]))
    if size.relative:
        weights = graph.add("Add", weights, "near")
    weights = graph.add("Softmax", graph.add("Add", weights, "mask"), axis=-1)
    mixed = graph.add("Transpose", graph.add("MatMul", weights, v), perm=[0, 2, 1, 3])
    mixed = graph.add("Reshape", mixed, graph.constant(np.array([0, 0, size.width])))
    x = normal(
        graph,
        graph.add("Add", x, product(graph, mixed, [part("o")], [bias("o")])),
        state,
        f"{at}.n1",
        size,
    )
    inner = graph.add("Gelu", product(graph, x, [part("i")], [bias("i")]), domain=MICROSOFT)
    x = graph.add("Add", x, product(graph, inner, [part("p")], [bias("p")]))
    return normal(graph, x, state, f"{at}.n2", size)


def main() -> None:
    """Write `encoder.onnx`, `heads.npz` and `labels.json`."""
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    kept = torch.load(source, weights_only=True, map_location="cpu")
    size = replace(BASE if kept["size"] == "base" else SMALL, joined=kept["joined"])
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(encoder(kept["state"], size), folder / "encoder.onnx")
    heads = {k: v.numpy() for k, v in kept["state"].items() if not k.startswith("enc.")}
    if size.relative:
        heads["near"] = kept["state"]["enc.near.weight"].numpy()
    np.savez_compressed(folder / "heads.npz", **heads)
    labels = {
        "types": TYPES,
        "stances": STANCES,
        "contexts": CONTEXTS,
        "roles": ROLES,
        "parties": PARTIES,
        "suffixes": SUFFIXES,
        "modes": kept["modes"],
        "codes": kept["codes"],
        "version": f"{kept['size']}-2026.12.5",
    }
    (folder / "labels.json").write_text(json.dumps(labels, indent=0) + "\n")


if __name__ == "__main__":
    main()
