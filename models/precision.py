"""Where training runs, and whether bfloat16 makes it faster there. Elsewhere it is emulated and slower than float32."""

import torch

from bridge.errors import ConfigError

DEVICES = ("auto", "cpu", "cuda")


def choose_device(wish: str) -> str:
    """cpu or cuda; ConfigError where CUDA is wished and not there."""
    if wish == "cuda" and not torch.cuda.is_available():
        raise ConfigError("device cuda: PyTorch finds no CUDA device here; allowed are cpu and auto")
    if wish == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    return wish


def gains_from_bf16(device: str) -> bool:
    """Whether this machine multiplies bfloat16 in hardware."""
    if device == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def autocast(device: str) -> torch.autocast:
    return torch.autocast(device, torch.bfloat16, enabled=gains_from_bf16(device))


def obtained(device: str) -> str:
    """In words, for people."""
    threads = torch.get_num_threads()
    where = torch.cuda.get_device_name() if device == "cuda" else f"CPU, {threads} thread{'s' * (threads > 1)}"
    return f"{where}, {'bfloat16' if gains_from_bf16(device) else 'float32'}"
