"""Train the image model: one readable loop, resumable at any moment, a budget in minutes or in steps.

Three teachers at once, each for what it is good at and cheap in:
- principal components give every real picture a latent (`layouts`), and what is painted from that must go on looking like it
  at a quarter of the size: layouts and colours, and no picture left out;
- sliced Wasserstein distances over patches of pyramids: textures, from the first minute on and without an opponent;
- the critic, non-saturating, with gradient penalty (Mescheder et al. 2018) and disguised pictures: what holds it together.
Painted are half from latents of real pictures, half from chance, so that chance looks like them.
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
from .critic import Critic
from .data.image import Material
from .image import ImageConfig, ImageModel, parameters
from .layouts import Layouts, decompose
from .looking import save_sheet, settled
from .precision import obtained
from .stopping import Stop

LONGEST_STEP_S = 20.0  # a step that took longer was a suspended process: it does not eat the budget
FEW = 500  # pictures; fewer are disguised more, and the critic is held back more
PENALTY, PENALTY_FEW = 1.0, 0.5  # weight of the critic's squared gradient; with 3 and few pictures it learned nothing
PENALTY_EVERY = 16  # steps
# One wild gradient moves every weight by ten times the rate, since Adam's running square is still small: a run was lost so.
SPIKE, CALM = 2.0, 0.05  # times the usual norm that a gradient may have; how fast the usual follows
BLUR = 0.1  # deviation of the noise on a picture's own latent: neighbours must look alike
THUMBNAIL = 32  # pixels of a side by which likeness is judged
SETTLED = 0.05  # the learning rate's last share


@dataclass(frozen=True)
class Recipe:
    """How to learn. The defaults are the shipped models'."""

    minutes: float = 120.0  # of training; the learning rate falls to its last share at their end
    steps: int = 0  # where not 0, they are the budget and minutes are not looked at
    batch: int = 8  # pictures a step
    rate: float = 1e-3  # of the painter
    critic_rate: float = 6e-4
    texture: float = 1.0  # weight of the patches' distance
    layout: float = 0.3  # weight of the thumbnails' distance
    likeness: float = 8.0  # weight of what a picture's own latent must bring back, squared and −1 … 1
    turns: bool = False  # the pictures have no up: skies, stuffs
    memory: float = 0.995  # of the running mean of the weights, which is what is exported
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

    `start`: weights (a state dict of the painter) that a new run begins with; its layouts are those of the new pictures.
    """

    best = None  # the running mean of the last weights is what is exported

    def __init__(
        self, folder: Path, config: ImageConfig, recipe: Recipe, material: Material, start: dict[str, Tensor] | None = None
    ):
        self.folder, self.recipe, self.few = folder, recipe, len(material.train) < FEW
        folder.mkdir(parents=True, exist_ok=True)
        self.step, self.spent = 0, 0.0
        self.usual: dict[str, float] = {}  # norms of gradients
        torch.manual_seed(recipe.seed)
        device, layout = recipe.device, torch.channels_last
        self.painter = ImageModel(config).to(device, memory_format=layout)
        self.model = ImageModel(config).to(device, memory_format=layout).requires_grad_(False)  # its running mean
        self.critic = Critic(config.size, config.classes).to(device, memory_format=layout)
        self.optimizers = {
            "painter": torch.optim.Adam(self.painter.parameters(), betas=(0.0, 0.99)),
            "critic": torch.optim.Adam(self.critic.parameters(), betas=(0.0, 0.99)),
        }
        self.images = torch.from_numpy(material.train).permute(0, 3, 1, 2)  # bytes stay on the CPU
        self.labels = torch.from_numpy(material.labels)
        if (folder / runs.CHECKPOINT).exists():
            self._restore()
        else:
            self.painter.load_state_dict(start or self.painter.state_dict())
            self.layouts = decompose(self.images, self.labels, config.classes, config.latent, recipe.turns)
            self.layouts.into(self.painter)
            self.model.load_state_dict(self.painter.state_dict())
        self.shares = torch.bincount(self.labels, minlength=max(1, config.classes)).float()

    def _parts(self) -> dict[str, torch.nn.Module]:
        return {"model": self.model, "painter": self.painter, "critic": self.critic}

    def _restore(self) -> None:
        saved = runs.read_of(self.folder, "image")
        check_config(self.folder, ImageConfig.from_plain(saved["config"]), self.model.config)
        try:
            for name, part in self._parts().items():
                part.load_state_dict(saved[name])
            for name, optimizer in self.optimizers.items():
                optimizer.load_state_dict(saved["optimizers"][name])
            self.layouts = Layouts(**saved["layouts"])
        except (KeyError, TypeError, RuntimeError, ValueError) as error:
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
            "layouts": self.layouts.plain(),
            "recipe": dataclasses.asdict(self.recipe),
            "step": self.step,
            "spent": self.spent,
        }
        runs.write(self.folder / runs.CHECKPOINT, state)

    def settle(self, material: Material) -> ImageModel:
        """The model as it is exported, kept beside the checkpoint: see `looking.settled`."""
        model, gain = settled(self.model, material)
        self.log(gain=gain)
        plain = {"kind": "image", "config": dataclasses.asdict(model.config), "model": model.state_dict()}
        runs.write(self.folder / runs.BEST, plain | {"step": self.step, "gain": gain})
        return model

    def log(self, **row) -> None:
        with (self.folder / runs.LOG).open("a") as f:
            f.write(json.dumps({"step": self.step, "minutes": round(self.spent / 60, 2), **row}) + "\n")

    # --- one step ---

    def one_step(self) -> dict[str, float]:
        """The critic learns, then the painter; the losses by name."""
        self._set_rates()
        real, labels = self._real()
        half = len(real) // 2
        own = self.layouts.read(real[:half], labels[:half])
        chance, drawn = self.draw(len(real) - half)
        latents = torch.cat((own + BLUR * torch.randn_like(own), chance))
        classes = self._one_hot(torch.cat((labels[:half], drawn)))
        painted = self.painter(latents, classes)
        taught = self._teach_critic(real, self._one_hot(labels), painted.detach(), classes)
        r = self.recipe
        losses = {
            "fooled": self._fooled(painted, classes),
            "texture": r.texture * sliced.textures(sliced.pyramid(real), sliced.pyramid(painted)),
            "layout": r.layout * sliced.layouts(real, painted),
            "apart": r.likeness * apart(real[:half], painted[:half]),
        }
        self._step(sum(losses.values()), "painter")
        told = {"critic": taught, **{name: value.item() for name, value in losses.items()}}
        if not all(math.isfinite(x) for x in told.values()):
            raise DataError(f"{self.folder}: the loss is no number any more at step {self.step}; try a lower --rate")
        self._remember()
        self.step += 1
        return told

    def _set_rates(self) -> None:
        share = rate_at(self.progress, self.step, self.recipe)
        for name, optimizer in self.optimizers.items():
            rate = self.recipe.critic_rate if name == "critic" else self.recipe.rate
            for group in optimizer.param_groups:
                group["lr"] = rate * share

    def _real(self) -> tuple[Tensor, Tensor]:
        """Pictures and the numbers of their classes."""
        chosen = torch.randint(len(self.images), (self.recipe.batch,))
        x = self.images[chosen].to(self.recipe.device).float().div_(127.5).sub_(1)
        return varied(x, self.recipe.turns).contiguous(memory_format=torch.channels_last), self.labels[chosen]

    def draw(self, count: int) -> tuple[Tensor, Tensor]:
        """Latents by chance, and classes as often as in what is learned from."""
        latent = torch.randn(count, self.model.config.latent).to(self.recipe.device)
        return latent, torch.multinomial(self.shares, count, replacement=True)

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

    def _step(self, loss: Tensor, name: str) -> None:
        optimizer, part = self.optimizers[name], getattr(self, name)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        usual = self.usual.get(name, math.inf)
        norm = float(torch.nn.utils.clip_grad_norm_(part.parameters(), SPIKE * usual))
        self.usual[name] = norm if usual == math.inf else usual + CALM * (min(norm, SPIKE * usual) - usual)
        optimizer.step()

    @torch.no_grad()
    def _remember(self) -> None:
        """The running mean of the weights; a short one at first, when they still run away from it."""
        keep = min(self.recipe.memory, (1 + self.step) / (10 + self.step))
        for mean, now in zip(self.model.parameters(), self.painter.parameters(), strict=True):
            mean.lerp_(now, 1 - keep)


def apart(real: Tensor, painted: Tensor) -> Tensor:
    """Mean squared difference of thumbnails, and of those at half the size: layout and colour, not texture. Differences of
    colour count twice beside those of brightness, which are larger by nature."""
    a, b = (F.avg_pool2d(x, x.shape[-1] // THUMBNAIL) for x in (real, painted))
    d = a - b
    d = 2 * d - d.mean(1, keepdim=True)
    return 0.4 * d.square().mean() + 0.6 * F.avg_pool2d(d, 2).square().mean()


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
    run, stop = Run(folder, config, recipe, material, start), stop or Stop()
    say(f"{parameters(run.model):,} parameters, {len(material.train):,} pictures; on {obtained(recipe.device)}")
    if not run.over:
        (folder / runs.BEST).unlink(missing_ok=True)  # that of a shorter run
        torch.set_flush_denormal(True)  # numbers too small to matter cost a CPU a hundred times the time
        try:
            _loop(run, stop)
        finally:
            torch.set_flush_denormal(False)  # it holds for all that this thread computes
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
    words = " ".join(f"{name} {x:.2f}" for name, x in losses.items())
    bar.set_postfix_str(f"step {run.step}, {took:.2f} s, {words}", refresh=False)
    bar.update((run.step if run.recipe.steps else round(run.spent)) - bar.n)
