"""From a music package on disk to a context that plays: verified, opened on the device, tested against its proof, warm."""

from contextlib import suppress
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from ..errors import EngineError, PackageError
from ..package import Graph, Package
from .cache import CHUNK, HEADS, Context
from .devices import SMALL_PARAMETERS
from .native.playing import bind_native

WARM_ROWS = range(1, CHUNK + 1)  # the first run of a shape plans memory, twice as long as a run
WARM_STEPS = 3


@dataclass(frozen=True)
class Opened:
    package: Package
    graph: Graph
    context: Context
    spare: Context  # a second one of the same model
    device: str
    step_ms: float  # one event, just after opening
    opening_ms: float


def open_package(
    package: Package, device: str = "auto", precision: str | None = None, runtime: str | None = None
) -> Opened:
    """The package's graph on `device` (auto, cpu, cuda), by `runtime`: "native", "onnxruntime", or the faster one that
    is here and passes the self-test. PackageError or EngineError with a sentence when it fails."""
    began = perf_counter()
    package.verify()
    if package.manifest.kind != "music":
        raise PackageError(f"{package.files.name}: kind {package.manifest.kind}; this engine plays music")
    context = _native(package, device, precision, runtime) or _graph(package, device, precision)
    step_ms = warm(context)
    spare = _beside(context)
    took = (perf_counter() - began) * 1e3
    return Opened(package, context.binding.graph, context, spare, context.binding.device, step_ms, took)


def another(opened: Opened) -> Opened:
    """Contexts of their own on what is open."""
    began = perf_counter()
    context, spare = _beside(opened.context), _beside(opened.context)
    return replace(opened, context=context, spare=spare, opening_ms=(perf_counter() - began) * 1e3)


def _beside(context: Context) -> Context:
    """One more; the model is warm already, so only its arrays are made."""
    made = Context(context.binding.another())
    for rows in WARM_ROWS:
        made.binding.call(rows)
    return made


def _native(package: Package, device: str, precision: str | None, runtime: str | None) -> Context | None:
    """On the step in C, for small models on the CPU; None where it is not wanted or not to be had."""
    large = package.manifest.parameters >= SMALL_PARAMETERS  # those go to a GPU, if there is one
    if runtime == "onnxruntime" or device == "cuda" or (device == "auto" and large):
        return None
    try:
        binding = bind_native(package, precision)
        if binding is not None:
            context = Context(binding)
            self_test(package, binding.graph, context)
            return context
    except PackageError:
        if runtime == "native":
            raise
    if runtime == "native":
        raise EngineError(f"{package.files.name}: no step in C for this package here (no C compiler, or no 8-bit graph)")
    return None


def _graph(package: Package, device: str, precision: str | None) -> Context:
    """On ONNX Runtime, which is loaded for this; on a GPU recorded where that can be and passes the self-test."""
    if device != "cpu":
        with suppress(EngineError, PackageError):
            return _tested(package, device, precision, recorded=True)
    return _tested(package, device, precision, recorded=False)


def _tested(package: Package, device: str, precision: str | None, recorded: bool) -> Context:
    from .binding import Binding, session_of
    from .device import DeviceBinding
    from .session import obtained

    session, graph = session_of(package, device, precision, recorded)
    on = obtained(session)
    context = Context(Binding(session, graph) if on == "cpu" else DeviceBinding(session, graph, on, recorded))
    self_test(package, graph, context)
    return context


def self_test(package: Package, graph: Graph, context: Context) -> float:
    """Repeat the recorded run; the largest difference. PackageError when it is beyond what the proof allows."""
    test, where = package.proof.self_test, f"{package.files.name}: self-test of {graph.file}"
    context.rewind(0)
    try:
        context.hear([list(row) for row in test.inputs["rows"]])
        found = context.score(np.array(test.inputs["forced"], np.int64))
    except (KeyError, ValueError) as error:
        raise PackageError(f"{where}: its recorded inputs do not fit the graph ({error})") from error
    except Exception as error:  # onnxruntime's own, for an index outside a table and the like
        raise PackageError(f"{where}: the graph does not run ({str(error)[:200]})") from error
    worst, allowed = 0.0, test.allowed[graph.file]
    for head, logits in zip(HEADS, found, strict=True):
        expected = test.outputs[graph.file].get(f"{head}_logits")
        if not expected or (len(expected) > len(logits)) or len(expected[0]) != logits.shape[1]:
            raise PackageError(f"{where}: no recorded {head}_logits of the graph's shape")
        delta = float(np.abs(logits[-len(expected) :] - np.array(expected, np.float32)).max())
        if not delta <= allowed:  # NaN too
            raise PackageError(f"{where}: {head}_logits max |Δ| {delta:.1e}, allowed {allowed:.1e}")
        worst = max(worst, delta)
    context.rewind(0)
    return worst


def warm(context: Context) -> float:
    """Run each shape that playing needs; the milliseconds of one step."""
    row = [0] * context.binding.call(1)["rows"].shape[-1]
    for count in WARM_ROWS:
        context.rewind(0)
        context.hear([row] * count)
        context.prefill()
    times = []
    for _ in range(WARM_STEPS):
        began = perf_counter()
        context.advance()
        times.append(perf_counter() - began)
    context.rewind(0)
    return min(times) * 1e3
