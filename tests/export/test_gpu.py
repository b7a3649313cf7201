"""Graphs for a GPU, made of a package's own and proved where there is none."""

import subprocess
import sys

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="the training parts are not installed")

from onnx import TensorProto, helper  # noqa: E402

from bridge.cli import main  # noqa: E402
from bridge.engine.binding import ports  # noqa: E402
from bridge.engine.check import check  # noqa: E402
from bridge.engine.opening import open_package  # noqa: E402
from bridge.engine.session import open_session  # noqa: E402
from bridge.errors import DataError, PackageError  # noqa: E402
from bridge.package import Package  # noqa: E402
from export import gpu, half  # noqa: E402
from export.comparing import Trial, apart  # noqa: E402
from export.cuda_kernels import without_kernel  # noqa: E402

EVERY = ("fp16", "bf16", "8bit-fp16")


def quiet(line):
    pass


@pytest.fixture(scope="module")
def music(tiny_package, tmp_path_factory):
    return gpu.for_gpu(Package.open(tiny_package), tmp_path_factory.mktemp("gpu") / "tiny", EVERY, say=quiet)


def graph(package, precision):
    found = package.manifest.graph(precision)
    assert found.precision == precision
    return found, onnx.load_from_string(package.read(found.file))


def test_the_graphs_that_were_there_stay_byte_for_byte(music, tiny_package):
    before = Package.open(tiny_package)
    assert [g.precision for g in music.manifest.graphs] == ["fp32", "8bit", *EVERY]
    for one in before.manifest.graphs:
        assert music.read(one.file) == before.read(one.file)


def test_it_holds_on_a_cpu_and_says_what_a_cpu_cannot_tell(music):
    report = check(music.path)
    assert report.holds, report
    assert "no CPU computes bf16" in str(report)


@pytest.mark.parametrize(("precision", "kind"), [("fp16", "float16"), ("bf16", "bfloat16"), ("8bit-fp16", "float16")])
def test_only_the_attentions_cache_is_of_halves_outside(music, precision, kind):
    described, model = graph(music, precision)
    state = {name for pair in described.state for name in pair}
    for port in (*described.inputs, *described.outputs):
        assert (port.type == kind) == (port.name in state), port
    if precision != "bf16":  # what a session says of itself is what the manifest states
        assert {p.name: p for p in ports(open_session(model.SerializeToString()).get_inputs())} == {
            p.name: p for p in described.inputs
        }


@pytest.mark.parametrize("package", ["tiny_package", "tiny_text", "tiny_gesture"])
@pytest.mark.parametrize("precision", ["fp16", "bf16"])
def test_halves_are_near_and_bf16_is_farther(package, precision, request, tmp_path):
    made = gpu.for_gpu(Package.open(request.getfixturevalue(package)), tmp_path / "p", (precision,), say=quiet)
    row = next(r for r in made.proof.parity if r.check == f"rounded as {precision} = fp32")
    assert 0 < row.delta <= row.allowed == gpu.ALLOWED[made.manifest.kind][precision]


def test_eight_bit_weights_stay_eight_bit(music):
    _, model = graph(music, "8bit-fp16")
    products = [node for node in model.graph.node if node.op_type == "MatMulNBits"]
    assert products
    kept = {tensor.name: tensor.data_type for tensor in model.graph.initializer}
    for node in products:
        assert (kept[node.input[1]], kept[node.input[2]]) == (TensorProto.UINT8, TensorProto.FLOAT16)


def test_plain_weights_say_what_eight_bits_said(music):
    """Against the same 8-bit weights computed by the runtime without rounding what comes in."""
    package = Trial(music)
    _, model = graph(music, "8bit")
    exact = onnx.ModelProto()
    exact.CopyFrom(model)
    for node in exact.graph.node:
        for attribute in [a for a in node.attribute if a.name == "accuracy_level"]:
            node.attribute.remove(attribute)
    assert apart(package.run(half.plain(model)), package.run(exact))[2] < 1e-3


def test_choices_stay_in_single_precision(music):
    _, model = graph(music, "fp16")
    types = half.types_of(model.graph)
    for node in model.graph.node:
        if node.op_type in ("TopK", "Softmax", "CumSum", "ArgMax", "Log", "Div"):
            assert types[node.input[0]] == TensorProto.FLOAT, node.op_type


def test_it_plays_on_the_cpu_too(music):
    context = open_package(music, "cpu", "fp16").context
    context.hear([[0, 0, 0, 0, 0, 0, 0, 0]])
    assert np.isfinite(context.advance().logits[0]).all()


def test_every_node_of_a_half_graph_has_a_cuda_kernel_and_single_attention_has_none(music):
    for precision in EVERY:
        assert without_kernel(graph(music, precision)[1]) == []
    assert set(without_kernel(graph(music, "fp32")[1])) == {"GroupQueryAttention(float)"}


def test_a_number_too_far_for_a_half_keeps_what_it_is_added_to_single():
    far = helper.make_tensor("far", TensorProto.FLOAT, [2], [-1e9, 0])
    weight = helper.make_tensor("w", TensorProto.FLOAT, [2, 2], [1, 2, 3, 4])
    nodes = [helper.make_node("MatMul", ["x", "w"], ["y"], "m"), helper.make_node("Add", ["y", "far"], ["z"], "a")]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 2]) for name in ("x", "z")]
    made = helper.make_model(helper.make_graph(nodes, "g", ends[:1], ends[1:], [far, weight]))
    halves = half.halved(made, "fp16")
    types = half.types_of(halves.graph)
    added = next(node for node in halves.graph.node if node.op_type == "Add")
    assert types[added.input[0]] == TensorProto.FLOAT and types[halves.graph.node[1].input[0]] == TensorProto.FLOAT16


def test_what_does_not_hold_is_not_written(tiny_gesture, tmp_path, monkeypatch):
    monkeypatch.setitem(gpu.ALLOWED, "gesture", {"fp16": 0.0})
    with pytest.raises(PackageError, match="parity does not hold, nothing was written"):
        gpu.for_gpu(Package.open(tiny_gesture), tmp_path / "p", ("fp16",), say=quiet)
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(
    ("package", "precision", "batch", "said"),
    [
        ("tiny_package", "fp16", (4,), "only pictures are painted several at once"),
        ("tiny_pictures", "bf16", (), "paints in fp32 and fp16 alone"),
        ("tiny_pictures", "8bit-fp16", (), "no graph with 8-bit weights"),
        ("tiny_pictures", "fp16", (1,), "2 … 256 pictures at once"),
        ("tiny_package", "4bit", (), "allowed are fp16, bf16, 8bit-fp16"),
    ],
)
def test_a_wish_that_cannot_be_is_told(package, precision, batch, said, request, tmp_path):
    with pytest.raises(DataError, match=said):
        gpu.for_gpu(Package.open(request.getfixturevalue(package)), tmp_path / "p", (precision,), batch, quiet)


def test_pytorch_is_not_needed(tiny_gesture, tmp_path):
    program = (
        "import sys; sys.modules['torch'] = None; from bridge.cli import main; "
        f"sys.exit(main(['export', {str(tiny_gesture)!r}, '--precision', 'fp16', '--out', {str(tmp_path / 'p')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "holds" in done.stdout and "gesture.fp16.onnx" in done.stdout


def test_of_a_run_a_package_is_made_first(tmp_path, capsys):
    assert main(["export", str(tmp_path), "--precision", "fp16", "--out", str(tmp_path / "p")]) == 1
    assert "such graphs are made of a package" in capsys.readouterr().err
    assert main(["export", str(tmp_path / "none"), "--batch", "4", "--out", str(tmp_path / "p")]) == 1
    assert "neither a package nor the folder of a run is there" in capsys.readouterr().err
