"""A music package on step.c, for one context: the same verbs as `bridge.engine.binding.Binding`, which plays its graph."""

from collections.abc import Sequence

import numpy as np

from ...errors import PackageError
from ...package import Graph, Package
from . import reading, weights
from .library import Library, library
from .stepping import MOST_ROWS, Model, Rows

HEADS = ("time", "pitch", "duration", "velocity")
PRECISION = "8bit"


class NativeBinding:
    """One context's arrays. Rows run alone or beside others give the same numbers, bit for bit."""

    runtime, device, most = "native", "cpu", MOST_ROWS

    def __init__(self, model: Model, graph: Graph):
        self.model, self.graph = model, graph
        self.capacity = len(model.weights.cos) - 1  # as the graph's, which keeps a place for a spare row
        self._rows = rows = Rows(model, MOST_ROWS)
        self.arrays = {
            "temperature": rows.temperature, "top_p": rows.top_p, "bias": rows.bias[None], "noise": rows.noise,
        }  # fmt: skip
        self._calls: dict[int, dict[str, np.ndarray]] = {}
        self._count = 0  # rows that were placed

    def another(self) -> "NativeBinding":
        """For another context of the same model."""
        return NativeBinding(self.model, self.graph)

    def call(self, events: int) -> dict[str, np.ndarray]:
        """The arrays of a call with T = `events`, by name; the same ones each time."""
        if events not in self._calls:
            r, ends = self._rows, np.cumsum(self.model.weights.classes)
            logits = np.split(r.logits[None, :events], ends[:-1], -1)
            named = {f"{head}_logits": part for head, part in zip(HEADS, logits, strict=True)}
            plain = {"rows": r.rows, "forced": r.forced, "event": r.event}
            self._calls[events] = {name: array[None, :events] for name, array in plain.items()} | named
        return self._calls[events]

    def place(self, count: int, begin: int, wanted: int) -> None:
        """The first `count` rows stand at `begin` and after it; the last `wanted` of them are answered by the next run."""
        self._rows.place(count, begin, wanted)
        self._count = count

    def run(self) -> None:
        self.model.run(self._count, self._rows.table_at)


def run_together(bindings: Sequence[NativeBinding]) -> None:
    """What was placed in each of them (contexts of one model), in few calls: each weight is read once for all of a call."""
    if len(bindings) == 1:
        bindings[0].run()
        return
    model, at = bindings[0].model, 0
    for binding in bindings:
        count = binding._count
        if at + count > MOST_ROWS:
            model.run(at)
            at = 0
        model.rows[at : at + count] = binding._rows.table[:count]
        at += count
    model.run(at)


def bind_native(package: Package, precision: str | None = None) -> NativeBinding | None:
    """The package's 8-bit graph on step.c; None where there is no library or no such graph.

    PackageError when the graph is not the music model's."""
    found = next((g for g in package.manifest.graphs if g.precision == PRECISION), None)
    here = library() if found is not None and precision in (None, PRECISION) else None
    return None if here is None else NativeBinding(model_of(package, found, here), found)


def model_of(package: Package, graph: Graph, here: Library) -> Model:
    by_name = {port.name: port for port in graph.inputs}
    try:
        columns, noise = by_name["rows"].shape[-1], by_name["noise"].shape[-1]
        bias = by_name["bias"].shape[-1]
    except (KeyError, IndexError) as error:
        raise PackageError(f"{package.files.name}: {graph.file}: no input {error}") from error
    found = weights.find(reading.read(package.read(graph.file)))
    if not all(isinstance(size, int) for size in (columns, noise)) or bias != sum(found.classes):
        raise PackageError(f"{package.files.name}: {graph.file}: inputs that are not the music model's")
    return Model(here, found, columns, noise)
