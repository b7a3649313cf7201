import json
import math

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.cli import main  # noqa: E402
from bridge.engine.proving import open_stepper  # noqa: E402
from bridge.errors import DataError  # noqa: E402
from bridge.package import Package  # noqa: E402
from bridge.pieces import Pieces  # noqa: E402
from bridge.score import text  # noqa: E402
from bridge.textfiles import read  # noqa: E402

POEMS = ["the sea and the land", "春江 and é", "the\n\nsea"]


def stepper(package, precision):
    stepper = open_stepper(Package.open(package), "cpu", precision)
    for name, value in (("temperature", 1.0), ("top_p", 1.0), ("noise", 0.5)):
        stepper.inputs[name][...] = value
    return stepper


def test_bits_are_those_of_pytorch(tiny_text, tiny_text_model):
    from models.train_text import held_out

    model, listed = tiny_text_model
    pieces = Pieces(listed)
    found = text.score(stepper(tiny_text, "fp32"), pieces, POEMS, lambda line: None)
    assert math.isclose(found.rate, held_out(model, pieces, POEMS, 10**9), rel_tol=1e-4)


def test_each_text_is_scored_by_itself(tiny_text, tiny_text_model):
    pieces = Pieces(tiny_text_model[1])
    graph = stepper(tiny_text, "8bit")
    together = text.score(graph, pieces, POEMS, lambda line: None)
    apart = [text.score(graph, pieces, [poem], lambda line: None) for poem in POEMS]
    assert math.isclose(together.bits, sum(one.bits for one in apart), rel_tol=1e-6)


def test_of_data_with_a_split_only_that_part_counts(tmp_path):
    rows = [{"text": "a", "split": "train"}, {"text": "b", "split": "valid"}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = read(tmp_path / "x.jsonl")
    assert text.material(found, "valid").texts == ("b",)
    with pytest.raises(DataError, match="no texts in its split 'test'; there are train, valid"):
        text.material(found, "test")


def test_the_command_says_both(tiny_text, tmp_path, capsys):
    pytest.importorskip("pyppmd", reason="pyppmd is not installed")
    rows = [{"text": f"the sea {i} and the land", "split": "valid" if i % 5 == 0 else "train"} for i in range(40)]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)))
    data = str(tmp_path / "x.jsonl")
    assert main(["score", str(tiny_text), "--data", data, "--prime", data, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["unit"] == "bits per character"
    assert found["texts"] == 8
    assert 0 < found["baseline"]["bits"] < found["bits"]  # random weights know nothing


def test_a_folder_that_primes_itself_is_refused(tiny_text, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("the sea")
    assert main(["score", str(tiny_text), "--data", str(tmp_path), "--prime", str(tmp_path)]) != 0
    assert "are the same text" in capsys.readouterr().err
