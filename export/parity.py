"""Is the graph the model? Names, then shapes, then numbers, with the very code that the stage runs.

The one listed exception to the floors: this uses bridge.engine, so that what is proved is what plays.
"""

from pathlib import Path

import numpy as np
import onnx
import torch

from bridge.engine.binding import Binding, ports
from bridge.engine.cache import CHUNK, HEADS, Context
from bridge.engine.opening import open_package
from bridge.engine.sampling import FORBID, choose, noise
from bridge.engine.session import open_session
from bridge.errors import PackageError
from bridge.package import Graph, Package, Parity
from models.music import CLASSES, MusicModel

from .prompt import prompt

PROMPT = 96  # events
CHOICES = 64  # events chosen freely, one by one
# max |Δ| of a logit against PyTorch. fp32: the order of sums. 8 bit: weights and inputs rounded to 1/127 of the largest
# of their block; logits lie within about ±15.
ALLOWED = {"fp32": 1e-3, "8bit": 1.0}
# The same graph asked in other pieces: 8 bit rounds what comes in, and the last bit of a sum can turn that rounding.
ALLOWED_WITHIN = {"fp32": 1e-3, "8bit": 0.5}


def bind(model: onnx.ModelProto, file: str, precision: str) -> tuple[Graph, Context]:
    """The graph as the manifest states it, read from the session that runs it, and that session's context."""
    session = open_session(model.SerializeToString())
    inputs, outputs = ports(session.get_inputs()), ports(session.get_outputs())
    state = tuple((p.name, p.name.replace("past", "present")) for p in inputs if p.name.startswith("past_"))
    graph = Graph(file, precision, inputs, outputs, state)
    return graph, Context(Binding(session, graph))


def record(context: Context, rows: np.ndarray, forced: np.ndarray, last: int) -> dict[str, tuple]:
    """What the graph says after the `last` events of a prompt, as the self-test keeps it."""
    logits = run(context, rows, forced, CHUNK)
    return {
        f"{head}_logits": tuple(tuple(round(float(x), 5) for x in row) for row in part[-last:])
        for head, part in zip(HEADS, logits, strict=True)
    }


def prove(path: Path) -> Package:
    """Open what was written, each of its graphs, as the stage does; PackageError when it does not hold."""
    package = Package.open(path)
    for graph in package.manifest.graphs:
        open_package(package, "cpu", graph.precision)
    return package


def compare(model: MusicModel, context: Context, graph: Graph) -> list[Parity]:
    """The parity table of one graph. PackageError when names or shapes differ; numbers are only reported."""
    rows, forced = prompt(min(PROMPT, context.capacity - CHUNK))
    torch_logits = reference(model, rows, forced)
    whole = run(context, rows, forced, len(rows))
    steps = run(context, rows, forced, 1)
    pairs = {
        "whole prompt = PyTorch": (whole, torch_logits, ALLOWED),
        "in chunks = PyTorch": (run(context, rows, forced, CHUNK), torch_logits, ALLOWED),
        "step by step = PyTorch": (steps, torch_logits, ALLOWED),
        "step by step = whole": (steps, whole, ALLOWED_WITHIN),
        "rewound = fresh": (rewound(context, rows, forced), steps, ALLOWED_WITHIN),
    }
    table = [row for check, (a, b, allowed) in pairs.items() for row in _table(graph, check, a, b, allowed)]
    return [*table, _choices(context, graph, rows)]


def reference(model: MusicModel, rows: np.ndarray, forced: np.ndarray) -> list[np.ndarray]:
    """PyTorch's four logits, each (N, classes)."""
    with torch.no_grad():
        logits = model.eval()(torch.from_numpy(rows)[None], torch.from_numpy(forced)[None])
    return [y[0].float().numpy() for y in logits]


def run(context: Context, rows: np.ndarray, forced: np.ndarray, chunk: int) -> tuple[np.ndarray, ...]:
    """The graph's four logits for the prompt, fed `chunk` rows at a time."""
    context.rewind(0)
    context.hear(rows.tolist())
    return context.score(forced, chunk)


def rewound(context: Context, rows: np.ndarray, forced: np.ndarray) -> list[np.ndarray]:
    """The prompt's second half heard again after something else stood in its place."""
    half = len(rows) // 2
    run(context, rows, forced, 1)
    context.rewind(half)
    context.hear(rows[:CHUNK].tolist())
    context.prefill()
    context.rewind(half)
    context.hear(rows[half:].tolist())
    second = context.score(forced[half:], 1)
    first = run(context, rows[:half], forced[:half], 1)
    return [np.concatenate(pair) for pair in zip(first, second, strict=True)]


def _table(graph: Graph, check: str, found, expected, allowed: dict[str, float]) -> list[Parity]:
    table = []
    for head, a, b in zip(HEADS, found, expected, strict=True):
        if a.shape != b.shape:
            raise PackageError(f"{graph.file}: {check}: {head}_logits has shape {a.shape}, expected {b.shape}")
        delta = float(np.abs(a - b).max())
        table.append(Parity(graph.file, check, f"{head}_logits", (1, *a.shape), delta, allowed[graph.precision]))
    return table


def _choices(context: Context, graph: Graph, rows: np.ndarray) -> Parity:
    """Free choices with given noise, bias, temperature and top-p: how many differ from the plain reference."""
    dice = np.random.default_rng(0)
    context.rewind(0)
    wrong = 0
    count = min(CHOICES, len(rows))
    for i in range(count):
        context.hear([rows[i].tolist()])
        context.temperature[:], context.top_p[:] = dice.uniform(0.5, 1.5, 4), dice.uniform(0, 1, 4)
        context.bias[:] = np.where(dice.random(len(context.bias)) < 0.3, FORBID, 0)
        context.noise[:] = noise(1, i)
        step = context.advance()
        biases = np.split(context.bias, np.cumsum(CLASSES)[:-1])
        for k in range(4):
            knobs = context.temperature[k], context.top_p[k]
            wrong += choose(step.logits[k], *knobs, biases[k], context.noise[k]) != step.event[k]
    context.bias[:], context.temperature[:], context.top_p[:] = 0, 1, 1
    return Parity(graph.file, "choices that differ from numpy's", "event", (count, 4), float(wrong), 0.0)
