"""One open package of pictures, and whoever paints with it in this process.

On a GPU several players' pictures cost hardly more than one: what waits when its turn comes is painted in one run of a graph
for many at once, where the package has one (`duende export PACKAGE --batch N`), else one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import EngineError
from ..package import Graph, Package
from .device import DeviceStepper
from .proving import open_stepper
from .stepper import Stepper


@dataclass(frozen=True)
class Wish:
    """A picture that is asked for; EngineError by `Painter.wish` where its numbers do not fit the package."""

    latent: np.ndarray  # (D,) float32
    classes: np.ndarray | None  # (C,) float32; None: as the last picture in that place had them


class Painter:
    def __init__(self, package: Package, device: str, precision: str | None = None, many: bool | None = None):
        """`many`: open the graphs for many at once too; by default on a GPU, where alone they gain something."""
        self.stepper = open_stepper(package, device, precision)
        self._steppers: dict[int, Stepper | DeviceStepper] = {1: self.stepper}
        if many if many is not None else self.stepper.device == "cuda":
            for graph in several(package, self.stepper.graph):
                self._steppers[graph.inputs[0].shape[0]] = open_stepper(package, self.stepper.device, graph)
        self.members: set = set()  # players who have painted with it and have not gone

    @property
    def most(self) -> int:
        """Pictures at once."""
        return max(self._steppers)

    def wish(self, latent: bytes, classes: bytes = b"") -> Wish:
        """From the link: both are float32."""
        size, values = self.stepper.inputs["latent"].size, np.frombuffer(latent, np.float32)
        if values.size != size:
            raise EngineError(f"this package has {size} coordinates; found {values.size}")
        given = self.stepper.inputs.get("class")
        if given is None or not classes:
            return Wish(values, None)
        weights = np.frombuffer(classes, np.float32)
        if weights.size != given.size:
            raise EngineError(f"this package has {given.size} classes; found {weights.size}")
        return Wish(values, weights)

    def paint(self, wishes: Sequence[Wish]) -> list[np.ndarray]:
        """Their pictures (H, W, 3) uint8, good until the next call where they were painted at once."""
        if len(wishes) > self.most:
            first = [frame.copy() for frame in self.paint(wishes[: self.most])]
            return first + self.paint(wishes[self.most :])
        stepper = self._steppers[min(count for count in self._steppers if count >= len(wishes))]
        for i, wish in enumerate(wishes):
            stepper.inputs["latent"][i] = wish.latent
            if wish.classes is not None:
                stepper.inputs["class"][i] = wish.classes
        stepper.run()
        return list(stepper.outputs["frame"][: len(wishes)])


def several(package: Package, one: Graph) -> list[Graph]:
    """Graphs of this precision that paint several pictures at once."""
    return [g for g in package.manifest.graphs if g.precision == one.precision and g.inputs[0].shape[0] > 1]


_OPENED: dict[tuple, Painter] = {}  # the last one


def painter_of(package: Package, device: str) -> Painter:
    """What this process has open already is shared."""
    graphs = tuple(package.manifest.files[graph.file] for graph in package.manifest.graphs)
    key = (str(package.path), graphs, device)
    if key not in _OPENED:
        painter = Painter(package, device)
        _OPENED.clear()  # another package, or the same one exported anew: who paints with the old one keeps it alive
        _OPENED[key] = painter
    return _OPENED[key]
