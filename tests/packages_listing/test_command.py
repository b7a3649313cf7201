import argparse
import json
import shutil

import pytest

from bridge import kinds
from bridge.errors import PackageError
from bridge.packages_listing import command
from bridge.packages_listing.kinds import music
from bridge.packages_listing.timing import Timing


def run(*words, bundled):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.main(parser.parse_args([str(word) for word in words]), bundled)


def timing(p99):
    return Timing(p99, p99, p99, p99)


@pytest.mark.parametrize(
    ("p99_ms", "words"),
    [
        (51.7, "16th notes to 290 BPM"),
        (37.5, "16th notes to 400 BPM"),
        (20.0, "16th notes to 400 BPM"),
        (9.0, "16th notes in chords of 4 to 400 BPM"),
        (0.5, "16th notes in chords of 16 to 400 BPM"),
    ],
)
def test_the_99th_step_of_100_says_what_is_allowed(p99_ms, words):
    assert music.allows(timing(p99_ms)) == words


class Clocked:
    """A context whose steps take no time and are counted."""

    capacity = 1024

    def __init__(self):
        self.steps, self.heard = 0, []

    def rewind(self, length):
        self.heard = self.heard[:length]

    def hear(self, rows):
        self.heard += rows

    def advance(self):
        self.steps += 1


def test_measuring_takes_as_many_steps_as_told_and_leaves_nothing_behind():
    context = Clocked()
    found = music.steps(context, hot=10, gapped=5, gap_s=0.001)
    assert context.steps == 1 + 10 + 5
    assert context.heard == []
    assert 0 <= found.hot_p50 <= found.hot_p99


@pytest.fixture
def bundled(tiny_package, tmp_path):
    shutil.copytree(tiny_package, tmp_path / "tiny")
    return tmp_path


def test_every_bundled_package_is_listed_for_people(bundled, capsys):
    assert run(bundled=bundled) == 0
    said = capsys.readouterr().out
    assert said.startswith("tiny 1 (music): ")
    assert "held out    not scored yet: duende score" in said
    assert "allows      16th notes" in said


def test_and_for_machines(bundled, capsys):
    assert run("--json", bundled=bundled) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["kind"] == "music"
    assert found["bytes"] == sum(path.stat().st_size for path in (bundled / "tiny").iterdir())
    assert found["step_ms"]["p50"] > 0
    assert found["device"] == "cpu"


def test_scores_in_the_manifest_are_shown_beside_the_baseline(bundled, capsys):
    path = bundled / "tiny" / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["held_out"] = {"8bit": {"dances": {"sum": 8.0}}}
    manifest["baseline"] = {"dances": {"sum": 10.0}}
    path.write_text(json.dumps(manifest))
    run("tiny", bundled=bundled)
    assert "held out    dances: 8.00 bits an event, PPMd 10.00 (-20 %)" in capsys.readouterr().out


def test_a_package_that_does_not_hold_is_named_and_the_others_listed(bundled, capsys):
    shutil.copytree(bundled / "tiny", bundled / "broken")
    (bundled / "broken" / "music.onnx").write_bytes(b"no")
    assert run(bundled=bundled) == 1
    captured = capsys.readouterr()
    assert "music.onnx is not the file that was packed" in captured.err
    assert captured.out.count("(music)") == 1


def test_a_name_that_is_not_bundled_is_refused_with_those_that_are(bundled):
    with pytest.raises(PackageError, match="bundled are tiny"):
        run("waltz", bundled=bundled)


def test_an_empty_house_says_so(tmp_path, capsys):
    assert run(bundled=tmp_path) == 0
    assert "no package that plays" in capsys.readouterr().out


def test_every_kind_that_is_listed_has_what_the_command_asks_of_it():
    for kind in kinds.known(command.MODULES):
        module = kinds.module_of(command.MODULES, kind)
        assert [n for n in ("measure", "allows", "facts", "held_out") if not hasattr(module, n)] == [], kind
