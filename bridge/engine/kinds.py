"""Which module plays which kind of package, and what such a module offers. Each is imported when a package asks for it.

A module of this table has two functions:

`open_model(package, device, seed, send) -> Model`: verified, opened on the device, self-tested and warm; `PackageError`
or `EngineError` with a sentence when it cannot be. `send(message)` answers core.
`prove(package, graph) -> float`: open this one graph on the CPU and repeat its recorded self-test; the largest
difference. PackageError when it is beyond what the proof allows.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol

from ..package import Graph, Package

MODULES = {kind: f"{kind}_model" for kind in ("music", "text", "image", "gesture", "tensor")}


class Model(Protocol):
    """One open package, as the engine process plays it. Never waits: `work` does one step and comes back."""

    actions: dict[str, Callable[..., None]]  # the messages of its kind: name → what to do with the rest

    def info(self) -> dict[str, Any]:
        """What only an open model knows, as plain values: `precision`, `file`, `device`, `step_ms`, `opening_ms` …"""

    def work(self) -> bool:
        """One step of whatever waits; False when nothing does (the process then sleeps on its link)."""

    def stats(self) -> dict[str, Any]:
        """For a pong: `steps`, `p50_ms`, `p99_ms` and what else its kind counts."""

    def interrupt(self) -> None:
        """Another package comes in its place, or its player has gone: what runs is over."""


def open_model(package: Package, device: str, seed: int, send: Callable[[tuple], None]) -> Model:
    return _module(package).open_model(package, device, seed, send)


def prove(package: Package, graph: Graph) -> float:
    return _module(package).prove(package, graph)


def _module(package: Package) -> Any:
    return import_module(f".{MODULES[package.manifest.kind]}", __package__)
