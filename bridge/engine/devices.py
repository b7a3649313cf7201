"""Devices by name, known without loading ONNX Runtime."""


class DeviceLost(Exception):
    """A GPU that played does not any more: out of memory, reset, gone. In the runtime's words.

    No DuendeError: whoever answers a wrong message with a sentence must not take it for one. After it nothing of CUDA can be
    trusted in this process, so it ends the process, and core opens the package on the CPU (`remote`)."""


DEVICES = ("auto", "cpu", "cuda")
# Below this a step on a GPU is all launches (about 100 small kernels): a single core is faster and always there.
SMALL_PARAMETERS = 30_000_000
ON_GPUS_ALONE = ("bf16",)  # precisions that ONNX Runtime computes on no CPU
# Which graph plays, the first that a package has. On a GPU the order is by bytes and by how exact it is; what is quicker
# there is for tests/bench/gpu.sh to say, and was not measured yet.
FASTEST = {"cpu": ("8bit", "fp32", "fp16"), "cuda": ("fp16", "8bit-fp16", "bf16", "fp32", "8bit")}
# ONNX Runtime's attention knows 16-bit numbers alone on a GPU: a music graph of fp32 or 8 bit would be computed by the CPU,
# layer by layer, its cache copied to and fro.
ON_A_GPU = {"music": ("fp16", "8bit-fp16", "bf16")}
