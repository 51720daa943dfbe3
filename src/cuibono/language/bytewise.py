"""The encoder in the form that a processor multiplies fastest: weights and inputs as bytes.

The weights ship in blocks of whole numbers with a scale for each block, which is small but slow to
multiply. Here each row of weights becomes whole numbers of 8 bits with one scale, and so does each
vector that goes in, at the time when it does. A few places of the vectors are far larger than all
others, and would leave little of the 8 bits to these: they are told apart beforehand
(`training/extractor/apart.py`), and are multiplied as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from cuibono.language.onnx_form import MICROSOFT, Network, Node, parse, written

Floats = NDArray[np.float32]
PRODUCT, MASK = "MatMulNBits", "mask"
PART = 768
"""Inputs that share a scale, at most."""
MOST = 127
LEAST = 1e-6
BELOW, ABOVE = 20, 235
"""Steps of a byte below and above zero for what the function GELU gives, which is never below
-0.17."""
LOWEST = 0.17


def bytewise(data: bytes, apart: Sequence[Sequence[int]], threads: int = 1) -> bytes:
    """An encoder's ONNX file with its products in bytes, for one window at a time.

    `apart` has the places that are multiplied as they are, for each product in its order.
    """
    old = parse(data)
    inputs = {name: told for name, told in old.inputs.items() if name != MASK}
    new = Network(inputs=inputs, outputs=old.outputs, prefix="bytes.")
    made_by = {node.outputs[0]: node.kind for node in old.nodes}
    biases = {node.inputs[0]: node for node in old.nodes if node.kind == "Add"}
    nodes = [node for node in old.nodes if node.kind == PRODUCT]
    with ThreadPoolExecutor(threads) as pool:
        weights = pool.map(partial(_weights, old), nodes, apart)
        done = {biases[node.outputs[0]].outputs[0] for node in nodes}
        for node in old.nodes:
            if node.kind == PRODUCT:
                positive = made_by.get(node.inputs[0]) == "Gelu"
                _product(new, node, next(weights), positive, biases[node.outputs[0]], old)
            elif MASK in node.inputs:  # there is no padding where a window stands alone
                new.nodes.append(Node("Identity", node.inputs[:1], node.outputs))
            elif node.outputs[0] not in done:
                new.nodes.append(node)
                used = [name for name in node.inputs if name in old.constants]
                new.constants.update({name: old.constants[name] for name in used})
    return written(new)


def exact() -> bytes:
    """A network that tells whether this processor adds products of bytes without losing any.

    Some older ones cut the sum of two products to 16 bits.
    """
    made = Network(inputs={"x": (2, (1, 64))}, outputs={"y": (6, (1, 16))})
    weights = made.constant(np.full((64, 16), MOST, np.int8))
    made.add("MatMulInteger", "x", weights, to="y")
    return written(made)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a product: bytes (inputs, outputs), a scale for each output, what is apart.

    Where many inputs go in there are several parts, each with its own scales.
    """

    whole: list[NDArray[np.int8]]
    scale: list[Floats]
    places: NDArray[np.int64]
    apart: Floats


def _weights(old: Network, node: Node, apart: Sequence[int]) -> Weights:
    """Blocks to bytes; at the places that are told apart there are zeros instead."""
    bits, many = node.whole("bits"), node.whole("N")
    whole, scales = old.constants[node.inputs[1]], old.constants[node.inputs[2]].reshape(many, -1)
    if bits == 4:
        whole = np.stack([whole & 15, whole >> 4], axis=-1)
    whole = (whole.reshape(many, -1).astype(np.int16) - 2 ** (bits - 1)).astype(np.int8)
    block, places = node.whole("block_size"), np.array(apart, np.int64)
    some = whole[:, places] * scales[:, places // block]
    whole[:, places] = 0
    found = Weights([], [], places, np.ascontiguousarray(some.T))
    for first in range(0, whole.shape[1], PART):
        blocks = whole[:, first : first + PART].reshape(many, -1, block)
        sizes = scales[:, first // block : (first + PART) // block]
        most = np.maximum(blocks.max(axis=-1), -blocks.min(axis=-1).astype(np.int16)) * sizes
        scale = np.maximum(most.max(axis=-1), LEAST) / np.float32(MOST)
        shown = blocks * (sizes / scale[:, None])[:, :, None]
        shown = np.rint(shown, out=shown).astype(np.int8).reshape(many, -1)
        found.whole.append(np.ascontiguousarray(shown.T))
        found.scale.append(scale)
    return found


def _product(
    new: Network, node: Node, weights: Weights, positive: bool, bias: Node, old: Network
) -> None:
    """One product and the bias that is added to it, in bytes."""
    x, y = node.inputs[0], new.constant(old.constants[bias.inputs[1]])
    if len(weights.places):
        some = new.add("Gather", x, new.constant(weights.places), axis=-1)
        y = new.add("Add", new.add("MatMul", some, new.constant(weights.apart)), y)
        kept = np.ones(node.whole("K"), np.float32)
        kept[weights.places] = 0
        x = new.add("Mul", x, new.constant(kept))
    zero = new.constant(np.array(BELOW if positive else MOST + 1, np.uint8))
    one = new.constant(np.array(1, np.float32))
    parts = list(zip(weights.whole, weights.scale, strict=True))
    for number, (whole, scale) in enumerate(parts):
        part = x if len(parts) == 1 else _part(new, x, number)
        steps = _steps(new, part, positive)
        part = new.add("QuantizeLinear", new.add("Mul", part, steps), one, zero)
        part = new.add("MatMulIntegerToFloat", part, new.constant(whole), one,
                       new.constant(scale), zero, domain=MICROSOFT)  # fmt: skip
        part = new.add("Mul", part, new.add("Reciprocal", steps))
        y = new.add("Add", part, y, to=bias.outputs[0] if number == len(parts) - 1 else "")


def _part(new: Network, x: str, number: int) -> str:
    ends = (new.constant(np.array([n * PART], np.int64)) for n in (number, number + 1))
    return new.add("Slice", x, *ends, new.constant(np.array([-1], np.int64)))


def _steps(new: Network, x: str, positive: bool) -> str:
    """How many steps of a byte a vector's 1 has."""
    size = x if positive else new.add("Abs", x)
    most = new.add("ReduceMax", size, axes=[-1], keepdims=1)
    most = new.add("Max", most, new.constant(np.array(LEAST, np.float32)))
    many = np.array(ABOVE if positive else MOST, np.float32)
    steps = new.add("Div", new.constant(many), most)
    if not positive:
        return steps
    return new.add("Min", steps, new.constant(np.array(BELOW / LOWEST, np.float32)))
