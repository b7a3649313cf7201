"""Adopting into a temporary folder."""

import pytest


@pytest.fixture
def write(tmp_path):
    """`write(model)` is the path of its file."""

    def save(made, name="m.onnx"):
        path = tmp_path / name
        path.write_bytes(made if isinstance(made, bytes) else made.SerializeToString())
        return path

    return save


@pytest.fixture
def adopt(tmp_path):
    """`adopt(path, **wishes)` is the package, and what was said stands in `adopt.said`."""
    from export.adopt import command

    def run(path, **wishes):
        run.said = []
        return command.adopt(path, "mine", tmp_path / "mine", run.said.append, **wishes)

    run.out = tmp_path / "mine"
    return run
