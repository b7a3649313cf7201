"""The music model as one ONNX graph, loop-free: the same for playing (T = 1), prefill (T > 1) and scoring.

Notable choices
- com.microsoft::GroupQueryAttention keeps keys and values in a buffer of fixed capacity; past and present are the same
  memory when the stage binds them so. Rewinding is passing a smaller `seqlens_k`.
- All four attributes are chosen inside the graph, each telling the next: temperature, additive bias (-1e9 forbids),
  top-k, top-p, and Gumbel-max over noise that comes in, so that a choice can be repeated. A forced attribute is taken
  as it is.
- A node costs 2–3 µs however small it is: matrices that read the same input are one, the residual sum lives in the
  normalisation (SkipSimplifiedLayerNormalization), and the hints of a chosen class are one table row.

Inputs and outputs, T events at once, C = context, G key/value heads, E their width, K = NOISE:
    rows (1, T, 8) int64 · total () int32 = rows in the cache after this call · seqlens_k (1) int32 = total - 1
    temperature (4) · top_p (4) · bias (1, 403) · noise (4, K) uniform in (0, 1) · forced (1, T, 4) int64, -1 = choose
    past_key_i, past_value_i (1, G, C, E)
    event (1, T, 4) int64 · time_logits … velocity_logits (1, T, classes), before temperature and bias · present_*
"""

import logging
import warnings
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from models.music import CLASSES, HEADS, MusicConfig, MusicModel

OPSET = 23  # from 25 on ONNX Runtime's fusions miss parts of the graph (1.4 times slower)
NOISE = 48  # K of top-k; of 122 to 32 classes this cuts nothing that is ever heard
NEVER = -1e30
SAMPLE_EVENTS = 3  # T of the example that is traced; any other serves too


def state_names(layers: int, which: str) -> list[str]:
    """`which`: past or present."""
    return [f"{which}_{kind}_{i}" for i in range(layers) for kind in ("key", "value")]


class StepGraph(nn.Module):
    """MusicModel's weights, laid out for the stage. Runs only as ONNX: in PyTorch its attention gives dummies."""

    def __init__(self, model: MusicModel):
        super().__init__()
        self.model, self.config = model, model.config
        heads = model.heads
        self.register_buffer("read", torch.cat((heads.first.weight, heads.from_backbone.weight)).T.contiguous())

    def forward(self, rows, seqlens_k, total, temperature, top_p, bias, noise, forced, past):
        h, present = self._backbone(rows, seqlens_k, total, past)
        event, logits = self._choose(h, temperature, top_p, bias, noise, forced)
        return event, *logits, *present

    def _backbone(self, rows: Tensor, seqlens_k: Tensor, total: Tensor, past: list[Tensor]):
        m = self.model
        x = m.embed(rows).sum(-2)  # (1, T, D)
        y, present = m.blocks[0].before_attention(x), []
        for i, block in enumerate(m.blocks):
            a, *kv = self._attend(block.attention.qkv(y), past[2 * i : 2 * i + 2], seqlens_k, total)
            present += kv
            y, x = add_and_norm(block.attention.out(a), x, block.before_mlp)
            gate, up = block.gate_up(y).chunk(2, -1)
            after = m.blocks[i + 1].before_attention if i + 1 < len(m.blocks) else m.norm
            y, x = add_and_norm(block.down(F.silu(gate) * up), x, after)
        return y, present

    def _attend(self, qkv: Tensor, past: list[Tensor], seqlens_k: Tensor, total: Tensor) -> tuple[Tensor, ...]:
        c = self.config
        inputs = (qkv, None, None, *past, seqlens_k, total, self.model.cos, self.model.sin)
        cache = tuple(past[0].shape)
        return torch.onnx.ops.symbolic_multi_out(
            "com.microsoft::GroupQueryAttention",
            inputs,
            {"num_heads": c.heads, "kv_num_heads": c.kv_heads, "do_rotary": 1},
            dtypes=(qkv.dtype, qkv.dtype, qkv.dtype),
            shapes=((*qkv.shape[:2], c.width), cache, cache),
            version=1,
        )

    def _choose(self, h, temperature, top_p, bias, noise, forced):
        """h (1, T, D) → the event (1, T, 4) and four logits; the chain of `models.music.Heads`."""
        heads, width = self.model.heads, self.config.head_hidden
        time, hidden = (h @ self.read).split((CLASSES[0], 3 * width), -1)
        biases = bias.split(CLASSES, -1)
        gumbel = -torch.log(-torch.log(noise))
        given, free = forced.split(1, -1), (forced < 0).split(1, -1)
        event, logits = [], [time]
        for i in range(4):
            drawn = draw(logits[i], temperature[i : i + 1], top_p[i : i + 1], biases[i], gumbel[i])
            event.append(torch.where(free[i], drawn, given[i]))
            if i < 3:
                hidden = hidden + heads.chosen[i](event[i].squeeze(-1))
                now, hidden = hidden.split((width, (2 - i) * width), -1) if i < 2 else (hidden, None)
                logits.append(heads.later[i](F.silu(now)))
        return torch.cat(event, -1), logits


def add_and_norm(x: Tensor, skip: Tensor, norm: nn.RMSNorm) -> tuple[Tensor, Tensor]:
    """(norm(x + skip), x + skip) in one node."""
    out, _, _, both = torch.onnx.ops.symbolic_multi_out(
        "com.microsoft::SkipSimplifiedLayerNormalization",
        (x, skip, norm.weight),
        {"epsilon": norm.eps},
        dtypes=(x.dtype,) * 4,
        shapes=(x.shape, (*x.shape[:2], 1), (*x.shape[:2], 1), x.shape),
        version=1,
    )
    return out, both


def draw(logits: Tensor, temperature: Tensor, top_p: Tensor, bias: Tensor, gumbel: Tensor) -> Tensor:
    """(1, T, classes) → the chosen class (1, T, 1). The plain version is `bridge.engine.sampling.choose`."""
    k = min(NOISE, logits.shape[-1])
    best, index = torch.topk(logits / temperature + bias, k, dim=-1)
    chance = torch.softmax(best, -1)
    before = torch.cumsum(chance, -1) - chance  # probability of the likelier ones
    score = torch.where(before < top_p, best + gumbel[:k], NEVER)
    return torch.gather(index, -1, score.argmax(-1, keepdim=True))


def example_inputs(c: MusicConfig, events: int = SAMPLE_EVENTS) -> dict[str, Tensor]:
    """Names, types and shapes of the inputs, by example; the state stands last."""
    cache = (1, c.kv_heads, c.context, c.head_width)
    return {
        "rows": torch.zeros(1, events, 8, dtype=torch.int64),
        "seqlens_k": torch.tensor([events - 1], dtype=torch.int32),
        "total": torch.tensor(events, dtype=torch.int32),
        "temperature": torch.ones(4),
        "top_p": torch.ones(4),
        "bias": torch.zeros(1, sum(CLASSES)),
        "noise": torch.full((4, NOISE), 0.5),
        "forced": torch.full((1, events, 4), -1),
        # Each its own tensor: of one that stands in several places the exporter makes one input.
        **{name: torch.zeros(cache) for name in state_names(c.layers, "past")},
    }


def output_names(c: MusicConfig) -> list[str]:
    return ["event", *(f"{head}_logits" for head in HEADS), *state_names(c.layers, "present")]


def export(model: MusicModel, path: Path) -> onnx.ModelProto:
    """Write the fp32 graph to `path` and return it."""
    c = model.config
    inputs = example_inputs(c)
    past = [inputs[name] for name in state_names(c.layers, "past")]
    plain = [value for name, value in inputs.items() if not name.startswith("past_")]
    events = torch.export.Dim("T", min=1, max=c.context)
    dynamic = tuple({1: events} if name in ("rows", "forced") else None for name in inputs if "past_" not in name)
    with _quiet():
        torch.onnx.export(
            StepGraph(model).eval().requires_grad_(False),
            (*plain, past),
            str(path),
            dynamo=True,
            opset_version=OPSET,
            input_names=list(inputs),
            output_names=output_names(c),
            dynamic_shapes=(*dynamic, [None] * len(past)),
            external_data=False,
            verbose=False,
        )
    graph = _tidy(onnx.load(path))
    onnx.save(graph, path)
    return graph


def _tidy(model: onnx.ModelProto) -> onnx.ModelProto:
    """Drop what nobody reads: outputs of nodes without a reader, and the exporter's notes (paths of its machine)."""
    graph = model.graph
    read = {name for node in graph.node for name in node.input} | {o.name for o in graph.output}
    for node in graph.node:
        for i, name in enumerate(node.output):
            if name not in read:
                node.output[i] = ""
        del node.metadata_props[:]
        node.doc_string = ""
    del graph.value_info[:], graph.metadata_props[:], model.metadata_props[:]
    return model


class _quiet:
    """The exporter warns about torchvision and its own internals; nothing of it concerns an artist."""

    def __enter__(self):
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.simplefilter("ignore")
        logging.disable(logging.WARNING)

    def __exit__(self, *error):
        logging.disable(logging.NOTSET)
        self._warnings.__exit__(*error)
