"""The gesture model becomes a package: graphs, parity, a recorded self-test, manifest."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from bridge.errors import PackageError
from bridge.package import Graph, Manifest, Package, Parity, Proof, SelfTest
from bridge.package.gesture import Gesture, Value
from models.gesture import GestureModel, parameters

from . import gesture_graph, pack, quantise, steps
from .credits import licence_of_weights

FILES = {"fp32": "gesture.onnx", "8bit": "gesture.8bit.onnx"}
DEFAULTS = {"temperature": 1.0, "spread": 1.0, "mode": "answer"}
STEPS = 48  # of the gesture that parity is shown with
RECORDED = 12  # of them in the self-test
# max |Δ| of a number of the mixture (weights and centres lie within about ±10) against PyTorch: the order of sums in fp32;
# 8 bit rounds weights and what comes in to 1/127 of the largest of their block.
ALLOWED = {"fp32": 1e-3, "8bit": 0.5}
ALLOWED_HERE = {"fp32": 1e-3, "8bit": 0.1}  # against the graph itself on another CPU: a last bit can turn a rounding


def export_model(
    model: GestureModel, gesture: Gesture, out: Path, precision: str = "both", say: Callable[[str], None] = print, **stated
) -> Package:
    """Write the package of a model in memory and open it once. `stated`: manifest fields (name, version, licence …).

    PackageError when parity does not hold or when `out` is something else: then nothing was written."""
    pack.check_free(out)
    wanted = ("fp32", "8bit") if precision == "both" else (precision,)
    fp32 = gesture_graph.export(model, gesture)
    models = {name: fp32 if name == "fp32" else quantise.eight_bit(fp32) for name in wanted}
    graphs, table, outputs = [], [], {}
    inputs = told(model)
    for name, onnx_model in models.items():
        stepper = steps.stepper_of(onnx_model, FILES[name], name)
        table += compare(model, gesture, stepper, inputs)
        graphs.append(stepper.graph)
        first = {key: rows[:RECORDED] for key, rows in inputs.items()}
        outputs[FILES[name]] = {"mixture": steps.record(stepper, first)["mixture"]}
    for row in table:
        say(show(row))
    if bad := [row for row in table if not row.holds]:
        raise PackageError(f"parity does not hold, nothing was written: {show(bad[0])}")
    recorded = {name: tuple(tuple(map(float, row)) for row in rows[:RECORDED]) for name, rows in inputs.items()}
    proof = Proof(tuple(table), SelfTest(recorded, outputs, {g.file: ALLOWED_HERE[g.precision] for g in graphs}))
    manifest = describe(model, gesture, tuple(graphs), out, **stated)
    pack.write(out, manifest, proof, {FILES[name]: onnx_model for name, onnx_model in models.items()})
    return steps.prove(out)


def told(model: GestureModel) -> dict[str, np.ndarray]:
    """A little gesture made of nothing but a seed: one row a call, by the graph's input."""
    c, dice = model.config, np.random.default_rng(0)
    moves = np.cumsum(dice.normal(0, 0.03, (STEPS, c.values)), 0)
    return {
        "seconds": np.round(np.exp(dice.normal(-4, 1, (STEPS, 1))), 4).astype(np.float32),
        "values": np.round(0.5 + moves, 4).clip(0, 1).astype(np.float32),
        "temperature": np.full((STEPS, 1), 0.8, np.float32),
        "spread": np.full((STEPS, 1), 0.7, np.float32),
        "noise": np.round(dice.uniform(0.02, 0.98, (STEPS, c.components + 1 + c.values)), 4).astype(np.float32),
    }


def compare(model: GestureModel, gesture: Gesture, stepper: steps.Stepper, inputs: dict) -> list[Parity]:
    """The mixture against PyTorch's whole forward pass; what was drawn against the same formula in PyTorch."""
    found, described = steps.record(stepper, inputs, most=1 << 20), stepper.graph
    mixture = np.array(found["mixture"])
    expected = whole(model, inputs)
    delta = float(np.abs(mixture - expected).max())
    rows = [Parity(described.file, "step by step = PyTorch", "mixture", mixture.shape, delta, ALLOWED[described.precision])]
    if described.precision == "fp32":
        drawn = eager(model, gesture, inputs)
        for name in ("next_seconds", "next_values"):
            apart = float(np.abs(np.array(found[name]) - drawn[name]).max())
            rows.append(Parity(described.file, "drawn = PyTorch", name, drawn[name].shape, apart, 1e-3))
    return rows


@torch.no_grad()
def whole(model: GestureModel, inputs: dict) -> np.ndarray:
    """The mixtures (T, outputs) of one pass over all steps, as training runs it."""
    values = torch.from_numpy(inputs["values"])[:, None]
    before = torch.cat((torch.zeros_like(values[:1]), values[:-1]))
    time = torch.log1p(torch.from_numpy(inputs["seconds"]) * 1000)
    return model.eval()(time, values, before, model.start(1))[0][:, 0].numpy()


@torch.no_grad()
def eager(model: GestureModel, gesture: Gesture, inputs: dict) -> dict[str, np.ndarray]:
    """What the graph's own module draws in PyTorch, step by step."""
    step = gesture_graph.StepGraph(model, gesture).eval()
    state = list(gesture_graph.example_inputs(model.config).values())[5:]
    drawn: dict[str, list] = {"next_seconds": [], "next_values": []}
    for i in range(STEPS):
        row = [torch.from_numpy(inputs[name][i : i + 1]) for name in inputs]
        seconds, values, _, *state = step(row[0], row[1], row[2][0, 0], row[3][0, 0], row[4], *state)
        drawn["next_seconds"].append(seconds[0].numpy())
        drawn["next_values"].append(values[0].numpy())
    return {name: np.array(rows) for name, rows in drawn.items()}


def describe(model: GestureModel, gesture: Gesture, graphs: tuple[Graph, ...], out: Path, **stated) -> Manifest:
    training = stated.pop("training", ())
    manifest = Manifest(
        name=out.name.removesuffix(".zip"),
        version="1",
        kind="gesture",
        licence=licence_of_weights(training),
        parameters=parameters(model),
        opset=gesture_graph.OPSET,
        graphs=graphs,
        files={},
        gesture=gesture,
        defaults=DEFAULTS,
        training=training,
    )
    return dataclasses.replace(manifest, **stated)


def gesture_of(grid: dict) -> Gesture:
    """What a checkpoint says of its values."""
    return Gesture(tuple(Value(**value) for value in grid["values"]), grid["longest_s"])


def show(row: Parity) -> str:
    """One line of the parity table."""
    shape = str(row.shape).replace(" ", "")
    verdict = "ok" if row.holds else "NO"
    what = f"{row.graph:<18} {row.check:<24} {row.name:<14} {shape:<10}"
    return f"{what} max |Δ| {row.delta:.1e}   allowed {row.allowed:.0e}   {verdict}"
