"""A text run becomes a package: see `export/text.py`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bridge.package import Package
from bridge.pieces import Pieces
from models.data import text as data
from models.text import TextConfig, TextModel

from .. import text, text_memory

PRECISIONS = tuple(text.FILES)
MEMORY = True
Loaded = tuple[TextModel, list[str]]


def load(saved: dict[str, Any], run: Path) -> Loaded:
    model = TextModel(TextConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    return model.eval(), list(saved["pieces"])


def export_model(
    loaded: Loaded, out: Path, precision: str, say: Callable[[str], None], memory: Path | None = None, **stated
) -> Package:
    """`memory`: texts whose counts are mixed in, those of the training split; their held-out split says how far to trust."""
    counts = None if memory is None else remembered(*loaded, memory)
    return text.export_model(*loaded, out, precision, say, counts, **stated)


def remembered(model: TextModel, listed: list[str], path: Path) -> text_memory.Memory:
    """DataError where there are no texts at `path`."""
    material, pieces = data.read(path), Pieces(listed)
    train, valid = ([pieces.encode(each) for each in side] for side in (material.train, material.valid))
    return text_memory.count(train, valid, model)
