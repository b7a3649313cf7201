"""Devices by name, known without loading ONNX Runtime."""

DEVICES = ("auto", "cpu", "cuda")
# Below this a step on a GPU is all launches (about 100 small kernels): a single core is faster and always there.
SMALL_PARAMETERS = 30_000_000
