"""A step of an image package is one picture."""

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
    for array in stepper.inputs.values():
        array.fill(0.5)
    return Measured(stepper.device, stepper.graph.precision, measure_steps(stepper.run))


def allows(timing: Timing) -> str:
    return f"{int(1e3 / max(timing.p99, 1e-3)):,} frames a second"


def facts(manifest: Manifest) -> list[tuple[str, Any]]:
    about = manifest.image
    size = f"{about.width} × {about.height}, from {about.latent} coordinates"
    return [("pictures", size), *([("classes", list(about.classes))] if about.classes else [])]


def held_out(name: str, mine: float, theirs: float | None) -> str:
    against = f", principal components {theirs:.0f}" if theirs is not None else ""
    return f"{name}: sliced Wasserstein distance {mine:.0f}{against}"
