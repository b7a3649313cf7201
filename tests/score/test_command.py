import argparse
import json
import shutil
import zipfile

import pytest

from bridge import kinds
from bridge.errors import DataError, MissingExtra, PackageError
from bridge.score import command


@pytest.fixture
def dances(tmp_path, midi):
    """A set with a split, two tunes each."""
    folder = tmp_path / "dances"
    folder.mkdir()
    with zipfile.ZipFile(folder / "dances.zip", "w") as archive:
        for name in "abcd":
            archive.writestr(f"{name}.mid", midi)
    (folder / "manifest.csv").write_text("file,split\na.mid,train\nb.mid,train\nc.mid,valid\nd.mid,valid\n")
    return folder


def run(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.main(parser.parse_args([str(word) for word in words]))


def test_a_set_named_twice_is_scored_on_its_held_out_split(tiny_package, dances, capsys):
    pytest.importorskip("pyppmd")
    assert run(tiny_package, "--data", dances, "--prime", dances, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["split"], said["pieces"], said["events"]) == ("valid", 2, 16)
    assert set(said["bits"]) == {"time", "pitch", "duration", "velocity", "style", "sum"}
    assert said["bits"]["sum"] == pytest.approx(sum(said["bits"][k] for k in said["bits"] if k != "sum"), abs=1e-3)
    assert said["baseline"]["primed_with"] == "dances, split 'train' (2 pieces, 16 events)"
    assert said["baseline"]["bits"]["pitch"] < 2 < said["bits"]["pitch"], "PPMd has met this tune, the model nothing"
    assert set(said["baseline"]["orders"]) == {"time", "pitch", "duration", "velocity", "together"}


def test_the_table_says_what_was_scored(tiny_package, dances, capsys):
    run(tiny_package, "--data", dances, "--precision", "fp32")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("dances, split 'valid': 2 pieces, 16 events; heard as:")
    assert lines[1].split()[-6:] == ["time", "pitch", "duration", "velocity", "style", "sum"]
    assert lines[2].startswith("tiny (fp32)")
    assert len(lines) == 3, "without --prime there is no baseline"


def test_two_scorings_agree(tiny_package, dances, capsys):
    outputs = []
    for _ in range(2):
        run(tiny_package, "--data", dances, "--json")
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_a_folder_that_primes_itself_is_refused(tiny_package, tmp_path, midi):
    pytest.importorskip("pyppmd")
    (tmp_path / "one.mid").write_bytes(midi)
    with pytest.raises(DataError, match="are the same music"):
        run(tiny_package, "--data", tmp_path, "--prime", tmp_path)


def test_a_missing_baseline_is_found_out_before_anything_is_read(tiny_package, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyppmd", None)
    with pytest.raises(MissingExtra):
        run(tiny_package, "--data", tmp_path / "nothing", "--prime", tmp_path)


def test_no_data_and_no_package_are_named(tiny_package, tmp_path):
    with pytest.raises(DataError, match="nothing"):
        run(tiny_package, "--data", tmp_path / "nothing")
    with pytest.raises(PackageError):
        run(tmp_path / "no-package", "--data", tmp_path)


def test_a_kept_score_stands_in_the_manifest(tiny_package, dances, tmp_path):
    shutil.copytree(tiny_package, tmp_path / "mine")
    run(tmp_path / "mine", "--data", dances, "--precision", "fp32", "--keep")
    kept = json.loads((tmp_path / "mine" / "manifest.json").read_text())["held_out"]
    assert kept["unit"] == "bits per event"
    assert kept["fp32"]["dances"]["events"] == 16


def test_every_kind_that_is_scored_has_what_the_command_asks_of_it():
    for kind in kinds.known(command.MODULES):
        module = kinds.module_of(command.MODULES, kind)
        assert [n for n in ("DATA", "PRIME", "add_arguments", "check", "score") if not hasattr(module, n)] == [], kind
