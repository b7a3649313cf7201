"""Train the music model: one readable loop, resumable at any moment, a budget in minutes rather than steps."""

import dataclasses
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from bridge.errors import DataError

from .data import music as data
from .music import HEADS, MusicConfig, MusicModel, parameters

LONGEST_STEP_S = 20.0  # a step that took longer was a suspended process: it does not eat the budget


@dataclass(frozen=True)
class Recipe:
    minutes: float = 100.0  # of training; the learning rate falls to zero at their end
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
        torch.optim.Muon(
            matrices, lr=recipe.rate, momentum=0.95, weight_decay=recipe.decay, adjust_lr_fn="match_rms_adamw"
        ),
        torch.optim.AdamW(rest, lr=recipe.rate, betas=(0.9, 0.95), weight_decay=0.0),
    ]


class Run:
    """A folder with the recipe, the last checkpoint and a log; opening it again goes on where it stopped."""

    def __init__(self, folder: Path, config: MusicConfig, recipe: Recipe):
        self.folder, self.recipe = folder, recipe
        folder.mkdir(parents=True, exist_ok=True)
        self.checkpoint = folder / "checkpoint.pt"
        self.step, self.spent = 0, 0.0
        torch.manual_seed(recipe.seed)
        self.model = MusicModel(config).to(recipe.device)
        self.optimizers = optimizers(self.model, recipe)
        if self.checkpoint.exists():
            self._restore()

    def _restore(self) -> None:
        saved = torch.load(self.checkpoint, map_location=self.recipe.device, weights_only=True)
        self.model.load_state_dict(saved["model"])
        for optimizer, state in zip(self.optimizers, saved["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        self.step, self.spent = saved["step"], saved["spent"]

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimizers": [o.state_dict() for o in self.optimizers],
            "config": dataclasses.asdict(self.model.config),
            "recipe": dataclasses.asdict(self.recipe),
            "step": self.step,
            "spent": self.spent,
        }
        scratch = self.checkpoint.with_suffix(".new")
        torch.save(state, scratch)
        os.replace(scratch, self.checkpoint)  # a crash while writing leaves the old one whole

    def log(self, **row) -> None:
        with (self.folder / "log.jsonl").open("a") as f:
            f.write(json.dumps({"step": self.step, "minutes": round(self.spent / 60, 2), **row}) + "\n")

    def one_step(self, windows: data.Windows) -> Tensor:
        """One optimiser step over `rows` windows; the loss by attribute, in nats."""
        recipe = self.recipe
        progress = self.spent / (60 * recipe.minutes)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate_at(progress, self.step, recipe)
        parts = recipe.rows // recipe.micro
        total = torch.zeros(len(HEADS))
        for _ in range(parts):
            rows, target = (torch.from_numpy(a).to(recipe.device) for a in windows.batch(recipe.micro))
            with torch.autocast(recipe.device, torch.bfloat16):
                loss = self.model.loss(rows, target)
            (loss.sum() / parts).backward()
            total += loss.detach().cpu() / parts
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        return total


@torch.no_grad()
def held_out(model: MusicModel, pieces: list[data.Piece], sources: tuple[data.Source, ...], events: int) -> dict:
    """Bits per event by source and attribute on the first `events` events of each source's pieces."""
    model.eval()
    scores = {}
    for i, source in enumerate(sources):
        nats, count = torch.zeros(len(HEADS)), 0
        for piece in (p for p in pieces if p.source == i):
            if count >= events:
                break
            rows, target = data.encode(piece.events[:511], piece.style, len(piece.events) <= 511)
            rows, target = (torch.from_numpy(a)[None].to(model.cos.device) for a in (rows, target))
            n = int((target[..., 1] >= 0).sum())
            logits = model(rows, target.clamp(min=0))
            for k, y in enumerate(logits):
                keep = target[0, :, k] >= 0
                nats[k] += -y[0].log_softmax(-1).gather(-1, target[0, :, k : k + 1].clamp(min=0))[keep].sum().cpu()
            count += n
        if count:
            bits = (nats / count / np.log(2)).tolist()
            scores[source.folder] = {h: round(b, 3) for h, b in zip(HEADS, bits, strict=True)}
    model.train()
    return scores


def train(pieces: list, valid: list, sources, folder: Path, config: MusicConfig, recipe: Recipe) -> Run:
    """Train until the budget is spent; `folder` keeps what is needed to go on."""
    if not pieces:
        raise DataError("nothing to learn from: no pieces with at least 8 notes")
    run = Run(folder, config, recipe)
    windows = data.Windows(pieces, sources, recipe.length, recipe.seed + run.step)
    print(f"{parameters(run.model):,} parameters, {sum(len(p.events) for p in pieces):,} notes")
    budget, saved = 60 * recipe.minutes, time.monotonic()
    with tqdm(total=round(budget), initial=round(run.spent), unit="s", bar_format="{l_bar}{bar}| {postfix}") as bar:
        while run.spent < budget:
            began = time.monotonic()
            loss = run.one_step(windows)
            run.step += 1
            took = min(time.monotonic() - began, LONGEST_STEP_S)
            run.spent += took
            bar.update(round(run.spent) - bar.n)
            bits = " ".join(f"{h} {x / np.log(2):.2f}" for h, x in zip(HEADS, loss.tolist(), strict=True))
            bar.set_postfix_str(f"step {run.step}, {recipe.rows * recipe.length / took:.0f} events/s, bits: {bits}")
            if run.step % 20 == 0:
                run.log(nats=[round(x, 4) for x in loss.tolist()])
            if time.monotonic() - saved > recipe.save_every_s or run.spent >= budget:
                run.save()
                saved = time.monotonic()
                if valid:
                    run.log(held_out=held_out(run.model, valid, sources, 3000 if run.spent < budget else 10**9))
    return run
