import argparse

import pytest

pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.errors import ConfigError, DataError
from models import runs
from models.command import add_arguments, main

WORDS = "the sea and the land and the sky, {i} boats\nand the night comes home again\n"


def words(folder):
    folder.mkdir()
    for i in range(30):
        (folder / f"{i}.txt").write_text(WORDS.format(i=i) * 3, "utf8")
    return folder


def train(data, out, *more):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    shape = ("--cells", "32", "--width", "32", "--rows", "4", "--length", "16", "--device", "cpu")
    return main(parser.parse_args(["text", "--data", str(data), "--out", str(out), *shape, *more]))


def test_an_artists_own_text_becomes_a_package_that_plays(tmp_path, capsys):
    from bridge.engine.check import check
    from export.command import export

    assert train(words(tmp_path / "mine"), tmp_path / "run", "--steps", "20") == 0
    assert "bits per character" in capsys.readouterr().out
    export(tmp_path / "run", tmp_path / "package", "8bit", say=lambda line: None)
    assert check(tmp_path / "package").holds


def test_the_same_command_goes_on(tmp_path):
    data = words(tmp_path / "mine")
    train(data, tmp_path / "run", "--steps", "5")
    train(data, tmp_path / "run", "--steps", "9")
    assert runs.read(tmp_path / "run" / "checkpoint.pt")["step"] == 9


def test_from_a_package_its_pieces_are_kept(tmp_path, tiny_text, tiny_text_model):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = ["text", "--data", str(words(tmp_path / "mine")), "--out", str(tmp_path / "run"), "--from", str(tiny_text)]
    assert main(parser.parse_args([*options, "--steps", "3", "--rows", "4", "--length", "16", "--device", "cpu"])) == 0
    assert runs.weights(tmp_path / "run")["pieces"] == tiny_text_model[1]


def test_another_shape_than_the_package_has_is_refused(tmp_path, tiny_text):
    with pytest.raises(DataError, match="cells 48, not 32"):
        train(words(tmp_path / "mine"), tmp_path / "run", "--steps", "3", "--from", str(tiny_text))


def test_fewer_tokens_than_the_model_has_are_refused(tmp_path, tiny_text):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    data = words(tmp_path / "mine")
    train(data, tmp_path / "run", "--steps", "3")
    wish = ["text", "--data", str(data), "--out", str(tmp_path / "run"), "--tokens", "300", "--steps", "5"]
    known = len(runs.weights(tmp_path / "run")["pieces"]) + 257
    if known > 300:
        with pytest.raises(ConfigError, match=f"the model has {known} already"):
            main(parser.parse_args(wish))
