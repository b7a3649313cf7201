"""`duende train gesture` as an artist meets it, from a log to a rendered movement."""

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from bridge.errors import PackageError
from models import command
from models.commands import gesture

DUENDE = [sys.executable, "-m", "bridge.cli"]
TINY = ["--cells", "16", "--layers", "1", "--components", "3", "--length", "16", "--rows", "4", "--threads", "1"]


def duende(*words, cwd: Path) -> subprocess.CompletedProcess:
    return subprocess.run([*DUENDE, *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=120)


def parse(*words) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(["gesture", "--data", "d", "--out", "run", *words])


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    """A folder with two recordings and a file that is none."""
    folder = tmp_path_factory.mktemp("artist") / "moves"
    folder.mkdir()
    for name, speed in (("a", 9), ("b", 7)):
        rows = [f"{i * 0.03:.3f},{0.5 + 0.4 * math.sin(i / speed):.3f},{i // 20 % 2}" for i in range(300)]
        (folder / f"{name}.csv").write_text("\n".join(["seconds,height,touch", *rows]))
    (folder / "c.csv").write_text("no")
    return folder


@pytest.fixture(scope="module")
def learned(log):
    pytest.importorskip("torch", reason="the training parts are not installed")
    return duende("train", "gesture", "--data", "moves", "--out", "run", "--steps", 12, *TINY, cwd=log.parent)


def test_train_says_what_it_does_and_what_next(log, learned):
    assert learned.returncode == 0, learned.stderr
    assert "1 file skipped:\n  c.csv: 0 steps" in learned.stderr
    first, judged, *_, last = learned.stdout.splitlines()
    assert "steps of 2 values; on CPU, 1 thread" in first
    assert judged.startswith("held out: ") and "nats per step" in judged
    assert last == "to play it: duende export run --out PACKAGE; to train on: more --minutes or --steps"
    assert json.loads((log.parent / "run" / "data.json").read_text()) == ["moves"]


def test_what_was_learned_is_exported_checked_scored_and_rendered(log, learned):
    folder = log.parent
    for words in (
        ("export", "run", "--out", "mine", "--precision", "8bit", "--licence", "CC0"),
        ("check", "mine"),
        ("score", "mine", "--data", "moves/a.csv", "--prime", "moves/b.csv", "--json"),
        ("render", "mine", "-o", "out.csv", "--seconds", 3, "--seed", 1, "--prompt", "moves/a.csv"),
        ("packages", "./mine"),
    ):
        ran = duende(*words, cwd=folder)
        assert ran.returncode == 0, (words, ran.stdout, ran.stderr)
        if words[0] == "score":
            said = json.loads(ran.stdout)
            assert said["nats"] > 0 and set(said["baseline"]) >= {"last", "linear", "sum", "laws"}
    manifest = json.loads((folder / "mine" / "manifest.json").read_text())
    assert [(v["name"], v["steps"]) for v in manifest["gesture"]["values"]] == [("height", 0), ("touch", 2)]
    assert (folder / "out.csv").read_text().startswith("seconds,height,touch\n0.000,")


def test_a_run_goes_on_and_another_begins_with_its_weights(log, learned, tmp_path):
    again = duende("train", "gesture", "--data", "moves", "--out", "run", "--steps", 14, *TINY, cwd=log.parent)
    assert again.returncode == 0, again.stderr
    words = ("--from", "run", "--steps", 2, "--threads", 1)
    other = duende("train", "gesture", "--data", "moves", "--out", "other", *words, cwd=log.parent)
    assert other.returncode == 0, other.stderr
    shape = duende("train", "gesture", "--data", "moves", "--out", "run", "--cells", 32, "--steps", 20, cwd=log.parent)
    assert "holds a model of another shape" in shape.stderr


def test_a_run_of_another_kind_is_not_gone_on_with(log, learned, tmp_path):
    ran = duende("train", "music", "--data", "moves", "--out", "run", "--steps", 1, cwd=log.parent)
    assert ran.returncode == 1
    assert "no music that can be read" in ran.stderr or "a run of kind gesture, not music" in ran.stderr


@pytest.mark.parametrize("words", [("--dropout", "1"), ("--cells", "4"), ("--flip", "--no-flip"), ("--minutes", "0")])
def test_wrong_words(words, capsys):
    with pytest.raises(SystemExit):
        parse(*words)


def test_first_weights_come_from_a_run_or_a_package_of_gestures():
    pytest.importorskip("torch", reason="the training parts are not installed")
    with pytest.raises(PackageError, match="no such path; bundled are"):
        gesture.start_from("nobody")
    with pytest.raises(PackageError, match="--from takes one of kind gesture"):
        gesture.start_from("ensemble")
