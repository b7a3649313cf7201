"""An adopted ONNX file in the engine process: the messages of "core → engine" in docs/design.md that are tensor's own."""

import math
import re
from collections import deque
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import numpy as np

from ..errors import EngineError
from ..package import Package
from . import proving
from .devices import DeviceLost
from .jobs import STEPS_KEPT, percentiles
from .limits import is_memory
from .stepper import Stepper

WARM_RUNS = 3

prove = proving.prove


def open_model(package: Package, device: str, seed: int, send: Callable[[tuple], None]) -> "TensorModel":
    began = perf_counter()
    return TensorModel(package, proving.open_stepper(package, device), send, began)


class Box:
    """The model with what was last put into each of its inputs; at first zeros."""

    def __init__(self, stepper: Stepper, package: Package):
        self.stepper, facts = stepper, package.manifest.tensor
        self.inputs = [(slot, stepper.inputs[slot.port]) for slot in facts.inputs]
        self.outputs = [stepper.outputs[slot.port] for slot in facts.outputs]
        self.reset()

    def put(self, index: int, values: Sequence[float] | np.ndarray) -> None:
        """Into one input; clamped to its range, rounded where it takes whole numbers."""
        slot, array = self.inputs[index]
        if len(values) != slot.size:
            raise EngineError(f"input {slot.name} takes {slot.size} numbers; found {len(values)}")
        numbers = np.array(values, np.float64).reshape(array.shape)
        if slot.low is not None:
            numbers = numbers.clip(slot.low, slot.high)
        if array.dtype == np.bool_:
            numbers = numbers >= 0.5
        elif array.dtype.kind in "iu":
            numbers = np.rint(numbers).clip(*_reach(array.dtype))
        array[...] = numbers

    def run(self) -> tuple[float, ...]:
        """All outputs, one after another. EngineError when the model fails, or gives what is no finite number."""
        try:
            self.stepper.run()
        except DeviceLost:
            raise
        except Exception as error:  # onnxruntime's own, for an index outside a table and the like
            if is_memory(error):
                raise MemoryError from error  # no input's fault: this process ends, another begins
            raise EngineError(f"the model does not take this input ({_first_line(error)})") from error
        numbers = tuple(float(x) for array in self.outputs for x in array.reshape(-1).tolist())
        if not all(map(math.isfinite, numbers)):
            raise EngineError("the model gives what is no finite number for this input")
        return numbers

    def reset(self) -> None:
        """Nothing was ever put in, nothing is remembered."""
        self.stepper.reset()
        for _, array in self.inputs:
            array.fill(0)


def _reach(dtype: np.dtype) -> tuple[int, int]:
    """The whole numbers that a type holds and a float64 tells apart."""
    info = np.iinfo(dtype)
    return max(info.min, -(2**53)), min(info.max, 2**53)


class TensorModel:
    def __init__(self, package: Package, stepper: Stepper, send: Callable[[tuple], None], began: float):
        self._send, self.box = send, Box(stepper, package)
        self._times: deque[float] = deque(maxlen=STEPS_KEPT)  # seconds
        self._step_ms = self._warm()
        self._opening_ms = (perf_counter() - began) * 1e3
        self.actions = {"feed": self._feed, "reset": self.box.reset}

    def info(self) -> dict[str, Any]:
        graph = self.box.stepper.graph
        return {
            "precision": graph.precision, "file": graph.file, "device": self.box.stepper.device,
            "recorded": self.box.stepper.recorded, "step_ms": self._step_ms, "opening_ms": self._opening_ms,
        }  # fmt: skip

    def work(self) -> bool:
        return False

    def stats(self) -> dict[str, Any]:
        return percentiles(self._times)

    def interrupt(self) -> None:
        pass

    def _feed(self, number: int, told: Sequence[tuple[int, str, bytes]]) -> None:
        """Put into some inputs (which, "d" or "f", an array of that type) and run once.

        Answered `("result", number, numbers)`, or `("unfit", number, sentence)`."""
        began = perf_counter()
        try:
            for index, kind, values in told:
                self.box.put(index, np.frombuffer(values, kind))
            numbers = self.box.run()
        except EngineError as error:
            self._send(("unfit", number, str(error)))
            return
        self._times.append(perf_counter() - began)
        self._send(("result", number, numbers))

    def _warm(self) -> float:
        """The milliseconds of one run, just after opening."""
        times = []
        for _ in range(WARM_RUNS):
            began = perf_counter()
            try:
                self.box.run()
            except EngineError:
                break  # zeros are nothing for this model; its self-test has run
            times.append(perf_counter() - began)
        self.box.reset()
        return min(times, default=0.0) * 1e3


def _first_line(error: Exception) -> str:
    """Without the runtime's own number for it."""
    return re.sub(r"^\[ONNXRuntimeError\] : \d+ : \w+ : ", "", str(error).strip().partition("\n")[0])[:160]
