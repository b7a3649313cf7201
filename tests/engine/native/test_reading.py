import numpy as np
import pytest

from bridge.engine.native.reading import read
from bridge.errors import PackageError

onnx = pytest.importorskip("onnx")


@pytest.fixture(scope="module")
def model(tiny_package):
    return (tiny_package / "music.8bit.onnx").read_bytes()


def test_arrays_are_those_that_onnx_reads(model):
    found = read(model).arrays
    for tensor in onnx.load_from_string(model).graph.initializer:
        expected = onnx.numpy_helper.to_array(tensor)
        assert found[tensor.name].dtype == expected.dtype
        np.testing.assert_array_equal(found[tensor.name], expected)


def test_nodes_are_those_that_onnx_reads(model):
    nodes, expected = read(model).nodes, onnx.load_from_string(model).graph.node
    assert [(n.op, n.inputs, n.outputs) for n in nodes] == [(n.op_type, tuple(n.input), tuple(n.output)) for n in expected]
    product = next(n for n in nodes if n.op == "MatMulNBits")
    assert product.attributes["bits"] == 8 and product.attributes["block_size"] == 32


@pytest.mark.parametrize("damage", [lambda m: m[: len(m) // 2], lambda m: b"", lambda m: b"\xff" * 40, lambda m: m[5:]])
def test_what_is_no_model_is_told(model, damage):
    with pytest.raises(PackageError, match="no ONNX model whose weights could be read"):
        read(damage(model))


@pytest.mark.parametrize("number", [300, -1, 1 << 62])
def test_a_number_that_its_type_does_not_hold_is_told(number):
    tensor = onnx.TensorProto(name="w", data_type=onnx.TensorProto.UINT8, dims=[1], int64_data=[number])
    model = onnx.helper.make_model(onnx.helper.make_graph([], "g", [], [], [tensor]))
    with pytest.raises(PackageError, match="no ONNX model whose weights could be read"):
        read(model.SerializeToString())
