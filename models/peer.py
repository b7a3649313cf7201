"""`python -m models.peer`: the same network in PyTorch eager, as a server. `duende bench` puts it beside ours.

The model's own forward with its growing cache, one event a datagram, the four heads in their chain, sampled by top-p; the
weights are random, which costs the same. A datagram in, one event, the datagram goes back: no OSC, no clock. Prints its
port when it is warm.
"""

import socket

import torch
from torch import Tensor
from torch.nn import functional as F

from bridge.child import go_first
from bridge.tokens import start_row

from .music import MusicConfig, MusicModel

NICE = -10  # as our own core
HEARD = 200  # events in the cache, as after a minute of playing
WARM_STEPS = 20
TOP_P = 0.95


@torch.inference_mode()
def event(model: MusicModel, row: Tensor, past: list) -> list[int]:
    """One event after `past`, given the row (1, 1, 8) of the last one."""
    h, _ = model.backbone(row, past)
    heads = model.heads
    hidden = list(heads.from_backbone(h).chunk(3, -1))
    chosen = [sample(heads.first(h)[0, 0])]
    for i in range(3):
        hints = heads.chosen[i](torch.tensor([[chosen[i]]])).chunk(3 - i, -1)
        hidden[i:] = [a + b for a, b in zip(hidden[i:], hints, strict=True)]
        chosen.append(sample(heads.later[i](F.silu(hidden[i]))[0, 0]))
    return chosen


def sample(logits: Tensor) -> int:
    """One class of the smallest set that holds TOP_P."""
    chance, index = logits.softmax(-1).sort(descending=True)
    chance[chance.cumsum(-1) - chance >= TOP_P] = 0
    return int(index[torch.multinomial(chance, 1)])


def main() -> None:
    go_first(NICE)
    torch.set_num_threads(1)  # measured: 8.0 ms an event; with two threads 16.9
    model = MusicModel(MusicConfig()).eval()
    rows = torch.tensor([[start_row(0)] * HEARD])
    with torch.inference_mode():
        _, past = model.backbone(rows)
    for _ in range(WARM_STEPS):
        event(model, rows[:, :1], past)
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    print(door.getsockname()[1], flush=True)
    while True:
        packet, sender = door.recvfrom(512)
        event(model, rows[:, :1], past)
        door.sendto(packet, sender)


if __name__ == "__main__":
    main()
