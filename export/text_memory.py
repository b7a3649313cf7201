"""What followed what in the training text, counted, and mixed into the LSTM's chances inside the graph.

A small LSTM that has seen a text twice knows its grammar, but not yet its idioms; counts know nothing else. Mixed they need
fewer bits than either (docs/log.md). Counted are the tokens behind each context of one, two and three tokens within a text,
with interpolated absolute discounting (Ney, Essen and Kneser 1994); what was seen once or twice is left out, and its share
goes to the shorter context. How far the counts are trusted depends on the longest context that was met and how often; it is
fitted by expectation maximisation on held-out texts.

In the graph a context is found by a remainder: rows of equal remainder stand together, each with its quotient. What a row
says is a slice of tokens with their chances in one byte each, 2^(−code / 12), rounded down so that a row's sum never
exceeds 1. Row 0 says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from bridge.pieces import END
from models.text import TextModel

ORDERS = 3
LEAST = (2, 3, 4)  # times that a token must have followed a context of one, two, three tokens to be kept
DISCOUNT = 0.75
PER_OCTAVE = 12  # steps of the byte that holds a chance
LEVELS = 8  # of how often a context was met, each twice as often as the one before
ROWS_A_SLOT = 2  # of equal remainder, on average
FIT_TOKENS = 40_000  # of held-out text, on which the trust is fitted
ROUNDS = 30
PAST = ("word_1", "word_2")  # the tokens before the one that is told


@dataclass(frozen=True, eq=False)
class Order:
    """Contexts of so many tokens. A context's number is that of its tokens in base V, the newest as the highest digit."""

    slots: int  # contexts are sorted by their number modulo this
    first: np.ndarray  # (slots + 1,) int32: where the rows of a remainder begin
    quotient: np.ndarray  # (R,) int32, −1 in row 0 and in rows that fill an empty slot
    start: np.ndarray  # (R + 1,) int32: a row's slice of `token` and `code`
    left: np.ndarray  # (R,) uint8, coded like a chance: what is left for shorter contexts
    level: np.ndarray  # (R,) uint8
    token: np.ndarray  # (N,) uint16
    code: np.ndarray  # (N,) uint8


@dataclass(frozen=True, eq=False)
class Memory:
    tokens: int  # V
    alone: np.ndarray  # (V,) float32: chances without a context
    orders: tuple[Order, ...]
    trust: np.ndarray  # (1 + ORDERS · LEVELS,) float32: weight of the counts, by longest context and its level

    def chance(self, context: Sequence[int]) -> tuple[np.ndarray, int]:
        """(V,) after the tokens of one text, newest last, END in front; and which trust holds. The graph's plain version."""
        p, held, number = self.alone.copy(), 0, 0
        told = [*reversed(context)][:ORDERS] + [END] * ORDERS
        for n, order in enumerate(self.orders):
            number = number * self.tokens + told[n] if n else told[0]
            slot = number % order.slots
            rows = np.arange(order.first[slot], order.first[slot + 1])
            met = rows[order.quotient[rows] == number // order.slots]
            if len(met):
                row = met[0]
                said = slice(order.start[row], order.start[row + 1])
                p *= decoded(order.left[row])
                p[order.token[said]] += decoded(order.code[said])
                held = 1 + n * LEVELS + int(order.level[row])
        return p, held


def coded(chance: np.ndarray) -> np.ndarray:
    """In one byte, rounded down; nothing is less than 2^(−255 / 12)."""
    return np.minimum(255, np.ceil(-np.log2(np.maximum(chance, 1e-9)) * PER_OCTAVE)).astype(np.uint8)


def decoded(code: np.ndarray) -> np.ndarray:
    return np.exp2(-np.asarray(code, np.float32) / PER_OCTAVE)


def count(texts: Sequence[Sequence[int]], held_out: Sequence[Sequence[int]], model: TextModel) -> Memory:
    """Of encoded texts (without END), learned from and held out; `model` is what the counts will stand beside."""
    tokens = model.config.tokens
    line = np.concatenate([np.array([END] * ORDERS + [*text, END], np.int64) for text in texts])
    begun = np.concatenate([np.arange(len(text) + ORDERS + 1) >= ORDERS for text in texts])
    at = np.flatnonzero(begun)
    seen = np.bincount(line[at], minlength=tokens) + 0.1
    orders, number = [], np.zeros(len(at), np.int64)
    for n in range(ORDERS):
        number = number * tokens + line[at - 1 - n]
        orders.append(_order(number, line[at], tokens, LEAST[n]))
    blank = Memory(tokens, (seen / seen.sum()).astype(np.float32), tuple(orders), np.zeros(1 + ORDERS * LEVELS, np.float32))
    return Memory(tokens, blank.alone, blank.orders, _fit(blank, held_out, model))


def _order(number: np.ndarray, following: np.ndarray, tokens: int, least: int) -> Order:
    pairs, times = np.unique(number * tokens + following, return_counts=True)
    contexts, met = np.unique(number, return_counts=True)
    kept = times >= least
    pairs, times = pairs[kept], times[kept]
    of, total = pairs // tokens, met[np.searchsorted(contexts, pairs // tokens)]
    code = coded((times - DISCOUNT) / total)
    rows, begin, size = np.unique(of, return_index=True, return_counts=True)
    left = 1 - np.add.reduceat(decoded(code).astype(np.float64), begin) if len(rows) else np.zeros(0)
    level = np.minimum(LEVELS - 1, np.log2(met[np.searchsorted(contexts, rows)])).astype(np.uint8)
    return _laid_out(rows, begin, size, left, level, (pairs % tokens).astype(np.uint16), code)


def _laid_out(rows, begin, size, left, level, token, code) -> Order:
    """Rows sorted by remainder, an empty one where a remainder has none, row 0 in front."""
    slots = max(1, len(rows) // ROWS_A_SLOT)
    missing = np.setdiff1d(np.arange(slots), rows % slots)
    none = np.zeros(len(missing), np.int64)
    slot = np.concatenate((rows % slots, missing))
    sort = np.argsort(slot, kind="stable")
    quotient = np.concatenate((rows // slots, none - 1))[sort]
    begin, size = np.concatenate((begin, none))[sort], np.concatenate((size, none))[sort]
    left, level = np.concatenate((left, none + 1.0))[sort], np.concatenate((level, none))[sort]
    places = np.repeat(begin - np.concatenate(([0], np.cumsum(size)[:-1])), size) + np.arange(size.sum())
    return Order(
        slots,
        (1 + np.searchsorted(slot[sort], np.arange(slots + 1))).astype(np.int32),
        np.concatenate(([-1], quotient)).astype(np.int32),
        np.concatenate(([0, 0], np.cumsum(size))).astype(np.int32),
        coded(np.concatenate(([1.0], left))),
        np.concatenate(([0], level)).astype(np.uint8),
        token[places],
        code[places],
    )


@torch.no_grad()
def _fit(memory: Memory, texts: Sequence[Sequence[int]], model: TextModel) -> np.ndarray:
    """How far to trust the counts at each level, by what held-out text says: as many numbers as there are levels."""
    trust = np.full(len(memory.trust), 0.3)
    ours, theirs, held = [], [], []
    for text in texts:
        tokens = torch.tensor([END, *text]).unsqueeze(1)
        logits = model.eval()(tokens, model.start(1))[0][:, 0].log_softmax(-1)
        for i, after in enumerate([*text, END]):
            chance, level = memory.chance([END, *text[:i]])
            ours.append(float(chance[after]))
            theirs.append(float(logits[i, after].exp()))
            held.append(level)
        if len(held) > FIT_TOKENS:
            break
    ours, theirs, held = np.array(ours), np.array(theirs), np.array(held)
    for _ in range(ROUNDS if len(held) else 0):
        mine = trust[held] * ours
        share = mine / (mine + (1 - trust[held]) * theirs)
        total = np.bincount(held, share, len(trust)) + 0.3  # one token's worth of doubt where little is known
        trust = total / (np.bincount(held, minlength=len(trust)) + 1)
    return trust.astype(np.float32)


# --- in the graph ---


def grafted(model: onnx.ModelProto, memory: Memory) -> onnx.ModelProto:
    """A copy of a text graph whose `logits` are those of the mixture; two more tokens are carried on as its state."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    graph, make = model.graph, _Maker()
    writer = next(node for node in graph.node if "logits" in node.output)
    writer.output[list(writer.output).index("logits")] = "lstm.logits"
    token = make("Reshape", "token", make.whole([1]))
    begins = make("Equal", token, make.whole([END]))
    words = [make("Where", begins, make.whole([END]), make("Reshape", f"past_{name}", make.whole([1]))) for name in PAST]
    p, held, number = make.const(memory.alone), make.whole([0]), token
    for n, order in enumerate(memory.orders):
        number = make("Add", make("Mul", number, make.whole([memory.tokens])), words[n - 1]) if n else token
        p, held = _recall(make, order, n, number, p, held)
    trust = make("Gather", make.const(memory.trust), held)
    chance = make("Softmax", make("Reshape", "lstm.logits", make.whole([memory.tokens])), axis=-1)
    doubt = make("Sub", make.const(np.ones(1, np.float32)), trust)
    mixed = make("Add", make("Mul", doubt, chance), make("Mul", trust, p))
    least = make.const(np.full(1, 1e-30, np.float32))
    make("Reshape", make("Log", make("Max", mixed, least)), make.whole([1, memory.tokens]), out="logits")
    for name, value in zip(PAST, (token, words[0]), strict=True):
        make("Reshape", value, make.whole([1, 1]), out=f"present_{name}")
        graph.input.append(helper.make_tensor_value_info(f"past_{name}", TensorProto.INT64, [1, 1]))
        graph.output.append(helper.make_tensor_value_info(f"present_{name}", TensorProto.INT64, [1, 1]))
    at = list(graph.node).index(writer) + 1
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes[:at] + make.nodes + nodes[at:])
    graph.initializer.extend(make.tensors)
    return model


def _recall(make: "_Maker", order: Order, n: int, number: str, p: str, held: str) -> tuple[str, str]:
    """The chances with this context's row mixed in, and whose trust holds."""
    one, slots = make.whole([1]), make.whole([order.slots])
    slot, quotient = make("Mod", number, slots), make("Div", number, slots)
    first = make.const(order.first)
    low = make("Cast", make("Gather", first, slot), to=TensorProto.INT64)
    high = make("Cast", make("Gather", first, make("Add", slot, one)), to=TensorProto.INT64)
    here = make("Cast", make("Slice", make.const(order.quotient), low, high), to=TensorProto.INT64)
    ids = make("Range", make("Squeeze", low), make("Squeeze", high), make.const(np.array(1, np.int64)))
    hits = make("Mul", make("Cast", make("Equal", here, quotient), to=TensorProto.INT64), ids)
    row = make("ReduceSum", hits, make.whole([0]), keepdims=1)  # 0, which says nothing, where none is hit
    start = make.const(order.start)
    begin = make("Cast", make("Gather", start, row), to=TensorProto.INT64)
    end = make("Cast", make("Gather", start, make("Add", row, one)), to=TensorProto.INT64)
    token = make("Cast", make("Slice", make.const(order.token), begin, end), to=TensorProto.INT64)
    code = make("Cast", make("Slice", make.const(order.code), begin, end), to=TensorProto.FLOAT)
    left = make("Cast", make("Gather", make.const(order.left), row), to=TensorProto.FLOAT)
    p = make("Mul", p, _decoded(make, left))
    p = make("ScatterElements", p, token, _decoded(make, code), axis=0, reduction="add")
    level = make("Cast", make("Gather", make.const(order.level), row), to=TensorProto.INT64)
    mine = make("Add", level, make.whole([1 + n * LEVELS]))
    return p, make("Where", make("Greater", row, make.whole([0])), mine, held)


def _decoded(make: "_Maker", code: str) -> str:
    power = make("Mul", code, make.const(np.array(-1 / PER_OCTAVE, np.float32)))
    return make("Pow", make.const(np.array(2, np.float32)), power)


class _Maker:
    """Nodes and constants with names of their own."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []

    def __call__(self, op: str, *inputs: str, out: str | None = None, **attributes) -> str:
        out = out or f"memory.{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [out], **attributes))
        return out

    def const(self, value: np.ndarray) -> str:
        name = f"memory.const.{len(self.tensors)}"
        self.tensors.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def whole(self, values: list[int]) -> str:
        return self.const(np.array(values, np.int64))
