"""The model alone: one event hot, one event after a silence, hearing a phrase (prefill); every package beside its floor."""

import time

from ..engine.cache import CHUNK
from ..engine.opening import open_package
from ..package import Package
from ..packages_listing.kinds import music
from ..tokens import start_row
from . import hot as each
from .figures import Figures

HEARD = 256  # rows before the chunks that are timed


def measure(package: str, chunks: int = 30, hot: int = 200, gapped: int = 100, quick: bool = False) -> dict:
    """Milliseconds. The package opens in this process. `each`: see `bridge.bench.hot`; when quick of music only."""
    opened = open_package(Package.find(package), "auto")
    timing = music.steps(opened.context, hot=hot, gapped=gapped)
    return {
        "package": opened.package.name,
        "file": opened.graph.file,
        "sha256": opened.package.manifest.files[opened.graph.file],
        "parameters": opened.package.manifest.parameters,
        "device": opened.device,
        "hot": {"n": hot, "p50": timing.hot_p50, "p99": timing.hot_p99},
        "after_20_ms": {"n": gapped, "p50": timing.p50, "p99": timing.p99},
        "prefill_16": _prefill(opened.context, chunks),
        "allows": music.allows(timing),
        "runtime": opened.context.binding.runtime,
        "each": each.measure(3, False, ("music",)) if quick else each.measure(40, True),
    }


def _prefill(context, chunks: int) -> dict:
    """A chunk of 16 rows after `HEARD` others."""
    before = min(HEARD, context.capacity - CHUNK)
    context.rewind(0)
    context.hear([start_row(0)] * before)
    while context.prefill():
        pass
    times = []
    for _ in range(chunks):
        context.rewind(before)
        context.hear([start_row(0)] * CHUNK)
        began = time.perf_counter()
        context.prefill()
        times.append(time.perf_counter() - began)
    context.rewind(0)
    return Figures.of(times).plain()
