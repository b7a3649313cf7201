from pathlib import Path

import onnx
import pytest

from export import quantise
from export.graph import state_names


@pytest.fixture
def graph(tiny_graph):
    return tiny_graph


def operators(model: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node]


def size_of_matrices(model: onnx.ModelProto) -> int:
    tables = ("embed", "chosen", "cos", "sin")
    return sum(len(w.raw_data) for w in model.graph.initializer if not any(table in w.name for table in tables))


def test_one_loop_free_graph_with_the_cache_in_place(graph):
    names = operators(graph)
    assert names.count("GroupQueryAttention") == 2
    assert not {"Loop", "Scan", "If"} & set(names)
    assert graph.opset_import[0].version == 23


def test_every_layer_reads_its_own_cache(graph):
    """The exporter makes one input of one tensor that stands in several places."""
    attention = [node for node in graph.graph.node if node.op_type == "GroupQueryAttention"]
    assert [list(node.input[3:5]) for node in attention] == [state_names(2, "past")[:2], state_names(2, "past")[2:]]


def test_few_nodes(graph):
    """A node costs 2–3 µs: 10 a layer, and what chooses."""
    assert len(graph.graph.node) < 10 * 2 + 110


def test_the_number_of_events_is_free_and_everything_else_fixed(graph):
    shapes = {
        value.name: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
        for value in [*graph.graph.input, *graph.graph.output]
    }
    assert {name for name, shape in shapes.items() if any(isinstance(size, str) for size in shape)} == {
        "rows", "forced", "event", "time_logits", "pitch_logits", "duration_logits", "velocity_logits",
    }  # fmt: skip
    assert shapes["past_key_0"] == shapes["present_key_0"] == [1, 1, 128, 32]
    assert shapes["bias"] == [1, 403]


def test_no_trace_of_the_machine_that_exported(graph):
    assert str(Path(__file__).parents[2]).encode() not in graph.SerializeToString()


def test_eight_bit_takes_every_matrix_and_multiplies_whole_numbers(graph):
    small = quantise.eight_bit(graph)
    assert "MatMul" not in operators(small)
    matrices = [node for node in small.graph.node if node.op_type == "MatMulNBits"]
    assert len(matrices) == operators(graph).count("MatMul")
    settings = [{a.name: a.i for a in node.attribute} for node in matrices]
    assert all((s["bits"], s["block_size"], s["accuracy_level"]) == (8, 32, 4) for s in settings)
    assert size_of_matrices(small) < 0.3 * size_of_matrices(graph)
