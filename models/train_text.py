"""Train the text model: one readable loop, resumable at any moment, a budget in minutes or in steps."""

import dataclasses
import json
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from bridge.errors import DataError
from bridge.pieces import END, Pieces

from . import runs
from .data.text import Windows, encode
from .precision import obtained
from .stopping import Stop
from .text import TextConfig, TextModel, parameters

LONGEST_STEP_S = 20.0  # a step that took longer was a suspended process: it does not eat the budget
TOGETHER = 48  # texts that are judged side by side
STRETCH = 64  # steps that are judged at once
GLANCE = 60_000  # characters that are judged on the way; all of them at the end


@dataclass(frozen=True)
class Recipe:
    """How to learn. The defaults are the shipped models'."""

    minutes: float = 60.0  # of training; the learning rate falls to zero at their end
    steps: int = 0  # where not 0, they are the budget and minutes are not looked at
    rows: int = 32  # streams side by side
    length: int = 64  # tokens a window; what was said before it is remembered, not learned from
    rate: float = 7e-3
    warmup_steps: int = 50
    hold: float = 0.3  # share of the budget at full rate; then linear to zero
    dropout: float = 0.0
    seed: int = 0
    save_every_s: float = 180.0
    device: str = "cpu"


def rate_at(progress: float, step: int, recipe: Recipe) -> float:
    """Learning rate when `progress` (0–1) of the budget is spent: warm-up, plateau, linear fall."""
    warm = min(1.0, (step + 1) / recipe.warmup_steps)
    fall = 1.0 if progress < recipe.hold else max(0.0, (1 - progress) / (1 - recipe.hold))
    return recipe.rate * warm * fall


class Run:
    """A folder with the recipe, the last checkpoint and a log; opening it again goes on where it stopped.

    `start`: weights (a state dict) that a new run begins with.
    """

    def __init__(
        self, folder: Path, pieces: Pieces, config: TextConfig, recipe: Recipe, start: dict[str, Tensor] | None = None
    ):
        self.folder, self.pieces, self.recipe = folder, pieces, recipe
        folder.mkdir(parents=True, exist_ok=True)
        self.step, self.spent = 0, 0.0
        self.best: dict | None = None  # {"step", "bits"}
        torch.manual_seed(recipe.seed)
        self.model = TextModel(config, recipe.dropout).to(recipe.device)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=recipe.rate, betas=(0.9, 0.95), weight_decay=0.0)
        self.states = self.model.start(recipe.rows)
        if (folder / runs.CHECKPOINT).exists():
            self._restore()
        elif start is not None:
            self.model.load_state_dict(start)

    def _restore(self) -> None:
        saved = runs.read_of(self.folder, "text")
        check_config(self.folder, TextConfig(**saved["config"]), self.model.config)
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

    def _learned(self) -> dict:
        return {
            "kind": "text",
            "model": self.model.state_dict(),
            "config": dataclasses.asdict(self.model.config),
            "pieces": list(self.pieces.listed),
        }

    def save(self) -> None:
        state = self._learned() | {
            "optimizer": self.optimizer.state_dict(),
            "recipe": dataclasses.asdict(self.recipe),
            "step": self.step,
            "spent": self.spent,
            "best": self.best,
        }
        runs.write(self.folder / runs.CHECKPOINT, state)

    def keep_best(self, bits: float) -> None:
        """Keep the weights where no earlier ones had fewer held-out bits per character."""
        if self.best is None or bits < self.best["bits"]:
            self.best = {"step": self.step, "bits": bits}
            runs.write(self.folder / runs.BEST, self._learned() | self.best)

    def log(self, **row) -> None:
        with (self.folder / runs.LOG).open("a") as f:
            f.write(json.dumps({"step": self.step, "minutes": round(self.spent / 60, 2), **row}) + "\n")

    def one_step(self, windows: Windows) -> float:
        """One optimiser step; the loss in nats a token."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(self.progress, self.step, self.recipe)
        tokens, goes_on = windows.at(self.step)
        if not goes_on:
            self.states = self.model.start(self.recipe.rows)
        loss, self.states = self.model.loss(torch.from_numpy(tokens).to(self.recipe.device), self.states)
        if not loss.isfinite():
            raise DataError(f"{self.folder}: the loss is no number any more at step {self.step}; try a lower --rate")
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        return loss.item()


def check_config(where: Path, there: TextConfig, asked: TextConfig) -> None:
    """DataError when a run holds another model than is asked for."""
    pairs = zip(dataclasses.asdict(there).items(), dataclasses.asdict(asked).values(), strict=True)
    differ = [f"{name} {a}, not {b}" for (name, a), b in pairs if a != b]
    if differ:
        raise DataError(f"{where} holds a model of another shape ({'; '.join(differ)}); choose another --out")


# --- held-out text ---


@torch.no_grad()
def held_out(model: TextModel, pieces: Pieces, texts: list[str], characters: int, stop: Stop | None = None) -> float | None:
    """Bits per character over about the first `characters` of `texts`, each told from its beginning to its END.

    None when there are none, or when `stop` is asked meanwhile.
    """
    chosen, count = [], 0
    for text in texts:
        if count >= characters:
            break
        chosen.append(text)
        count += len(text)
    if not count:
        return None
    encoded = sorted(encode(pieces, chosen), key=len)
    model.eval()
    nats = 0.0
    for i in range(0, len(encoded), TOGETHER):
        if stop and stop.asked:
            return None
        nats += _nats(model, encoded[i : i + TOGETHER])
    model.train()
    return nats / math.log(2) / count


def _nats(model: TextModel, encoded: list[np.ndarray]) -> float:
    """Of texts of about the same length; what is judged ends with END."""
    device = model.lean.device
    tokens = torch.zeros(max(map(len, encoded)) + 2, len(encoded), dtype=torch.long)  # END everywhere else
    judged = torch.zeros_like(tokens, dtype=torch.bool)
    for row, text in enumerate(encoded):
        tokens[1 : 1 + len(text), row] = torch.from_numpy(text)
        judged[1 : 2 + len(text), row] = True
    assert END == 0
    tokens, judged, states, nats = tokens.to(device), judged.to(device), model.start(len(encoded)), 0.0
    for at in range(0, len(tokens) - 1, STRETCH):
        read, told = tokens[at : at + STRETCH], slice(at + 1, at + 1 + STRETCH)
        logits, states = model(read[: len(tokens[told])], states)
        each = F.cross_entropy(logits.flatten(0, 1), tokens[told].flatten(), reduction="none")
        nats += each[judged[told].flatten()].double().sum().item()
    return nats


# --- the loop ---


def train(
    train: list[str],
    valid: list[str],
    folder: Path,
    pieces: Pieces,
    config: TextConfig,
    recipe: Recipe,
    start: dict[str, Tensor] | None = None,
    stop: Stop | None = None,
    say: Callable[[str], None] = print,
) -> Run:
    """Train until the budget is spent or `stop` is asked; `folder` keeps what is needed to go on."""
    run, stop = Run(folder, pieces, config, recipe, start), stop or Stop()
    encoded = encode(pieces, train)
    windows = Windows(encoded, recipe.rows, recipe.length, recipe.seed)
    say(
        f"{parameters(run.model):,} parameters, {sum(map(len, train)):,} characters in {sum(map(len, encoded)):,} pieces; "
        f"on {obtained(recipe.device)}"
    )
    if run.over:
        return run
    if start is not None and run.step == 0:
        judge(run, valid, stop)
    _loop(run, windows, lambda: judge(run, valid, stop), stop)
    return run


def _loop(run: Run, windows: Windows, judged: Callable[[], None], stop: Stop) -> None:
    saved = time.monotonic()
    with _bar(run) as bar:
        while not (run.over or stop.asked):
            began = time.monotonic()
            loss = run.one_step(windows)
            took = time.monotonic() - began
            run.spent += min(took, LONGEST_STEP_S)
            _show(bar, run, loss, took)
            if run.step % 20 == 0:
                run.log(nats=round(loss, 4))
            if run.over or time.monotonic() - saved > run.recipe.save_every_s:
                judged()
                run.save()
                saved = time.monotonic()
    if stop.asked:
        run.save()


def judge(run: Run, valid: list[str], stop: Stop) -> None:
    """A glance at held-out text, logged; the best weights are kept."""
    bits = held_out(run.model, run.pieces, valid, GLANCE, stop)
    if bits is not None:
        run.log(held_out=round(bits, 4))
        run.keep_best(bits)


def judge_fully(run: Run, valid: list[str], stop: Stop) -> float | None:
    """Bits per character of the weights that will be exported, on all held-out text; logged. None when there is none."""
    model = TextModel(run.model.config).to(run.recipe.device)
    model.load_state_dict(runs.weights(run.folder)["model"])
    bits = held_out(model, run.pieces, valid, sys.maxsize, stop)
    if bits is not None:
        run.log(held_out=round(bits, 4), of_step=run.best["step"] if run.best else run.step)
    return bits


def _bar(run: Run) -> tqdm:
    recipe = run.recipe
    return tqdm(
        total=recipe.steps or round(60 * recipe.minutes),
        initial=run.step if recipe.steps else round(run.spent),
        bar_format="{l_bar}{bar}| {postfix}",
        mininterval=0.5 if sys.stderr.isatty() else 30,
    )


def _show(bar: tqdm, run: Run, loss: float, took: float) -> None:
    recipe = run.recipe
    speed = recipe.rows * recipe.length / took
    bar.set_postfix_str(f"step {run.step}, {speed:.0f} pieces/s, {loss / math.log(2):.2f} bits a piece", refresh=False)
    bar.update((run.step if recipe.steps else round(run.spent)) - bar.n)
