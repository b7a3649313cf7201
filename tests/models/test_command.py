"""`duende train` as an artist meets it: in-process where words are tested, the real commands where they work together."""

import argparse
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bridge import cli, kinds, midifile
from bridge.tokens import Event
from models import command
from models.commands import music

ROOT = Path(__file__).parents[2]
DUENDE = [sys.executable, "-m", "bridge.cli"]
TINY = ["--width", "64", "--layers", "1", "--length", "48", "--rows", "4", "--threads", "1"]


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(["music", "--data", "tunes", "--out", "run", *words])


def duende(*words: str | Path, cwd: Path, **options) -> subprocess.CompletedProcess:
    return subprocess.run([*DUENDE, *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=120, **options)


@pytest.fixture(scope="module")
def tunes(tmp_path_factory) -> Path:
    """Eight tunes, a file that is none, and a folder named like a style."""
    folder = tmp_path_factory.mktemp("artist") / "tunes"
    (folder / "folk").mkdir(parents=True)
    for i in range(8):
        dice = random.Random(i)
        place = folder / "folk" if i < 6 else folder
        midifile.write(place / f"{i}.mid", [Event(24 * k, dice.choice((60, 62, 64, 67)), 24, 80) for k in range(64)])
    (folder / "torn.mid").write_bytes(b"MThd")
    return folder


# --- words, without PyTorch ---


@pytest.mark.parametrize("kind", ["tensor", "opera"])
def test_other_kinds_are_told_what_can_be_learned(kind, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["train", kind, "--data", "x", "--out", "y"])
    assert left.value.code == 2
    assert f"invalid choice: '{kind}' (choose from " in capsys.readouterr().err


def test_every_kind_that_is_learned_has_what_the_command_asks_of_it():
    wanted = ("HELP", "DATA", "BUDGET", "PARTS", "NEXT", "add_arguments", "read", "start_from", "learn", "judge")
    for kind in kinds.known(command.MODULES):
        module = kinds.module_of(command.MODULES, kind)
        assert [name for name in wanted if not hasattr(module, name)] == [], kind


@pytest.mark.parametrize(
    "words, said",
    [
        (["--width", "100"], "multiples of 64 from 64 to 1024"),
        (["--minutes", "0"], "0.01 to 100000 is allowed"),
        (["--minutes", "5", "--steps", "5"], "not allowed with argument"),
        (["--rate", "nan"], "'nan': 1e-06 to 1 is allowed"),
        (["--style", "polka"], "invalid choice: 'polka'"),
        (["--threads", "many"], "1 to 1024 is allowed"),
    ],
)
def test_a_wrong_option_is_answered_with_what_is_allowed(words, said, capsys):
    with pytest.raises(SystemExit) as left:
        parse(*words)
    assert left.value.code == 2
    assert said in capsys.readouterr().err


def test_without_pytorch_one_sentence_says_what_to_install(tmp_path):
    (tmp_path / "torch.py").write_text("raise ModuleNotFoundError(\"No module named 'torch'\", name='torch')")
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from bridge.cli import main; sys.exit(main(sys.argv[1:]))"
    words = ["train", "music", "--data", "x", "--out", "y"]
    ran = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 2
    assert ran.stderr == (
        "duende: training needs torch, which is not installed; "
        "cure: pip install 'duende[train]' (PyTorch: the CPU build is enough)\n"
    )


def test_skipped_files_are_named_and_counted(capsys):
    command._report_skipped(tuple(f"{i}.mid: why" for i in range(12)))
    lines = capsys.readouterr().err.splitlines()
    assert (lines[0], lines[1], lines[-1], len(lines)) == ("12 files skipped:", "  0.mid: why", "  … and 2 more", 12)


def test_corpora_are_listed_once_as_they_were_first():
    before = {"name": "groove", "licence": "CC BY 4.0", "credit": "GMD"}
    assert command._unique([before, "mine", "groove", "mine"]) == [before, "mine"]


# --- shape and recipe ---


@pytest.fixture
def recipe():
    pytest.importorskip("torch", reason="the training parts are not installed")

    def choose(*words: str, saved: dict | None = None, notes: int = 0):
        return music.choose_recipe(parse(*words), saved, "cpu", notes)

    return choose


def test_the_public_corpora_get_the_shipped_recipe(recipe):
    from models.train_music import Recipe

    assert recipe() == Recipe()
    assert (Recipe().minutes, Recipe().seed, Recipe().rows, Recipe().length) == (100, 0, 16, 384)


def test_own_music_is_gone_through_sixty_times_within_limits(recipe):
    assert recipe(notes=64_000).steps == 60 * 64_000 // (16 * 384)
    assert recipe(notes=100).steps == 200
    assert recipe(notes=10**8).steps == 2500
    assert recipe("--minutes", "5", notes=64_000).steps == 0
    assert recipe("--steps", "7", notes=64_000).steps == 7


def test_a_short_run_warms_up_for_a_tenth_of_it(recipe):
    assert recipe("--steps", "50").warmup_steps == 5
    assert recipe("--steps", "5").warmup_steps == 1
    assert recipe("--steps", "5000").warmup_steps == 100


def test_a_run_goes_on_with_its_own_recipe_but_for_what_is_wished_now(recipe):
    saved = {"recipe": {"minutes": 30.0, "rows": 8, "seed": 3, "device": "cuda"}}
    again = recipe("--rate", "0.001", saved=saved, notes=64_000)
    assert (again.minutes, again.steps, again.rows, again.seed, again.rate, again.device) == (30, 0, 8, 3, 0.001, "cpu")
    assert recipe("--minutes", "60", saved=saved).minutes == 60


def test_weights_that_know_music_are_taught_gently(recipe):
    assert recipe("--from", "ensemble").rate == 1e-3
    assert recipe("--from", "ensemble", "--rate", "0.01").rate == 0.01


def test_the_shape_is_the_runs_else_that_of_the_first_weights_else_the_wished(recipe):
    from dataclasses import asdict

    from bridge.errors import DataError
    from models.music import MusicConfig
    from models.start import Start

    small = MusicConfig(width=64, layers=2, context=128)
    assert music.choose_config(parse(), None, None) == MusicConfig()
    assert music.choose_config(parse("--width", "128", "--layers", "3"), None, None) == MusicConfig.sized(128, 3)
    assert music.choose_config(parse(), {"config": asdict(small)}, None) == small
    assert music.choose_config(parse("--width", "64"), None, Start(small, {}, [])) == small
    with pytest.raises(DataError, match="run holds a model of another shape"):
        music.choose_config(parse("--width", "128"), {"config": asdict(small)}, None)
    with pytest.raises(DataError, match="ensemble holds a model of another shape"):
        music.choose_config(parse("--layers", "3", "--from", "ensemble"), None, Start(small, {}, []))


def test_corpora_say_their_style_themselves(tmp_path):
    from bridge.errors import ConfigError

    (tmp_path / "js_fakes").mkdir()
    for name in ("manifest.csv", "js_fakes.zip"):
        (tmp_path / "js_fakes" / name).write_text("")
    with pytest.raises(ConfigError, match=r"the corpora in .* say their style themselves"):
        music.read_at(tmp_path, "folk", tmp_path / "music.npz", lambda done, of: None)


# --- the real commands ---


@pytest.fixture(scope="module")
def learned(tunes) -> tuple[Path, subprocess.CompletedProcess]:
    """A run that was trained, and what was said."""
    pytest.importorskip("torch", reason="the training parts are not installed")
    ran = duende("train", "music", "--data", "tunes", "--out", "run", "--steps", "25", *TINY, cwd=tunes.parent)
    return tunes.parent / "run", ran


def test_train_says_what_it_does_and_what_next(learned):
    run, ran = learned
    assert ran.returncode == 0, ran.stderr
    assert "1 file skipped:\n  torn.mid: not a MIDI file" in ran.stderr
    first, head, *rows, last = ran.stdout.splitlines()
    assert first.endswith(("CPU, 1 thread, bfloat16", "CPU, 1 thread, float32"))
    assert head.split()[:3] == ["bits", "per", "event"] and rows[0].startswith("tunes: ")
    assert last == "to hear it: duende export run --out PACKAGE; to train on: more --minutes or --steps"
    assert {p.name for p in run.iterdir()} == {"checkpoint.pt", "best.pt", "log.jsonl", "data.json", "music.npz"}
    assert json.loads((run / "data.json").read_text()) == ["tunes"]


@pytest.fixture(scope="module")
def packed(learned) -> Path:
    """The package of that run."""
    pytest.importorskip("onnxscript", reason="the training parts are not installed")
    run, _ = learned
    words = ("--out", "mine", "--precision", "8bit", "--licence", "CC0", "--default")
    ran = duende("export", run, *words, cwd=run.parent)
    assert ran.returncode == 0, ran.stderr
    return run.parent / "mine"


def test_what_was_learned_is_exported_checked_and_rendered(packed, tmp_path):
    manifest = json.loads((packed / "manifest.json").read_text())
    assert manifest["training"] == [{"name": "tunes", "licence": "not stated", "credit": ""}]
    assert (manifest["licence"], manifest["default"]) == ("CC0", True)
    checked = duende("check", packed, cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    words = ("-o", "answer.mid", "--prompt", "60 62 64", "--style", "folk", "--seconds", "8", "--seed", "1")
    rendered = duende("render", packed, *words, cwd=tmp_path)
    assert rendered.returncode == 0, rendered.stderr
    events, drums = midifile.read((tmp_path / "answer.mid").read_bytes())
    assert len(events) > 3 and not drums


def test_a_package_is_trained_on(packed, tunes, tmp_path):
    words = ("train", "music", "--data", tunes, "--out", "second", "--from", packed, "--steps", "2", *TINY)
    ran = duende(*words, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    logged = [json.loads(line) for line in (tmp_path / "second" / "log.jsonl").read_text().splitlines()]
    assert logged[0]["step"] == 0
    assert sum(logged[0]["held_out"]["tunes: any"].values()) < 20  # a fresh model: 24 bits
    listed = json.loads((tmp_path / "second" / "data.json").read_text())
    assert listed == [{"name": "tunes", "licence": "not stated", "credit": ""}]


def test_ctrl_c_saves_and_says_how_to_go_on_and_so_it_does(tunes, tmp_path):
    pytest.importorskip("torch", reason="the training parts are not installed")
    words = ["train", "music", "--data", str(tunes), "--out", "run", "--steps", "100000", *TINY]
    with subprocess.Popen([*DUENDE, *words], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as ran:
        assert "parameters" in ran.stdout.readline()
        log = tmp_path / "run" / "log.jsonl"
        while not log.exists():  # the first line comes after 20 steps
            time.sleep(0.05)
            assert ran.poll() is None
        ran.send_signal(signal.SIGINT)
        said = ran.communicate(timeout=60)[0]
    assert ran.returncode == 130
    step = int(said.split()[3].rstrip(","))
    assert step >= 20
    assert said.startswith(f"stopped at step {step}, saved in run; to go on: duende train music --data {tunes} --out run")
    words[7:8] = [str(step + 3)]
    assert words[6:8] == ["--steps", str(step + 3)]
    again = duende(*words, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    last = json.loads(log.read_text().splitlines()[-1])
    assert last["step"] == step + 3


def test_where_nothing_can_be_read_nothing_is_made(tmp_path):
    pytest.importorskip("torch", reason="the training parts are not installed")
    (tmp_path / "tunes").mkdir()
    (tmp_path / "tunes" / "a.mid").write_bytes(b"MThd")
    ran = duende("train", "music", "--data", "tunes", "--out", "run", cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.startswith("duende: tunes: no music that can be read (1 files tried; a.mid: not a MIDI file")
    assert not (tmp_path / "run").exists()
