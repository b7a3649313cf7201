"""Train the music model: one readable loop, resumable at any moment, a budget in minutes or in steps."""

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

from . import runs
from .data import music as data
from .data.pieces import Piece, Source
from .music import HEADS, MusicConfig, MusicModel, parameters
from .precision import autocast, obtained
from .stopping import Stop

LONGEST_STEP_S = 20.0  # a step that took longer was a suspended process: it does not eat the budget
JUDGED = 511  # events of a piece that are judged
GLANCE = 3000  # events of a source that are judged on the way; all of them at the end
Scores = dict[str, dict[str, float]]  # source → attribute → bits per event


@dataclass(frozen=True)
class Recipe:
    """How to learn. The defaults are the shipped model's."""

    minutes: float = 100.0  # of training; the learning rate falls to zero at their end
    steps: int = 0  # where not 0, they are the budget and minutes are not looked at
    rows: int = 16  # windows a step
    micro: int = 8  # windows that fit in the caches at once; gradients add up to `rows`
    length: int = 384  # events a window
    rate: float = 3e-3  # Muon, scaled to AdamW's RMS; AdamW for embeddings and heads
    warmup_steps: int = 100
    hold: float = 0.35  # share of the budget at full rate; then linear to zero
    decay: float = 0.05  # weight decay
    seed: int = 0
    save_every_s: float = 180.0
    device: str = "cpu"


def rate_at(progress: float, step: int, recipe: Recipe) -> float:
    """Learning rate when `progress` (0–1) of the budget is spent: warm-up, plateau, linear fall."""
    warm = min(1.0, (step + 1) / recipe.warmup_steps)
    fall = 1.0 if progress < recipe.hold else max(0.0, (1 - progress) / (1 - recipe.hold))
    return recipe.rate * warm * fall


def optimizers(model: MusicModel, recipe: Recipe) -> list[torch.optim.Optimizer]:
    """Muon (Jordan et al. 2024) for the matrices of the blocks, AdamW for everything else."""
    matrices = [p for n, p in model.named_parameters() if p.dim() == 2 and "blocks" in n]
    rest = [p for n, p in model.named_parameters() if not (p.dim() == 2 and "blocks" in n)]
    return [
        torch.optim.Muon(matrices, lr=recipe.rate, momentum=0.95, weight_decay=recipe.decay, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(rest, lr=recipe.rate, betas=(0.9, 0.95), weight_decay=0.0),
    ]


class Run:
    """A folder with the recipe, the last checkpoint and a log; opening it again goes on where it stopped.

    `start`: weights (a state dict) that a new run begins with.
    """

    def __init__(self, folder: Path, config: MusicConfig, recipe: Recipe, start: dict[str, Tensor] | None = None):
        self.folder, self.recipe = folder, recipe
        folder.mkdir(parents=True, exist_ok=True)
        self.step, self.spent = 0, 0.0
        self.best: dict | None = None  # {"step", "bits"}
        torch.manual_seed(recipe.seed)
        self.model = MusicModel(config).to(recipe.device)
        self.optimizers = optimizers(self.model, recipe)
        if (folder / runs.CHECKPOINT).exists():
            self._restore()
        elif start is not None:
            self.model.load_state_dict(start)

    def _restore(self) -> None:
        saved = runs.read(self.folder / runs.CHECKPOINT, self.recipe.device)
        check_config(self.folder, MusicConfig(**saved["config"]), self.model.config)
        self.model.load_state_dict(saved["model"])
        for optimizer, state in zip(self.optimizers, saved["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        self.step, self.spent, self.best = saved["step"], saved["spent"], saved.get("best")

    @property
    def progress(self) -> float:
        """The part of the budget that is spent."""
        r = self.recipe
        return self.step / r.steps if r.steps else self.spent / (60 * r.minutes)

    @property
    def over(self) -> bool:
        return self.progress >= 1

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimizers": [o.state_dict() for o in self.optimizers],
            "config": dataclasses.asdict(self.model.config),
            "recipe": dataclasses.asdict(self.recipe),
            "step": self.step,
            "spent": self.spent,
            "best": self.best,
        }
        runs.write(self.folder / runs.CHECKPOINT, state)

    def keep_best(self, bits: float) -> None:
        """Keep the weights where no earlier ones had fewer held-out bits per event."""
        if self.best is None or bits < self.best["bits"]:
            self.best = {"step": self.step, "bits": bits}
            config = dataclasses.asdict(self.model.config)
            runs.write(self.folder / runs.BEST, {"model": self.model.state_dict(), "config": config, **self.best})

    def log(self, **row) -> None:
        with (self.folder / runs.LOG).open("a") as f:
            f.write(json.dumps({"step": self.step, "minutes": round(self.spent / 60, 2), **row}) + "\n")

    def one_step(self, windows: data.Windows) -> Tensor:
        """One optimiser step over `rows` windows; the loss by attribute, in nats."""
        self._set_rate()
        windows.seek(self.step)  # so a run that was stopped goes on with the windows that were due
        loss = self._gradients(windows)
        if not loss.isfinite().all():
            raise DataError(f"{self.folder}: the loss is no number any more at step {self.step}; try a lower --rate")
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.step += 1
        return loss

    def _set_rate(self) -> None:
        rate = rate_at(self.progress, self.step, self.recipe)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate

    def _gradients(self, windows: data.Windows) -> Tensor:
        recipe = self.recipe
        parts = max(1, recipe.rows // recipe.micro)
        total = torch.zeros(len(HEADS))
        for _ in range(parts):
            rows, target = (torch.from_numpy(a).to(recipe.device) for a in windows.batch(recipe.rows // parts))
            with autocast(recipe.device):
                loss = self.model.loss(rows, target)
            (loss.sum() / parts).backward()
            total += loss.detach().float().cpu() / parts
        return total


def check_config(folder: Path, there: MusicConfig, asked: MusicConfig) -> None:
    """DataError when a run holds another model than is asked for."""
    pairs = zip(dataclasses.asdict(there).items(), dataclasses.asdict(asked).values(), strict=True)
    differ = [f"{name} {a}, not {b}" for (name, a), b in pairs if a != b]
    if differ:
        raise DataError(f"{folder} holds a model of another shape ({'; '.join(differ)}); choose another --out")


# --- held-out music ---


@torch.no_grad()
def held_out(
    model: MusicModel, pieces: list[Piece], sources: tuple[Source, ...], events: int, stop: Stop | None = None
) -> Scores:
    """Bits per event by source and attribute, over about the first `events` events of each source's pieces.

    Of a piece its first JUDGED events count, in float32. Empty when `stop` is asked meanwhile.
    """
    model.eval()
    scores = {}
    for i, source in enumerate(sources):
        nats, count = torch.zeros(len(HEADS)), 0
        for piece in (p for p in pieces if p.source == i):
            if count >= events:
                break
            if stop and stop.asked:
                return {}
            more, n = _nats(model, piece)
            nats, count = nats + more, count + n
        if count:
            bits = (nats / count / np.log(2)).tolist()
            scores[source.folder] = {h: round(b, 3) for h, b in zip(HEADS, bits, strict=True)}
    model.train()
    return scores


def _nats(model: MusicModel, piece: Piece) -> tuple[Tensor, int]:
    """Nats by attribute over the beginning of a piece, and how many events that is."""
    rows, target = data.encode(piece.events[:JUDGED], piece.style, len(piece.events) <= JUDGED)
    rows, target = (torch.from_numpy(a)[None].to(model.cos.device) for a in (rows, target))
    nats = torch.zeros(len(HEADS))
    for k, y in enumerate(model(rows, target.clamp(min=0))):
        keep = target[0, :, k] >= 0
        nats[k] = -y[0].log_softmax(-1).gather(-1, target[0, :, k : k + 1].clamp(min=0))[keep].sum().cpu()
    return nats, int((target[..., 1] >= 0).sum())


def mean_bits(scores: Scores, sources: tuple[Source, ...]) -> float:
    """Bits per event, all attributes together, the sources weighed as in training."""
    there = [source for source in sources if source.folder in scores]
    total = sum(source.weight * sum(scores[source.folder].values()) for source in there)
    return total / sum(source.weight for source in there)


def table(scores: Scores) -> str:
    """For people: a line a source."""
    wide = max(map(len, scores))
    lines = [f"{'bits per event':<{wide}}  " + "  ".join(f"{h:>8}" for h in (*HEADS, "sum"))]
    for name, bits in scores.items():
        lines.append(f"{name:<{wide}}  " + "  ".join(f"{b:8.3f}" for b in (*bits.values(), sum(bits.values()))))
    return "\n".join(lines)


# --- the loop ---


def train(
    pieces: list[Piece],
    valid: list[Piece],
    sources: tuple[Source, ...],
    folder: Path,
    config: MusicConfig,
    recipe: Recipe,
    start: dict[str, Tensor] | None = None,
    stop: Stop | None = None,
    say: Callable[[str], None] = print,
) -> Run:
    """Train until the budget is spent or `stop` is asked; `folder` keeps what is needed to go on."""
    if not pieces:
        raise DataError("nothing to learn from: no pieces with at least 8 notes")
    run, stop = Run(folder, config, recipe, start), stop or Stop()
    windows = data.Windows(pieces, sources, recipe.length, recipe.seed)
    notes = sum(len(p.events) for p in pieces)
    say(f"{parameters(run.model):,} parameters, {notes:,} notes; on {obtained(recipe.device)}")
    if run.over:
        return run
    if start is not None and run.step == 0:
        judge(run, valid, sources, stop)
    _loop(run, windows, lambda: judge(run, valid, sources, stop), stop)
    return run


def _loop(run: Run, windows: data.Windows, judged: Callable[[], None], stop: Stop) -> None:
    saved = time.monotonic()
    with _bar(run) as bar:
        while not (run.over or stop.asked):
            began = time.monotonic()
            loss = run.one_step(windows)
            took = time.monotonic() - began
            run.spent += min(took, LONGEST_STEP_S)
            _show(bar, run, loss, took)
            if run.step % 20 == 0:
                run.log(nats=[round(x, 4) for x in loss.tolist()])
            if run.over or time.monotonic() - saved > run.recipe.save_every_s:
                judged()
                run.save()
                saved = time.monotonic()
    if stop.asked:
        run.save()


def judge(run: Run, valid: list[Piece], sources: tuple[Source, ...], stop: Stop) -> None:
    """A glance at held-out music, logged; the best weights are kept."""
    if scores := held_out(run.model, valid, sources, GLANCE, stop):
        run.log(held_out=scores)
        run.keep_best(mean_bits(scores, sources))


def judge_fully(run: Run, valid: list[Piece], sources: tuple[Source, ...], stop: Stop) -> Scores:
    """The weights that will be exported, on all held-out pieces; logged. Empty when there are none."""
    model = MusicModel(run.model.config).to(run.recipe.device)
    model.load_state_dict(runs.weights(run.folder)["model"])
    scores = held_out(model, valid, sources, sys.maxsize, stop)
    if scores:
        run.log(held_out=scores, of_step=run.best["step"] if run.best else run.step)
    return scores


def _bar(run: Run) -> tqdm:
    recipe = run.recipe
    return tqdm(
        total=recipe.steps or round(60 * recipe.minutes),
        initial=run.step if recipe.steps else round(run.spent),
        bar_format="{l_bar}{bar}| {postfix}",
        mininterval=0.5 if sys.stderr.isatty() else 30,
    )


def _show(bar: tqdm, run: Run, loss: Tensor, took: float) -> None:
    recipe = run.recipe
    bits = " ".join(f"{h} {x / np.log(2):.2f}" for h, x in zip(HEADS, loss.tolist(), strict=True))
    speed = recipe.rows * recipe.length / took
    bar.set_postfix_str(f"step {run.step}, {speed:.0f} events/s, bits: {bits}", refresh=False)
    bar.update((run.step if recipe.steps else round(run.spent)) - bar.n)
