"""Every kind but music: a package opened as a stepper, and its self-test: the recorded calls, made again here.

An engine module `X_model.py` opens with `open_stepper(package, device)`, and its `prove` may be the one below.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

import numpy as np

from ..errors import EngineError, PackageError
from ..package import Graph, Package
from .binding import session_of
from .device import DeviceStepper
from .session import obtained
from .stepper import Stepper


def open_stepper(
    package: Package, device: str = "auto", precision: str | Graph | None = None
) -> Stepper | DeviceStepper:
    """Every hash, the fastest graph (or that of `precision`, or this one) on `device`, its self-test; its state is zeros.

    On a GPU recorded where it can be. PackageError or EngineError with a sentence when something does not hold."""
    package.verify()
    if device != "cpu":
        with suppress(EngineError, PackageError):
            return _tested(package, device, precision, recorded=True)
    return _tested(package, device, precision, recorded=False)


def _tested(package: Package, device: str, precision: str | Graph | None, recorded: bool) -> Stepper | DeviceStepper:
    session, graph = session_of(package, device, precision, recorded)
    on = obtained(session)
    stepper = Stepper(session, graph) if on == "cpu" else DeviceStepper(session, graph, on, recorded)
    self_test(package, stepper)
    return stepper


def prove(package: Package, graph: Graph) -> float:
    """`duende check`: this one graph on the CPU; the largest difference from what was recorded."""
    return self_test(package, Stepper(*session_of(package, "cpu", graph)))


def self_test(package: Package, stepper: Stepper) -> float:
    """Repeat the recorded calls; the largest difference. PackageError when it is beyond what the proof allows.

    The state is zeros afterwards."""
    test, graph = package.proof.self_test, stepper.graph
    where = f"{package.files.name}: self-test of {graph.file}"
    expected, allowed = test.outputs[graph.file], test.allowed[graph.file]
    if not expected or expected.keys() - stepper.outputs.keys():
        raise PackageError(f"{where}: recorded are {sorted(expected)}; the graph gives {sorted(stepper.outputs)}")
    worst = 0.0
    for i, outputs in enumerate(_calls(where, test.inputs, stepper)):
        for name, rows in expected.items():
            if i >= len(rows) or not 1 <= len(rows[i]) <= outputs[name].size:
                raise PackageError(f"{where}: no recorded {name} of the graph's shape for call {i}")
            delta = difference(outputs[name], rows[i])
            if not delta <= allowed:  # NaN too
                raise PackageError(f"{where}: {name} max |Δ| {delta:.1e}, allowed {allowed:.1e}")
            worst = max(worst, delta)
    return worst


def record(stepper: Stepper, inputs: Mapping[str, np.ndarray], most: int = 4096) -> dict[str, tuple]:
    """The outputs of the calls whose inputs these are (name → one row a call), as a proof keeps them: at most `most`
    numbers of each, rounded to what a float32 holds. For those who make packages."""
    recorded: dict[str, list] = {name: [] for name in stepper.outputs}
    for outputs in _calls("recording a self-test", {name: list(rows) for name, rows in inputs.items()}, stepper):
        for name, array in outputs.items():
            count = min(most, array.size)
            recorded[name].append(tuple(float(f"{x:.7g}") for x in sampled(array, count).tolist()))
    return {name: tuple(rows) for name, rows in recorded.items()}


def sampled(array: np.ndarray, count: int) -> np.ndarray:
    """`count` of its N numbers, at the places floor(k N / count)."""
    flat = array.reshape(-1)
    return flat if count == flat.size else flat[np.arange(count) * flat.size // count]


def difference(found: np.ndarray, recorded: tuple) -> float:
    """Max |Δ| over the recorded places; NaN and infinity are as recorded or infinitely far."""
    apart = np.abs(sampled(found, len(recorded)).astype(np.float64) - np.array(recorded, np.float64))
    return float(apart.max())


def _tell(array: np.ndarray, row: np.ndarray) -> None:
    """A graph that paints several pictures at once is told the recorded one in each place."""
    if array.ndim and row.size * len(array) == array.size:
        array.reshape(len(array), -1)[...] = row
    else:
        array[...] = row.reshape(array.shape)


def _calls(where: str, inputs: Mapping[str, tuple], stepper: Stepper) -> Iterator[Mapping[str, np.ndarray]]:
    """Makes each recorded call from a state of zeros; yields the outputs after it."""
    if missing := stepper.inputs.keys() ^ inputs.keys():
        raise PackageError(f"{where}: recorded inputs and the graph's differ in {', '.join(sorted(missing)[:6])}")
    stepper.reset()
    for call in zip(*inputs.values(), strict=False) if inputs else [()]:
        try:
            for name, row in zip(inputs, call, strict=True):
                _tell(stepper.inputs[name], np.array(row, stepper.inputs[name].dtype))
        except (ValueError, OverflowError) as error:
            raise PackageError(f"{where}: its recorded inputs do not fit the graph ({error})") from error
        try:
            stepper.run()
        except Exception as error:  # onnxruntime's own, for an index outside a table and the like
            raise PackageError(f"{where}: the graph does not run ({str(error)[:200]})") from error
        yield stepper.outputs
    stepper.reset()
