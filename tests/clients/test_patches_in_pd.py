"""The Pure Data patch of a running server, in Pure Data: it connects by itself, plays, hears answers, shows every knob."""

import subprocess
import urllib.request
from pathlib import Path

import pytest
from peers.osc import read
from peers.waiting import needs, until

from bridge.casting import default_package

KINDS = ("music", "text", "image", "gesture")
pytestmark = [
    needs("puredata-core", "pd"),
    pytest.mark.skipif(not all(map(default_package, KINDS)), reason="not all packages are bundled"),
]
# What a test of ours listens to inside Pd; a name that is printed.
HEARD = (
    "music.note", "music.temperature=", "music.mode=", "image.latent.1=", "text.line0=", "text.line1=",
    "gesture.out.value.1=", "duende.says", "duende.send",
)  # fmt: skip


class PatchInPd:
    """Pure Data with the patch open, and one beside it that prints what comes at each name of HEARD."""

    def __init__(self, folder: Path, patch: str):
        (folder / "duende.pd").write_text(patch)
        boxes = [f"#X obj 9 {20 * n} r {name};\n#X obj 200 {20 * n} print HEARD-{name}" for n, name in enumerate(HEARD)]
        cords = [f"#X connect {2 * n} 0 {2 * n + 1} 0" for n in range(len(HEARD))]
        ear = ";\n".join(["#N canvas 0 0 400 400 12", *boxes, *cords]) + ";\n"
        (folder / "ear.pd").write_text(ear)
        self._folder, self._running = folder, None

    def run(self, *script: tuple[float, str]) -> None:
        """`script`: (milliseconds after what was before, a message to a name)."""
        lines = "".join(f"{pause:g} {message};\n" for pause, message in [(500, "pd-nothing bang"), *script])
        (self._folder / "script.txt").write_text(lines)
        starter = (
            "#N canvas 0 0 300 300 12;\n#X obj 9 9 loadbang;\n#X msg 9 40 read script.txt \\, bang;\n#X obj 9 70 qlist;\n"
        )
        (self._folder / "starter.pd").write_text(starter + "#X connect 0 0 1 0;\n#X connect 1 0 2 0;\n")
        command = ["pd", "-nogui", "-noaudio", "-nomidi", "-stderr"]
        for name in ("ear.pd", "duende.pd", "starter.pd"):
            command += ["-open", name]
        self.output = self._folder / "pd.txt"
        with self.output.open("w") as out:
            self._running = subprocess.Popen(command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out)

    def heard(self, name: str) -> list[str]:
        """What came at this name, a line each."""
        lines = self.output.read_text(errors="replace").splitlines()
        return [line.partition(": ")[2] for line in lines if line.startswith(f"HEARD-{name}: ")]

    def sent(self) -> list[tuple]:
        """The messages that the patch has sent: address and arguments."""
        packets = [bytes(map(int, line.split())) for line in self.heard("duende.send")]
        return [(got.address, *got.args) for packet in packets for got in read(packet, 0.0)]

    def close(self) -> None:
        if self._running:
            self._running.kill()
            self._running.wait()


@pytest.fixture
def pd(tmp_path, duende, client):
    with urllib.request.urlopen(f"http://127.0.0.1:{duende.http}/patches/duende.pd", timeout=10) as answer:
        patch = PatchInPd(tmp_path, answer.read().decode())
    yield patch
    patch.close()


def test_it_opens_without_a_complaint_and_is_welcomed(pd):
    pd.run()
    until(lambda: pd.heard("duende.says"), "no welcome")
    assert pd.heard("duende.says")[0] == "set duende"
    assert not [line for line in pd.output.read_text().splitlines() if not line.startswith("HEARD-")], (
        "Pd itself says nothing"
    )


def test_it_shows_how_everything_stands(pd, client):
    client.send("/music/temperature", 1.25)
    client.send("/image/latent/1", 0.5)
    pd.run()
    until(lambda: pd.heard("image.latent.1="), "no answer")
    assert pd.heard("music.temperature=")[0] == "set 1.25"
    assert pd.heard("music.mode=")[0] == "set answer"
    assert pd.heard("image.latent.1=")[0] == "set 0.5"


def test_a_note_goes_through_it_and_the_answer_comes_back_into_it(pd):
    phrase = [(60, f"music.note! {pitch} {velocity}") for pitch in (67, 69, 71) for velocity in (90, 0)]
    pd.run(*phrase)
    until(lambda: any(not int(line.split()[1]) for line in pd.heard("music.note")), "no answer", 15)
    assert [line for line in pd.heard("music.note") if int(line.split()[1])]


def test_a_key_of_the_patch_is_a_note_with_its_off(pd):
    pd.run((0, "music.key60 bang"))
    until(lambda: ("/music/note", 60.0, 0.0) in pd.sent(), "no off")
    assert ("/music/note", 60.0, 90.0) in pd.sent()


def test_a_slider_turns_the_knob_and_others_see_it(pd, listener):
    listener.send("/feedback", 1)
    pd.run((0, "music.temperature! 1.75"))
    assert listener.wait("/music/temperature").args == (1.75,)


def test_a_word_is_chosen_by_its_button(pd, client):
    pd.run((0, "music.mode!3 bang"))
    until(lambda: ("/music/mode", "accompany") in pd.sent(), "not sent")
    until(lambda: client.ask("/music/mode") == ("accompany",), "not set")


def test_what_another_turns_moves_the_slider_and_is_not_sent_back(pd, client):
    pd.run()
    until(lambda: pd.heard("music.temperature="), "no answer")
    before = len(pd.sent())
    client.send("/music/temperature", 0.5)
    until(lambda: pd.heard("music.temperature=")[-1] == "set 0.5", "the slider did not move")
    client.listen(0.2)
    assert len(pd.sent()) == before


def test_lines_scroll(pd):
    pd.run((0, "text.next! 2"))
    until(lambda: len(pd.heard("text.line0=")) == 2, "no two lines", 15)
    first, second = pd.heard("text.line0=")
    assert pd.heard("text.line1=")[-1] == first != second


def test_a_hand_is_answered_by_its_sliders(pd):
    movement = [(40, f"gesture.in.0! {0.1 * step:.1f}") for step in range(8)]
    pd.run(*movement)
    until(lambda: pd.heard("gesture.out.value.1="), "no movement", 15)


def test_the_status_is_printed(pd):
    pd.run((0, "status! bang"))
    until(lambda: "duende: music_package " in pd.output.read_text(), "no status")


def test_an_error_is_shown(pd):
    pd.run((0, "text.next! 0"))
    until(lambda: any("count" in line for line in pd.heard("duende.says")), "no error")
