"""ONNX files made by other tools, and here node by node, as strangely as others might."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="the training parts are not installed")
from onnx import TensorProto, helper  # noqa: E402

from bridge import cli  # noqa: E402
from bridge.engine.check import check  # noqa: E402
from bridge.engine.proving import open_stepper  # noqa: E402
from bridge.engine.tensor_model import Box  # noqa: E402
from bridge.errors import PackageError  # noqa: E402

MODELS = Path(__file__).parent / "models"
FLOAT = TensorProto.FLOAT
OTHERS = Path(onnx.__file__).parent / "backend" / "test" / "data"  # the ONNX project's own test models


def port(name, shape=(1, 3), kind=FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def model(nodes, inputs, outputs, initializers=(), opset=17, domains=()):
    graph = helper.make_graph(list(nodes), "g", list(inputs), list(outputs), list(initializers))
    imports = [helper.make_opsetid("", opset), *(helper.make_opsetid(domain, 1) for domain in domains)]
    return helper.make_model(graph, opset_imports=imports, ir_version=9)


def names(slots):
    return [(slot.name, slot.size) for slot in slots]


def add(x="x", y="y", shape=(1, 3), out=None):
    return model([helper.make_node("Add", [x, x], [y])], [port(x, shape)], [port(y, out or shape)])


# --- files made by other tools ---


@pytest.mark.parametrize("name, inputs, outputs", [
    ("flowers", [("X", 4)], [("output_label", 1), ("probabilities", 3)]),
    ("forest", [("X", 4)], [("variable", 1)]),
    ("hand", [("X", 6)], [("label", 1), ("probabilities", 3)]),
])  # fmt: skip
def test_what_scikit_learn_exports_plays(adopt, name, inputs, outputs):
    package = adopt(MODELS / f"{name}.onnx")
    assert (names(package.manifest.tensor.inputs), names(package.manifest.tensor.outputs)) == (inputs, outputs)
    assert package.manifest.parameters > 8
    assert check(adopt.out).holds
    box = Box(open_stepper(package, "cpu"), package)
    box.put(0, [0.5] * inputs[0][1])
    assert len(box.run()) == sum(size for _, size in outputs)


def test_a_list_of_maps_is_taken_before_it_is_packed(adopt):
    package = adopt(MODELS / "flowers.onnx")
    assert adopt.said[0] == "output 'output_probability' is a list of maps; its numbers are taken as they are"
    box = Box(open_stepper(package, "cpu"), package)
    box.put(0, (5.1, 3.5, 1.4, 0.2))
    label, *chances = box.run()
    assert label == 0 and sum(chances) == pytest.approx(1) and chances[0] > 0.9


@pytest.mark.parametrize(
    "folder", ["test_Linear", "test_Conv2d", "test_GLU", "test_Embedding", "test_PixelShuffle", "test_PReLU_2d"]
)
def test_the_onnx_projects_own_models_give_what_they_are_said_to(adopt, folder):
    from onnx import numpy_helper

    place = OTHERS / "pytorch-converted" / folder
    if not place.is_dir():
        pytest.skip(f"{folder} is not installed with onnx")
    package = adopt(place / "model.onnx")
    box = Box(open_stepper(package, "cpu"), package)
    data = place / "test_data_set_0"
    for i in range(len(box.inputs)):
        box.put(i, tensor(data / f"input_{i}.pb", numpy_helper).reshape(-1).tolist())
    assert box.run() == pytest.approx(tensor(data / "output_0.pb", numpy_helper).reshape(-1).tolist(), rel=1e-3, abs=1e-5)


def tensor(path, numpy_helper):
    return numpy_helper.to_array(onnx.TensorProto.FromString(path.read_bytes()))


# --- sizes ---


def test_an_open_batch_is_one(adopt, write):
    package = adopt(write(add(shape=("N", 3))))
    assert package.manifest.graphs[0].inputs[0].shape == (1, 3)


def test_an_axis_of_time_is_a_step_and_others_must_be_told(adopt, write):
    assert adopt(write(add(shape=("N", "seq_len", 3)))).manifest.graphs[0].inputs[0].shape == (1, 1, 3)
    path = write(add(shape=("N", "height", 3)))
    with pytest.raises(PackageError, match="axis 1 of input 'x' has no fixed size; tell it: --size height=N"):
        adopt(path)
    assert adopt(path, sizes={"height": 5}).manifest.tensor.inputs[0].size == 15
    with pytest.raises(PackageError, match="--size depth: no input has such an open axis; open are N, height"):
        adopt(path, sizes={"height": 5, "depth": 2})


def test_several_inputs_have_names_that_fit_into_addresses(adopt, write):
    ends = [port(name) for name in ("serving_default_x:0", "a/b x", "b_x")]
    made = model([helper.make_node("Sum", [p.name for p in ends], ["Identity:0"])], ends, [port("Identity:0")])
    package = adopt(write(made))
    assert names(package.manifest.tensor.inputs) == [("x", 3), ("b_x", 3), ("b_x_2", 3)]
    assert names(package.manifest.tensor.outputs) == [("Identity", 3)]


def test_whole_numbers_and_switches_have_their_range(adopt, write):
    casts = [helper.make_node("Cast", [name], [f"f{name}"], to=FLOAT) for name in "abc"]
    kinds = {"a": TensorProto.UINT8, "b": TensorProto.BOOL, "c": TensorProto.INT64}
    inputs = [port(name, (1, 2), kind) for name, kind in kinds.items()]
    package = adopt(write(model([*casts, helper.make_node("Sum", ["fa", "fb", "fc"], ["y"])], inputs, [port("y", (1, 2))])))
    assert [(s.low, s.high) for s in package.manifest.tensor.inputs] == [(0, 255), (0, 1), (None, None)]
    box = Box(open_stepper(package, "cpu"), package)
    for i, values in enumerate([(-5, 300), (0.2, 0.8), (1.6, -2)]):
        box.put(i, values)
    assert box.run() == (0 + 0 + 2, 255 + 1 - 2)


# --- state ---


def running_sum(before, after):
    node = helper.make_node("Add", ["x", before], [after])
    double = helper.make_node("Add", [after, after], ["y"])
    return model([node, double], [port("x"), port(before)], [port("y"), port(after)])


@pytest.mark.parametrize("before, after", [
    ("state_in", "state_out"), ("h_0", "h_n"), ("h0", "hn"), ("past_key_values.0.key", "present_key_values.0.key"),
    ("past_key", "present_key"), ("hidden", "hidden.1"), ("initial_h", "h"), ("stateIn", "stateOut"),
    ("prev_cell", "next_cell"), ("lstm/c_in", "lstm/c_out"), ("cache", "new_cache"),
])  # fmt: skip
def test_pairs_are_known_by_name_and_carried(adopt, write, before, after):
    package = adopt(write(running_sum(before, after)))
    assert package.manifest.graphs[0].state == ((before, after),)
    box = Box(open_stepper(package, "cpu"), package)
    box.put(0, (1, 2, 3))
    assert [box.run() for _ in range(3)][-1] == (6, 12, 18)
    box.reset()
    assert box.run() == (0, 0, 0)


@pytest.mark.parametrize("before, after", [("input", "output"), ("x_in", "x_out"), ("im", "im.1"), ("state_in", "cell")])
def test_names_that_tell_no_state_are_none(adopt, write, before, after):
    assert adopt(write(running_sum(before, after))).manifest.graphs[0].state == ()


def test_layers_keep_their_numbers(adopt, write):
    nodes = [helper.make_node("Add", ["x", f"past.{i}.key"], [f"present.{i}.key"]) for i in range(2)]
    nodes.append(helper.make_node("Add", ["present.0.key", "present.1.key"], ["y"]))
    ends = [[port(f"{side}.{i}.key") for i in range(2)] for side in ("past", "present")]
    package = adopt(write(model(nodes, [port("x"), *ends[0]], [port("y"), *ends[1]])))
    assert package.manifest.graphs[0].state == (("past.0.key", "present.0.key"), ("past.1.key", "present.1.key"))


def test_a_person_may_name_a_pair_or_want_none(adopt, write):
    path = write(running_sum("a", "b"))
    assert adopt(path).manifest.graphs[0].state == ()
    assert adopt(path, state=[("a", "b")]).manifest.graphs[0].state == (("a", "b"),)
    with pytest.raises(PackageError, match="--state a=z: there is no such output; there are y, b"):
        adopt(path, state=[("a", "z")])
    named = write(running_sum("state_in", "state_out"), "n.onnx")
    assert adopt(named, state=None).manifest.graphs[0].state == ()


# --- refused, with a reason ---


def refused(adopt, path, match, **wishes):
    with pytest.raises(PackageError, match=match):
        adopt(path, **wishes)
    assert not adopt.out.exists(), "nothing was written"


def test_what_is_no_onnx_file(adopt, write, tmp_path):
    refused(adopt, write(b"hello, world"), "not an ONNX file")
    refused(adopt, write(b""), "there is no graph in it")
    refused(adopt, tmp_path / "none.onnx", "there is nothing")
    refused(adopt, tmp_path, "there is a folder")


def test_custom_operators_are_named(adopt, write):
    node = helper.make_node("Warp", ["x"], ["y"], domain="com.studio")
    path = write(model([node], [port("x")], [port("y")], domains=["com.studio"]))
    refused(adopt, path, "needs operators that are in no runtime: Warp of com.studio")


def test_an_operator_that_the_runtime_does_not_know(adopt, write):
    refused(adopt, write(model([helper.make_node("Wrap", ["x"], ["y"])], [port("x")], [port("y")])), "onnxruntime refuses")


@pytest.mark.parametrize("kind", [TensorProto.STRING, TensorProto.COMPLEX64])
def test_inputs_that_no_number_can_feed(adopt, write, kind):
    made = model([helper.make_node("Identity", ["x"], ["y"])], [port("x", (1,), kind)], [port("y", (1,), kind)])
    refused(adopt, write(made), "input 'x' is of .*, which no number can feed")


def test_sequences_and_optionals_are_named(adopt, write):
    tensor_type = helper.make_tensor_type_proto(FLOAT, (1,))
    makers = {"a sequence": helper.make_sequence_type_proto, "an optional": helper.make_optional_type_proto}
    for what, make in makers.items():
        ends = [helper.make_value_info(name, make(tensor_type)) for name in "xy"]
        made = model([helper.make_node("Identity", ["x"], ["y"])], ends[:1], ends[1:])
        refused(adopt, write(made), f"'x' is {what}, which")


def test_a_file_that_lies_about_its_shapes(adopt, write):
    refused(adopt, write(add(out=(1, 7))), r"output 'y' is declared as \(1, 7\), but it is \(1, 3\)|onnxruntime refuses")
    made = model([helper.make_node("Reshape", ["x", "s"], ["y"])], [port("x", (1, 4))], [port("y", (2, 2))], [
        helper.make_tensor("s", TensorProto.INT64, [2], [4, 1])])  # fmt: skip
    refused(adopt, write(made), r"declared as \(2, 2\), but it is \(4, 1\): the file tells other shapes than it has")


def test_a_size_that_depends_on_the_numbers(adopt, write):
    made = model([helper.make_node("NonZero", ["x"], ["y"])], [port("x", (1, 32))], [port("y", (2, "K"), TensorProto.INT64)])
    refused(adopt, write(made), "one fixed size is due")


def test_a_model_that_draws_by_itself(adopt, write):
    noise = helper.make_node("RandomNormal", [], ["n"], shape=[1, 3])
    made = model([noise, helper.make_node("Add", ["x", "n"], ["y"])], [port("x")], [port("y")])
    refused(adopt, write(made), "differs from run to run")


def test_no_input_and_too_much(adopt, write):
    constant = helper.make_node("RandomUniform", [], ["y"], shape=[1, 3])
    refused(adopt, write(model([constant], [], [port("y")])), "it has no inputs")
    refused(adopt, write(add(shape=(1, 250_000))), "250,000 numbers as inputs; 200,000 at most")
    refused(adopt, write(add(shape=(1, 13_000))), "13,000 numbers as outputs; 12,000 at most")
    refused(adopt, write(add(shape=(4096, 4096, 64))), "too big")


def external(location, length=12):
    """y = x + w, where w lies in another file."""
    weights = helper.make_tensor("w", FLOAT, (1, 3), b"\0" * 12, raw=True)
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", "0"), ("length", str(length))):
        weights.external_data.add(key=key, value=value)
    return model([helper.make_node("Add", ["x", "w"], ["y"])], [port("x")], [port("y")], [weights])


@pytest.mark.parametrize("location", ["../w.bin", "/etc/passwd", "a/../../w.bin", "C:\\w.bin", "", "\\\\host\\w"])
def test_external_data_outside_the_folder(adopt, write, location):
    refused(adopt, write(external(location)), "outside its folder|external data must lie beside")


def test_a_link_that_leads_out(adopt, write, tmp_path):
    (tmp_path / "studio").mkdir()
    (tmp_path / "w.bin").write_bytes(b"\0" * 12)
    os.symlink(tmp_path / "w.bin", tmp_path / "studio" / "w.bin")
    path = tmp_path / "studio" / "m.onnx"
    path.write_bytes(external("w.bin").SerializeToString())
    refused(adopt, path, "a link that leads out of its folder")


def test_external_data_beside_the_file_comes_into_the_package(adopt, write, tmp_path):
    (tmp_path / "w.bin").write_bytes(np.array([1, 2, 3], np.float32).tobytes())
    package = adopt(write(external("w.bin")))
    assert {p.name for p in adopt.out.iterdir()} == {"manifest.json", "proof.json", "tensor.onnx"}
    box = Box(open_stepper(package, "cpu"), package)
    assert box.run() == (1, 2, 3)
    with pytest.raises(PackageError, match=r"reach beyond the end of w\.bin"):
        adopt(write(external("w.bin", 400), "n.onnx"))
    with pytest.raises(PackageError, match="there is no such file"):
        adopt(write(external("v.bin"), "o.onnx"))


# --- the command ---


def test_the_command(write, tmp_path, capsys):
    path = write(running_sum("state_in", "state_out"))
    assert cli.main(["adopt", str(path), "--name", "sum", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].split() == ["input", "x", "3", "numbers", "float32", "(1,", "3)"]
    assert said[2] == "state    state_in ← state_out"
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["kind"] == "tensor"
    assert cli.main(["adopt", str(path), "--name", "no spaces", "--out", str(tmp_path / "out2")]) == 2


def test_a_small_file_that_wants_all_memory_is_refused(write, tmp_path):
    import subprocess
    import sys

    size = helper.make_tensor("s", TensorProto.INT64, [1], [1 << 38])
    nodes = [
        helper.make_node("ConstantOfShape", ["s"], ["c"]), helper.make_node("ReduceSum", ["c"], ["d"], keepdims=1),
        helper.make_node("Add", ["x", "d"], ["y"]),
    ]  # fmt: skip
    path = write(model(nodes, [port("x")], [port("y")], [size]))
    words = ["adopt", str(path), "--name", "big", "--out", str(tmp_path / "out")]
    ran = subprocess.run([sys.executable, "-m", "bridge.cli", *words], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 1 and not (tmp_path / "out").exists()
    assert ran.stderr.startswith("duende: m.onnx: ") and "Traceback" not in ran.stderr
