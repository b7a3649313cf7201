"""A gesture run becomes a package: see `export/gesture.py`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bridge.package import Package
from bridge.package.gesture import Gesture
from models.gesture import GestureConfig, GestureModel

from .. import gesture

PRECISIONS = tuple(gesture.FILES)
Loaded = tuple[GestureModel, Gesture]


def load(saved: dict[str, Any], run: Path) -> Loaded:
    model = GestureModel(GestureConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    return model.eval().requires_grad_(False), gesture.gesture_of(saved["grid"])


def export_model(loaded: Loaded, out: Path, precision: str, say: Callable[[str], None], **stated) -> Package:
    return gesture.export_model(*loaded, out, precision, say, **stated)
