"""Buffers on a device, with the CPU as the device: what is copied, what stays, and that the numbers are the same."""

import numpy as np
import pytest

from bridge.engine.binding import Binding
from bridge.engine.cache import Context
from bridge.engine.device import DeviceBinding, DeviceStepper
from bridge.engine.proving import open_stepper, self_test
from bridge.engine.session import cuda_options, open_session
from bridge.engine.stepper import Stepper
from bridge.package import Package
from bridge.tokens import Event, row, start_row

FORCED = (3, 60, 12, 20)


@pytest.fixture(scope="module")
def gesture(tiny_gesture):
    return Package.open(tiny_gesture)


@pytest.fixture
def steppers(gesture):
    graph = gesture.manifest.graphs[0]
    session = open_session(gesture.read(graph.file))
    return Stepper(session, graph), DeviceStepper(session, graph, "cpu")


def fill(stepper, seed):
    dice = np.random.default_rng(seed)
    for array in stepper.inputs.values():
        array[...] = dice.uniform(0.1, 0.9, array.shape)


def outputs(stepper):
    return {name: array.copy() for name, array in stepper.outputs.items()}


def test_steps_and_their_state_are_the_steppers(steppers):
    for seed in range(5):
        for stepper in steppers:
            fill(stepper, seed)
            stepper.run()
        here, there = steppers
        for name, array in outputs(here).items():
            np.testing.assert_array_equal(there.outputs[name], array)
        for name, array in here.state.items():
            np.testing.assert_array_equal(there.state[name], array)


def test_a_snapshot_brings_back_what_was_remembered(steppers):
    _, there = steppers
    fill(there, 1)
    there.run()
    before = there.snapshot()
    fill(there, 2)
    there.run()
    after = outputs(there)
    there.run()
    there.restore(before)
    fill(there, 2)
    there.run()
    for name, array in after.items():
        np.testing.assert_array_equal(there.outputs[name], array)


def test_reset_forgets(steppers):
    _, there = steppers
    fill(there, 1)
    there.run()
    there.reset()
    assert not any(array.any() for array in there.state.values())


def test_it_passes_a_packages_self_test(gesture, steppers):
    assert self_test(gesture, steppers[1]) <= gesture.proof.self_test.allowed[gesture.manifest.graphs[0].file]


def music(count):
    played = [(0 if i == 0 else 24, Event(i * 12, 60 + i % 12, 12, 80)) for i in range(count - 1)]
    return [start_row(1), *(row(time, event, 1) for time, event in played)]


@pytest.mark.parametrize("recorded", [False, True])
def test_music_is_the_bindings(tiny_package, recorded):
    """Recorded, the whole cache is stated where the host reads, and `seqlens_k` alone says what was heard."""
    package = Package.open(tiny_package)
    graph = package.manifest.graph("8bit")
    session = open_session(package.read(graph.file))
    found = []
    for binding in (Binding(session, graph), DeviceBinding(session, graph, "cpu", recorded)):
        context = Context(binding)
        context.hear(music(37))
        step = context.advance(FORCED)
        found.append(np.concatenate(step.logits))
        context.rewind(20)
        found.append(np.concatenate(context.advance(FORCED).logits))
        other = Context(binding.another())
        other.hear(music(20))
        found.append(np.concatenate(other.advance(FORCED).logits))
    np.testing.assert_allclose(found[:3], found[3:], atol=0.2 if recorded else 0, rtol=0)


def test_only_the_cpu_is_a_stepper_on_the_cpu(gesture):
    assert type(open_stepper(gesture, "auto")) is Stepper


def test_a_recorded_session_asks_for_a_cuda_graph_and_exact_floats():
    assert cuda_options(True)["enable_cuda_graph"] == "1" and cuda_options(False)["enable_cuda_graph"] == "0"
    assert cuda_options(True)["use_tf32"] == "0"
