"""A step of text is one token: a piece of a word, or a character."""

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
    for name in ("temperature", "top_p", "noise"):
        stepper.inputs[name].fill(0.5)
    return Measured(stepper.device, stepper.graph.precision, measure_steps(stepper.run))


def allows(timing: Timing) -> str:
    return f"{1e3 / max(timing.p99, 1e-3):,.0f} tokens a second"


def facts(manifest: Manifest) -> list[tuple[str, Any]]:
    return [("tokens", f"{len(manifest.tokenizer['pieces']):,} pieces")]


def held_out(name: str, mine: float, theirs: float | None) -> str:
    against = f", PPMd {theirs:.2f} ({100 * (mine / theirs - 1):+.0f} %)" if theirs else ""
    return f"{name}: {mine:.2f} bits a character{against}"
