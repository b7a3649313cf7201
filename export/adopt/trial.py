"""The model runs: does it do what it declares, and what does it say to a few inputs that anyone can repeat?"""

import math
import re
from collections.abc import Mapping

import numpy as np
import onnx

from bridge.engine.binding import NUMPY, ports
from bridge.engine.proving import record
from bridge.engine.session import open_session
from bridge.engine.stepper import Stepper
from bridge.errors import EngineError, PackageError
from bridge.package import Graph, Port

CALLS, RECORDED = 4, 150_000  # calls of the self-test; fewer where their inputs are more numbers than that
TOLERANCE = 1e-3  # of the largest output: other CPUs sum in another order
WHOLE = 2  # whole numbers of the inputs are 0 or 1: an index that any table has


def open_model(where: str, model: onnx.ModelProto) -> tuple[object, tuple[Port, ...]]:
    """A session, and its inputs; PackageError with what the runtime says."""
    try:
        session = open_session(model.SerializeToString())
    except EngineError as error:
        raise PackageError(f"{where}: {error}") from error
    return session, ports(session.get_inputs())


def outputs_of(where: str, session, inputs: tuple[Port, ...], declared: Mapping[str, tuple | None]) -> tuple[Port, ...]:
    """What really comes out, run twice on different inputs. `declared`: output → sizes as the file tells them.

    PackageError where a size is not the declared one, or is another from call to call."""
    first, second = (run(where, session, feeds(inputs, i)) for i in range(2))
    found = []
    for name, array in first.items():
        if array.shape != second[name].shape:
            raise PackageError(
                f"{where}: output {name!r:.60} has {array.shape} once and {second[name].shape} then; one fixed size is due"
            )
        if declared[name] is not None and not _agrees(declared[name], array.shape):
            raise PackageError(
                f"{where}: output {name!r:.60} is declared as {declared[name]}, but it is {array.shape}: the file tells "
                "other shapes than it has; export it again"
            )
        found.append(Port(name, _type(where, name, array), array.shape))
    return tuple(found)


def run(where: str, session, inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    names = [node.name for node in session.get_outputs()]
    try:
        return dict(zip(names, map(np.asarray, session.run(names, inputs)), strict=True))
    except Exception as error:  # onnxruntime raises a dozen types of its own
        raise PackageError(f"{where}: it does not run ({_first_line(error)})") from error


def feeds(inputs: tuple[Port, ...], seed: int) -> dict[str, np.ndarray]:
    """Numbers that any model can take: small and whole, or within 0 … 1."""
    return {port.name: _numbers(port, np.random.default_rng((seed, i))) for i, port in enumerate(inputs)}


def _numbers(port: Port, dice: np.random.Generator) -> np.ndarray:
    if port.type.startswith("float"):
        return dice.integers(0, 65, port.shape).astype(NUMPY[port.type]) / NUMPY[port.type](64)
    return dice.integers(0, WHOLE, port.shape).astype(NUMPY[port.type])


def self_test(where: str, session, graph: Graph) -> tuple[dict[str, tuple], dict[str, tuple], float]:
    """(inputs, outputs, what may differ) as proof.json keeps them; PackageError where nothing can be repeated."""
    stepper = Stepper(session, graph)
    asked = [p for p in graph.inputs if p.name in stepper.inputs]
    wide = sum(math.prod(port.shape) for port in asked)
    calls = [feeds(tuple(asked), i) for i in range(max(1, min(CALLS, RECORDED // wide)))]
    inputs = {p.name: [_row(call[p.name]) for call in calls] for p in asked}
    first, again = record(stepper, inputs), record(stepper, inputs)
    largest = 0.0
    for name, rows in first.items():
        if not np.isfinite(rows).all():
            raise PackageError(f"{where}: output {name!r:.60} is not finite for plain inputs; such a model cannot be played")
        if rows != again[name]:
            raise PackageError(f"{where}: output {name!r:.60} differs from run to run: it draws at random by itself")
        largest = max(largest, float(np.abs(rows).max()))
    return {name: tuple(rows) for name, rows in inputs.items()}, first, TOLERANCE * max(1.0, largest)


def _row(array: np.ndarray) -> tuple[int | float, ...]:
    """As JSON: a switch is 0 or 1."""
    return tuple((array.astype(np.int64) if array.dtype == np.bool_ else array).reshape(-1).tolist())


def _agrees(declared: tuple, real: tuple) -> bool:
    return len(declared) == len(real) and all(isinstance(d, str) or d == r for d, r in zip(declared, real, strict=True))


def _type(where: str, name: str, array: np.ndarray) -> str:
    kind = next((kind for kind, numpy_type in NUMPY.items() if array.dtype == numpy_type), None)
    if kind is None:
        raise PackageError(f"{where}: output {name!r:.60} is of {array.dtype}; numbers are due")
    return kind


def _first_line(error: Exception) -> str:
    """Without the runtime's own number for it."""
    return re.sub(r"^\[ONNXRuntimeError\] : \d+ : \w+ : ", "", str(error).strip().partition("\n")[0])[:200]
