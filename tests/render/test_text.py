import pytest

from bridge.cli import main


def rendered(package, out, *options):
    assert main(["render", str(package), "-o", str(out), *options]) == 0
    return out.read_text("utf8")


def test_the_same_seed_gives_the_same_bytes(tiny_text, tmp_path):
    one, two, other = (rendered(tiny_text, tmp_path / f"{i}.txt", "--lines", "5", "--seed", s) for i, s in enumerate("778"))
    assert one == two
    assert one != other


def test_so_many_lines_as_were_asked_for(tiny_text, tmp_path):
    text = rendered(tiny_text, tmp_path / "a.txt", "--lines", "4", "--seed", "1")
    assert len([line for line in text.splitlines() if line]) == 4


def test_it_goes_on_from_the_prompt(tiny_text, tmp_path):
    prompt = tmp_path / "prompt.txt"
    prompt.write_text("the sea\nand the land\n", "utf8")
    for wish in (str(prompt), "the sea\nand the land\n"):
        text = rendered(tiny_text, tmp_path / "a.txt", "--prompt", wish, "--seconds", "2", "--seed", "1")
        assert text.startswith("the sea\nand the land\n")


def test_a_prompt_that_is_no_text_is_refused(tiny_text, tmp_path, capsys):
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    assert main(["render", str(tiny_text), "-o", str(tmp_path / "a.txt"), "--prompt", str(tmp_path / "bad.txt")]) != 0
    assert "not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a.mid", "a.png"])
def test_other_endings_are_refused(tiny_text, tmp_path, name, capsys):
    assert main(["render", str(tiny_text), "-o", str(tmp_path / name)]) != 0
    assert "text is rendered to .txt" in capsys.readouterr().err
