"""Networks as ONNX files: what is in one, and how a changed one is written.

Only what the encoder needs, so that nobody has to install the library `onnx`. The form is that of
protocol buffers: a message is a row of fields, each a number and a value; the numbers below are
those of `onnx.proto`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Attribute = int | float | Sequence[int]
MICROSOFT = "com.microsoft"
OPSETS = {"": 17, MICROSOFT: 1}
VERSION = 10
KINDS = {1: np.float32, 2: np.uint8, 3: np.int8, 7: np.int64}
NUMBERS = {np.dtype(kind): number for number, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Node:
    """One step of a network; `attributes` are as they stand in the file."""

    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    domain: str = ""
    attributes: tuple[bytes, ...] = ()

    def whole(self, name: str) -> int:
        """An attribute that is a whole number."""
        for attribute in self.attributes:
            held = dict(_fields(memoryview(attribute)))
            if bytes(held[1]) == name.encode():
                return int(held[3])
        raise KeyError(name)


@dataclass(slots=True)
class Network:
    """Steps and constants; inputs and outputs with the kind and the shape of each.

    New steps and constants have names that begin with `prefix`.
    """

    nodes: list[Node] = field(default_factory=list[Node])
    constants: dict[str, Array] = field(default_factory=dict[str, Array])
    inputs: dict[str, tuple[int, tuple[int | str, ...]]] = field(
        default_factory=dict[str, tuple[int, tuple[int | str, ...]]]
    )
    outputs: dict[str, tuple[int, tuple[int | str, ...]]] = field(
        default_factory=dict[str, tuple[int, tuple[int | str, ...]]]
    )
    prefix: str = ""

    def constant(self, value: Array) -> str:
        """A new constant's name."""
        name = f"{self.prefix}constant{len(self.constants)}"
        self.constants[name] = value
        return name

    def add(
        self, kind: str, *inputs: str, to: str = "", domain: str = "", **attributes: Attribute
    ) -> str:
        """A new step; the name of its output, which is `to` where that is told."""
        name = to or f"{self.prefix}step{len(self.nodes)}"
        told = tuple(_attribute(key, value) for key, value in attributes.items())
        self.nodes.append(Node(kind, inputs, (name,), domain, told))
        return name


def parse(data: bytes) -> Network:
    """The network of an ONNX file.

    >>> made = Network(inputs={"x": (1, ("n", 2))}, outputs={"y": (1, ("n", 2))})
    >>> _ = made.add("Add", "x", made.constant(np.ones(2, np.float32)), to="y")
    >>> read = parse(written(made))
    >>> read.nodes == made.nodes, read.inputs == made.inputs, read.constants
    (True, True, {'constant0': array([1., 1.], dtype=float32)})
    """
    (graph,) = (value for number, value in _fields(memoryview(data)) if number == 7)
    found = Network()
    for number, value in _fields(graph):
        if number == 1:
            found.nodes.append(_node(value))
        elif number == 5:
            name, array = _tensor(value)
            found.constants[name] = array
        elif number in (11, 12):
            name, shape = _told(value)
            (found.inputs if number == 11 else found.outputs)[name] = shape
    return found


def written(network: Network) -> bytes:
    """A network as an ONNX file."""
    graph = [
        *(_chunk(1, _node_bytes(node)) for node in network.nodes),
        _chunk(2, b"encoder"),
        *(_chunk(5, _tensor_bytes(n, value)) for n, value in network.constants.items()),
        *_told_bytes(11, network.inputs),
        *_told_bytes(12, network.outputs),
    ]
    opsets = (
        _chunk(8, _chunk(1, domain.encode()) + _number(2, version))
        for domain, version in OPSETS.items()
    )
    return b"".join([_number(1, VERSION), _chunk(7, b"".join(graph)), *opsets])


def _fields(data: memoryview) -> Iterator[tuple[int, Any]]:
    """The fields of a message, values as whole numbers or as bytes."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        size = {1: 8, 5: 4}.get(kind)
        if size is None:
            size, at = _varint(data, at)
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def _node(data: memoryview) -> Node:
    held: dict[int, list[bytes]] = {}
    for number, value in _fields(data):
        held.setdefault(number, []).append(bytes(value))
    names = {number: tuple(v.decode() for v in held.get(number, ())) for number in (1, 2)}
    domain = held.get(7, [b""])[0].decode()
    return Node(held[4][0].decode(), names[1], names[2], domain, tuple(held.get(5, ())))


def _tensor(data: memoryview) -> tuple[str, Array]:
    shape: list[int] = []
    name, kind, raw = "", 0, data[:0]
    for number, value in _fields(data):
        if number == 1:
            shape.append(value)
        elif number == 2:
            kind = value
        elif number == 8:
            name = bytes(value).decode()
        elif number == 9:
            raw = value
    return name, np.frombuffer(raw, KINDS[kind]).reshape(shape)


def _told(data: memoryview) -> tuple[str, tuple[int, tuple[int | str, ...]]]:
    outer = dict(_fields(data))
    tensor = dict(_fields(dict(_fields(outer[2]))[1]))
    shape: list[int | str] = []
    for _, size in _fields(tensor[2]):
        ((number, value),) = _fields(size)
        shape.append(int(value) if number == 1 else bytes(value).decode())
    return bytes(outer[1]).decode(), (int(tensor[1]), tuple(shape))


def _number(number: int, value: int) -> bytes:
    return _bits(number << 3) + _bits(value % 2**64)


def _chunk(number: int, value: bytes) -> bytes:
    return _bits(number << 3 | 2) + _bits(len(value)) + value


def _bits(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _attribute(name: str, value: Attribute) -> bytes:
    told = _chunk(1, name.encode())
    if isinstance(value, float):
        return told + _bits(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    if isinstance(value, int):
        return told + _number(3, value) + _number(20, 2)
    return told + b"".join(_number(8, v) for v in value) + _number(20, 7)


def _node_bytes(node: Node) -> bytes:
    return b"".join([
        *(_chunk(1, name.encode()) for name in node.inputs),
        *(_chunk(2, name.encode()) for name in node.outputs),
        _chunk(4, node.kind.encode()),
        *(_chunk(5, attribute) for attribute in node.attributes),
        _chunk(7, node.domain.encode()),
    ])  # fmt: skip


def _tensor_bytes(name: str, value: Array) -> bytes:
    shape = b"".join(_number(1, size) for size in value.shape)
    kind = _number(2, NUMBERS[value.dtype])
    return shape + kind + _chunk(8, name.encode()) + _chunk(9, value.tobytes())


def _told_bytes(
    number: int, told: Mapping[str, tuple[int, tuple[int | str, ...]]]
) -> Iterator[bytes]:
    for name, (kind, shape) in told.items():
        sizes = (_number(1, s) if isinstance(s, int) else _chunk(2, s.encode()) for s in shape)
        tensor = _number(1, kind) + _chunk(2, b"".join(_chunk(1, size) for size in sizes))
        yield _chunk(number, _chunk(1, name.encode()) + _chunk(2, _chunk(1, tensor)))
