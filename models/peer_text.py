"""`python -m models.peer_text TOKENS WIDTH CELLS LAYERS COUNT`: the text network in PyTorch eager, as a server.

`duende bench` puts it beside ours: `nn.LSTM`, the tied table, sampled by top-p, COUNT tokens a datagram, each fed back; the
weights are random, which costs the same. A datagram in, the tokens, the datagram goes back. Prints its port when it is warm.
"""

import socket
import sys

import torch
from torch import Tensor, nn

from bridge.child import go_first

from .peer import sample

NICE = -5  # as our own engines
TEMPERATURE = 0.8


class Eager(nn.Module):
    def __init__(self, tokens: int, width: int, cells: int, layers: int):
        super().__init__()
        self.table = nn.Embedding(tokens, width)
        self.lstm = nn.LSTM(width, cells, layers)
        self.speak = nn.Linear(cells, width, bias=False)
        self.lean = nn.Parameter(torch.zeros(tokens))

    def forward(self, token: Tensor, state: tuple | None) -> tuple[Tensor, tuple]:
        """token (1, 1) → logits (V,), the state after."""
        said, state = self.lstm(self.table(token), state)
        return nn.functional.linear(self.speak(said[0, 0]), self.table.weight, self.lean), state


@torch.inference_mode()
def write(model: Eager, token: Tensor, state: tuple | None, count: int) -> tuple[Tensor, tuple]:
    """`count` tokens, each told the next time."""
    for _ in range(count):
        logits, state = model(token, state)
        token = torch.tensor([[sample(logits / TEMPERATURE)]])
    return token, state


def main(tokens: int, width: int, cells: int, layers: int, count: int) -> None:
    go_first(NICE)
    torch.set_num_threads(1)
    model = Eager(tokens, width, cells, layers).eval()
    token, state = write(model, torch.zeros(1, 1, dtype=torch.long), None, count)
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    print(door.getsockname()[1], flush=True)
    while True:
        packet, sender = door.recvfrom(512)
        token, state = write(model, token, state, count)
        door.sendto(packet, sender)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
