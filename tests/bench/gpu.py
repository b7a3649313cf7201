"""Steps on a GPU, beside the same networks in PyTorch on it and beside what its memory can do at all.

    python tests/bench/gpu.py [--json FILE] [--rounds 20]

Packages run as `duende serve --device cuda` runs them: state on the device, a step recorded and started as one where that
can be. All forms take turns within a round. Without a GPU it says why and measures nothing. Needs onnxruntime-gpu and, for
the columns of PyTorch and of the copy, PyTorch built for CUDA.

    music   one event after 256 and 1000 others; fp32 weights exported from random ones, and the bundled 8-bit graph
    text    one token        image   one frame of 128 and 256 pixels        gesture   one step
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bridge.engine.opening import open_package
from bridge.engine.proving import open_stepper
from bridge.engine.session import providers
from bridge.errors import DuendeError
from bridge.package import Package, find_packages
from bridge.tokens import start_row

PASTS = (256, 1000)
WARM, STEPS = 20, 100
COPIED = 1 << 30  # bytes
SIZES = (128, 256)  # pixels that the image design has


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    if "compute: CUDA obtained" not in (here := providers()):
        print(f"no GPU is measured: {'; '.join(here)}")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        forms, refused = all_forms(Path(scratch))
        found = {"copy_gb_s": copied(), "refused": refused, "ms": measured(forms, args.rounds)}
    for name, row in found["ms"].items():
        print(f"{name:<44} p50 {row['p50']:8.4f} ms  p99 {row['p99']:8.4f}  {1e3 / row['p50']:9.0f} a second")
    for name, why in refused.items():
        print(f"{name:<44} not measured: {why}")
    print(f"copy test: {found['copy_gb_s'] or 'not measured (no PyTorch for CUDA)'} GB/s, read and written")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0


def all_forms(scratch: Path) -> tuple[dict[str, Callable[[], object]], dict[str, str]]:
    """What steps, by name; and for what does not, why."""
    forms: dict[str, Callable[[], object]] = {}
    refused: dict[str, str] = {}
    for name, make in makers(scratch).items():
        try:
            forms |= make()
        except (DuendeError, ImportError, RuntimeError) as error:
            refused[name] = str(error).splitlines()[0][:160]
    return forms, refused


def makers(scratch: Path) -> dict[str, Callable[[], dict[str, Callable[[], object]]]]:
    made = {f"{p.name} on cuda": (lambda p=p: ours(p)) for p in find_packages()[0] if p.manifest.kind != "tensor"}
    for size in SIZES:
        made[f"image {size}, random weights"] = lambda size=size: ours(blank(scratch, "image", size))
    made["music in PyTorch"] = torch_music
    made["image in PyTorch"] = torch_image
    return made


def blank(scratch: Path, kind: str, size: int) -> Package:
    from export import blank

    return getattr(blank, kind)(scratch / f"{kind}{size}", size)


def ours(package: Package) -> dict[str, Callable[[], object]]:
    if package.manifest.kind != "music":
        stepper = open_stepper(package, "cuda")
        for array in stepper.inputs.values():
            array.fill(1 if array.dtype.kind == "i" else 0.5)
        return {f"{package.name} ({stepper.graph.precision})": stepper.run}
    forms = {}
    for past in PASTS:
        context = open_package(package, "cuda").context
        context.hear([start_row(0)] * min(past, context.capacity))
        forms[f"{package.name} after {past} ({context.binding.graph.precision})"] = context.advance
    return forms


def torch_music() -> dict[str, Callable[[], object]]:
    import torch

    from models.music import MusicConfig, MusicModel

    model = MusicModel(MusicConfig()).eval().cuda()
    compiled = torch.compile(model, mode="reduce-overhead")  # records a CUDA graph
    forms = {}
    for past in PASTS:
        rows = torch.tensor([[start_row(0)] * past], device="cuda")
        with torch.inference_mode():
            _, heard = model.backbone(rows)
        target = torch.zeros(1, 1, 4, dtype=torch.long, device="cuda")
        for name, net in (("eager", model), ("compiled, CUDA graph", compiled)):
            forms[f"music after {past}, PyTorch {name}, no sampling"] = synchronised(
                lambda net=net, heard=heard, rows=rows, target=target: net.heads(net.backbone(rows[:, :1], heard)[0], target)
            )
    return forms


def torch_image() -> dict[str, Callable[[], object]]:
    import torch

    from models.image import ImageConfig, ImageModel

    forms = {}
    for size in SIZES:
        model = ImageModel(ImageConfig.sized(size)).eval().cuda().half().to(memory_format=torch.channels_last)
        compiled = torch.compile(model, mode="reduce-overhead")
        for batch in (1, 16):
            latent = torch.randn(batch, model.config.latent, device="cuda", dtype=torch.half)
            for name, net in (("eager", model), ("compiled, CUDA graph", compiled)):
                forms[f"image {size} × {batch}, PyTorch {name}, fp16"] = synchronised(lambda net=net, x=latent: net(x))
    return forms


def synchronised(act: Callable[[], object]) -> Callable[[], object]:
    import torch

    def step() -> None:
        with torch.inference_mode():
            act()
        torch.cuda.synchronize()

    return step


def measured(forms: dict[str, Callable[[], object]], rounds: int) -> dict[str, dict[str, float]]:
    times: dict[str, list[float]] = {name: [] for name in forms}
    for _ in range(rounds):
        for name, step in forms.items():
            for i in range(WARM + STEPS):
                began = time.perf_counter()
                step()
                if i >= WARM:
                    times[name].append((time.perf_counter() - began) * 1e3)
    return {n: {"p50": median(t), "p99": sorted(t)[int(0.99 * len(t))]} for n, t in times.items()}


def copied() -> float:
    """GB a second that a copy on the device reads and writes; 0 where nothing tells."""
    try:
        import torch

        source = torch.ones(COPIED, dtype=torch.uint8, device="cuda")
    except (ImportError, RuntimeError, AssertionError):
        return 0.0
    target, best = torch.empty_like(source), float("inf")
    for _ in range(10):
        torch.cuda.synchronize()
        began = time.perf_counter()
        target.copy_(source)
        torch.cuda.synchronize()
        best = min(best, time.perf_counter() - began)
    return round(2 * COPIED / best / 1e9)


if __name__ == "__main__":
    sys.exit(main())
