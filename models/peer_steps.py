"""`python -m models.peer_steps KIND SHAPE COMPILE`: the networks of our packages in PyTorch, timed in turns with ours.

SHAPE is JSON, the sizes that `bridge.bench.hot` reads in the package; the weights are random, which costs the same. A
datagram "WARM STEPS" comes in; so many steps are made of each form, and the seconds of the last STEPS go back as JSON, by
form: eager, and with COMPILE 1 what torch.compile makes of it, where it can. Prints its port when the former is warm.
"""

import json
import socket
import sys
import time
from collections.abc import Callable

import torch

from bridge.child import go_first
from bridge.tokens import start_row

from .gesture import GestureConfig, GestureModel
from .image import ImageConfig, ImageModel
from .music import MusicConfig, MusicModel
from .peer import event
from .peer_image import paint
from .peer_text import Eager, sample

NICE = -5  # as our own engines
EAGER, COMPILED = "PyTorch eager", "torch.compile"
TEMPERATURE = 0.8


class Sampled(torch.nn.Module):
    """What a call of `forward` gives, compiled or not."""

    def __init__(self, model: torch.nn.Module, forward: Callable):
        super().__init__()
        self.heads, self.backbone = getattr(model, "heads", None), forward


def music(shape: dict, compiled: bool) -> Callable[[], object]:
    heard = shape.pop("heard")
    model = MusicModel(MusicConfig(**shape)).eval()
    rows = torch.tensor([[start_row(0)] * heard])
    _, past = model.backbone(rows)
    plays = Sampled(model, torch.compile(model.backbone) if compiled else model.backbone)
    return lambda: event(plays, rows[:, :1], past)


def text(shape: dict, compiled: bool) -> Callable[[], object]:
    model = Eager(**shape).eval()
    forward = torch.compile(model) if compiled else model
    token = torch.zeros(1, 1, dtype=torch.long)
    _, state = model(token, None)
    return lambda: sample(forward(token, state)[0] / TEMPERATURE)


def gesture(shape: dict, compiled: bool) -> Callable[[], object]:
    config = GestureConfig(**shape)
    model = GestureModel(config).eval()
    forward = torch.compile(model) if compiled else model
    when, values, state = torch.ones(1, 1), torch.full((1, 1, config.values), 0.5), model.start(1)
    return lambda: forward(when, values, values, state)  # without the draw, which ours has


def image(shape: dict, compiled: bool) -> Callable[[], object]:
    model = ImageModel(ImageConfig.sized(shape["size"], tuple(shape["names"]))).eval().to(memory_format=torch.channels_last)
    latent = [torch.randn(1, model.config.latent)]
    if shape["names"]:
        latent.append(torch.full((1, len(shape["names"])), 1 / len(shape["names"])))
    forward = torch.compile(model) if compiled else model
    return lambda: paint(lambda told: forward(*told), latent)


KINDS = {"music": music, "text": text, "gesture": gesture, "image": image}


def compiled(kind: str, shape: dict) -> dict[str, Callable[[], object]]:
    """The compiled form; nothing where it cannot be."""
    try:
        step = KINDS[kind](dict(shape), True)
        step()
    except Exception as error:  # no C++ compiler, or whatever else its compiler stumbles over
        print(f"torch.compile: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
        return {}
    return {COMPILED: step}


def timed(step: Callable[[], object], warm: int, count: int) -> list[float]:
    for _ in range(warm):
        step()
    times = []
    for _ in range(count):
        began = time.perf_counter()
        step()
        times.append(round(time.perf_counter() - began, 7))
    return times


@torch.inference_mode()
def main(kind: str, shape: str, compile_too: str) -> None:
    go_first(NICE)
    torch.set_num_threads(1)
    sizes = json.loads(shape)
    plays = {EAGER: KINDS[kind](dict(sizes), False)}
    plays[EAGER]()
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    print(door.getsockname()[1], flush=True)
    if compile_too == "1":  # a minute or more: who asks waits for the first answer
        plays |= compiled(kind, sizes)
    while True:
        packet, sender = door.recvfrom(512)
        warm, count = map(int, packet.split())
        door.sendto(json.dumps({name: timed(step, warm, count) for name, step in plays.items()}).encode(), sender)


if __name__ == "__main__":
    main(*sys.argv[1:])
