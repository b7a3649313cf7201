"""The music model: a decoder-only Transformer over compound note events.

Notable choices
- One step per note: a note's four attributes enter as one summed embedding and leave through four chained heads,
  time → pitch → duration → velocity, each told what the ones before it chose. Time comes first so that forcing "now"
  (an accompaniment sounds with its melody) asks the exact conditional, pitch given that moment.
- Where the event stands in beat and bar, the style, and "please end" are part of the same summed embedding.
- Rotary positions (Su et al. 2021), RMSNorm before each part, SwiGLU, no biases, and grouped keys and values
  (Ainslie et al. 2023): 2 key/value heads serve all query heads, because the cache read is what a long context costs.
- The weights' layout is that of com.microsoft.GroupQueryAttention (half-split rotation, qkv in one matrix), so export
  renames nothing.

Shapes: B rows, T events, D width, H query heads, G key/value heads, E = D / H.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from bridge import tokens

HEADS = ("time", "pitch", "duration", "velocity")
CLASSES = (tokens.TIMES, tokens.PITCHES, tokens.DURATIONS, tokens.VELOCITIES)


@dataclass(frozen=True)
class MusicConfig:
    width: int = 256
    layers: int = 6
    heads: int = 4
    kv_heads: int = 2
    hidden: int = 704  # of the SwiGLU
    head_hidden: int = 256  # of each chained head
    context: int = 1024  # events that fit in the cache
    rope_base: float = 10_000.0

    @classmethod
    def sized(cls, width: int, layers: int) -> "MusicConfig":
        """In the proportions of the defaults, for a width of whole heads of 64 (64 itself: two heads of 32)."""
        heads = max(2, width // 64)
        hidden = -(-11 * width // 4 // 64) * 64  # 2.75 widths, in whole blocks of 64
        return cls(width, layers, heads, 2 - heads % 2, hidden, width)

    @property
    def head_width(self) -> int:
        return self.width // self.heads


def rotary_tables(c: MusicConfig) -> tuple[Tensor, Tensor]:
    """cos and sin of every position's angles, each (context, E/2)."""
    frequency = c.rope_base ** (-torch.arange(0, c.head_width, 2).float() / c.head_width)
    angle = torch.arange(c.context).float()[:, None] * frequency
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn each pair (x[i], x[i + E/2]) by its position's angle. x: (B, H, T, E)"""
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Causal attention, written out: every event looks back at itself and all before it.

    q (B, H, T, E), k and v (B, G, S, E) with S ≥ T (S - T events were heard before) → (B, H, T, E).
    """
    k, v = (t.repeat_interleave(q.shape[1] // t.shape[1], 1) for t in (k, v))  # (B, H, S, E)
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])  # (B, H, T, S)
    t, s = scores.shape[-2:]
    future = torch.ones(t, s, dtype=torch.bool, device=q.device).triu(s - t + 1)
    return scores.masked_fill(future, -math.inf).softmax(-1) @ v


class Attention(nn.Module):
    def __init__(self, c: MusicConfig):
        super().__init__()
        self.c = c
        self.qkv = nn.Linear(c.width, (c.heads + 2 * c.kv_heads) * c.head_width, bias=False)
        self.out = nn.Linear(c.width, c.width, bias=False)

    def split(self, x: Tensor) -> list[Tensor]:
        """q (B, H, T, E), k and v (B, G, T, E)"""
        c, (b, t, _) = self.c, x.shape
        parts = self.qkv(x).split([n * c.head_width for n in (c.heads, c.kv_heads, c.kv_heads)], -1)
        return [p.view(b, t, -1, c.head_width).transpose(1, 2) for p in parts]

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, past: tuple[Tensor, Tensor] | None = None):
        q, k, v = self.split(x)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if past is None:  # whole windows in training: PyTorch's fused kernel, equal to `attend` (tested)
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
        else:
            k, v = (torch.cat(pair, 2) for pair in ((past[0], k), (past[1], v)))  # (B, G, P+T, E)
            y = attend(q, k, v)
        return self.out(y.transpose(1, 2).flatten(2)), (k, v)


class Block(nn.Module):
    def __init__(self, c: MusicConfig):
        super().__init__()
        self.before_attention, self.before_mlp = (nn.RMSNorm(c.width, eps=1e-5) for _ in range(2))
        self.attention = Attention(c)
        self.gate_up = nn.Linear(c.width, 2 * c.hidden, bias=False)
        self.down = nn.Linear(c.hidden, c.width, bias=False)

    def mlp(self, x: Tensor) -> Tensor:
        gate, up = self.gate_up(self.before_mlp(x)).chunk(2, -1)
        return self.down(F.silu(gate) * up)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, past=None):
        y, past = self.attention(self.before_attention(x), cos, sin, past)
        x = x + y
        return x + self.mlp(x), past


class Heads(nn.Module):
    """Four chained predictions. The first reads the backbone directly; each later one also hears what was chosen."""

    def __init__(self, c: MusicConfig):
        super().__init__()
        self.first = nn.Linear(c.width, CLASSES[0], bias=False)
        self.from_backbone = nn.Linear(c.width, 3 * c.head_hidden, bias=False)
        # chosen[i] maps attribute i's class to a hint for every later head
        self.chosen = nn.ModuleList(nn.Embedding(n, (3 - i) * c.head_hidden) for i, n in enumerate(CLASSES[:3]))
        self.later = nn.ModuleList(nn.Linear(c.head_hidden, n, bias=False) for n in CLASSES[1:])

    def forward(self, h: Tensor, target: Tensor) -> list[Tensor]:
        """h (B, T, D), target (B, T, 4) the true next attributes → four logits (B, T, classes)."""
        hidden = list(self.from_backbone(h).chunk(3, -1))
        logits = [self.first(h)]
        for i in range(3):
            hints = self.chosen[i](target[..., i]).chunk(3 - i, -1)
            hidden[i:] = [a + b for a, b in zip(hidden[i:], hints, strict=True)]
            logits.append(self.later[i](F.silu(hidden[i])))
        return logits


class MusicModel(nn.Module):
    def __init__(self, config: MusicConfig):
        super().__init__()
        self.config = config
        self.embed = nn.Embedding(tokens.ROWS, config.width)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.RMSNorm(config.width, eps=1e-5)
        self.heads = Heads(config)
        cos, sin = rotary_tables(config)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self.apply(self._initialise)
        for block in self.blocks:  # GPT-2: what adds to the residual starts smaller the deeper the stack
            for layer in (block.attention.out, block.down):
                nn.init.normal_(layer.weight, std=0.02 / math.sqrt(2 * config.layers))

    @staticmethod
    def _initialise(module: nn.Module) -> None:
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)

    def backbone(self, rows: Tensor, past: list | None = None) -> tuple[Tensor, list]:
        """rows (B, T, 8) table indices, past from an earlier call → (B, T, D) and the past grown by T."""
        heard = past[0][0].shape[2] if past else 0
        cos, sin = (t[heard : heard + rows.shape[1]] for t in (self.cos, self.sin))
        x = self.embed(rows).sum(-2)  # (B, T, D)
        grown = []
        for i, block in enumerate(self.blocks):
            x, kv = block(x, cos, sin, past[i] if past else None)
            grown.append(kv)
        return self.norm(x), grown

    def forward(self, rows: Tensor, target: Tensor) -> list[Tensor]:
        return self.heads(self.backbone(rows)[0], target)

    def loss(self, rows: Tensor, target: Tensor) -> Tensor:
        """Mean nats per event and attribute, shape (4,). Targets of -1 are not counted."""
        logits = self(rows, target.clamp(min=0))
        return torch.stack(
            [F.cross_entropy(y.flatten(0, 1), target[..., i].flatten(), ignore_index=-1) for i, y in enumerate(logits)]
        )


def parameters(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())
