"""Two graphs of one package asked the same, by the very code that the stage runs; for the proof of what `gpu` makes.

With `parity` and `steps` a listed exception to the floors: this uses bridge.engine.
"""

from collections.abc import Callable, Mapping

import numpy as np
import onnx

from bridge.engine.binding import Binding, ports
from bridge.engine.cache import CHUNK, HEADS, Context
from bridge.engine.proving import record
from bridge.engine.session import open_session
from bridge.engine.stepper import Stepper
from bridge.package import Graph, Package

from .prompt import prompt

PROMPT = 96  # events
MOST = 4096  # numbers of an output that a self-test keeps; as `bridge.engine.proving.record`
Answers = dict[str, np.ndarray]


class Trial:
    """How graphs of one package are asked; `inputs`, `outputs`: of the self-test that the package has."""

    def __init__(self, package: Package):
        test = package.proof.self_test
        self.package, self.inputs = package, {name: list(rows) for name, rows in test.inputs.items()}
        self.outputs = next(iter(test.outputs.values()))

    def run(self, model: onnx.ModelProto) -> Answers:
        """Of music the logits after each of 96 events, of the other kinds what the self-test's calls give, whole."""
        if self.package.manifest.kind == "music":
            return dict(zip(HEADS, _played(model, *prompt(PROMPT), 1), strict=True))
        return self._told(model, self.inputs)

    def record(self, model: onnx.ModelProto) -> dict[str, tuple]:
        """The answers to the self-test's inputs, as a proof keeps them."""
        if self.package.manifest.kind != "music":
            most = {name: len(rows[0]) for name, rows in self.outputs.items()}
            answers = record(_stepper(model), _arrays(self.inputs), max(most.values()))
            return {name: rows for name, rows in answers.items() if name in self.outputs}
        rows, forced = (np.array(self.inputs[name], np.int64) for name in ("rows", "forced"))
        last = len(next(iter(self.outputs.values())))
        found = zip(HEADS, _played(model, rows, forced, CHUNK), strict=True)
        return {
            f"{head}_logits": tuple(tuple(round(float(x), 5) for x in row) for row in part[-last:]) for head, part in found
        }

    def alone(self, model: onnx.ModelProto, count: int) -> Answers:
        """`count` different pictures, one after the other."""
        stepper, frames = _stepper(model), []
        for i in range(count):
            _fill(stepper, lambda name, i=i: self._picture(name, i))
            stepper.run()
            frames.append(stepper.outputs["frame"][0].copy())
        return {"frame": np.stack(frames)}

    def together(self, model: onnx.ModelProto, count: int) -> Answers:
        """The same pictures in one call."""
        stepper = _stepper(model)
        _fill(stepper, lambda name: np.stack([self._picture(name, i) for i in range(count)]))
        stepper.run()
        return {"frame": stepper.outputs["frame"].copy()}

    def _picture(self, name: str, number: int) -> np.ndarray:
        rows = self.inputs[name]
        return np.array(rows[number % len(rows)], np.float32) * (1 - number / 512)  # no two alike

    def _told(self, model: onnx.ModelProto, inputs: Mapping[str, list]) -> Answers:
        answers = record(_stepper(model), _arrays(inputs), 1 << 24)
        return {name: np.array(rows) for name, rows in answers.items() if name in self.outputs}


def apart(found: Answers, expected: Answers) -> tuple[str, tuple[int, ...], float]:
    """The output that is farthest from what is expected: its name, its shape, max |Δ|."""
    far = {name: float(np.abs(found[name].astype(np.float64) - expected[name]).max()) for name in expected}
    worst = max(far, key=lambda name: far[name])
    return worst, expected[worst].shape, far[worst]


def _fill(stepper: Stepper, value: Callable[[str], np.ndarray]) -> None:
    for name, array in stepper.inputs.items():
        array[...] = value(name).reshape(array.shape)


def _arrays(inputs: Mapping[str, list]) -> dict[str, np.ndarray]:
    return {name: np.array(rows) for name, rows in inputs.items()}


def _open(model: onnx.ModelProto):
    session = open_session(model.SerializeToString())
    inputs, outputs = ports(session.get_inputs()), ports(session.get_outputs())
    state = tuple((p.name, p.name.replace("past", "present", 1)) for p in inputs if p.name.startswith("past_"))
    return session, Graph("", "", inputs, outputs, state)


def _stepper(model: onnx.ModelProto) -> Stepper:
    return Stepper(*_open(model))


def _played(model: onnx.ModelProto, rows: np.ndarray, forced: np.ndarray, chunk: int) -> tuple[np.ndarray, ...]:
    context = Context(Binding(*_open(model)))
    count = min(len(rows), context.capacity - CHUNK)
    context.hear(rows[:count].tolist())
    return context.score(forced[:count], chunk)
