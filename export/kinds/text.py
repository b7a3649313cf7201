"""A text run becomes a package: see `export/text.py`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bridge.package import Package
from models.text import TextConfig, TextModel

from .. import text

PRECISIONS = tuple(text.FILES)
Loaded = tuple[TextModel, list[str]]


def load(saved: dict[str, Any], run: Path) -> Loaded:
    model = TextModel(TextConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    return model.eval(), list(saved["pieces"])


def export_model(loaded: Loaded, out: Path, precision: str, say: Callable[[str], None], **stated) -> Package:
    return text.export_model(*loaded, out, precision, say, **stated)
