import dataclasses
import json

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
onnx = pytest.importorskip("onnx", reason="the training parts are not installed")

from bridge.errors import PackageError  # noqa: E402
from bridge.package import Package  # noqa: E402
from models import runs  # noqa: E402
from models.music import MusicModel  # noqa: E402
from models.start import from_package, start_from  # noqa: E402


@pytest.fixture
def copy(tiny_package, tmp_path):
    """Of the tiny package, its manifest changed as wished and read without looking at hashes."""

    def change(**manifest) -> Package:
        package = Package.open(tiny_package)
        return dataclasses.replace(package, manifest=dataclasses.replace(package.manifest, **manifest))

    return change


def test_the_weights_of_a_package_are_those_it_was_exported_from(tiny_model, tiny_package):
    start = start_from(str(tiny_package))
    assert start.config == tiny_model.config
    ours = tiny_model.state_dict()
    assert start.weights.keys() == ours.keys()
    assert all(torch.equal(start.weights[name], ours[name]) for name in ours)


def test_eight_bits_are_near_enough_to_begin_with(tiny_model, copy):
    package = copy(graphs=tuple(g for g in Package.open(copy().path).manifest.graphs if g.precision == "8bit"))
    start = from_package(package)
    for name, weight in tiny_model.state_dict().items():
        assert (start.weights[name] - weight).abs().max() <= weight.abs().max() / 127
    model = MusicModel(start.config)
    model.load_state_dict(start.weights)


def test_what_the_weights_were_learned_from_comes_with_them(copy):
    from bridge.package import Training

    package = copy(training=(Training("irish_cre", "CC BY 4.0", "Ceol Rince"), Training("mine", "not stated")))
    assert from_package(package).corpora == [
        {"name": "irish_cre", "licence": "CC BY 4.0", "credit": "Ceol Rince"},
        {"name": "mine", "licence": "not stated", "credit": ""},
    ]


def test_a_run_gives_its_best_weights_and_its_corpora(tiny_model, tmp_path):
    config = dataclasses.asdict(tiny_model.config)
    worse = {name: w + 1 for name, w in tiny_model.state_dict().items()}
    runs.write(tmp_path / "checkpoint.pt", {"model": worse, "config": config})
    runs.write(tmp_path / "best.pt", {"model": tiny_model.state_dict(), "config": config})
    (tmp_path / "data.json").write_text(json.dumps(["groove", {"name": "x", "licence": "CC0", "credit": ""}]))
    start = start_from(str(tmp_path))
    assert start.config == tiny_model.config
    assert all(torch.equal(start.weights[name], w) for name, w in tiny_model.state_dict().items())
    assert start.corpora == ["groove", {"name": "x", "licence": "CC0", "credit": ""}]


def test_another_layout_is_refused_with_a_sentence(copy, monkeypatch):
    package = copy()
    graph = onnx.load_from_string(package.read("music.onnx"))
    product = next(node for node in graph.graph.node if node.op_type == "MatMul")
    product.op_type = "Gemm"
    monkeypatch.setattr(onnx, "load_from_string", lambda data: graph)
    with pytest.raises(PackageError, match=r"not laid out as .* \(11 matrices and 5 norms, 12 and 5 are due\)"):
        from_package(package)


def test_another_kind_is_refused(copy):
    with pytest.raises(PackageError, match="of kind image; --from takes one of kind music"):
        from_package(copy(kind="image"))


def test_a_wrong_word_names_what_is_bundled():
    with pytest.raises(PackageError, match="no such path; bundled are"):
        start_from("nobody_knows_it")
