"""Graphs of fixed shapes, run by the very code that the stage runs: for the parity and the self-test of what is packed.

With `export/parity.py` the listed exception to the floors: this uses bridge.engine.
"""

from collections.abc import Mapping
from pathlib import Path

import onnx

from bridge.engine.binding import ports
from bridge.engine.check import check
from bridge.engine.proving import record
from bridge.engine.sampling import choose
from bridge.engine.session import open_session
from bridge.engine.stepper import Stepper
from bridge.errors import PackageError
from bridge.package import Graph, Package

__all__ = ["choose", "described", "prove", "record", "stepper_of"]


def stepper_of(model: onnx.ModelProto, file: str, precision: str, state: Mapping[str, str] | None = None) -> Stepper:
    """The graph, open; `stepper.graph` is what the manifest states of it, read from the session that runs it.

    `state`: input → output that it becomes; by default every past_X becomes present_X."""
    session = open_session(model.SerializeToString())
    return Stepper(session, described(session, file, precision, state))


def described(session, file: str, precision: str, state: Mapping[str, str] | None = None) -> Graph:
    inputs, outputs = ports(session.get_inputs()), ports(session.get_outputs())
    if state is None:
        state = {p.name: p.name.replace("past", "present", 1) for p in inputs if p.name.startswith("past_")}
    return Graph(file, precision, inputs, outputs, tuple(state.items()))


def prove(path: Path) -> Package:
    """Open what was written and check it as `duende check` does; PackageError when it does not hold."""
    report = check(path)
    if not report.holds:
        raise PackageError(report.fault)
    return Package.open(path)
