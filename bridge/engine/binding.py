"""A graph with everything bound once: numpy arrays that alias what ONNX Runtime reads and writes.

A call writes its inputs in place, runs, and reads its outputs in place: Python adds less than 1 % to a step. The state
pairs of the manifest (past, present) share one buffer, so nothing is copied and rewinding is passing a shorter length.
"""

from collections.abc import Mapping

import numpy as np
import onnxruntime as ort

from ..errors import EngineError, PackageError
from ..package import Graph, Package, Port
from .devices import FASTEST, ON_A_GPU
from .session import PROBE, candidates, open_session

FEWEST = 2  # rows that run together, see Binding
NUMPY = {
    "float32": np.float32, "float64": np.float64, "float16": np.float16, "int64": np.int64, "int32": np.int32,
    "int16": np.int16, "int8": np.int8, "uint64": np.uint64, "uint32": np.uint32, "uint16": np.uint16, "uint8": np.uint8,
    "bool": np.bool_,
}  # fmt: skip
ORT_NAMES = {"float32": "float", "float64": "double"}  # where ONNX Runtime says something else
# numpy has no bfloat16; only a cache that stays on a GPU is of it.
ORT_TYPE = {f"tensor({ORT_NAMES.get(name, name)})": name for name in (*NUMPY, "bfloat16")}


def ports(nodes: list) -> tuple[Port, ...]:
    """What a session really has, in the manifest's words."""
    return tuple(
        Port(n.name, ORT_TYPE.get(n.type, n.type), tuple(d if isinstance(d, int) else str(d) for d in n.shape))
        for n in nodes
    )


def check_ports(package: str, session: ort.InferenceSession, graph: Graph) -> None:
    """Names, then types, then shapes of the graph are those of the manifest; PackageError says which is not."""
    sides = (("input", session.get_inputs(), graph.inputs), ("output", session.get_outputs(), graph.outputs))
    for side, nodes, expected in sides:
        found = ports(nodes)
        where = f"{package}: {graph.file}: {side}"
        if names := {p.name for p in found} ^ {p.name for p in expected}:
            raise PackageError(f"{where}s differ from manifest.json in {', '.join(sorted(names)[:6])}")
        by_name = {p.name: p for p in found}
        for port in expected:
            real = by_name[port.name]
            if real.type != port.type:
                raise PackageError(f"{where} {port.name} has type {real.type}; manifest.json says {port.type}")
            if not _same_shape(real.shape, port.shape):
                raise PackageError(f"{where} {port.name} has shape {real.shape}; manifest.json says {port.shape}")


def _same_shape(real: tuple, stated: tuple) -> bool:
    """Sizes that may change are words; the words themselves are nobody's business."""
    return len(real) == len(stated) and all(
        a == b or (isinstance(a, str) and isinstance(b, str)) for a, b in zip(real, stated, strict=True)
    )


def session_of(
    package: Package, device: str, precision: str | Graph | None = None, recorded: bool = False
) -> tuple[ort.InferenceSession, Graph]:
    """The fastest graph of a package, or the first of `precision`, or this very one, on `device` (auto, cpu, cuda);
    `recorded`: see `session`.

    PackageError when the graph is not what the manifest says or does not load; EngineError when the device is not there."""
    tries, refusal = candidates(device, package.manifest.parameters), None
    for name in tries:
        graph = precision if isinstance(precision, Graph) else _fastest(package, name, precision)
        try:
            if name == "cuda":
                _check_precision(package, graph)
            session = open_session(package.read(graph.file), name, recorded=recorded and name == "cuda")
        except EngineError as error:
            refusal = error
            continue
        check_ports(package.files.name, session, graph)
        return session, graph
    if device == "cuda":  # the machine's fault, not the package's
        raise refusal
    raise PackageError(f"{package.files.name}: {graph.file}: {refusal}")


def _fastest(package: Package, device: str, precision: str | None) -> Graph:
    graph = package.manifest.graph(*((precision,) if precision else FASTEST[device]))
    if precision and graph.precision != precision:
        there = ", ".join(dict.fromkeys(g.precision for g in package.manifest.graphs))
        raise PackageError(f"{package.files.name} has no graph in {precision}; it has {there}")
    return graph


def _check_precision(package: Package, graph: Graph) -> None:
    """EngineError, with the command that helps, for a graph that no GPU would compute as a whole."""
    due = ON_A_GPU.get(package.manifest.kind, (graph.precision,))
    if graph.precision not in due:
        open_session(PROBE, "cuda")  # without a GPU that is what is wrong first of all
        raise EngineError(
            f"{package.files.name} has no graph that a GPU plays ({', '.join(due)}); one is made by: "
            f"duende export {package.path} --precision {due[0]} --out FOLDER"
        )


class Binding:
    """One session, its state buffers, and a call for each number of events at once.

    `arrays` holds the inputs whose size is fixed, by name: write to them in place. `call(T)` gives the inputs and
    outputs whose size follows T, `place(T, begin, wanted)` says where its rows stand, `run()` runs.

    One row alone goes through other kernels than two or more, whose sums end in other last bits: enough for 8-bit rounding
    to turn, and so for another note now and then. So a single row runs with a spare one behind it that is never heard. Then
    what follows a context depends on nothing but the context, not on how it came into the cache, bit for bit on one
    machine. It costs 0.1–0.2 ms a step.
    """

    runtime, device = "onnxruntime", "cpu"

    def __init__(self, session: ort.InferenceSession, graph: Graph):
        self.session, self.graph = session, graph
        first = next(p for p in graph.inputs if p.name == "past_key_0")
        self.capacity: int = first.shape[2] - 1  # one place is the spare row's
        self.most = self.capacity  # rows that may run together
        self._pairs = dict(graph.state)
        past = [p for p in graph.inputs if p.name in self._pairs]
        self._state = {p.name: ort.OrtValue.ortvalue_from_numpy(_zeros(p, 1)) for p in past}
        fixed = [p for p in graph.inputs if p.name not in self._pairs and _is_fixed(p)]
        self.arrays: Mapping[str, np.ndarray] = {p.name: _zeros(p, 1) for p in fixed}
        self._values = {name: ort.OrtValue.ortvalue_from_numpy(array) for name, array in self.arrays.items()}
        self._calls: dict[int, tuple[dict[str, np.ndarray], ort.IOBinding, list]] = {}
        self._placed = FEWEST

    def another(self) -> "Binding":
        """The same session with a state of its own."""
        return Binding(self.session, self.graph)

    def call(self, events: int) -> dict[str, np.ndarray]:
        """The arrays of a call with T = `events`, and at least FEWEST, by name; the same ones each time."""
        events = max(events, FEWEST)
        if events not in self._calls:
            self._calls[events] = self._bind(events)
        return self._calls[events][0]

    def place(self, count: int, begin: int, wanted: int) -> None:
        """The first `count` rows stand at `begin` and after it. All are answered, whatever is `wanted`."""
        self._placed = max(count, FEWEST)
        end = begin + self._placed
        self.arrays["seqlens_k"][0], self.arrays["total"][()] = end - 1, end

    def run(self) -> None:
        _, binding, _ = self._calls[self._placed]
        # What InferenceSession.run_with_iobinding does, less its checks.
        self.session._sess.run_with_iobinding(binding._iobinding, None)

    def _bind(self, events: int) -> tuple[dict[str, np.ndarray], ort.IOBinding, list]:
        binding, arrays, kept = self.session.io_binding(), {}, []
        for port in self.graph.inputs:
            if port.name in self._state:
                binding.bind_ortvalue_input(port.name, self._state[port.name])
                binding.bind_ortvalue_output(self._pairs[port.name], self._state[port.name])
            elif port.name in self._values:
                binding.bind_ortvalue_input(port.name, self._values[port.name])
            else:
                arrays[port.name], value = _aliased(port, events)
                binding.bind_ortvalue_input(port.name, value)
                kept.append(value)
        for port in self.graph.outputs:
            if port.name not in self._pairs.values():
                arrays[port.name], value = _aliased(port, events)
                binding.bind_ortvalue_output(port.name, value)
                kept.append(value)
        return arrays, binding, kept


def _is_fixed(port: Port) -> bool:
    return all(isinstance(size, int) for size in port.shape)


def _zeros(port: Port, events: int) -> np.ndarray:
    return np.zeros([size if isinstance(size, int) else events for size in port.shape], NUMPY[port.type])


def _aliased(port: Port, events: int) -> tuple[np.ndarray, ort.OrtValue]:
    array = _zeros(port, events)
    return array, ort.OrtValue.ortvalue_from_numpy(array)
