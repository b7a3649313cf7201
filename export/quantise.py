"""Weights of few bits, 8 in what is shipped: every matrix becomes MatMulNBits; embeddings, norms and the cache stay fp32."""

import logging
from collections.abc import Sequence

import onnx
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

BITS = 8
BLOCK = 32  # weights that share a scale
# Also quantise what comes in, so that the product runs on integers. Without it 8 bit is 25 times slower than with it.
INTEGER_PRODUCT = 4


def eight_bit(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy of an fp32 graph with symmetric 8-bit weights."""
    return quantised(model, BITS)


def quantised(model: onnx.ModelProto, bits: int, kept: Sequence[str] = ()) -> onnx.ModelProto:
    """A copy of an fp32 graph with symmetric weights of so many bits (4 or 8); `kept`: nodes whose weights stay float32."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    quantizer = MatMulNBitsQuantizer(
        copy, bits=bits, block_size=BLOCK, is_symmetric=True, accuracy_level=INTEGER_PRODUCT, nodes_to_exclude=list(kept)
    )
    logging.disable(logging.INFO)
    try:
        quantizer.process()
    finally:
        logging.disable(logging.NOTSET)
    return quantizer.model.model
