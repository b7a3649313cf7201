"""Session and thread options of ONNX Runtime, in turns, for the graphs that it plays: milliseconds a step, hot.

    python -m tests.bench.sessions [TURNS]

`bridge.engine.session.options` states the choice. Each row differs from it in one thing.
"""

import argparse
from collections.abc import Callable
from statistics import median

import onnxruntime as ort

from bridge.bench.figures import at
from bridge.bench.hot import timed
from bridge.engine import session
from bridge.engine.stepper import Stepper
from bridge.package import Package

PACKAGES = ("verse", "faders", "nebulae")  # text, gesture, image
LEVELS = ort.GraphOptimizationLevel
Change = Callable[[ort.SessionOptions], None]


def threads(count: int, spinning: str) -> Change:
    def change(chosen: ort.SessionOptions) -> None:
        chosen.intra_op_num_threads = count
        chosen.add_session_config_entry("session.intra_op.allow_spinning", spinning)

    return change


def setting(name: str, value: object) -> Change:
    return lambda chosen: setattr(chosen, name, value)


def entry(name: str, value: str) -> Change:
    return lambda chosen: chosen.add_session_config_entry(name, value)


CHANGES: dict[str, Change] = {
    "as chosen": lambda chosen: None,
    "two threads": threads(2, "0"),
    "two threads, spinning": threads(2, "1"),
    "no arena": setting("enable_cpu_mem_arena", False),
    "no memory pattern": setting("enable_mem_pattern", False),
    "graph as it is": setting("graph_optimization_level", LEVELS.ORT_DISABLE_ALL),
    "graph basic": setting("graph_optimization_level", LEVELS.ORT_ENABLE_BASIC),
    "graph extended": setting("graph_optimization_level", LEVELS.ORT_ENABLE_EXTENDED),
    "no prepacking": entry("session.disable_prepacking", "1"),
    "denormals as zero": entry("session.set_denormal_as_zero", "1"),
}


def stepper(package: Package, change: Change) -> Stepper:
    graph = package.manifest.graph("8bit", "fp32")
    chosen = session.options()
    change(chosen)
    made = Stepper(ort.InferenceSession(package.read(graph.file), chosen, providers=["CPUExecutionProvider"]), graph)
    for array in made.inputs.values():
        array.fill(1 if array.dtype.kind == "i" else 0.5)
    return made


def main(turns: int) -> None:
    ort.set_default_logger_severity(4)
    for name in PACKAGES:
        package = Package.find(name)
        steppers = {what: stepper(package, change) for what, change in CHANGES.items()}
        series: dict[str, list[float]] = {what: [] for what in steppers}
        for _ in range(turns):
            for what, each in steppers.items():
                series[what] += timed(each.run)
        chosen = at(sorted(series["as chosen"]), 0.1)
        print(f"\n{name}\n{'':24}{'p10':>8}{'p50':>8}{'p99':>8}  p10 against the choice")
        for what, times in series.items():
            ordered = sorted(times)
            low, high = at(ordered, 0.1), at(ordered, 0.99)
            print(f"{what:24}{low * 1e3:8.3f}{median(ordered) * 1e3:8.3f}{high * 1e3:8.3f}  {low / chosen:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sessions", description=__doc__.splitlines()[0])
    parser.add_argument("turns", type=int, nargs="?", default=40, help="of each form (40)")
    main(parser.parse_args().turns)
