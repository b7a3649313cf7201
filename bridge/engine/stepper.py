"""A graph of fixed shapes, run call by call, with its state carried on: how text, image, gesture and tensor play.

Everything is bound once, to numpy arrays that alias what ONNX Runtime reads and writes. The state has two sets of
buffers: a call reads one and writes the other, the next call the other way round, so no graph can overwrite what it
still has to read (music's cache may: its operator is made for it, see `binding`). Python adds a few microseconds. On a
GPU `device.DeviceStepper` has the same verbs.
"""

from collections.abc import Mapping

import numpy as np
import onnxruntime as ort

from ..errors import PackageError
from ..package import Graph, Port
from .binding import NUMPY


class Stepper:
    """`inputs["x"][:] = …`, `run()`, `outputs["y"]`. The arrays are the same ones for ever, named as in the manifest.

    What is in `outputs` holds until the next `run`. The state begins with zeros.
    """

    def __init__(self, session: ort.InferenceSession, graph: Graph):
        """PackageError where a size of the graph is not fixed."""
        self.session, self.graph, self.device, self.recorded = session, graph, "cpu", False
        for port in (*graph.inputs, *graph.outputs):
            if not all(isinstance(size, int) for size in port.shape):
                raise PackageError(f"{graph.file}: {port.name} has shape {port.shape}; fixed sizes are due in this kind")
        self._pairs = dict(graph.state)
        ends = set(self._pairs.values())
        self.inputs: Mapping[str, np.ndarray] = {p.name: _zeros(p) for p in graph.inputs if p.name not in self._pairs}
        self.outputs: Mapping[str, np.ndarray] = {p.name: _zeros(p) for p in graph.outputs if p.name not in ends}
        carried = [p for p in graph.inputs if p.name in self._pairs]
        self._state = [{p.name: _zeros(p) for p in carried} for _ in range(2 if carried else 1)]
        self._values: list[ort.OrtValue] = []  # what the bindings point into
        self._bindings = [self._bind(i) for i in range(len(self._state))]
        self._now = 0  # the set of buffers that the next call reads

    def run(self) -> None:
        """One call: outputs and state are the next ones."""
        # What InferenceSession.run_with_iobinding does, less its checks.
        self.session._sess.run_with_iobinding(self._bindings[self._now]._iobinding, None)
        self._now = (self._now + 1) % len(self._state)

    @property
    def state(self) -> dict[str, np.ndarray]:
        """By the input's name: what the next call will read. Written to in place it changes what is remembered."""
        return self._state[self._now]

    def reset(self) -> None:
        """Forget: zeros."""
        for array in self.state.values():
            array.fill(0)

    def snapshot(self) -> dict[str, np.ndarray]:
        """A copy of the state, for `restore`."""
        return {name: array.copy() for name, array in self.state.items()}

    def restore(self, snapshot: Mapping[str, np.ndarray]) -> None:
        for name, array in self.state.items():
            array[...] = snapshot[name]

    def _bind(self, before: int) -> ort.IOBinding:
        binding, after = self.session.io_binding(), (before + 1) % len(self._state)
        for name, array in (*self.inputs.items(), *self._state[before].items()):
            binding.bind_ortvalue_input(name, self._alias(array))
        for name, array in self.outputs.items():
            binding.bind_ortvalue_output(name, self._alias(array))
        for past, present in self._pairs.items():
            binding.bind_ortvalue_output(present, self._alias(self._state[after][past]))
        return binding

    def _alias(self, array: np.ndarray) -> ort.OrtValue:
        value = ort.OrtValue.ortvalue_from_numpy(array)
        self._values.append(value)
        return value


def _zeros(port: Port) -> np.ndarray:
    return np.zeros(port.shape, NUMPY[port.type])
