"""What the image packages paint, to be looked at: contact sheets, walks, nearest training pictures, and figures.

    python -m docs.make_pictures PACKAGE=SET … [--data ../shared/data]

SET is the public set that PACKAGE was trained on. Writes docs/pictures/*.jpg and docs/pictures.md. Nothing is picked by
hand: the pictures are those of the seeds 0, 1, 2 …
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from bridge.engine.proving import open_stepper
from bridge.engine.stepper import Stepper
from bridge.package import Package
from bridge.picturefile import Pictures, read
from bridge.players.path import between, point_of

HERE = Path(__file__).parent
FOLDER = "pictures"
COLUMNS, ROWS = 10, 4
STRIP = 10  # pictures of a walk that are shown, from one seed to the next
SHOWN = 10  # pictures beside their nearest neighbours
COUNT = 200  # pictures by which diversity is measured
THUMBNAIL = 32  # pixels of a side by which pictures are compared
FRAMES, SECONDS = 30, 4  # of the walk by which smoothness is measured: one seed to the next
QUALITY = 82  # JPEG


@dataclass(frozen=True)
class Figures:
    copied: float  # smallest distance of a painted picture to a training picture, against that of held-out ones
    diversity: float  # mean distance between two painted pictures, against that between two training pictures
    alike: float  # the nearest pair of painted pictures, against the nearest pair of training pictures
    step: float  # median change of a pixel from frame to frame of a walk, grey levels
    jump: float  # the largest such change of a whole frame, against the median


class Painter:
    def __init__(self, stepper: Stepper, classes: tuple[str, ...]):
        self.stepper, self.classes = stepper, classes
        self.latent = stepper.inputs["latent"].size

    def at(self, point: tuple[float, ...], label: int = 0) -> np.ndarray:
        """(S, S, 3) uint8"""
        self.stepper.inputs["latent"][0] = point
        if self.classes:
            self.stepper.inputs["class"][0] = np.eye(len(self.classes))[label]
        self.stepper.run()
        return self.stepper.outputs["frame"][0].copy()

    def of(self, seed: int, label: int = 0) -> np.ndarray:
        return self.at(point_of(seed, self.latent), label)

    def walk(self, a: int, b: int, count: int, label: int = 0) -> np.ndarray:
        """(count, S, S, 3): from the picture of one seed to that of another."""
        ends = point_of(a, self.latent), point_of(b, self.latent)
        return np.stack([self.at(between(*ends, i / (count - 1)), label) for i in range(count)])


def label_of(painter: Painter, number: int, count: int) -> int:
    """Classes in turn, each as large a part of a sheet."""
    return number * max(1, len(painter.classes)) // count


def sheet(painter: Painter) -> np.ndarray:
    count = ROWS * COLUMNS
    return tiled(np.stack([painter.of(i, label_of(painter, i, count)) for i in range(count)]), COLUMNS)


def walks(painter: Painter) -> np.ndarray:
    strips = [painter.walk(seed, seed + 1, STRIP, label_of(painter, i, 3)) for i, seed in enumerate((100, 200, 300))]
    return np.concatenate([tiled(strip, STRIP) for strip in strips])


def neighbours(painter: Painter, train: Pictures) -> np.ndarray:
    """Painted pictures above the training pictures that are most like them."""
    painted = np.stack([painter.of(i, label_of(painter, i, SHOWN)) for i in range(SHOWN)])
    nearest = train.images[distances(painted, train.images).argmin(1)]
    return np.concatenate((tiled(painted, SHOWN), tiled(nearest, SHOWN)))


def tiled(pictures: np.ndarray, columns: int) -> np.ndarray:
    n, side = len(pictures), pictures.shape[1]
    grid = pictures.reshape(n // columns, columns, side, side, 3)
    return grid.transpose(0, 2, 1, 3, 4).reshape(n // columns * side, columns * side, 3)


def thumbnails(pictures: np.ndarray) -> np.ndarray:
    """(N, numbers) float32"""
    n, side = len(pictures), pictures.shape[1]
    fold = side // THUMBNAIL
    small = pictures.reshape(n, THUMBNAIL, fold, THUMBNAIL, fold, 3).astype(np.float32).mean((2, 4))
    return small.reshape(n, -1)


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """(N, M): root mean squared difference of thumbnails, in grey levels."""
    x, y = thumbnails(a), thumbnails(b)
    square = (x * x).sum(1)[:, None] + (y * y).sum(1) - 2 * x @ y.T
    return np.sqrt(np.maximum(square, 0) / x.shape[1])


def measured(painter: Painter, train: Pictures, valid: Pictures) -> Figures:
    some = train.images[np.sort(np.random.default_rng(0).permutation(len(train.images))[:COUNT])]
    kinds = [train.classes.index(painter.classes[0])] if painter.classes and train.classes else []
    shares = np.cumsum(np.bincount(train.labels, minlength=max(1, len(painter.classes))) / len(train.labels))
    labels = [int(np.searchsorted(shares, (i + 0.5) / len(some))) for i in range(len(some))] if kinds else [0] * len(some)
    painted = np.stack([painter.of(1000 + i, label) for i, label in enumerate(labels)])
    apart, theirs = (pairs(x) for x in (painted, some))
    nearest, held = distances(painted, train.images).min(1), distances(valid.images, train.images).min(1)
    walk = painter.walk(0, 1, FRAMES * SECONDS).astype(np.int16)
    change = np.abs(np.diff(walk, axis=0)).mean((1, 2, 3))
    return Figures(
        float(np.median(nearest) / np.median(held)), float(apart.mean() / theirs.mean()),
        float(apart.min() / max(theirs.min(), 1e-6)), float(np.median(change)), float(change.max() / np.median(change)),
    )  # fmt: skip


def pairs(pictures: np.ndarray) -> np.ndarray:
    """Distances of all pairs."""
    return distances(pictures, pictures)[np.triu_indices(len(pictures), 1)]


def page(package: Package, data: str, figures: Figures) -> str:
    name, about = package.name, package.manifest.image
    kept = ((package.manifest.held_out or {}).get("fp32") or {}).get(data)
    baseline = (package.manifest.baseline or {}).get(data)
    lines = [f"## {name}", ""]
    size = f"{about.width} × {about.height}, {package.manifest.parameters:,} parameters, {about.latent} coordinates"
    classes = f", classes {', '.join(about.classes)}" if about.classes else ""
    lines += [f"{size}{classes}; learned from {data}.", ""]
    if kept:
        marks = f"; training pictures {kept['floor']}" if "floor" in kept else ""
        marks += f"; 64 principal components {baseline['sum']}" if baseline else ""
        lines += [f"Sliced Wasserstein distance to the held-out pictures: {kept['sum']}{marks}.", ""]
    lines += [f"![The pictures of the seeds 0 to {ROWS * COLUMNS - 1}]({FOLDER}/{name}-sheet.jpg)", ""]
    lines += [f"From one seed to the next, three times:\n\n![Walks]({FOLDER}/{name}-walk.jpg)", ""]
    lines += [f"Below what it paints the training picture most like it:\n\n![Neighbours]({FOLDER}/{name}-near.jpg)", ""]
    lines += [
        f"- A painted picture is {figures.copied:.2f} times as far from its nearest training picture as a held-out picture\n"
        "  is from its own (medians). Near 0 would be copying.",
        f"- Two pictures differ {figures.diversity:.2f} times as much as two training pictures do; the most alike of\n"
        f"  {COUNT} {figures.alike:.2f} times as much as the most alike of as many training pictures.",
        f"- On a walk of {SECONDS} s from seed to seed at {FRAMES} frames a second a pixel changes by {figures.step:.2f}\n"
        f"  grey levels a frame; the largest change is {figures.jump:.2f} times the median. A flicker would show here.",
        "",
    ]
    return "\n".join(lines)


def make(wish: str, data: Path) -> str:
    name, _, source = wish.partition("=")
    package = Package.find(name)
    painter = Painter(open_stepper(package), package.manifest.image.classes)
    train, valid = (read(data / source, package.manifest.image.height, split) for split in ("train", "valid"))
    for what, picture in (("sheet", sheet(painter)), ("walk", walks(painter)), ("near", neighbours(painter, train))):
        Image.fromarray(picture).save(HERE / FOLDER / f"{package.name}-{what}.jpg", quality=QUALITY, optimize=True)
    return page(package, source, measured(painter, train, valid))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="+", metavar="PACKAGE=SET")
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    args = parser.parse_args()
    (HERE / FOLDER).mkdir(exist_ok=True)
    head = (
        "# Pictures\n\n"
        f"Made by `python -m docs.make_pictures {' '.join(args.packages)}`; nothing was picked by hand.\n"
        f"Pictures are compared as {THUMBNAIL} × {THUMBNAIL} thumbnails, by the root of the mean squared difference.\n"
    )
    (HERE / "pictures.md").write_text("\n".join([head, *(make(wish, args.data) for wish in args.packages)]), "utf8")


if __name__ == "__main__":
    main()
