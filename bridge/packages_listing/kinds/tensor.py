"""A step of a tensor player is one run of the model."""

from typing import TYPE_CHECKING, Any

from ...package import Manifest, Package
from ..timing import Timing
from ..timing import measure as measure_steps

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from ..command import Measured


def measure(package: Package, device: str) -> "Measured":
    from ...engine.proving import open_stepper
    from ..command import Measured

    stepper = open_stepper(package, device)
    return Measured(stepper.device, stepper.graph.precision, measure_steps(stepper.run))


def allows(timing: Timing) -> str:
    return f"{1e3 / max(timing.p99, 1e-3):,.0f} inputs a second"


def facts(manifest: Manifest) -> list[tuple[str, Any]]:
    state = [f"{len(manifest.graphs[0].state)} carried"] if manifest.graphs[0].state else []
    sides = (("takes", manifest.tensor.inputs), ("gives", manifest.tensor.outputs))
    return [(word, [f"{slot.name} {slot.size}" for slot in slots]) for word, slots in sides] + [("state", s) for s in state]


def held_out(name: str, mine: float, theirs: float | None) -> str:
    return f"{name}: {mine:g}"
