"""Train the image model: one readable loop, resumable at any moment, a budget in minutes or in steps.

Three teachers at once, each for what it is good at and cheap in:
- the reader (half of an autoencoder) gives real pictures latents, together normally distributed, and what is painted from
  those must look like them at a quarter of the size: layouts and colours, and no picture left out;
- sliced Wasserstein distances over patches of pyramids: textures, from the first minute on and without an opponent;
- the critic, non-saturating, with gradient penalty (Mescheder et al. 2018) and disguised pictures: what holds it together.
Painted are half from latents that the reader gave, half from chance, so that chance looks like what was read.

First only thumbnails are sketched, without a critic: ten times as many a second, and layouts need no more.
"""

import dataclasses
import json
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from bridge.errors import DataError

from . import runs, sliced
from .augment import disguised, varied
from .critic import THUMBNAIL, Critic, Reader, Sketch
from .data.image import Material
from .image import ImageConfig, ImageModel, parameters
from .looking import save_sheet
from .precision import obtained
from .stopping import Stop

LONGEST_STEP_S = 20.0  # a step that took longer was a suspended process: it does not eat the budget
FEW = 500  # pictures; fewer are disguised more, and the critic is held back more
PENALTY, PENALTY_FEW = 1.0, 3.0  # weight of the critic's squared gradient
PENALTY_EVERY = 16  # steps
MORE_LIKENESS = 4.0  # times, while sketching
CROWD = 256  # latents of the reader's that are remembered, to see how all of them lie
BLUR = 0.25  # deviation of the noise on the reader's latents: neighbours must look alike
SETTLED = 0.05  # the learning rate's last share


@dataclass(frozen=True)
class Recipe:
    """How to learn. The defaults are the shipped models'."""

    minutes: float = 120.0  # of training; the learning rate falls to its last share at their end
    steps: int = 0  # where not 0, they are the budget and minutes are not looked at
    batch: int = 12  # pictures a step
    sketching: float = 0.15  # share of the budget for thumbnails alone
    thumbnails: int = 32  # a step, while sketching
    rate: float = 1e-3  # of the painter and the reader
    critic_rate: float = 6e-4
    texture: float = 1.0  # weight of the patches' distance
    layout: float = 0.3  # weight of the thumbnails' distance
    likeness: float = 12.0  # weight of what the reader's latents must bring back, squared and −1 … 1; more while sketching
    normality: float = 2.0  # weight of the reader's latents being normally distributed
    turns: bool = False  # the pictures have no up: skies, stuffs
    memory: float = 0.998  # of the running mean of the weights, which is what is exported
    warmup_steps: int = 50
    hold: float = 0.5  # share of the budget at full rate; then linear to its last share
    seed: int = 0
    save_every_s: float = 300.0
    device: str = "cpu"


def rate_at(progress: float, step: int, recipe: Recipe) -> float:
    """The share of the learning rates when `progress` (0–1) of the budget is spent: warm-up, plateau, linear fall."""
    warm = min(1.0, (step + 1) / recipe.warmup_steps)
    fall = 1.0 if progress < recipe.hold else max(SETTLED, (1 - progress) / (1 - recipe.hold))
    return warm * fall


class Run:
    """A folder with the recipe, the last checkpoint and a log; opening it again goes on where it stopped.

    `start`: weights (a state dict of the painter) that a new run begins with.
    """

    best = None  # the running mean of the last weights is what is exported

    def __init__(
        self, folder: Path, config: ImageConfig, recipe: Recipe, material: Material, start: dict[str, Tensor] | None = None
    ):
        self.folder, self.recipe, self.few = folder, recipe, len(material.train) < FEW
        folder.mkdir(parents=True, exist_ok=True)
        self.step, self.spent = 0, 0.0
        torch.manual_seed(recipe.seed)
        device, layout = recipe.device, torch.channels_last
        self.painter = ImageModel(config).to(device, memory_format=layout)
        self.model = ImageModel(config).to(device, memory_format=layout).requires_grad_(False)  # its running mean
        self.critic = Critic(config.size, config.classes).to(device, memory_format=layout)
        self.reader = Reader(config.latent).to(device, memory_format=layout)
        self.sketch = Sketch(config.widths).to(device, memory_format=layout)
        self.optimizers = {
            "painter": torch.optim.Adam([*self.painter.parameters(), *self.sketch.parameters()], betas=(0.0, 0.99)),
            "critic": torch.optim.Adam(self.critic.parameters(), betas=(0.0, 0.99)),
            "reader": torch.optim.Adam(self.reader.parameters(), betas=(0.5, 0.99)),
        }
        if (folder / runs.CHECKPOINT).exists():
            self._restore()
        else:
            self.painter.load_state_dict(start or self.painter.state_dict())
            self.model.load_state_dict(self.painter.state_dict())
        self.crowd = torch.randn(CROWD, config.latent).to(device)
        self.images = torch.from_numpy(material.train).permute(0, 3, 1, 2)  # bytes stay on the CPU
        self.thumbnails = shrunk(self.images)
        self.labels = torch.from_numpy(material.labels)
        self.shares = torch.bincount(self.labels, minlength=max(1, config.classes)).float()

    def _parts(self) -> dict[str, torch.nn.Module]:
        names = ("model", "painter", "critic", "reader", "sketch")
        return {name: getattr(self, name) for name in names}

    def _restore(self) -> None:
        saved = runs.read_of(self.folder, "image")
        check_config(self.folder, ImageConfig.from_plain(saved["config"]), self.model.config)
        try:
            for name, part in self._parts().items():
                part.load_state_dict(saved[name])
            for name, optimizer in self.optimizers.items():
                optimizer.load_state_dict(saved["optimizers"][name])
        except (KeyError, RuntimeError, ValueError) as error:
            raise DataError(f"{self.folder}: its checkpoint is not whole ({str(error)[:160]})") from error
        self.step, self.spent = saved["step"], saved["spent"]
        torch.manual_seed(self.recipe.seed + self.step)

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
            "kind": "image",
            "config": dataclasses.asdict(self.model.config),
            **{name: part.state_dict() for name, part in self._parts().items()},
            "optimizers": {name: o.state_dict() for name, o in self.optimizers.items()},
            "recipe": dataclasses.asdict(self.recipe),
            "step": self.step,
            "spent": self.spent,
        }
        runs.write(self.folder / runs.CHECKPOINT, state)

    def log(self, **row) -> None:
        with (self.folder / runs.LOG).open("a") as f:
            f.write(json.dumps({"step": self.step, "minutes": round(self.spent / 60, 2), **row}) + "\n")

    # --- one step ---

    def one_step(self) -> dict[str, float]:
        """Painter and reader learn, and the critic before them once there is more than thumbnails; the losses by name."""
        self._set_rates()
        losses = self._sketch_step() if self.progress < self.recipe.sketching else self._paint_step()
        if not all(math.isfinite(x) for x in losses.values()):
            raise DataError(f"{self.folder}: the loss is no number any more at step {self.step}; try a lower --rate")
        self._remember()
        self.step += 1
        return losses

    def _sketch_step(self) -> dict[str, float]:
        real, real_classes = self._real(self.thumbnails, self.recipe.thumbnails)
        latents, classes, odd, half = self._latents(real, real_classes)
        painted = self.sketch(self.painter, latents, classes)
        losses = self._comparisons(real, painted, half, MORE_LIKENESS) | {"odd": self.recipe.normality * odd}
        return self._learn(losses)

    def _paint_step(self) -> dict[str, float]:
        real, real_classes = self._real(self.images, self.recipe.batch)
        latents, classes, odd, half = self._latents(F.avg_pool2d(real, real.shape[-1] // THUMBNAIL), real_classes)
        painted = self.painter(latents, classes)
        taught = self._teach_critic(real, real_classes, painted.detach(), classes)
        losses = self._comparisons(real, painted, half) | {"odd": self.recipe.normality * odd}
        return {"critic": taught} | self._learn(losses | {"fooled": self._fooled(painted, classes)})

    def _latents(self, thumbnails: Tensor, real_classes: Tensor | None) -> tuple[Tensor, Tensor | None, Tensor, int]:
        """Half of them read (how many, is told last), half by chance; their classes; how oddly those that were read lie."""
        half = len(thumbnails) // 2
        read = self.reader(thumbnails[:half])
        odd = sliced.normality(read, self.crowd, BLUR)
        self.crowd = torch.cat((self.crowd[half:], read.detach()))
        chance, classes = self.draw(len(thumbnails) - half)
        classes = None if classes is None else torch.cat((real_classes[:half], classes))
        return torch.cat((read + BLUR * torch.randn_like(read), chance)), classes, odd, half

    def _comparisons(self, real: Tensor, painted: Tensor, half: int, times: float = 1.0) -> dict[str, Tensor]:
        r = self.recipe
        return {
            "texture": r.texture * sliced.textures(sliced.pyramid(real), sliced.pyramid(painted)),
            "layout": r.layout * sliced.layouts(real, painted),
            "apart": times * r.likeness * brought_back(real[:half], painted[:half]),
        }

    def _learn(self, losses: dict[str, Tensor]) -> dict[str, float]:
        self._step(sum(losses.values()), "painter", "reader")
        return {name: value.item() for name, value in losses.items()}

    def _set_rates(self) -> None:
        share = rate_at(self.progress, self.step, self.recipe)
        for name, optimizer in self.optimizers.items():
            rate = self.recipe.critic_rate if name == "critic" else self.recipe.rate
            for group in optimizer.param_groups:
                group["lr"] = rate * share

    def _real(self, images: Tensor, count: int) -> tuple[Tensor, Tensor | None]:
        chosen = torch.randint(len(images), (count,))
        x = images[chosen].to(self.recipe.device).float().div_(127.5).sub_(1)
        x = varied(x, self.recipe.turns).contiguous(memory_format=torch.channels_last)
        return x, self._one_hot(self.labels[chosen])

    def draw(self, count: int) -> tuple[Tensor, Tensor | None]:
        """Latents by chance, and classes as often as in what is learned from."""
        latent = torch.randn(count, self.model.config.latent).to(self.recipe.device)
        return latent, self._one_hot(torch.multinomial(self.shares, count, replacement=True))

    def _one_hot(self, labels: Tensor) -> Tensor | None:
        classes = self.model.config.classes
        return F.one_hot(labels, classes).float().to(self.recipe.device) if classes else None

    def _teach_critic(self, real: Tensor, real_classes: Tensor | None, painted: Tensor, classes: Tensor | None) -> float:
        seen = disguised(real, self.few)
        penalised = self.step % PENALTY_EVERY == 0
        whole, places = self.critic(seen.requires_grad_(penalised), real_classes)
        loss = F.softplus(-whole).mean() + F.softplus(-places).mean()
        if penalised:
            (slope,) = torch.autograd.grad(whole.sum() + places.mean((1, 2, 3)).sum(), seen, create_graph=True)
            weight = PENALTY_FEW if self.few else PENALTY
            loss = loss + 0.5 * weight * PENALTY_EVERY * slope.square().sum((1, 2, 3)).mean()
        whole, places = self.critic(disguised(painted, self.few), classes)
        loss = loss + F.softplus(whole).mean() + F.softplus(places).mean()
        self._step(loss, "critic")
        return loss.item()

    def _fooled(self, painted: Tensor, classes: Tensor | None) -> Tensor:
        self.critic.requires_grad_(False)
        whole, places = self.critic(disguised(painted, self.few), classes)
        self.critic.requires_grad_(True)
        return F.softplus(-whole).mean() + F.softplus(-places).mean()

    def _step(self, loss: Tensor, *names: str) -> None:
        for name in names:
            self.optimizers[name].zero_grad(set_to_none=True)
        loss.backward()
        for name in names:
            self.optimizers[name].step()

    @torch.no_grad()
    def _remember(self) -> None:
        """The running mean of the weights; a short one at first, when they still run away from it."""
        keep = min(self.recipe.memory, (1 + self.step) / (10 + self.step))
        for mean, now in zip(self.model.parameters(), self.painter.parameters(), strict=True):
            mean.lerp_(now, 1 - keep)


def shrunk(images: Tensor) -> Tensor:
    """(N, 3, S, S) bytes → thumbnails, bytes."""
    fold = images.shape[-1] // THUMBNAIL
    parts = [F.avg_pool2d(part.float(), fold).round().to(torch.uint8) for part in images.split(64)]
    return torch.cat(parts)


def brought_back(real: Tensor, painted: Tensor) -> Tensor:
    """Mean squared difference of thumbnails, and of those at half the size: layout and colour, not texture."""
    a, b = (F.avg_pool2d(x, x.shape[-1] // THUMBNAIL) for x in (real, painted))
    coarse = F.avg_pool2d(a, 2) - F.avg_pool2d(b, 2)
    return 0.4 * (a - b).square().mean() + 0.6 * coarse.square().mean()


def check_config(folder: Path, there: ImageConfig, asked: ImageConfig) -> None:
    """DataError when a run holds another model than is asked for."""
    pairs = zip(dataclasses.asdict(there).items(), dataclasses.asdict(asked).values(), strict=True)
    differ = [f"{name} {a}, not {b}" for (name, a), b in pairs if a != b]
    if differ:
        raise DataError(f"{folder} holds a model of another shape ({'; '.join(differ)}); choose another --out")


# --- the loop ---


def train(
    material: Material, folder: Path, config: ImageConfig, recipe: Recipe, start: dict[str, Tensor] | None = None,
    stop: Stop | None = None, say: Callable[[str], None] = print,
) -> Run:  # fmt: skip
    """Train until the budget is spent or `stop` is asked; `folder` keeps what is needed to go on."""
    torch.set_flush_denormal(True)  # numbers too small to matter cost a CPU a hundred times the time
    run, stop = Run(folder, config, recipe, material, start), stop or Stop()
    say(f"{parameters(run.model):,} parameters, {len(material.train):,} pictures; on {obtained(recipe.device)}")
    if not run.over:
        _loop(run, stop)
    return run


def _loop(run: Run, stop: Stop) -> None:
    saved = time.monotonic()
    with _bar(run) as bar:
        while not (run.over or stop.asked):
            began = time.monotonic()
            losses = run.one_step()
            took = time.monotonic() - began
            run.spent += min(took, LONGEST_STEP_S)
            _show(bar, run, losses, took)
            if run.step % 20 == 0:
                run.log(**{name: round(x, 4) for name, x in losses.items()})
            if run.over or time.monotonic() - saved > run.recipe.save_every_s:
                run.save()
                save_sheet(run.folder, run.model)
                saved = time.monotonic()
    if stop.asked:
        run.save()


def _bar(run: Run) -> tqdm:
    recipe = run.recipe
    return tqdm(
        total=recipe.steps or round(60 * recipe.minutes),
        initial=run.step if recipe.steps else round(run.spent),
        bar_format="{l_bar}{bar}| {postfix}",
        mininterval=0.5 if sys.stderr.isatty() else 30,
    )


def _show(bar: tqdm, run: Run, losses: dict[str, float], took: float) -> None:
    words = " ".join(f"{name} {x:.2f}" for name, x in losses.items() if math.isfinite(x))
    bar.set_postfix_str(f"step {run.step}, {run.recipe.batch / took:.1f} pictures/s, {words}", refresh=False)
    bar.update((run.step if run.recipe.steps else round(run.spent)) - bar.n)
