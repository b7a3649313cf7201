"""ONNX Runtime sessions as the stage wants them, and honest about the device that was really obtained."""

import os
import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout
from functools import cache
from io import StringIO

import onnxruntime as ort

from ..errors import EngineError
from .devices import DEVICES, SMALL_PARAMETERS

PROVIDER = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}
NOT_OBTAINED = "not obtained (its driver or libraries are missing)"
# y = -x, one float: an ONNX file of 60 bytes to ask a provider with.
PROBE = bytes.fromhex(
    "08083a320a0b0a017812017922034e65671201705a0f0a0178120a0a080801120"
    "40a020801620f0a0179120a0a08080112040a02080142040a00100d"
)


def options(threads: int = 1) -> ort.SessionOptions:
    """One thread, no spinning, all else as ONNX Runtime has it: arena, memory patterns, prepacking, every optimisation.

    By `python -m tests.bench.sessions` (low tenths against this choice; text, gesture, image): two threads 1.04, 1.09, 1.02;
    spinning 0.88, 1.08, 0.85 for the whole of the second core; no memory patterns 1.07, 1.11, 1.03; graph as it is 1.01,
    1.01, 1.26; no prepacking 19, 10, 1.0; no arena and denormals as zero within 2 %."""
    chosen = ort.SessionOptions()
    chosen.intra_op_num_threads = threads
    chosen.inter_op_num_threads = 1
    chosen.log_severity_level = 4  # what goes wrong is raised, and told by our sentence
    chosen.add_session_config_entry("session.intra_op.allow_spinning", "0")
    chosen.add_session_config_entry("session.inter_op.allow_spinning", "0")
    chosen.add_session_config_entry("session.model_external_initializers_file_folder_path", os.devnull)  # nothing lies there
    return chosen


def open_session(
    model: bytes, device: str = "cpu", threads: int = 1, recorded: bool = False
) -> ort.InferenceSession:
    """A session that runs on `device` ("cpu" or "cuda") and says so; EngineError when it would run elsewhere.

    All weights are in `model`: one whose weights lie in other files is refused, whose hashes nobody has looked at.

    `recorded` (cuda): its kernels are recorded at their first run and started as one from then on (a CUDA graph). Shapes and
    addresses must never change then, and no part may be the CPU's. A session belongs to the thread that opened it."""
    wanted = PROVIDER[device]
    if wanted not in ort.get_available_providers():
        raise EngineError(f"device {device}: this onnxruntime has no {wanted}; --device cpu, or pip install 'duende[cuda]'")
    chosen, wishes = options(threads), [PROVIDER["cpu"]]
    if device == "cuda":
        wishes = [(wanted, cuda_options(recorded)), *([] if recorded else wishes)]
        if recorded:
            chosen.add_session_config_entry("session.disable_cpu_ep_fallback", "1")
    try:
        session = _create(model, chosen, wishes)
    except Exception as error:  # onnxruntime raises a dozen types of its own, all of them Exceptions
        raise EngineError(f"onnxruntime refuses the graph: {_first_line(error)}") from error
    if obtained(session) != device:
        raise EngineError(f"device {device} was asked for, {obtained(session)} obtained: CUDA or its driver is missing")
    return session


# Beside those of `cuda_options`, or in their place: for tests/bench/gpu, which measures what is not decided yet.
TRIED: dict[str, str] = {}


def cuda_options(recorded: bool) -> dict[str, str]:
    """Exact floats (proofs hold on both devices), the fastest convolutions that are found, one stream, and no more of the
    GPU's memory than is asked for: other players' processes want theirs."""
    return {
        "device_id": "0",
        "use_tf32": "0",
        "cudnn_conv_algo_search": "EXHAUSTIVE",
        "cudnn_conv_use_max_workspace": "1",
        "do_copy_in_default_stream": "1",
        "arena_extend_strategy": "kSameAsRequested",
        "enable_cuda_graph": str(int(recorded)),
        **TRIED,
    }


def obtained(session: ort.InferenceSession) -> str:
    """The device that really runs; ONNX Runtime falls back silently."""
    return "cuda" if PROVIDER["cuda"] in session.get_providers() else "cpu"


def candidates(device: str, parameters: int) -> Sequence[str]:
    """Devices to try in order. `auto` takes a GPU only for models that gain by it."""
    if device not in DEVICES:
        raise EngineError(f"device {device!r}: allowed are {', '.join(DEVICES)}")
    if device != "auto":
        return (device,)
    large = parameters >= SMALL_PARAMETERS and PROVIDER["cuda"] in ort.get_available_providers()
    return ("cuda", "cpu") if large else ("cpu",)


def providers() -> list[str]:
    """One line a provider that this onnxruntime names: really obtained, or not."""
    found = {name.removesuffix("ExecutionProvider"): _obtains(name) for name in ort.get_available_providers()}
    return [f"compute: {name} {'obtained' if obtained else NOT_OBTAINED}" for name, obtained in found.items()]


def _obtains(provider: str) -> bool:
    """A session of the smallest graph asks for it and looks."""
    try:
        return provider in _create(PROBE, options(), [provider]).get_providers()
    except Exception:  # whatever a missing driver provokes
        return False


@cache
def _load_libraries() -> None:
    """CUDA's and cuDNN's, where pip has put them (`pip install 'duende[cuda]'`): no path of the system leads there."""
    if hasattr(ort, "preload_dlls"):
        ort.preload_dlls(directory="")


def _create(model: bytes, chosen: ort.SessionOptions, wishes: list) -> ort.InferenceSession:
    """A missing driver is told by our sentence, not by pages of the runtime's on every channel."""
    ort.set_default_logger_severity(4)
    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.simplefilter("ignore")
        if wishes != [PROVIDER["cpu"]]:
            _load_libraries()
        return ort.InferenceSession(model, chosen, providers=wishes)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
