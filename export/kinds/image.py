"""An image run becomes a package: see `export/image.py`."""

from pathlib import Path
from typing import Any

from models.image import ImageConfig, ImageModel

from ..image import FILES, export_model

__all__ = ["PRECISIONS", "export_model", "load"]
PRECISIONS = tuple(FILES)
USUAL = "fp32"  # at 128 pixels integers are hardly quicker and two grey levels off; at 256 say --precision 8bit


def load(saved: dict[str, Any], run: Path) -> ImageModel:
    model = ImageModel(ImageConfig.from_plain(saved["config"]))
    model.load_state_dict(saved["model"])
    return model.eval()
