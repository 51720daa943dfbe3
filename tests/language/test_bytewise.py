"""Products of blocks made into products of bytes: they give the same but for a little rounding."""

import numpy as np
import onnxruntime
import pytest

from cuibono.language.bytewise import bytewise
from cuibono.language.onnx_form import MICROSOFT, Network, written

WIDE, INNER, BLOCK = 128, 1536, 64


# What is wanted is computed in singles, as no accuracy level is told.
def product(network, draw, x, inward, outward, bits, to=""):
    whole = draw.integers(1, 2**bits, (outward, inward // BLOCK, BLOCK)).astype(np.uint8)
    if bits == 4:
        whole = whole[..., ::2] | whole[..., 1::2] << 4
    scale = draw.uniform(0.5, 1.5, outward * inward // BLOCK).astype(np.float32) / 2**bits
    y = network.add(
        "MatMulNBits", x, network.constant(whole), network.constant(scale), domain=MICROSOFT,
        K=inward, N=outward, bits=bits, block_size=BLOCK,
    )  # fmt: skip
    return network.add("Add", y, network.constant(draw.normal(size=outward).astype(np.float32)),
                       to=to)  # fmt: skip


@pytest.fixture(scope="module")
def blocks():
    """A product of 8 bits and, after GELU, one of 4 bits with many inputs."""
    draw = np.random.default_rng(3)
    told = {"x": (1, (1, "t", WIDE)), "mask": (1, (1, "t", 1))}
    made = Network(inputs=told, outputs={"y": (1, (1, "t", WIDE))})
    x = made.add("Add", "x", "mask")
    inner = made.add("Gelu", product(made, draw, x, WIDE, INNER, 8), domain=MICROSOFT)
    product(made, draw, inner, INNER, WIDE, 4, to="y")
    return written(made)


def run(data, x):
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    told = {"x": x, "mask": np.zeros((1, x.shape[1], 1), np.float32)}
    return session.run(None, {i.name: told[i.name] for i in session.get_inputs()})[0]


def off(found, wanted):
    return np.linalg.norm(found - wanted) / np.linalg.norm(wanted)


def test_bytes_give_what_blocks_give(blocks):
    x = np.random.default_rng(4).normal(size=(1, 30, WIDE)).astype(np.float32)
    assert off(run(bytewise(blocks, [[], []]), x), run(blocks, x)) < 0.02


def test_places_that_are_far_larger_are_apart():
    draw = np.random.default_rng(5)
    told = {"x": (1, (1, "t", WIDE)), "mask": (1, (1, "t", 1))}
    made = Network(inputs=told, outputs={"y": (1, (1, "t", WIDE))})
    product(made, draw, made.add("Add", "x", "mask"), WIDE, WIDE, 8, to="y")
    x = draw.normal(size=(1, 30, WIDE)).astype(np.float32)
    x[:, :, 17] *= 300
    wanted = run(written(made), x)
    apart = off(run(bytewise(written(made), [[17]]), x), wanted)
    assert apart < 0.3 * off(run(bytewise(written(made), [[]]), x), wanted)


def test_a_vector_of_nothing_gives_the_bias(blocks):
    x = np.zeros((1, 2, WIDE), np.float32)
    assert off(run(bytewise(blocks, [[], []], 2), x), run(blocks, x)) < 0.02


def test_each_word_is_multiplied_alone(blocks):
    x = np.random.default_rng(6).normal(size=(1, 9, WIDE)).astype(np.float32)
    made = bytewise(blocks, [[3], [8, 9]])
    assert (run(made, x)[:, :4] == run(made, x[:, :4])).all()
