"""The music model's weights, found in its 8-bit graph by the order of its nodes; `export/graph.py` made that order."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from ...errors import PackageError
from .reading import Graph, Node

BLOCK = 32  # weights that share a scale
EXACTLY = {"bits": 8, "block_size": BLOCK, "accuracy_level": 4}
NORMS = ("RMSNormalization", "SkipSimplifiedLayerNormalization")
HEAD_WIDTHS = (32, 64)  # that step.c has code for


@dataclass(frozen=True)
class Matrix:
    """(N, K): `weights` unsigned bytes with 128 for nothing, `scales` (N, K / 32)."""

    weights: np.ndarray
    scales: np.ndarray
    n: int
    k: int


@dataclass(frozen=True)
class Weights:
    heads: int
    kv_heads: int
    epsilon: float
    embed: np.ndarray  # (rows, width)
    cos: np.ndarray  # (context, head_width / 2)
    sin: np.ndarray
    norms: np.ndarray  # (2 layers + 1, width)
    matrices: tuple[Matrix, ...]  # qkv, out, gate and up, down of each layer; read; three later heads
    chosen: tuple[np.ndarray, ...]  # three of (classes, (3 - i) head_hidden)

    @property
    def width(self) -> int:
        return self.embed.shape[1]

    @property
    def layers(self) -> int:
        return (len(self.matrices) - 4) // 4

    @property
    def head_width(self) -> int:
        return 2 * self.cos.shape[1]

    @property
    def hidden(self) -> int:
        return self.matrices[3].k

    @property
    def head_hidden(self) -> int:
        return self.matrices[-1].k

    @property
    def classes(self) -> tuple[int, ...]:
        return self.chosen[0].shape[0], *(matrix.n for matrix in self.matrices[-3:])


def find(graph: Graph) -> Weights:
    """PackageError where the graph is not the music model's in 8 bit."""
    try:
        return _find(graph)
    except (LookupError, ValueError, TypeError, ArithmeticError) as error:  # it lacks something
        raise PackageError(f"not the music model's graph ({type(error).__name__}: {error!s:.100})") from error


def _find(graph: Graph) -> Weights:
    found: dict[str, list[Node]] = {}
    for node in graph.nodes:
        found.setdefault(node.op, []).append(node)
    attention, norms = found.get("GroupQueryAttention", []), [n for n in graph.nodes if n.op in NORMS]
    tables = [n for n in found.get("Gather", []) if n.inputs[0] in graph.arrays]
    products = found.get("MatMulNBits", [])
    layers = len(attention)
    counts = len(norms), len(tables), len(products)
    if not layers or counts != (2 * layers + 1, 4, 4 * layers + 4):
        raise PackageError(f"not the music model's graph: {dict(Counter(n.op for n in graph.nodes))!s:.200}")
    first = attention[0]
    weights = Weights(
        heads=_whole(first, "num_heads"),
        kv_heads=_whole(first, "kv_num_heads"),
        epsilon=float(norms[0].attributes["epsilon"]),
        embed=_floats(graph, tables[0].inputs[0]),
        cos=_floats(graph, first.inputs[7]),
        sin=_floats(graph, first.inputs[8]),
        norms=np.stack([_floats(graph, n.inputs[1 if n.op == NORMS[0] else 2]) for n in norms]),
        matrices=tuple(_matrix(graph, node) for node in products),
        chosen=tuple(_floats(graph, node.inputs[0]) for node in tables[1:]),
    )
    _check(weights, attention, norms)
    return weights


def _whole(node: Node, name: str) -> int:
    return int(node.attributes.get(name, 0))


def _floats(graph: Graph, name: str) -> np.ndarray:
    array = graph.arrays.get(name)
    if array is None or array.dtype != np.float32:
        raise PackageError(f"{name} is no array of float32 in this file")
    return np.ascontiguousarray(array)


def _matrix(graph: Graph, node: Node) -> Matrix:
    n, k = _whole(node, "N"), _whole(node, "K")
    if {name: node.attributes.get(name) for name in EXACTLY} != EXACTLY or len([i for i in node.inputs if i]) != 3:
        raise PackageError(f"a matrix of {n} × {k} is not in symmetric 8 bit with {BLOCK} weights a scale")
    weights, scales = graph.arrays.get(node.inputs[1]), _floats(graph, node.inputs[2])
    if weights is None or weights.dtype != np.uint8 or weights.size != n * k or scales.size * BLOCK != n * k or k % BLOCK:
        raise PackageError(f"a matrix of {n} × {k} whose weights or scales have another size")
    return Matrix(np.ascontiguousarray(weights), scales, n, k)


def _check(w: Weights, attention: list[Node], norms: list[Node]) -> None:
    """Sizes that fit each other, so that no index can leave its array."""
    width, hint = w.width, w.head_hidden
    qkv = (w.heads + 2 * w.kv_heads) * w.head_width
    layer = [(qkv, width), (width, width), (2 * w.hidden, width), (width, w.hidden)]
    heads = [(w.classes[0] + 3 * hint, width), *((n, hint) for n in w.classes[1:])]
    same = {(_whole(n, "num_heads"), _whole(n, "kv_num_heads"), _whole(n, "do_rotary")) for n in attention}
    fits = (
        [(m.n, m.k) for m in w.matrices] == layer * w.layers + heads
        and min(len(w.embed), len(w.cos), *w.classes, *(size for m in w.matrices for size in (m.n, m.k))) > 0
        and same == {(w.heads, w.kv_heads, 1)}
        and {n.attributes.get("epsilon") for n in norms} == {norms[0].attributes["epsilon"]}
        and w.heads * w.head_width == width
        and w.heads % w.kv_heads == 0
        and w.head_width in HEAD_WIDTHS
        and w.cos.shape == w.sin.shape
        and w.norms.shape[1] == width
        and all(c.shape[1] == (3 - i) * hint for i, c in enumerate(w.chosen))
        and all(c.shape[0] == n for c, n in zip(w.chosen, w.classes, strict=False))
    )
    if not fits:
        raise PackageError("not the music model's graph: its sizes do not fit each other")
