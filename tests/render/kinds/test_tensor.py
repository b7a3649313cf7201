import argparse
from pathlib import Path

import pytest

from bridge.errors import DataError
from bridge.render import command

MODEL = Path(__file__).parents[2] / "export" / "adopt" / "models" / "hand.onnx"


def run(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.main(parser.parse_args([str(word) for word in words]))


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    pytest.importorskip("onnx", reason="the training parts are not installed")
    from export.adopt.command import adopt

    folder = tmp_path_factory.mktemp("packages") / "hand"
    adopt(MODEL, "hand", folder, lambda line: None)
    return folder


def test_a_line_of_numbers_is_answered_by_one(package, tmp_path):
    (tmp_path / "in.csv").write_text("a,b,c,d,e,f\n0,0,0,0,0,0\n1,1,1,1,1,1\n0,0,0,0,0,0\n")
    assert run(package, "-o", tmp_path / "out.csv", "--prompt", tmp_path / "in.csv") == 0
    head, first, second, third = (tmp_path / "out.csv").read_text().splitlines()
    assert head == "label,probabilities.0,probabilities.1,probabilities.2"
    assert first == third != second


@pytest.mark.parametrize(
    "text, said", [("1,2\n", "row 1 has 2 numbers; 6 finite ones are due"), ("a\n", "no line of numbers"), ("", "no line")]
)
def test_a_prompt_that_does_not_fit(package, tmp_path, text, said):
    (tmp_path / "in.csv").write_text(text)
    with pytest.raises(DataError, match=said):
        run(package, "-o", tmp_path / "out.csv", "--prompt", tmp_path / "in.csv")
    assert not (tmp_path / "out.csv").exists()
