"""Frame outputs: what is sent when, in virtual time; and each kind against its library's interface."""

import subprocess
import sys
import types
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from peers.painter import Painter
from peers.waiting import until

from bridge.channel import pair
from bridge.config.reading import FRAMES
from bridge.errors import MissingExtra, PortError
from bridge.frames import rings
from bridge.frames.outputs import ndi, sending, spout, syphon
from bridge.frames.outputs.rgba import Rgba
from bridge.frames.outputs.sending import MISSING_S, REPEAT_S, Following
from bridge.frames.reader import Frame
from bridge.frames.writer import RingWriter

ROOT = Path(__file__).parents[2]
LIBRARIES = {"ndi": "cyndilib", "spout": "SpoutGL", "syphon": "syphon"}


def frame(value, side=4, channels=3):
    return Frame(value, 0.0, 0.0, side, side, channels, bytes([value]) * (side * side * channels))


@pytest.fixture
def ring():
    ring = RingWriter(rings.ring_name("sending"), 4, 4)
    yield ring
    ring.close()
    rings.remove(ring.name)


@pytest.fixture
def following(ring):
    """What follows the ring, at `following.moment`."""
    following = Following(ring.name, lambda: following.moment)
    following.moment = 100.0
    yield following
    following.close()


def paint(ring, index, due=0.0):
    ring.write(index, due, np.full((4, 4, 3), index, np.uint8))


def sent(following, seconds=0.0):
    following.moment += seconds
    frame = following.next()
    return None if frame is None else frame.index


def test_each_picture_is_sent_once_and_a_still_one_again(ring, following):
    assert sent(following) is None
    paint(ring, 1)
    assert sent(following) == 1
    assert sent(following, 0.1) is None
    assert sent(following, REPEAT_S) == 1
    paint(ring, 2)
    assert sent(following) == 2


def test_a_picture_is_sent_at_its_moment(ring, following):
    paint(ring, 1, due=100.5)
    assert sent(following, 0.4) is None
    assert sent(following, 0.1) == 1


def test_a_ring_that_is_gone_leaves_the_last_picture_and_a_new_one_is_found(ring, following):
    paint(ring, 1)
    assert sent(following) == 1
    rings.remove(ring.name)
    assert following.lost
    assert sent(following, REPEAT_S) == 1
    again = RingWriter(ring.name, 4, 4)
    paint(again, 2)
    assert sent(following, MISSING_S) == 2
    again.close()


@pytest.mark.parametrize(("channels", "pixel"), [(1, [7, 7, 7, 255]), (3, [7, 7, 7, 255]), (4, [7, 7, 7, 7])])
def test_a_fourth_byte_is_added(channels, pixel):
    rgba = Rgba()
    picture, new = rgba.fill(frame(7, channels=channels))
    assert (picture.shape, new, picture[2, 1].tolist()) == ((4, 4, 4), True, pixel)
    assert rgba.fill(frame(8, channels=channels))[1] is False
    assert rgba.fill(frame(8, side=6, channels=channels))[1] is True


# ---- the kinds ---------------------------------------------------------------------------------------------------------


def test_every_kind_of_a_show_has_its_process():
    (kinds,) = [arg.choices for arg in FRAMES if arg.name == "to"]
    assert set(kinds) == set(LIBRARIES)
    for kind in kinds:
        assert (ROOT / "bridge" / "frames" / "outputs" / f"{kind}.py").is_file()


@pytest.mark.parametrize("kind", LIBRARIES)
def test_what_is_not_installed_is_a_sentence_with_its_cure(kind, monkeypatch):
    monkeypatch.setitem(sys.modules, LIBRARIES[kind], None)
    opens = {"ndi": ndi.Ndi, "spout": spout.Spout, "syphon": syphon.Syphon}[kind]
    with pytest.raises(MissingExtra, match=rf"not installed; cure: pip install 'duende\[{kind}\]'"):
        opens("duende image")


class Call(list):
    """Remembers every call of every attribute, by name; answers itself, or what it was told to."""

    def __init__(self, **answers):
        super().__init__()
        self._answers = answers

    def __getattr__(self, name):
        def call(*words, **more):
            self.append((name, *words, *more.values()))
            return self._answers.get(name, self)

        return call

    def names(self):
        return [call[0] for call in self]


def test_ndi_opens_a_sender_for_each_size_and_writes_rows(monkeypatch):
    library = Call()
    library.FourCC = types.SimpleNamespace(RGBX="RGBX")
    monkeypatch.setitem(sys.modules, "cyndilib", library)
    sender = ndi.Ndi("duende image")
    sender.send(frame(5))
    sender.send(frame(6))
    sender.send(frame(7, side=6))
    sender.close()
    assert [call for call in library if call[0] in ("Sender", "set_resolution", "set_fourcc", "set_frame_rate")] == [
        call
        for side in (4, 6)
        for call in (
            ("set_resolution", side, side), ("set_frame_rate", Fraction(60)), ("set_fourcc", "RGBX"),
            ("Sender", "duende image", False),
        )
    ]  # fmt: skip
    written = [call[1] for call in library if call[0] == "write_video"]
    assert [picture.size for picture in written] == [64, 64, 144]
    assert library.names().count("close") == 2


def test_spout_sends_rgba_and_signals_each_picture(monkeypatch):
    library = Call(sendImage=True)
    monkeypatch.setitem(sys.modules, "SpoutGL", library)
    sender = spout.Spout("duende image")
    sender.send(frame(5))
    sender.close()
    assert library.names() == ["SpoutSender", "setSenderName", "sendImage", "setFrameSync", "releaseSender"]
    picture, width, height, kind, turned, _ = library[2][1:]
    assert (picture.shape, width, height, kind, turned) == ((4, 4, 4), 4, 4, 0x1908, False)


def test_spout_that_takes_nothing_is_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "SpoutGL", Call(sendImage=False))
    with pytest.raises(PortError, match="Spout does not take pictures of 4×4"):
        spout.Spout("duende image").send(frame(5))


def test_syphon_copies_into_one_texture_of_each_size(monkeypatch):
    library = Call()
    library.device = "metal"
    texture = types.SimpleNamespace(copy_image_to_mtl_texture=library.fill, create_mtl_texture=library.make)
    for name in ("syphon", "syphon.utils", "syphon.utils.numpy", "syphon.utils.raw"):
        monkeypatch.setitem(sys.modules, name, texture if name.count(".") == 2 else library)
    sender = syphon.Syphon("duende image")
    sender.send(frame(5))
    sender.send(frame(6))
    sender.close()
    each = ["fill", "publish_frame_texture", "update_run_loop"]
    assert library.names() == ["SyphonMetalServer", "SyphonServerDirectory", "make", *each, *each, "stop"]
    assert library[2][1:] == ("metal", 4, 4)


# ---- as a process ------------------------------------------------------------------------------------------------------


class Shown:
    def __init__(self, name):
        self.name, self.seen, self.closed = name, [], False

    def send(self, frame):
        self.seen.append(frame.index)

    def close(self):
        self.closed = True


def test_by_hand_it_ends_with_the_ring(capfd):
    painter, shown = Painter("sending", 16, 100), []
    until(lambda: painter.painted > 3, "no picture")

    class Ending(Shown):
        def send(self, frame):
            super().send(frame)
            if len(self.seen) == 5:
                rings.remove(painter.name)

    try:
        assert sending.run(lambda name: shown.append(Ending(name)) or shown[0], [painter.name, "x"]) == 0
    finally:
        painter.close()
    assert (shown[0].name, shown[0].closed, len(shown[0].seen)) == ("x", True, 5)
    assert "is sent as 'x'" in capfd.readouterr().err


def test_a_ring_that_never_comes_ends_it(monkeypatch):
    monkeypatch.setattr(sending, "MISSING_S", 0.01)
    assert sending.run(Shown, ["duende-1-nothing", "x"]) == 0


def test_a_process_that_cannot_says_why_on_its_link():
    link, theirs = pair()
    command = [sys.executable, "-m", "bridge.frames.outputs.spout", "duende-1-image", "x", str(theirs.fileno())]
    done = subprocess.run(command, pass_fds=(theirs.fileno(),), cwd=ROOT, capture_output=True)
    theirs.close()
    message, sentence = link.receive()
    link.close()
    assert (message, done.returncode, done.stderr) == ("failed", 2, b"")
    assert "pip install 'duende[spout]'" in sentence
