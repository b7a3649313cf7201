"""The lessons in examples/ do what they say, in the programs that they are for."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bridge.config import load_show

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PHRASE = "lesson-connect bang; lesson-hello bang; lesson-note 67 90; lesson-note 67 0"
EAR = "#N canvas 0 0 200 100 12;\n#X obj 9 9 r heard;\n#X obj 9 40 print heard;\n#X connect 0 0 1 0;\n"
LISTEN_S = 5


@pytest.mark.skipif(not shutil.which("pd"), reason="Pure Data is not installed")
def test_in_pure_data_a_phrase_is_answered(duende, tmp_path):
    lesson = (EXAMPLES / "first_phrase.pd").read_text().replace(" 7770;", f" {duende.osc};", 1)
    (tmp_path / "lesson.pd").write_text(lesson)
    (tmp_path / "ear.pd").write_text(EAR)
    command = ["timeout", str(LISTEN_S), "pd", "-nogui", "-noaudio", "-nomidi", "-stderr"]
    command += ["-open", "lesson.pd", "-open", "ear.pd"]
    done = subprocess.run([*command, "-send", PHRASE], cwd=tmp_path, capture_output=True, text=True)
    heard = [line.split()[1:] for line in done.stderr.splitlines() if line.startswith("heard:")]
    assert any(int(velocity) > 0 for _, velocity, _ in heard), done.stderr


@pytest.mark.skipif(not shutil.which("pd"), reason="Pure Data is not installed")
def test_in_pure_data_a_mode_is_chosen(duende, client, tmp_path):
    text = (EXAMPLES / "first_phrase.pd").read_text()
    chosen = re.findall(r"#X msg \d+ \d+ (symbol \w+);", text)
    (tmp_path / "lesson.pd").write_text(text.replace(" 7770;", f" {duende.osc};", 1))
    command = ["timeout", "2", "pd", "-nogui", "-noaudio", "-nomidi", "-stderr", "-open", "lesson.pd"]
    said = "; ".join(["lesson-connect bang", *(f"lesson-mode {message}" for message in chosen)])
    done = subprocess.run([*command, "-send", said], cwd=tmp_path, capture_output=True, text=True)
    assert "error" not in done.stderr
    assert chosen[-1] == "symbol solo"
    assert client.ask("/music/mode") == ("solo",)


@pytest.mark.parametrize("show", sorted(EXAMPLES.glob("*.toml")), ids=lambda p: p.name)
def test_example_shows_can_be_read(show):
    assert load_show(show).players
