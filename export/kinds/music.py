"""A music run becomes a package: see `export/music.py`."""

from pathlib import Path
from typing import Any

from models.music import MusicConfig, MusicModel

from ..music import FILES, export_model

__all__ = ["PRECISIONS", "export_model", "load"]
PRECISIONS = tuple(FILES)


def load(saved: dict[str, Any], run: Path) -> MusicModel:
    model = MusicModel(MusicConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    return model.eval()
