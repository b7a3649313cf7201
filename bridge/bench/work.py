"""What one step of a package has to do, counted: bytes that must be read, products that must be formed.

Bytes are the weights of the graph as they are stored, each read once, tables that are only looked up left out; of music
also keys and values of what was heard. Activations stay in the caches and are not counted. Products are counted in the
graph as it is, before ONNX Runtime rewrites it, by the shapes that its profile tells.
"""

import json
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path

import onnxruntime as ort

from ..engine.native import reading
from ..engine.native.weights import Weights
from ..engine.session import options
from ..engine.stepper import Stepper
from ..package import Graph, Package

LOOKED_UP = ("Gather", "GatherElements", "GatherND")
PRODUCTS = ("MatMul", "MatMulNBits", "Gemm", "MatMulInteger", "QLinearMatMul")
CONVOLUTIONS = ("Conv", "ConvInteger", "QLinearConv", "ConvTranspose")


@dataclass(frozen=True)
class Work:
    read: int  # bytes
    whole: int  # products of whole numbers
    floats: int  # products of floats


def of_music(weights: Weights, packed: int, past: int) -> Work:
    """A step after `past` events; `packed`: bytes of its weights."""
    width = weights.kv_heads * weights.head_width
    cache = 2 * 2 * weights.layers * width * past  # keys and values, floats of 16 bits
    whole = sum(m.n * m.k for m in weights.matrices)
    return Work(packed + cache, whole, 2 * past * weights.width * weights.layers)


def of_graph(package: Package, graph: Graph) -> Work:
    """A step of a graph of fixed shapes."""
    model = package.read(graph.file)
    whole, floats = _products(model, graph)
    return Work(_weights(model), whole, floats)


def _weights(model: bytes) -> int:
    graph = reading.read(model)
    read = set()
    for node in graph.nodes:
        read |= set(node.inputs[1:] if node.op in LOOKED_UP else node.inputs)
    return sum(array.nbytes for name, array in graph.arrays.items() if name in read)


def _products(model: bytes, graph: Graph) -> tuple[int, int]:
    """(of whole numbers, of floats)"""
    with tempfile.TemporaryDirectory() as scratch:
        chosen = options()
        chosen.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
        chosen.enable_profiling, chosen.profile_file_prefix = True, str(Path(scratch) / "profile")
        session = ort.InferenceSession(model, chosen, providers=["CPUExecutionProvider"])
        Stepper(session, graph).run()
        nodes = json.loads(Path(session.end_profiling()).read_text())
    counts = {True: 0, False: 0}
    for node in nodes:
        told = node.get("args", {})
        op = told.get("op_name")
        if op not in (*PRODUCTS, *CONVOLUTIONS) or "output_type_shape" not in told:
            continue
        inputs, (out,) = [shape for one in told["input_type_shape"] for shape in one.values()], told["output_type_shape"]
        out = math.prod(*out.values())
        each = math.prod(inputs[1][1:]) if op in CONVOLUTIONS else inputs[0][-1]
        counts["Integer" in op or "QLinear" in op or op == "MatMulNBits"] += out * each
    return counts[True], counts[False]
