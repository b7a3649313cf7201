"""A graph on a GPU: everything stays there between two steps but what is told and what is answered.

Inputs, state and outputs are buffers on the device, bound once; a step copies its few hundred bytes of input into them,
runs, and copies its few numbers of output back. Shapes and addresses never change, so a step's hundred small kernels can be
recorded once and started as one (a CUDA graph): `recorded` sessions are opened with it, see `session.cuda_options`.

`place` is where buffers lie; "cpu" serves to test all of this where there is no GPU.
"""

from collections.abc import Mapping

import numpy as np
import onnxruntime as ort

from ..errors import PackageError
from ..package import Graph, Port
from .binding import FEWEST, NUMPY
from .devices import DeviceLost

BFLOAT16 = 16  # as ONNX counts types
RECORDINGS = 10_000  # numbers of rows that one context may have recordings of
ON_THE_HOST = ("total",)  # what an operator reads before it starts kernels: it stays with the CPU


class Buffers:
    """One binding of a session to buffers on the device.

    `told`: numpy arrays by input; `push` copies them over. `heard`: numpy arrays by output; `pull` brings some back."""

    def __init__(self, session: ort.InferenceSession, place: str, number: int = 0):
        """`number`: of its recording, where a session has several bindings of fixed shapes (CUDA graphs go by it)."""
        self.session, self.place = session, place
        self.binding = session.io_binding()
        self.told: dict[str, np.ndarray] = {}
        self.heard: dict[str, np.ndarray] = {}
        self._values: dict[str, ort.OrtValue] = {}
        self._options = ort.RunOptions()
        if place != "cpu":
            self._options.add_run_config_entry("gpu_graph_id", str(number))

    def input(self, name: str, array: np.ndarray) -> None:
        """`array` is told at each `push`."""
        on = "cpu" if name in ON_THE_HOST else self.place
        value = ort.OrtValue.ortvalue_from_numpy(array.copy(), on, 0)
        self.told[name], self._values[name] = array, value
        self.binding.bind_ortvalue_input(name, value)

    def output(self, name: str, array: np.ndarray) -> None:
        """Brought into `array` by `pull`."""
        value = ort.OrtValue.ortvalue_from_numpy(array.copy(), self.place, 0)
        self.heard[name], self._values[name] = array, value
        self.binding.bind_ortvalue_output(name, value)

    def carried(self, past: str, before: ort.OrtValue, present: str, after: ort.OrtValue) -> None:
        """State: never leaves the device. The same buffer twice where the operator is made for it."""
        self.binding.bind_ortvalue_input(past, before)
        self.binding.bind_ortvalue_output(present, after)

    def step(self) -> None:
        """What is told goes over, the graph runs, what is heard comes back. DeviceLost, with the runtime's words, when it
        does not: a GPU that runs out of memory, or is gone, says so in any of the three."""
        try:
            self.push()
            self.run()
            self.pull()
        except Exception as error:  # onnxruntime raises a dozen types of its own, all of them Exceptions
            raise DeviceLost(str(error).strip().partition("\n")[0][:200]) from error

    def push(self) -> None:
        for name, array in self.told.items():
            self._values[name].update_inplace(array)

    def run(self) -> None:
        self.session._sess.run_with_iobinding(self.binding._iobinding, self._options)

    def pull(self) -> None:
        for name, array in self.heard.items():
            array[...] = self._values[name].numpy()


def empty(port: Port, place: str) -> ort.OrtValue:
    """A buffer of zeros of a port's shape: what an attention has not heard yet it still multiplies, by nothing."""
    if port.type == "bfloat16":
        value = ort.OrtValue.ortvalue_from_shape_and_type(list(port.shape), BFLOAT16, place, 0)
        value.update_inplace(np.zeros(port.shape, np.uint16))  # copied as they are, byte for byte
        return value
    return ort.OrtValue.ortvalue_from_numpy(np.zeros(port.shape, NUMPY[port.type]), place, 0)


class DeviceStepper:
    """The verbs of `stepper.Stepper`, on a device: two bindings, the state in two sets of buffers that change places."""

    def __init__(self, session: ort.InferenceSession, graph: Graph, place: str, recorded: bool = False):
        """`recorded`: the session records its steps; told to whoever asks."""
        for port in (*graph.inputs, *graph.outputs):
            if not all(isinstance(size, int) for size in port.shape):
                raise PackageError(f"{graph.file}: {port.name} has shape {port.shape}; fixed sizes are due in this kind")
        self.session, self.graph, self.device, self.recorded = session, graph, place, recorded
        pairs = dict(graph.state)
        ends = set(pairs.values())
        self.inputs: Mapping[str, np.ndarray] = {p.name: _zeros(p) for p in graph.inputs if p.name not in pairs}
        self.outputs: Mapping[str, np.ndarray] = {p.name: _zeros(p) for p in graph.outputs if p.name not in ends}
        carried = [p for p in graph.inputs if p.name in pairs]
        self._state = [{p.name: empty(p, place) for p in carried} for _ in range(2 if carried else 1)]
        self._buffers = [self._bound(i, pairs) for i in range(len(self._state))]
        self._now = 0

    def _bound(self, before: int, pairs: dict[str, str]) -> Buffers:
        buffers, after = Buffers(self.session, self.device, before + 1), (before + 1) % len(self._state)
        for name, array in self.inputs.items():
            buffers.input(name, array)
        for name, array in self.outputs.items():
            buffers.output(name, array)
        for past, present in pairs.items():
            buffers.carried(past, self._state[before][past], present, self._state[after][past])
        return buffers

    def run(self) -> None:
        """One call: outputs and state are the next ones."""
        self._buffers[self._now].step()
        self._now = (self._now + 1) % len(self._state)

    @property
    def state(self) -> dict[str, np.ndarray]:
        """A copy, by the input's name: what the next call will read. To change it, `restore`."""
        return {name: value.numpy().copy() for name, value in self._state[self._now].items()}

    def reset(self) -> None:
        """Forget: zeros."""
        self.restore({name: np.zeros_like(array) for name, array in self.state.items()})

    def snapshot(self) -> dict[str, np.ndarray]:
        """A copy of the state, for `restore`."""
        return self.state

    def restore(self, snapshot: Mapping[str, np.ndarray]) -> None:
        for name, value in self._state[self._now].items():
            value.update_inplace(np.ascontiguousarray(snapshot[name]))


def _zeros(port: Port) -> np.ndarray:
    return np.zeros(port.shape, NUMPY[port.type])


class DeviceBinding:
    """The verbs of `binding.Binding`, on a device: a music package's graph, its cache in place.

    `recorded`: the session records a CUDA graph for each number of rows. `total`, which the host reads, is fixed then: the
    whole cache, while `seqlens_k` on the device says how much of it was heard."""

    runtime = "onnxruntime"
    _contexts = 0  # that were made after the first

    def __init__(
        self, session: ort.InferenceSession, graph: Graph, place: str, recorded: bool = False, context: int = 0
    ):
        """`context`: its number among those of this session; each has recordings of its own."""
        self.session, self.graph, self._place, self.recorded, self._context = session, graph, place, recorded, context
        self.device = place
        self._pairs = dict(graph.state)
        past = [p for p in graph.inputs if p.name in self._pairs]
        self.capacity: int = past[0].shape[2] - 1  # one place is the spare row's, as in `binding`
        self.most = self.capacity
        self._state = {p.name: empty(p, place) for p in past}
        fixed = [p for p in graph.inputs if p.name not in self._pairs and all(isinstance(n, int) for n in p.shape)]
        self.arrays: Mapping[str, np.ndarray] = {p.name: _zeros(p) for p in fixed}
        self._calls: dict[int, tuple[dict[str, np.ndarray], Buffers]] = {}
        self._placed = FEWEST

    def another(self) -> "DeviceBinding":
        """The same session with a state of its own."""
        DeviceBinding._contexts += 1
        return DeviceBinding(self.session, self.graph, self._place, self.recorded, DeviceBinding._contexts)

    def call(self, events: int) -> dict[str, np.ndarray]:
        events = max(events, FEWEST)
        if events not in self._calls:
            self._calls[events] = self._bind(events)
        return self._calls[events][0]

    def place(self, count: int, begin: int, wanted: int) -> None:
        self._placed = max(count, FEWEST)
        end = begin + self._placed
        self.arrays["seqlens_k"][0] = end - 1
        self.arrays["total"][()] = self.capacity + 1 if self.recorded else end

    def run(self) -> None:
        self._calls[self._placed][1].step()

    def _bind(self, events: int) -> tuple[dict[str, np.ndarray], Buffers]:
        number = self._context * RECORDINGS + events
        buffers, arrays = Buffers(self.session, self._place, number), {}
        for port in self.graph.inputs:
            if port.name in self._state:
                state = self._state[port.name]
                buffers.carried(port.name, state, self._pairs[port.name], state)
            else:
                array = self.arrays.get(port.name)
                if array is None:
                    array = arrays[port.name] = _sized(port, events)
                buffers.input(port.name, array)
        for port in self.graph.outputs:
            if port.name not in self._pairs.values():
                arrays[port.name] = _sized(port, events)
                buffers.output(port.name, arrays[port.name])
        return arrays, buffers


def _sized(port: Port, events: int) -> np.ndarray:
    return np.zeros([size if isinstance(size, int) else events for size in port.shape], NUMPY[port.type])
