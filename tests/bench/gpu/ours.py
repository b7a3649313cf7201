"""Packages as `duende serve --device cuda` plays them: state on the device, a step recorded where that can be.

With `place` "cpu" the same classes run on the CPU, to try the script where there is no GPU.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from bridge.engine import session
from bridge.engine.cache import Context
from bridge.engine.device import DeviceBinding, DeviceStepper
from bridge.engine.opening import open_package, self_test
from bridge.engine.proving import open_stepper
from bridge.engine.proving import self_test as stepper_test
from bridge.engine.session import open_session
from bridge.package import Graph, Package
from bridge.tokens import start_row
from export.gpu import for_gpu

from .form import Form, Step

BUNDLED = {"music": "ensemble", "text": "verse", "gesture": "faders"}
HALVES = ("fp16", "bf16", "8bit-fp16")
Made = Callable[[], Iterator[Form]]


def sequences(scratch: Path, place: str, pasts: Sequence[int]) -> dict[str, Made]:
    """Music, text and gesture as they are bundled, in each precision."""
    made: dict[str, Made] = {}
    for kind, name in BUNDLED.items():
        made[name] = lambda kind=kind, name=name: package(scratch, place, kind, name, name, pasts)
    return made


def large(scratch: Path, place: str, shape: tuple[int, int], past: int) -> dict[str, Made]:
    """A music package of random weights, as large as one step should feel: what share of the memory's speed is used?"""
    width, layers = shape

    def make() -> Iterator[Form]:
        folder = scratch / "large"
        blank("music", folder, "--width", str(width), "--layers", str(layers))
        yield from package(scratch, place, "music", large_name(shape), str(folder), (past,), ("fp16", "8bit-fp16"))

    return {f"music {large_name(shape)}": make}


def large_name(shape: tuple[int, int]) -> str:
    return f"{shape[0]} × {shape[1]}, random"


def pictures(scratch: Path, place: str, size: int, batches: Sequence[int]) -> dict[str, Made]:
    """The image design of a size with random weights, one picture and many at once."""

    def make() -> Iterator[Form]:
        folder = scratch / f"image{size}"
        blank("image", folder, "--size", str(size), "--precision", "fp32")
        many = [count for count in batches if count > 1]
        made = for_gpu(Package.open(folder), scratch / f"image{size}-gpu", ("fp16",), many, say=str)
        for graph in made.manifest.graphs:
            if graph.precision in ("fp32", "fp16"):
                count = graph.inputs[0].shape[0]
                row = f"image {size} × {count}"
                yield Form(row, "duende", graph.precision, partial(stepped, made, place, graph), pictures=count)
                if place == "cuda" and graph.precision == "fp16":
                    yield Form(row, "duende, NHWC", "fp16", partial(tried, {"prefer_nhwc": "1"}, made, graph), count)

    return {f"image {size}": make}


def blank(kind: str, folder: Path, *words: str) -> None:
    """In a process of its own: PyTorch's exporter leaves gigabytes behind."""
    command = [sys.executable, "-m", "export.blank", kind, str(folder), *words]
    subprocess.run(command, check=True, capture_output=True, text=True)


def package(
    scratch: Path, place: str, kind: str, name: str, source: str, pasts: Sequence[int], halves: Sequence[str] = HALVES
) -> Iterator[Form]:
    made = for_gpu(Package.find(source), scratch / f"{Path(source).name}-gpu", halves, say=str)
    for graph in made.manifest.graphs:
        if kind == "music" and graph.precision not in HALVES:
            continue  # no GPU computes its attention
        weights = len(made.read(graph.file))
        if kind == "music":
            cache = sum(2 * np.prod(p.shape) for p in graph.inputs if p.name.startswith("past_"))
            for past in pasts:
                row, open_ = f"music {name}, after {past}", partial(after, made, place, graph, past)
                read = int(weights + cache * past / graph.inputs[-1].shape[2])
                yield Form(row, "duende", graph.precision, open_, read=read)
        else:
            yield Form(f"{kind} {name}", "duende", graph.precision, partial(stepped, made, place, graph), read=weights)


def after(made: Package, place: str, graph: Graph, past: int) -> Step:
    """The step of one event with so many heard."""
    context = played(made, place, graph)
    context.hear([start_row(0)] * min(past, context.capacity - 1))
    while context.prefill():
        pass
    return context.advance


def played(made: Package, place: str, graph: Graph) -> Context:
    if place == "cuda":
        opened = open_package(made, "cuda", graph.precision)
        return opened.context
    context = Context(DeviceBinding(open_session(made.read(graph.file)), graph, place))
    self_test(made, graph, context)
    return context


def tried(options: dict[str, str], made: Package, graph: Graph) -> Step:
    """With options of the provider that may be better than those we have."""
    session.TRIED.update(options)
    try:
        return stepped(made, "cuda", graph)
    finally:
        session.TRIED.clear()


def stepped(made: Package, place: str, graph: Graph) -> Step:
    if place == "cuda":
        opened = open_stepper(made, "cuda", graph)
    else:
        opened = DeviceStepper(open_session(made.read(graph.file)), graph, place)
        stepper_test(made, opened)
    for array in opened.inputs.values():
        array.fill(1 if array.dtype.kind == "i" else 0.5)
    return opened.run
