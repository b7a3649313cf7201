"""A step of music is one note with all its attributes."""

from typing import TYPE_CHECKING, Any

from ...package import Manifest, Package
from ..timing import Timing
from ..timing import measure as measure_steps

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from ...engine.cache import Context
    from ..command import Measured

HEARD = 256  # events in the context, as after a few minutes of playing
FASTEST_BPM = 400.0  # the clock's limit
SIXTEENTHS = 4  # a beat
CHORD = 16  # voices; more is not asked of a player


def measure(package: Package, device: str) -> "Measured":
    from ...engine.opening import open_package
    from ..command import Measured

    opened = open_package(package, device)
    return Measured(opened.device, opened.graph.precision, steps(opened.context))


def steps(context: "Context", **counts: Any) -> Timing:
    """Steps after a well filled context, the last row asked again and again; it is empty afterwards."""
    from ...tokens import start_row

    context.rewind(0)
    context.hear([start_row(0)] * min(HEARD, context.capacity))
    context.advance()
    timing = measure_steps(context.advance, **counts)
    context.rewind(0)
    return timing


def allows(timing: Timing) -> str:
    bpm = 60e3 / (SIXTEENTHS * max(timing.p99, 1e-3))
    if bpm < FASTEST_BPM:
        return f"16th notes to {bpm:.0f} BPM"
    voices = min(CHORD, int(bpm / FASTEST_BPM))
    what = f"16th notes in chords of {voices}" if voices > 1 else "16th notes"
    return f"{what} to {FASTEST_BPM:.0f} BPM"


def facts(manifest: Manifest) -> list[tuple[str, Any]]:
    return [("styles", list(manifest.styles))]


def held_out(name: str, mine: float, theirs: float | None) -> str:
    against = f", PPMd {theirs:.2f} ({100 * (mine / theirs - 1):+.0f} %)" if theirs else ""
    return f"{name}: {mine:.2f} bits an event{against}"
