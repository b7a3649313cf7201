"""A music package in the engine process: the messages of "core → engine" in docs/design.md that are music's own."""

from collections.abc import Callable, Sequence
from typing import Any

from ..package import Graph, Package
from .jobs import Jobs
from .music import MusicEngine
from .opening import Opened, open_package, self_test
from .request import Request


def open_model(package: Package, device: str, seed: int, send: Callable[[tuple], None]) -> "MusicModel":
    return MusicModel(open_package(package, device), seed, send)


def prove(package: Package, graph: Graph) -> float:
    """On ONNX Runtime, and as the step in C plays it where it can."""
    worst = self_test(package, graph, open_package(package, "cpu", graph.precision, "onnxruntime").context)
    played = open_package(package, "cpu", graph.precision).context
    return worst if played.binding.runtime == "onnxruntime" else max(worst, self_test(package, graph, played))


class MusicModel:
    def __init__(self, opened: Opened, seed: int, send: Callable[[tuple], None]):
        self._opened, self._seed = opened, seed
        self._engine = MusicEngine(opened.context, opened.package.manifest.styles, opened.spare)
        self._jobs = Jobs(send)
        self.actions = {
            "sync": self._sync, "look_ahead": self._engine.look_ahead, "style": self._style, "generate": self._generate,
            "halt": self._jobs.halt,
        }  # fmt: skip

    def info(self) -> dict[str, Any]:
        opened, manifest = self._opened, self._opened.package.manifest
        return {
            "styles": list(manifest.styles),
            "precision": opened.graph.precision,
            "file": opened.graph.file,
            "device": opened.device,
            "runtime": opened.context.binding.runtime,
            "context": opened.context.capacity,  # events
            "step_ms": opened.step_ms,
            "opening_ms": opened.opening_ms,
        }

    def work(self) -> bool:
        return self._jobs.step() or self._engine.prefill()

    def stats(self) -> dict[str, Any]:
        """Rows in the cache, and which wishes could not hold how often, beside the times."""
        return self._jobs.stats() | {"rows": len(self._engine.context.rows), "given_up": dict(self._engine.given_up)}

    def interrupt(self) -> None:
        self._jobs.interrupt()

    def _sync(self, keep: int, events: list) -> None:
        self._jobs.interrupt()
        self._engine.sync(keep, events)

    def _style(self, style: int) -> None:
        self._jobs.interrupt()
        self._engine.set_style(style)

    def _generate(self, job: int, spec: dict, keep: int | None = None, events: Sequence[Sequence] = ()) -> None:
        """With `keep` and `events` a sync comes first: one step hears what is new and answers it."""
        self._jobs.interrupt()
        if keep is not None:
            self._engine.sync(keep, events)
        self._jobs.begin(job, lambda: self._engine.generate(Request.from_plain({"seed": self._seed, **spec})))
