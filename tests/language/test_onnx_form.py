"""ONNX files, read and written: onnxruntime runs what is written, and it is read as it stands."""

import numpy as np
import onnxruntime
import pytest

from cuibono.language.bytewise import exact
from cuibono.language.onnx_form import MICROSOFT, Network, parse, written


def run(network, **told):
    session = onnxruntime.InferenceSession(written(network), providers=["CPUExecutionProvider"])
    return session.run(None, told)[0]


def test_what_is_written_runs():
    made = Network(inputs={"x": (1, ("n", 3))}, outputs={"y": (1, ("n", 1))})
    made.add("ReduceMax", made.add("Gelu", "x", domain=MICROSOFT), to="y", axes=[-1], keepdims=1)
    found = run(made, x=np.array([[0, 5, -1], [-9, 0, -9]], np.float32))
    assert found == pytest.approx(np.array([[5], [0]]), abs=1e-5)


def test_attributes_of_each_sort_arrive():
    made = Network(inputs={"x": (1, ("n", 3))}, outputs={"y": (1, ("n", 3))})
    made.add("LeakyRelu", made.add("Softmax", "x", axis=-1), to="y", alpha=0.5)
    (first, second) = parse(written(made)).nodes
    assert first.whole("axis") == 2**64 - 1  # as the form has a number below zero
    with pytest.raises(KeyError):
        second.whole("axis")
    assert run(made, x=np.zeros((1, 3), np.float32)).sum() == pytest.approx(1)


@pytest.mark.parametrize("kind", [np.float32, np.uint8, np.int8, np.int64])
@pytest.mark.parametrize("shape", [(), (0,), (300,), (2, 3, 4)])
def test_constants_come_back_as_they_were(kind, shape):
    made = Network()
    value = (np.arange(np.prod(shape, dtype=int)) % 100).astype(kind).reshape(shape)
    name = made.constant(value)
    back = parse(written(made)).constants[name]
    assert back.dtype == kind
    assert back.shape == shape
    assert (back == value).all()


def test_whether_products_of_bytes_are_exact_is_found_by_trying():
    session = onnxruntime.InferenceSession(exact(), providers=["CPUExecutionProvider"])
    (sums,) = session.run(None, {"x": np.ones((1, 64), np.uint8)})
    assert np.asarray(sums).tolist() == [[64 * 127] * 16]
