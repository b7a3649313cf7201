"""Every bundled package: one step, hot, beside its floor, and beside the same network in PyTorch, in turns within one run.

The floor is the longer of two times: to read the bytes that a step must read, and to form the products that it must form
(`work`, `floors`), both measured here and now, in the same turns. The bytes lie where the weights lie by then: in whatever
cache holds them.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from statistics import median

from ..engine.opening import open_package
from ..engine.proving import open_stepper
from ..errors import DuendeError, EngineError
from ..package import Package, find_packages
from ..tokens import start_row
from . import floors, text, work
from .figures import Figures, at, ms
from .peers import Peer

HEARD = 256  # events in the context of music
WARM, STEPS = 3, 12  # of a turn: those before it is measured, and those that are
TARGET = {"floor": 1.4}  # of the largest package of music
PEER = "models.peer_steps"
COMPILING_S = 300.0
OURS, GRAPH, EAGER, COMPILED = "duende", "its graph, ONNX Runtime", "PyTorch eager", "torch.compile"


def measure(turns: int, compiled: bool, kinds: Sequence[str] = ("music", "text", "gesture", "image")) -> dict:
    """`turns` rounds of each bundled package of these kinds. Milliseconds."""
    packages = [p for p in find_packages()[0] if p.manifest.kind in kinds]
    music = [p for p in packages if p.manifest.kind == "music"]
    largest = max(music, key=lambda p: p.manifest.parameters).name if music else None
    products = floors.products_a_second()
    return {
        "target": TARGET,
        "largest": largest,
        "products_a_second": round(products),
        "packages": {p.name: _one(p, turns, compiled, products) for p in packages},
    }


def _one(package: Package, turns: int, compiled: bool, products: float) -> dict:
    steps, due, shape = KINDS[package.manifest.kind](package)
    read = floors.reader(due.read)
    series: dict[str, list[float]] = {}
    with _peer(package, shape, compiled) as (ask, missing):
        for _ in range(turns):
            for name, step in steps.items():
                series.setdefault(name, []).extend(timed(step))
            series.setdefault("read", []).extend(timed(read))
            for name, times in ask().items():
                series.setdefault(name, []).extend(times)
    reading = sorted(series.pop("read"))
    arithmetic = due.floats / products + due.whole / (products * floors.WHOLE_NUMBERS)
    floor = max(at(reading, 0.5), arithmetic)
    ours = median(series[OURS])
    return {
        "kind": package.manifest.kind,
        "rows": {name: Figures.of(times).plain() for name, times in series.items()},
        "missing": missing,
        "read_bytes": due.read,
        "read_gb_s": round(due.read / at(reading, 0.5) / 1e9, 1),
        "floor_ms": ms(floor),
        "binds": "arithmetic" if arithmetic > at(reading, 0.5) else "reading",
        "floor_ratio": round(ours / floor, 2),
        "ratios": {name: round(median(times) / ours, 2) for name, times in series.items() if name != OURS},
    }


def timed(step: Callable[[], object]) -> list[float]:
    """Seconds of STEPS steps, after WARM others."""
    for _ in range(WARM):
        step()
    times = []
    for _ in range(STEPS):
        began = time.perf_counter()
        step()
        times.append(time.perf_counter() - began)
    return times


@contextmanager
def _peer(package: Package, shape: dict, compiled: bool) -> Iterator[tuple[Callable[[], dict], str]]:
    """What asks for a turn of the same network in PyTorch, and why there is none."""
    try:
        peer = Peer(PEER, package.manifest.kind, json.dumps(shape), str(int(compiled)))
    except DuendeError as error:
        yield dict, str(error)
        return
    peer.sock.settimeout(COMPILING_S)
    missing = ""

    def ask() -> dict[str, list[float]]:
        peer.sock.send(f"{WARM} {STEPS}".encode())
        with suppress(TimeoutError, ConnectionRefusedError):
            return json.loads(peer.sock.recv(65536))
        return {}

    try:
        yield ask, missing
    finally:
        peer.close()


Steps = tuple[dict[str, Callable[[], object]], work.Work, dict]  # by name, what one must do, what a peer must know


def _music(package: Package) -> Steps:
    steps, due, weights = {}, None, None
    for name, runtime in ((OURS, None), (GRAPH, "onnxruntime")):
        with suppress(EngineError):
            context = open_package(package, "cpu", runtime=runtime).context
            context.hear([start_row(0)] * min(HEARD, context.capacity))
            steps[name] = context.advance
            if context.binding.runtime == "native":
                weights = context.binding.model.weights
                due = work.of_music(weights, context.binding.model.bytes_read, HEARD)
            else:
                steps.setdefault(OURS, context.advance)
    if due is None:  # no compiler: the graph itself plays
        raise DuendeError(f"{package.name}: its work is counted in the step in C, which is not to be had here")
    sizes = ("width", "layers", "heads", "kv_heads", "hidden", "head_hidden")
    return steps, due, {name: getattr(weights, name) for name in sizes} | {"heard": HEARD}


def _fixed(package: Package) -> Steps:
    stepper = open_stepper(package, "cpu")
    for array in stepper.inputs.values():
        array.fill(1 if array.dtype.kind == "i" else 0.5)
    return {OURS: stepper.run}, work.of_graph(package, stepper.graph), SHAPES[package.manifest.kind](package)


def _text_shape(package: Package) -> dict:
    return dict(zip(("tokens", "width", "cells", "layers"), text.shape(package), strict=True))


def _gesture_shape(package: Package) -> dict:
    graph = package.manifest.graphs[0]
    sizes = {port.name: port.shape for port in (*graph.inputs, *graph.outputs)}
    values, cells = sizes["values"][-1], sizes["past_h_0"][-1]
    layers = sum(name.startswith("past_h_") for name in sizes)
    return {"values": values, "cells": cells, "layers": layers, "components": sizes["mixture"][-1] // (3 + 2 * values)}


KINDS = {"music": _music, "text": _fixed, "gesture": _fixed, "image": _fixed}
SHAPES = {
    "text": _text_shape, "gesture": _gesture_shape,
    "image": lambda package: {"size": package.manifest.image.width, "names": list(package.manifest.image.classes)},
}  # fmt: skip
