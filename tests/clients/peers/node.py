"""Programs from npm, as tests run them: `npm install --prefix tests/clients/node` puts them there."""

import shutil
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "node"


def needs_node(package: str) -> pytest.MarkDecorator:
    """Skip where Node.js or the package is absent."""
    there = shutil.which("node") and (FOLDER / "node_modules" / package).is_dir()
    return pytest.mark.skipif(not there, reason=f"node or npm's {package} is not installed (npm install --prefix {FOLDER})")
