"""The text model: an LSTM language model over pieces (`bridge.pieces`).

Notable choices
- Pieces instead of characters: a step speaks three English letters, so there are a third of the steps to learn and to play.
- One table of pieces both reads and writes (Press and Wolf 2017): what the LSTM says is projected to the table's width, and
  a piece is as likely as its row agrees with it. The table would else be most of the model.
- Layers above the first add to what the one below said.
- END begins a poem and ends it; reading END forgets the state first, so a poem is told the same wherever it stands.

Shapes: T steps, B rows, V tokens, H cells.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from bridge.pieces import END

from .lstm import LSTM, State


@dataclass(frozen=True)
class TextConfig:
    tokens: int
    width: int = 256  # of the table
    cells: int = 512
    layers: int = 1


class TextModel(nn.Module):
    def __init__(self, config: TextConfig, dropout: float = 0.0):
        super().__init__()
        self.config, self.dropout = config, dropout
        self.table = nn.Embedding(config.tokens, config.width)
        widths = [config.width] + [config.cells] * (config.layers - 1)
        self.layers = nn.ModuleList(LSTM(width, config.cells) for width in widths)
        self.speak = nn.Linear(config.cells, config.width, bias=False)
        self.lean = nn.Parameter(torch.zeros(config.tokens))  # how likely a piece is anyway
        nn.init.normal_(self.table.weight, std=config.width**-0.5)
        nn.init.normal_(self.speak.weight, std=config.cells**-0.5)

    def start(self, rows: int) -> list[State]:
        """Nothing said, nothing kept."""
        zero = self.lean.new_zeros(rows, self.config.cells)
        return [(zero, zero) for _ in self.layers]

    def forward(self, tokens: Tensor, states: list[State]) -> tuple[Tensor, list[State]]:
        """tokens (T, B) and the states before → logits (T, B, V) of what comes next, and the states after."""
        keep = (tokens != END).unsqueeze(-1).to(self.lean.dtype)
        x, after = self.table(tokens), []
        x = x * self.config.width**0.5  # rows are short as writers, long as readers
        for i, layer in enumerate(self.layers):
            said, state = layer(F.dropout(x, self.dropout, self.training), states[i], keep)
            x = said if i == 0 else x + said
            after.append(state)
        spoken = self.speak(F.dropout(x, self.dropout, self.training))
        return F.linear(spoken, self.table.weight, self.lean), after

    def loss(self, tokens: Tensor, states: list[State]) -> tuple[Tensor, list[State]]:
        """tokens (T + 1, B): each row goes on from its state → mean nats a token, and the states after, let go of."""
        logits, after = self(tokens[:-1], states)
        nats = F.cross_entropy(logits.flatten(0, 1), tokens[1:].flatten())
        return nats, [(h.detach(), c.detach()) for h, c in after]


def parameters(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())
