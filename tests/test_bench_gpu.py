"""The script that measures on a GPU runs where there is none, from end to end, and says that it then says nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("onnx", reason="the training parts are not installed")

from bridge.engine.session import providers
from tests.bench.gpu import report
from tests.bench.gpu.form import Form
from tests.bench.gpu.timing import measured, opened

ROOT = Path(__file__).parents[1]


def run(*words, **more):
    command = [sys.executable, "-m", "tests.bench.gpu", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, env=os.environ | more)


def test_tried_on_a_cpu_it_says_so_in_every_form_of_its_figures(tmp_path):
    figures, page = tmp_path / "gpu.json", tmp_path / "gpu.md"
    words = ("--place", "cpu", "--rounds", "1", "--only", "faders", "--json", str(figures), "--table", str(page))
    done = run(*words)
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text())
    assert {row["precision"] for row in found["rows"]} == {"8bit", "fp16", "8bit-fp16"}
    assert ["bf16" in name for name in found["not_measured"]] == [True]  # no CPU computes it
    for told in (found["label"], page.read_text(), done.stdout):
        assert report.DRY in told


@pytest.mark.skipif("compute: CUDA obtained" in providers(), reason="a GPU is here")
def test_without_a_gpu_nothing_is_measured(tmp_path):
    done = run("--table", str(tmp_path / "gpu.md"))
    assert done.returncode == 0 and done.stdout.startswith("no GPU is measured: compute:")
    assert not (tmp_path / "gpu.md").exists()


def test_what_does_not_open_is_told_and_others_are_measured():
    def broken():
        raise RuntimeError("no kernel\nmore")

    forms = [Form("a", "duende", "fp16", lambda: lambda: None), Form("b", "duende", "fp16", lambda: broken)]
    steps, refused = opened(iter([("both", lambda: forms), ("none", broken)]))
    assert [form.row for form, _ in steps] == ["a"]
    assert refused == {"b, duende, fp16": "RuntimeError: no kernel", "none": "RuntimeError: no kernel"}


def test_what_fails_on_the_way_gives_no_figure_and_stops_nobody():
    left = [5]

    def tired():
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("out of memory")

    forms, refused = [(Form(name, "duende", "fp16", None), step) for name, step in (("a", tired), ("b", int))], {}
    found = measured(forms, 2, refused)
    assert [form.row for form, _ in found] == ["b"] and refused == {"a, duende, fp16": "RuntimeError: out of memory"}


def test_targets_stand_beside_what_was_reached():
    rows = [
        (Form("music ensemble, after 256", "duende", "fp16", None), [0.4] * 5),
        (Form("image 256 × 16", "duende", "fp16", None, pictures=16), [8.0] * 5),
        (Form("image 256 × 16", "PyTorch eager", "fp16", None, pictures=16), [16.0] * 5),
        (Form("music 1024 × 16, random, after 1000", "duende", "fp16", None, read=350_000_000), [0.25] * 5),
    ]
    found = report.facts("cpu", 2000.0, rows, {})
    assert [line.partition(";")[0] for line in report.targets(found)] == [
        "a step of ensemble: 0.400 … 0.400 ms",
        "pictures of 256 a second: 2000",
        "what the largest model's step reads: 70% of the copy's speed",
    ]
    assert "| image 256 × 16 | duende | fp16 | 8.000 | 8.000 | 2,000 | 2.00 |" in report.table(found)
