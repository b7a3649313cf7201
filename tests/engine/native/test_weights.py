import dataclasses

import numpy as np
import pytest

from bridge.engine.native import reading, weights
from bridge.errors import PackageError


@pytest.fixture(scope="module")
def graph(tiny_package):
    return reading.read((tiny_package / "music.8bit.onnx").read_bytes())


def test_the_model_is_found_in_its_graph(graph, tiny_model):
    found, config = weights.find(graph), tiny_model.config
    assert (found.width, found.layers, found.heads, found.kv_heads) == (
        config.width, config.layers, config.heads, config.kv_heads,
    )  # fmt: skip
    np.testing.assert_array_equal(found.embed, tiny_model.embed.weight.detach().numpy())
    np.testing.assert_array_equal(found.norms[-1], tiny_model.norm.weight.detach().numpy())


def test_an_array_that_is_too_small_is_told(graph):
    product = next(n for n in graph.nodes if n.op == "MatMulNBits")
    cut = graph.arrays | {product.inputs[1]: graph.arrays[product.inputs[1]][:-1]}
    with pytest.raises(PackageError, match="whose weights or scales have another size"):
        weights.find(dataclasses.replace(graph, arrays=cut))


def test_a_table_that_is_too_small_is_told(graph):
    table = [n for n in graph.nodes if n.op == "Gather" and n.inputs[0] in graph.arrays][1].inputs[0]
    cut = graph.arrays | {table: graph.arrays[table][:, :-8]}
    with pytest.raises(PackageError, match="its sizes do not fit each other"):
        weights.find(dataclasses.replace(graph, arrays=cut))


def test_another_graph_is_told(graph):
    with pytest.raises(PackageError, match="not the music model's graph"):
        weights.find(dataclasses.replace(graph, nodes=graph.nodes[:20]))
