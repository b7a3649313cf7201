"""The text model becomes a package: graphs, parity, a recorded self-test, manifest."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from bridge import pieces
from bridge.errors import PackageError
from bridge.package import Graph, Manifest, Package, Parity, Proof, SelfTest
from models.text import TextModel, parameters

from . import pack, steps, text_graph
from .credits import licence_of_weights
from .text_memory import Memory, grafted

FILES = {"fp32": "text.onnx", "8bit": "text.8bit.onnx"}
DEFAULTS = {"temperature": 0.8, "top_p": 0.95}
STEPS = 96  # tokens that parity is shown with
RECORDED = 12  # of them in the self-test
LOGITS = 256  # of each that are recorded
# max |Δ| of a logit against PyTorch: the order of sums in fp32; 8 bit rounds weights and what comes in to 1/127 of the
# largest of their block (logits lie within about ±15).
ALLOWED = {"fp32": 1e-3, "8bit": 1.0}
ALLOWED_HERE = {"fp32": 1e-3, "8bit": 0.5}  # against the graph itself on another CPU: a last bit can turn a rounding


def export_model(
    model: TextModel,
    listed: list[str],
    out: Path,
    precision: str = "both",
    say: Callable[[str], None] = print,
    memory: Memory | None = None,
    **stated,
) -> Package:
    """Write the package of a model in memory and open it once; `listed` are its pieces. `memory`: counts to be mixed in.
    `stated`: manifest fields.

    PackageError when parity does not hold or when `out` is something else: then nothing was written."""
    pack.check_free(out)
    wanted = ("fp32", "8bit") if precision == "both" else (precision,)
    fp32 = text_graph.export(model)
    models = {name: fp32 if name == "fp32" else text_graph.export_eight_bit(model, fp32) for name in wanted}
    if memory is not None:
        models = {name: grafted(onnx_model, memory) for name, onnx_model in models.items()}
    graphs, table, outputs = [], [], {}
    inputs = told(model)
    for name, onnx_model in models.items():
        stepper = steps.stepper_of(onnx_model, FILES[name], name)
        table += compare(model, stepper, inputs, memory)
        graphs.append(stepper.graph)
        first = {key: rows[:RECORDED] for key, rows in inputs.items()}
        outputs[FILES[name]] = {"logits": steps.record(stepper, first, LOGITS)["logits"]}
    for row in table:
        say(show(row))
    if bad := [row for row in table if not row.holds]:
        raise PackageError(f"parity does not hold, nothing was written: {show(bad[0])}")
    recorded = {name: tuple(tuple(row.tolist()) for row in rows[:RECORDED]) for name, rows in inputs.items()}
    proof = Proof(tuple(table), SelfTest(recorded, outputs, {g.file: ALLOWED_HERE[g.precision] for g in graphs}))
    manifest = describe(model, listed, tuple(graphs), out, **stated)
    pack.write(out, manifest, proof, {FILES[name]: onnx_model for name, onnx_model in models.items()})
    return steps.prove(out)


def told(model: TextModel) -> dict[str, np.ndarray]:
    """Tokens made of nothing but a seed, END among them: one row a call, by the graph's input."""
    dice = np.random.default_rng(0)
    tokens = dice.integers(pieces.BYTES, model.config.tokens, (STEPS, 1))
    tokens[[0, STEPS // 2], 0] = pieces.END
    return {
        "token": tokens,
        "temperature": np.round(dice.uniform(0.5, 1.5, (STEPS, 1)), 2).astype(np.float32),
        "top_p": np.round(dice.uniform(0, 1, (STEPS, 1)), 2).astype(np.float32),
        "noise": np.round(dice.uniform(0.001, 0.999, (STEPS, text_graph.NOISE)), 3).astype(np.float32),
    }


def compare(model: TextModel, stepper: steps.Stepper, inputs: dict, memory: Memory | None = None) -> list[Parity]:
    """Logits against PyTorch's whole forward pass; after END against a state that knows nothing; choices against numpy's."""
    found, described = steps.record(stepper, inputs, most=1 << 20), stepper.graph
    logits = np.array(found["logits"], np.float32)
    after = np.array(steps.record(stepper, {n: rows[STEPS // 2 :] for n, rows in inputs.items()}, 1 << 20)["logits"])
    wrong = sum(_chosen(logits[i], inputs, i) != found["next"][i][0] for i in range(STEPS))
    file, shape = described.file, logits.shape
    allowed, apart = ALLOWED[described.precision], _apart(logits, whole(model, inputs, memory))
    return [
        Parity(file, "step by step = whole in PyTorch", "logits", shape, apart, allowed),
        Parity(file, "after END = from the beginning", "logits", after.shape, _apart(logits[STEPS // 2 :], after), 1e-6),
        Parity(file, "choices that differ from numpy's", "next", (STEPS, 1), float(wrong), 0.0),
    ]


def _apart(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a - b).max())


def _chosen(logits: np.ndarray, inputs: dict, i: int) -> int:
    spoken = np.zeros_like(logits)
    spoken[pieces.BYTES : pieces.FIRST] = text_graph.FORBID
    return steps.choose(logits, inputs["temperature"][i, 0], inputs["top_p"][i, 0], spoken, inputs["noise"][i])


@torch.no_grad()
def whole(model: TextModel, inputs: dict, memory: Memory | None = None) -> np.ndarray:
    """The logits (T, V) of one pass over all tokens, as training runs it; with a memory, of the mixture."""
    tokens = torch.from_numpy(inputs["token"])
    logits = model.eval()(tokens, model.start(1))[0][:, 0].numpy()
    if memory is None:
        return logits
    told, mixed = inputs["token"][:, 0].tolist(), np.exp(logits - logits.max(-1, keepdims=True))
    mixed /= mixed.sum(-1, keepdims=True)
    for i in range(len(told)):
        begin = max(j for j in range(i + 1) if told[j] == pieces.END)
        chance, held = memory.chance(told[begin : i + 1])
        mixed[i] += memory.trust[held] * (chance - mixed[i])
    return np.log(mixed)


def describe(model: TextModel, listed: list[str], graphs: tuple[Graph, ...], out: Path, **stated) -> Manifest:
    training = stated.pop("training", ())
    manifest = Manifest(
        name=out.name.removesuffix(".zip"),
        version="1",
        kind="text",
        licence=licence_of_weights(training),
        parameters=parameters(model),
        opset=text_graph.OPSET,
        graphs=graphs,
        files={},
        tokenizer={"vocabulary": pieces.VOCABULARY, "pieces": list(listed)},
        defaults=DEFAULTS,
        training=training,
    )
    return dataclasses.replace(manifest, **stated)


def show(row: Parity) -> str:
    """One line of the parity table."""
    shape = str(row.shape).replace(" ", "")
    verdict = "ok" if row.holds else "NO"
    what = f"{row.graph:<14} {row.check:<33} {row.name:<7} {shape:<10}"
    return f"{what} max |Δ| {row.delta:.1e}   allowed {row.allowed:.0e}   {verdict}"
