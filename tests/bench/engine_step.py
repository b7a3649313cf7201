"""One music event: PyTorch eager beside the package's graphs, in turns, hot and after 20 ms of silence.

    python tests/bench/engine_step.py RUN PACKAGE [--rounds 5] [--json]

One thread each. Compare the ratios: neighbours on the machine move the milliseconds. "cold" is what a player hears: between
two notes the processor's caches have filled with other things.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from bridge.engine.cache import CHUNK, Context
from bridge.engine.opening import open_package
from bridge.package import Package
from export.command import load_run
from export.prompt import prompt
from models.music import MusicModel

PASTS = (64, 256, 512)  # events heard before
HOT, COLD, IDLE_S = 60, 25, 0.020


def graph_step(context: Context, past: int) -> Callable[[], None]:
    rows, _ = prompt(past + 1)
    context.rewind(0)
    context.hear(rows.tolist())
    while context.pending > 1:
        context.prefill(min(CHUNK, context.pending - 1))
    return context.advance


def torch_step(model: MusicModel, past: int) -> Callable[[], None]:
    """The model as written, with its grown cache: backbone, then the chain of heads with forced choices."""
    rows, forced = (torch.from_numpy(a)[None] for a in prompt(past + 1))
    with torch.inference_mode():
        _, heard = model.backbone(rows[:, :past])

    def step() -> None:
        with torch.inference_mode():
            h, _ = model.backbone(rows[:, past:], heard)
            model.heads(h, forced[:, past:])

    return step


def measure(steps: dict[str, Callable[[], None]], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Milliseconds by name, hot and cold, the names taking turns."""
    times = {name: {"hot": [], "cold": []} for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            step()
            times[name]["hot"] += [timed(step) for _ in range(HOT)]
            for _ in range(COLD):
                time.sleep(IDLE_S)
                times[name]["cold"].append(timed(step))
    return times


def timed(step: Callable[[], None]) -> float:
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1e3


def prefill_ms(context: Context, past: int = 256) -> list[float]:
    """A chunk of 16 rows after `past`."""
    rows, _ = prompt(past + CHUNK)
    context.rewind(0)
    context.hear(rows.tolist())
    while context.length < past:
        context.prefill(min(CHUNK, past - context.length))
    times = []
    for _ in range(HOT):
        context.length = past
        times.append(timed(context.prefill))
    return times


def summary(times: list[float]) -> dict[str, float]:
    p50, p99 = np.percentile(times, (50, 99))
    return {"p50_ms": round(float(p50), 3), "p99_ms": round(float(p99), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("package", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, _ = load_run(args.run)
    package = Package.open(args.package)
    contexts = {p: open_package(package, "cpu", p).context for p in ("fp32", "8bit")}
    table = []
    for past in PASTS:
        steps = {"torch": torch_step(model, past)} | {p: graph_step(c, past) for p, c in contexts.items()}
        for name, kinds in measure(steps, args.rounds).items():
            table += [{"what": name, "past": past, "when": k, **summary(v)} for k, v in kinds.items()]
    table += [{"what": p, "past": 256, "when": "16 rows", **summary(prefill_ms(c))} for p, c in contexts.items()]
    print(json.dumps(table) if args.json else "\n".join(map(line, table)))


def line(row: dict) -> str:
    return f"{row['what']:<6} past {row['past']:<4} {row['when']:<8} p50 {row['p50_ms']:7.3f}   p99 {row['p99_ms']:7.3f} ms"


if __name__ == "__main__":
    main()
