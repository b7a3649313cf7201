"""Train the gesture model: one readable loop, resumable at any moment, a budget in minutes or in steps."""

import dataclasses
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from bridge.errors import DataError
from bridge.gestures.likelihood import edges
from bridge.gestures.reading import Material
from bridge.gestures.take import Piece, levels

from . import runs
from .data.gesture import Windows
from .gesture import GestureConfig, GestureModel, parameters, step_nats
from .precision import obtained
from .stopping import Stop

LONGEST_STEP_S = 20.0  # a step that took longer was a suspended process: it does not eat the budget
GLANCE = 8000  # steps that are judged on the way; all of them at the end
JUDGED_AT_ONCE = 1000  # steps of a piece


@dataclass(frozen=True)
class Recipe:
    """How to learn. The defaults are the shipped models'."""

    minutes: float = 6.0  # of training; the learning rate falls to zero at their end
    steps: int = 0  # where not 0, they are the budget and minutes are not looked at
    rows: int = 32  # windows a step
    length: int = 96  # steps of gesture a window
    rate: float = 3e-3
    warmup_steps: int = 40
    decay: float = 0.01  # weight decay
    dropout: float = 0.1
    flip: bool = True  # a value turned upside down is as good a gesture
    seed: int = 0
    save_every_s: float = 60.0
    device: str = "cpu"


class Run:
    """A folder with the recipe, the last checkpoint and a log; opening it again goes on where it stopped.

    `grid` says what the values are, as plain values: it stands in the checkpoint, for export."""

    def __init__(
        self, folder: Path, config: GestureConfig, recipe: Recipe, grid: dict, start: dict[str, Tensor] | None = None
    ):
        self.folder, self.recipe, self.grid = folder, recipe, grid
        folder.mkdir(parents=True, exist_ok=True)
        self.step, self.spent = 0, 0.0
        self.best: dict | None = None  # {"step", "nats"}
        torch.manual_seed(recipe.seed)
        self.model = GestureModel(config, recipe.dropout).to(recipe.device)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=recipe.rate, betas=(0.9, 0.98), weight_decay=recipe.decay
        )
        if (folder / runs.CHECKPOINT).exists():
            self._restore()
        elif start is not None:
            self.model.load_state_dict(start)

    def _restore(self) -> None:
        saved = runs.read(self.folder / runs.CHECKPOINT, self.recipe.device)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.step, self.spent, self.best = saved["step"], saved["spent"], saved.get("best")

    @property
    def progress(self) -> float:
        """The part of the budget that is spent."""
        r = self.recipe
        return self.step / r.steps if r.steps else self.spent / (60 * r.minutes)

    @property
    def over(self) -> bool:
        return self.progress >= 1

    def _facts(self) -> dict:
        return {"kind": "gesture", "config": dataclasses.asdict(self.model.config), "grid": self.grid}

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(),
            "recipe": dataclasses.asdict(self.recipe), "step": self.step, "spent": self.spent, "best": self.best,
        }  # fmt: skip
        runs.write(self.folder / runs.CHECKPOINT, state | self._facts())

    def keep_best(self, nats: float) -> None:
        """Keep the weights where no earlier ones had fewer held-out nats per step."""
        if self.best is None or nats < self.best["nats"]:
            self.best = {"step": self.step, "nats": nats}
            runs.write(self.folder / runs.BEST, {"model": self.model.state_dict(), **self.best} | self._facts())

    def log(self, **row) -> None:
        with (self.folder / runs.LOG).open("a") as f:
            f.write(json.dumps({"step": self.step, "minutes": round(self.spent / 60, 2), **row}) + "\n")

    def one_step(self, windows: Windows) -> float:
        """One optimiser step; nats per step of gesture."""
        recipe = self.recipe
        warm, left = min(1.0, (self.step + 1) / recipe.warmup_steps), 1 - min(1.0, self.progress)
        for group in self.optimizer.param_groups:
            group["lr"] = recipe.rate * warm * left  # linear to zero
        windows.seek(self.step)
        loss = self.model.nats(*(torch.from_numpy(a).to(recipe.device) for a in windows.batch(recipe.rows))).mean()
        if not loss.isfinite():
            raise DataError(f"{self.folder}: the loss is no number any more at step {self.step}; try a lower --rate")
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        return loss.item()


# --- held-out gestures ---


@torch.no_grad()
def held_out(model: GestureModel, valid: Material, most: int = sys.maxsize, stop: Stop | None = None) -> float | None:
    """Nats per step over about the first `most` steps; None when there are none, or when `stop` is asked meanwhile."""
    model.eval()
    total, count = 0.0, 0
    for piece in valid.pieces:
        if count >= most:
            break
        if stop and stop.asked:
            return None
        total += _nats(model, piece, valid)
        count += piece.steps
    model.train()
    return total / count if count else None


def _nats(model: GestureModel, piece: Piece, material: Material) -> float:
    """Over a whole piece, its state carried on."""
    top = np.array([levels(v) - 1 for v in material.values])
    time = torch.from_numpy(np.log1p(piece.wait).astype(np.float32))[:, None]
    values = torch.from_numpy((piece.level / top).astype(np.float32))[:, None]
    before = torch.cat((values[:1], values[:-1]))
    low, high = (
        torch.from_numpy(a.astype(np.float32))[:, None]
        for a in edges(piece.wait[1:], piece.level[1:], material.values, material.longest_s)
    )
    state, total = model.start(1), 0.0
    for a in range(0, piece.steps, JUDGED_AT_ONCE):
        cut = slice(a, min(a + JUDGED_AT_ONCE, piece.steps))
        out, state = model(time[cut], values[cut], before[cut], state)
        total += step_nats(out, low[cut], high[cut], model.config).sum().item()
    return total


# --- the loop ---


def train(
    material: Material, valid: Material | None, folder: Path, config: GestureConfig, recipe: Recipe,
    start: dict[str, Tensor] | None = None, stop: Stop | None = None, say: Callable[[str], None] = print,
) -> Run:  # fmt: skip
    """Train until the budget is spent or `stop` is asked; `folder` keeps what is needed to go on."""
    grid = {"values": [dataclasses.asdict(v) for v in material.values], "longest_s": material.longest_s}
    run, stop = Run(folder, config, recipe, grid, start), stop or Stop()
    windows = Windows(material.pieces, material.values, material.longest_s, recipe.length, recipe.seed, recipe.flip)
    size = f"{parameters(run.model):,} parameters, {material.steps:,} steps of {config.values} values"
    say(f"{size}; on {obtained(recipe.device)}")
    if not run.over:
        _loop(run, windows, lambda: judge(run, valid, stop), stop)
    return run


def _loop(run: Run, windows: Windows, judged: Callable[[], None], stop: Stop) -> None:
    saved = time.monotonic()
    with _bar(run) as bar:
        while not (run.over or stop.asked):
            began = time.monotonic()
            nats = run.one_step(windows)
            took = time.monotonic() - began
            run.spent += min(took, LONGEST_STEP_S)
            _show(bar, run, nats, took)
            if run.step % 20 == 0:
                run.log(nats=round(nats, 4))
            if run.over or time.monotonic() - saved > run.recipe.save_every_s:
                judged()
                run.save()
                saved = time.monotonic()
    if stop.asked:
        run.save()


def judge(run: Run, valid: Material | None, stop: Stop) -> None:
    """A glance at held-out gestures, logged; the best weights are kept."""
    nats = held_out(run.model, valid, GLANCE, stop) if valid else None
    if nats is not None:
        run.log(held_out={valid.name: round(nats, 4)})
        run.keep_best(nats)


def judge_fully(run: Run, valid: Material | None, stop: Stop) -> float | None:
    """The weights that will be exported, on all held-out steps; logged. None when there are none."""
    if valid is None:
        return None
    model = GestureModel(run.model.config).to(run.recipe.device)
    model.load_state_dict(runs.weights(run.folder)["model"])
    nats = held_out(model, valid, stop=stop)
    if nats is not None:
        run.log(held_out={valid.name: round(nats, 4)}, of_step=run.best["step"] if run.best else run.step)
    return nats


def _bar(run: Run) -> tqdm:
    recipe = run.recipe
    return tqdm(
        total=recipe.steps or round(60 * recipe.minutes),
        initial=run.step if recipe.steps else round(run.spent),
        bar_format="{l_bar}{bar}| {postfix}",
        mininterval=0.5 if sys.stderr.isatty() else 30,
    )


def _show(bar: tqdm, run: Run, nats: float, took: float) -> None:
    recipe = run.recipe
    speed = recipe.rows * recipe.length / took
    bar.set_postfix_str(f"step {run.step}, {speed:.0f} steps of gesture/s, {nats:.2f} nats", refresh=False)
    bar.update((run.step if recipe.steps else round(run.spent)) - bar.n)
