"""A tiny music model with random weights, exported once for the whole run: everything but its taste is real."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_model():
    torch = pytest.importorskip("torch", reason="the training parts are not installed")
    from models.music import MusicConfig, MusicModel

    torch.manual_seed(0)
    config = MusicConfig(width=64, layers=2, heads=2, kv_heads=1, hidden=96, head_hidden=64, context=128)
    return MusicModel(config).eval().requires_grad_(False)


@pytest.fixture(scope="session")
def tiny_graph(tiny_model, tmp_path_factory):
    """Its fp32 graph."""
    from export.graph import export

    return export(tiny_model, tmp_path_factory.mktemp("graph") / "music.onnx")


@pytest.fixture(scope="session")
def tiny_package(tiny_model, tiny_graph, tmp_path_factory) -> Path:
    """Its package's folder, fp32 and 8 bit. Read only: tests that break something copy it first."""
    from export import music

    folder = tmp_path_factory.mktemp("packages") / "tiny"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(music.graph, "export", lambda model, path: tiny_graph)  # exported once is enough
        music.export_model(tiny_model, folder, say=lambda line: None)
    return folder
