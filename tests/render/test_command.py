import argparse

import pytest

from bridge import kinds, midifile
from bridge.errors import ConfigError, PackageError
from bridge.render import command
from bridge.tokens import Event


def run(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.main(parser.parse_args([str(word) for word in words]))


def events(path):
    return midifile.read(path.read_bytes())[0]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "answer.mid"


def test_the_same_seed_gives_the_same_bytes(tiny_package, tmp_path):
    a, b, c = (tmp_path / name for name in ("a.mid", "b.mid", "c.mid"))
    for path, seed in ((a, 7), (b, 7), (c, 8)):
        assert run(tiny_package, "-o", path, "--prompt", "60 62 64", "--seconds", 4, "--seed", seed) == 0
    assert a.read_bytes() == b.read_bytes() != c.read_bytes()


def test_the_file_holds_the_prompt_and_then_the_answer(tiny_package, out):
    run(tiny_package, "-o", out, "--prompt", "60 62 64", "--seed", 1, "--seconds", 4)
    found = events(out)
    assert [(e.tick, e.pitch) for e in found[:3]] == [(0, 60), (48, 62), (96, 64)]
    assert found[3].tick == 144
    assert max(e.tick + e.duration for e in found) <= 144 + 4 * 2 * 48


def test_the_answer_may_stand_alone(tiny_package, out):
    run(tiny_package, "-o", out, "--prompt", "60 62 64", "--seed", 1, "--answer-only")
    assert events(out)[0].tick == 0


def test_without_a_seed_the_line_tells_the_one_that_was_taken(tiny_package, out, tmp_path, capsys):
    run(tiny_package, "-o", out, "--seconds", 3)
    seed = capsys.readouterr().out.partition("seed ")[2].partition(";")[0]
    run(tiny_package, "-o", tmp_path / "again.mid", "--seconds", 3, "--seed", seed)
    assert out.read_bytes() == (tmp_path / "again.mid").read_bytes()


def test_a_drum_prompt_is_answered_by_drums(tiny_package, out, tmp_path):
    midifile.write(tmp_path / "beat.mid", [Event(24 * i, 36 + 2 * (i % 2), 6, 90) for i in range(8)], 100, channel=10)
    run(tiny_package, "-o", out, "--prompt", tmp_path / "beat.mid", "--seed", 1)
    assert midifile.read(out.read_bytes())[1], "on channel 10"


def test_the_tempo_is_the_prompts_unless_another_is_wished(tiny_package, out, tmp_path, capsys):
    midifile.write(tmp_path / "slow.mid", [Event(0, 60, 48, 90)], tempo=60)
    run(tiny_package, "-o", out, "--prompt", tmp_path / "slow.mid")
    run(tiny_package, "-o", out, "--prompt", tmp_path / "slow.mid", "--tempo", 90)
    first, second = capsys.readouterr().out.splitlines()
    assert " 60 BPM" in first
    assert " 90 BPM" in second


def test_another_ending_is_refused_with_what_is_allowed(tiny_package, tmp_path):
    with pytest.raises(ConfigError, match=r"music is rendered to \.mid or \.midi"):
        run(tiny_package, "-o", tmp_path / "answer.png")


def test_kinds_that_cannot_be_rendered_are_refused(tmp_path):
    with pytest.raises(PackageError, match="a package of kind opera cannot be rendered; kinds that can: music"):
        command.check_ending(tmp_path / "a.csv", "opera")


def test_every_kind_that_is_rendered_has_what_the_command_asks_of_it():
    for kind in kinds.known(command.MODULES):
        module = kinds.module_of(command.MODULES, kind)
        assert [n for n in ("ENDINGS", "SECONDS", "add_arguments", "render") if not hasattr(module, n)] == [], kind


def test_an_option_of_another_kind_is_refused_with_whose_it_is(tiny_package, tmp_path):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    args = parser.parse_args([str(tiny_package), "-o", str(tmp_path / "a.txt"), "--style", "folk"])
    with pytest.raises(ConfigError, match=r"--style is for music; .*tiny is a package of kind text"):
        command.check_options(args, "text")


def test_a_missing_folder_is_named(tiny_package, tmp_path):
    with pytest.raises(ConfigError, match="there is no folder"):
        run(tiny_package, "-o", tmp_path / "no" / "a.mid")


def test_an_unknown_style_is_refused_with_those_that_are_known(tiny_package, out):
    with pytest.raises(ConfigError, match="style 'polka': tiny knows any, chorale, folk, piano, drums, song"):
        run(tiny_package, "-o", out, "--style", "polka")
    assert not out.exists()


@pytest.mark.parametrize(
    "words", [("--seconds", "nan"), ("--seconds", "0"), ("--seed", "-1"), ("--top-p", "2"), ("--tempo", "fast")]
)
def test_numbers_out_of_range_are_refused_with_the_range(tiny_package, out, words, capsys):
    with pytest.raises(SystemExit) as error:
        run(tiny_package, "-o", out, *words)
    assert error.value.code == 2
    assert "is allowed" in capsys.readouterr().err
