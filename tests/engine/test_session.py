import pytest

from bridge.engine.binding import check_ports, ports
from bridge.engine.session import candidates, obtained, open_session, providers
from bridge.errors import EngineError, PackageError
from bridge.package import Graph, Package


@pytest.fixture(scope="module")
def package(tiny_package):
    return Package.open(tiny_package)


def test_auto_keeps_a_small_model_on_the_cpu():
    assert list(candidates("auto", 5_000_000)) == ["cpu"]
    with pytest.raises(EngineError, match="allowed are auto, cpu, cuda"):
        candidates("tpu", 1)


def test_the_device_is_the_one_that_was_obtained(package):
    graph = package.manifest.graph("fp32")
    assert obtained(open_session(package.read(graph.file))) == "cpu"


@pytest.mark.parametrize("data", [b"", b"not a graph", b"\x08\x08" * 50])
def test_what_is_no_graph_is_refused_with_a_sentence(data):
    with pytest.raises(EngineError, match="onnxruntime refuses the graph"):
        open_session(data)


def test_weights_in_another_file_are_refused_wherever_the_server_was_started(tmp_path, monkeypatch):
    onnx = pytest.importorskip("onnx", reason="the training parts are not installed")
    elsewhere = onnx.TensorProto.EXTERNAL
    weight = onnx.TensorProto(name="w", data_type=onnx.TensorProto.FLOAT, dims=[4, 4], data_location=elsewhere)
    weight.external_data.add(key="location", value="weights.bin")
    x, y = (onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, 4]) for name in "xy")
    graph = onnx.helper.make_graph([onnx.helper.make_node("MatMul", ["x", "w"], ["y"])], "g", [x], [y], [weight])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    (tmp_path / "weights.bin").write_bytes(bytes(64))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EngineError, match="onnxruntime refuses the graph"):
        open_session(model.SerializeToString())


def test_a_graph_that_is_not_the_stated_one_is_told_names_then_shapes(package):
    graph = package.manifest.graph("fp32")
    session = open_session(package.read(graph.file))
    check_ports("tiny", session, graph)
    fewer = Graph(graph.file, "fp32", graph.inputs[1:], graph.outputs, ())
    with pytest.raises(PackageError, match=r"inputs differ from manifest\.json in rows"):
        check_ports("tiny", session, fewer)
    wider = tuple(type(p)(p.name, p.type, (1, 999)) if p.name == "bias" else p for p in graph.inputs)
    with pytest.raises(PackageError, match=r"bias has shape \(1, 403\); manifest.json says \(1, 999\)"):
        check_ports("tiny", session, Graph(graph.file, "fp32", wider, graph.outputs, ()))


def test_ports_are_in_the_manifests_words(package):
    graph = package.manifest.graph("fp32")
    found = {p.name: p for p in ports(open_session(package.read(graph.file)).get_inputs())}
    assert (found["rows"].type, found["total"].shape) == ("int64", ())


def test_every_provider_is_told_with_what_was_obtained(capfd):
    lines = providers()
    assert "compute: CPU obtained" in lines
    assert all(line.startswith("compute: ") for line in lines)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif("compute: CUDA obtained" in providers(), reason="a GPU is here")
def test_cuda_that_is_not_there_is_refused_and_never_silently_replaced(package):
    with pytest.raises(EngineError, match="CUDA"):
        open_session(package.read(package.manifest.graphs[0].file), "cuda")
