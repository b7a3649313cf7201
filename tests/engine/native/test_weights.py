import contextlib
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


def test_whatever_a_node_or_an_array_lacks_is_told(graph):
    """Each node without its attributes, its inputs, with zeros; each array as a single number or gone."""
    for n, node in enumerate(graph.nodes):
        for change in ({"attributes": {}}, {"inputs": ()}, {"attributes": dict.fromkeys(node.attributes, 0)}):
            if getattr(node, next(iter(change))) != next(iter(change.values())):
                nodes = (*graph.nodes[:n], dataclasses.replace(node, **change), *graph.nodes[n + 1 :])
                found_or_told(dataclasses.replace(graph, nodes=nodes))
    for name in graph.arrays:
        for arrays in ({name: np.float32(0)}, {name: np.zeros((0, 0), np.float32)}, {name: np.zeros(0, np.uint8)}):
            found_or_told(dataclasses.replace(graph, arrays=graph.arrays | arrays))


def found_or_told(graph):
    with contextlib.suppress(PackageError):
        weights.find(graph)


def test_a_model_of_nothing_is_none(graph):
    """Every size is zero, and so they fit each other."""
    nodes = [
        dataclasses.replace(node, attributes=node.attributes | dict.fromkeys({"N", "K"} & node.attributes.keys(), 0))
        for node in graph.nodes
    ]
    empty = {name: array[:0] if array.ndim else array for name, array in graph.arrays.items()}
    with pytest.raises(PackageError):
        weights.find(reading.Graph(tuple(nodes), empty))
