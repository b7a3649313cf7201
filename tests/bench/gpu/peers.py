"""The same networks in PyTorch on the same device: eager, compiled, and recorded by hand as a CUDA graph.

Random weights, which cost the same; no sampling (ours has it), and the compiled forms only where they are asked for: each
takes a minute. What was heard stands in tensors that PyTorch copies into new ones each step.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import torch

from bridge.bench.hot import SHAPES
from bridge.package import Package
from bridge.tokens import start_row
from models.gesture import GestureConfig, GestureModel
from models.image import ImageConfig, ImageModel
from models.music import MusicConfig, MusicModel
from models.peer_text import Eager

from .form import Form, Step
from .ours import BUNDLED

KINDS = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
WARM = 3  # before a graph is recorded
COMPILED = (1, 16)  # pictures at once


def music(
    place: str, name: str, shape: tuple[int, int] | None, pasts: tuple[int, ...], compiled: bool
) -> Iterator[Form]:
    """`shape`: width and layers; None: those of the bundled package, which are the design's own."""
    config = MusicConfig.sized(*shape) if shape else MusicConfig()
    for precision in ("fp16", "bf16"):
        model = _placed(MusicModel(config), place, precision)
        for past in pasts:
            yield from _forms(f"music {name}, after {past}", precision, place, partial(_heard, model, past), compiled)


def _heard(model: MusicModel, past: int) -> tuple[Callable, tuple]:
    device = next(model.parameters()).device
    rows = torch.tensor([[start_row(0)] * min(past, model.config.context - 2)], device=device)
    _, heard = model.backbone(rows)
    target = torch.zeros(1, 1, 4, dtype=torch.long, device=device)
    return lambda row: model.heads(model.backbone(row, heard)[0], target), (rows[:, :1].clone(),)


def text(place: str, compiled: bool) -> Iterator[Form]:
    shape = SHAPES["text"](Package.find(BUNDLED["text"]))
    for precision in KINDS:
        model = _placed(Eager(**shape), place, precision)

        def made(model: Eager = model) -> tuple[Callable, tuple]:
            token = torch.zeros(1, 1, dtype=torch.long, device=model.lean.device)
            _, state = model(token, None)
            return lambda told: model(told, state), (token,)

        yield from _forms(f"text {BUNDLED['text']}", precision, place, made, compiled)


def gesture(place: str, compiled: bool) -> Iterator[Form]:
    config = GestureConfig(**SHAPES["gesture"](Package.find(BUNDLED["gesture"])))
    for precision in KINDS:
        model = _placed(GestureModel(config), place, precision)

        def made(model: GestureModel = model) -> tuple[Callable, tuple]:
            like = next(model.parameters())
            when, where = like.new_ones(1, 1), like.new_full((1, 1, config.values), 0.5)
            state = [tuple(part.to(like) for part in layer) for layer in model.start(1)]
            return lambda told: model(when, told, told, state), (where,)

        yield from _forms(f"gesture {BUNDLED['gesture']}", precision, place, made, compiled)


def image(place: str, size: int, batches: tuple[int, ...], compiled: bool) -> Iterator[Form]:
    precision = "fp16" if place == "cuda" else "fp32"  # a CPU takes seconds for halves
    model = _placed(ImageModel(ImageConfig.sized(size)), place, precision).to(memory_format=torch.channels_last)
    for count in batches:

        def made(count: int = count) -> tuple[Callable, tuple]:
            latent = next(model.parameters()).new_ones(count, model.config.latent)
            return lambda told: _bytes(model(told)), (latent,)

        yield from _forms(f"image {size} × {count}", precision, place, made, compiled and count in COMPILED, count)


def _bytes(rgb: torch.Tensor) -> torch.Tensor:
    """(B, 3, H, W) in −1 … 1 → uint8 (B, H, W, 3), as our graph's last layer."""
    return ((rgb + 1) * 127.5).clamp(0, 255).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous()


def _placed(model: torch.nn.Module, place: str, precision: str) -> Any:
    return model.eval().requires_grad_(False).to(place, KINDS[precision])


Made = Callable[[], tuple[Callable, tuple]]


def _forms(row: str, precision: str, place: str, made: Made, compiled: bool, pictures: int = 0) -> Iterator[Form]:
    yield Form(row, "PyTorch eager", precision, partial(_eager, made, place), pictures)
    if compiled:
        yield Form(row, "PyTorch compiled", precision, partial(_compiled, made, place), pictures)
    if place == "cuda":
        yield Form(row, "PyTorch CUDA graph", precision, partial(_recorded, made), pictures)


@torch.no_grad()
def _eager(made: Made, place: str) -> Step:
    forward, told = made()
    return _finished(lambda: forward(*told), place)


@torch.no_grad()
def _compiled(made: Made, place: str) -> Step:
    forward, told = made()
    step = torch.compile(forward, mode="reduce-overhead")  # it records, too
    for _ in range(WARM):
        step(*told)
    return _finished(lambda: step(*told), place)


@torch.no_grad()
def _recorded(made: Made) -> Step:
    forward, told = made()
    aside = torch.cuda.Stream()
    with torch.cuda.stream(aside):
        for _ in range(WARM):
            forward(*told)
    torch.cuda.current_stream().wait_stream(aside)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        forward(*told)
    return _finished(graph.replay, "cuda")


def _finished(act: Step, place: str) -> Step:
    """A step is over when the device has done it."""

    @torch.no_grad()
    def step() -> None:
        act()
        if place == "cuda":
            torch.cuda.synchronize()

    return step
