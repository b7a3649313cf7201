"""How alike an image package's pictures are to held-out ones, beside two marks: samples of a principal component analysis
of the training pictures (simple, and blurred), and the training pictures themselves (as near as one can hope to come).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..engine.stepper import Stepper
from ..likeness import Distance, distance
from ..picturefile import Pictures
from .held_out import Kept

UNIT = "sliced Wasserstein distance ×1000"
METHOD = (
    "7 × 7 patches of Laplacian pyramids, 128 a picture and level, 512 directions, mean over the levels (Karras et al. "
    "2018), in standard deviations of the held-out set"
)
COMPONENTS = 64
BASELINE = f"samples of a PCA of {COMPONENTS} components of the training split"
DIGITS = 1


@dataclass(frozen=True)
class Result:
    package: str
    precision: str  # of the graph that was run
    device: str
    seed: int
    data: Pictures
    pictures: int  # of each side that were compared
    score: Distance
    baseline: Distance | None = None
    floor: Distance | None = None
    prime: str = ""  # what primed the baseline, and gave the floor

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        values = {
            "package": self.package,
            "precision": self.precision,
            "device": self.device,
            "seed": self.seed,
            "data": self.data.name,
            "split": self.data.split or None,
            "pictures": self.pictures,
            "skipped": list(self.data.skipped),
            "unit": UNIT,
            "method": METHOD,
            "distance": self._figures(self.score),
        }
        if self.baseline is not None:
            values["baseline"] = {"name": BASELINE, "primed_with": self.prime, **self._figures(self.baseline)}
            values["floor"] = {"name": "the training split itself", **self._figures(self.floor)}
        return values

    def kept(self) -> Kept:
        """For the manifest: `sum` is the mean over the levels."""
        kept = Kept(self.precision, self.data.name, UNIT, METHOD, self._kept(self.score))
        if self.baseline is None:
            return kept
        figures = {**kept.figures, "floor": round(self.floor.mean, DIGITS)}
        theirs = self._kept(self.baseline)
        return Kept(self.precision, self.data.name, UNIT, METHOD, figures, BASELINE, theirs)

    def table(self) -> str:
        split = f", split {self.data.split!r}" if self.data.split else ""
        sides = self._sides
        rows = [(f"{self.package} ({self.precision})", self.score)]
        if self.baseline is not None:
            rows += [(f"PCA, {COMPONENTS} components", self.baseline), ("training pictures", self.floor)]
        wide = max(len(UNIT), *(len(name) for name, _ in rows))
        lines = [f"{self.data.name}{split}: {self.pictures} pictures of each side"]
        lines.append(f"{UNIT:<{wide}}" + "".join(f"{f'{side} px':>9}" for side in sides) + f"{'mean':>9}")
        for name, found in rows:
            lines.append(f"{name:<{wide}}" + "".join(f"{x:9.1f}" for x in (*found.levels, found.mean)))
        if self.data.skipped:
            lines.append(f"skipped {len(self.data.skipped)} files; {self.data.skipped[0]}")
        return "\n".join(lines)

    @property
    def _sides(self) -> list[int]:
        return [self.data.images.shape[1] >> i for i in range(len(self.score.levels))]

    def _figures(self, found: Distance) -> dict[str, Any]:
        by_side = {str(side): round(x, DIGITS) for side, x in zip(self._sides, found.levels, strict=True)}
        return {"mean": round(found.mean, DIGITS), "levels": by_side}

    def _kept(self, found: Distance) -> dict[str, Any]:
        return {"pictures": self.pictures, "sum": round(found.mean, DIGITS)}


def measure(
    stepper: Stepper, classes: Sequence[str], held: Pictures, prime: Pictures | None, seed: int,
    say: Callable[[str], None] = lambda line: None,
) -> tuple[Distance, Distance | None, Distance | None]:  # fmt: skip
    """The package's distance to `held`; and, where there is `prime`, the baseline's and the floor."""
    painted = paint(stepper, len(held.images), seed, weights(classes, held), say)
    say("comparing")
    score = distance(painted, held.images, seed)
    if prime is None:
        return score, None, None
    say("principal components")
    simple = samples(prime.images, len(held.images), seed)
    return score, distance(simple, held.images, seed), distance(prime.images, held.images, seed)


def weights(classes: Sequence[str], held: Pictures) -> np.ndarray | None:
    """(N, C) a class for each picture: that of the held-out one where the names agree, else each in turn."""
    if not classes:
        return None
    if set(held.classes) <= set(classes) and held.classes:
        chosen = [classes.index(held.classes[label]) for label in held.labels]
    else:
        chosen = np.arange(len(held.images)) % len(classes)
    return np.eye(len(classes), dtype=np.float32)[chosen]


def paint(
    stepper: Stepper, count: int, seed: int, classes: np.ndarray | None, say: Callable[[str], None]
) -> np.ndarray:
    """(count, S, S, 3) uint8: pictures of standard normal latents."""
    latents = np.random.default_rng(seed).standard_normal((count, stepper.inputs["latent"].size)).astype(np.float32)
    painted = []
    for i, latent in enumerate(latents):
        stepper.inputs["latent"][0] = latent
        if classes is not None:
            stepper.inputs["class"][0] = classes[i]
        stepper.run()
        painted.append(stepper.outputs["frame"][0].copy())
        say(f"painting, {i + 1} of {count}")
    return np.stack(painted)


def samples(images: np.ndarray, count: int, seed: int, components: int = COMPONENTS) -> np.ndarray:
    """(count, S, S, 3) uint8: normal coefficients of the `components` directions in which `images` differ most."""
    flat = images.reshape(len(images), -1).astype(np.float32)
    mean = flat.mean(0)
    flat -= mean
    _, rows = np.linalg.eigh(flat @ flat.T)  # (N, N): there are fewer pictures than pixels
    rows = rows[:, -components:]
    dice = np.random.default_rng(seed)
    # A direction is flatᵀ row / √λ, its standard deviation √(λ / N): what is left is 1 / √N.
    mixed = dice.standard_normal((count, rows.shape[1])).astype(np.float32) @ rows.T @ flat / np.sqrt(len(images))
    return np.clip(np.rint(mixed + mean), 0, 255).astype(np.uint8).reshape(count, *images.shape[1:])
