"""Graphs of fixed shapes with a state, made here node by node."""

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="the training parts are not installed")
from onnx import TensorProto, helper  # noqa: E402

from bridge.engine.session import open_session  # noqa: E402
from bridge.engine.stepper import Stepper  # noqa: E402
from bridge.errors import PackageError  # noqa: E402
from bridge.package import Graph, Port  # noqa: E402


def summing(size=3):
    """y = x + past; present = y, and twice = y + past reads the past after present was written."""
    shape = [1, size]
    names = ("x", "past", "present", "twice")
    ends = {name: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in names}
    nodes = [helper.make_node("Add", ["x", "past"], ["present"]), helper.make_node("Add", ["present", "past"], ["twice"])]
    graph = helper.make_graph(nodes, "sum", [ends["x"], ends["past"]], [ends["present"], ends["twice"]])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    port = {name: Port(name, "float32", (1, size)) for name in ends}
    facts = Graph("m.onnx", "fp32", (port["x"], port["past"]), (port["present"], port["twice"]), (("past", "present"),))
    return Stepper(open_session(model.SerializeToString()), facts)


def step(stepper, x):
    stepper.inputs["x"][:] = x
    stepper.run()
    return stepper.outputs["twice"][0, 0]


def test_the_state_is_carried_and_never_overwritten_while_it_is_read():
    stepper = summing()
    assert [step(stepper, x) for x in (1, 2, 4)] == [1, 4, 10]
    assert stepper.state["past"][0, 0] == 7


def test_a_snapshot_brings_back_what_was_remembered():
    stepper = summing()
    step(stepper, 5)
    before = stepper.snapshot()
    after = step(stepper, 1)
    step(stepper, 100)
    stepper.restore(before)
    assert step(stepper, 1) == after


def test_reset_forgets():
    stepper = summing()
    step(stepper, 5)
    stepper.reset()
    assert step(stepper, 1) == 1


def test_a_size_that_may_change_is_refused():
    stepper = summing()
    facts = Graph("m.onnx", "fp32", (Port("x", "float32", ("N", 3)),), (), ())
    with pytest.raises(PackageError, match="fixed sizes are due"):
        Stepper(stepper.session, facts)


def test_the_arrays_are_the_same_for_ever():
    stepper = summing()
    x, twice = stepper.inputs["x"], stepper.outputs["twice"]
    step(stepper, 1)
    step(stepper, 1)
    assert stepper.inputs["x"] is x and stepper.outputs["twice"] is twice and np.isfinite(twice).all()
