"""Core's side of what follows rings: real processes."""

import os
import signal
import subprocess
import sys
import time

import pytest
from peers.painter import Painter
from peers.server import alive
from peers.waiting import until

from bridge import companion
from bridge.config.show import FrameOutput
from bridge.frames.remote import FrameOutputs, Recorder

SPOUT = FrameOutput("image", "spout", "x")


@pytest.fixture
def painter():
    painter = Painter("remote", 32, 30)
    yield painter
    painter.close()


@pytest.fixture
def recorder(painter):
    recorder = Recorder()
    recorder.send_rings({"image": painter.name})
    assert recorder.check() == []
    yield recorder
    recorder.close()


def answers(recorder, count=1, seconds=20.0):
    found = []
    until(lambda: found.extend(recorder.check()) or len(found) >= count, "no answer", seconds)
    return found


def test_an_output_that_cannot_be_is_told_once_and_not_tried_again(painter):
    outputs, told = FrameOutputs([SPOUT], {"image": painter.name}), []
    try:
        until(lambda: told.extend(outputs.check()) or told, "nothing said", 20.0)
        time.sleep(0.2)
        told += outputs.check() + outputs.check()
    finally:
        outputs.close()
    (sentence,) = told
    assert sentence.startswith("image is not sent by SPOUT: Spout needs Windows and SpoutGL, which is not installed")


def test_one_that_dies_is_started_again(painter, monkeypatch):
    monkeypatch.setattr(companion, "YOUNG_S", 0.0)
    outputs = FrameOutputs([SPOUT], {"image": painter.name})
    (process,) = outputs._wanted.values()
    process._module = "bridge.frames.recorder"  # any that runs on
    process._words = ()
    try:
        outputs.check()
        until(lambda: outputs.check() == [] and process.alive, "not started", 20.0)
        first = process.pid
        os.kill(first, signal.SIGKILL)
        sentences = []
        until(lambda: sentences.extend(outputs.check()) or sentences, "nothing said", 20.0)
        assert sentences == ["bridge.frames.recorder ended with -9; it is started again"]
        until(lambda: outputs.check() == [] and process.alive and process.pid != first, "not started again", 20.0)
    finally:
        outputs.close()
    assert not alive(process.pid)


def test_one_that_dies_young_rests_first(recorder):
    os.kill(recorder.pid, signal.SIGKILL)
    until(lambda: not alive(recorder.pid), "it lives")
    time.sleep(0.2)
    recorder.check()
    first = recorder.pid
    recorder.check()
    assert recorder.pid == first


def test_the_last_seconds_become_a_film(recorder, tmp_path):
    av = pytest.importorskip("av", reason="PyAV is not installed")
    until(lambda: captured(recorder, tmp_path / "first.mp4"), "nothing is recorded", 30.0)
    time.sleep(2.0)
    recorder.capture("image", str(tmp_path / "a.mp4"), 1.0, time.monotonic())
    ((word, player, path, seconds),) = answers(recorder)
    assert (word, player, path) == ("captured", "image", str(tmp_path / "a.mp4"))
    with av.open(path) as container:
        greys = [int(frame.to_ndarray(format="rgb24")[16, 16, 0]) for frame in container.decode(video=0)]
    assert 0.5 < seconds <= 1.1
    assert len(set(greys)) > 5  # it moves


def test_a_disk_that_refuses_is_a_sentence_and_the_recorder_goes_on(recorder, tmp_path):
    pytest.importorskip("av", reason="PyAV is not installed")
    (tmp_path / "file").touch()
    until(lambda: captured(recorder, tmp_path / "a.mp4"), "nothing is recorded", 30.0)
    refused = str(tmp_path / "file" / "a.mp4")
    recorder.capture("image", refused, 1.0, time.monotonic())
    ((word, _, path, sentence),) = answers(recorder)
    assert (word, path) == ("failed", refused)
    assert "file" in sentence
    assert captured(recorder, tmp_path / "b.mp4")


def captured(recorder, path):
    recorder.capture("image", str(path), 1.0, time.monotonic())
    return answers(recorder)[0][0] == "captured"


def test_what_cannot_be_captured_is_a_sentence(recorder, tmp_path):
    recorder.capture("nobody", str(tmp_path / "a.mp4"), 1.0, time.monotonic())
    assert answers(recorder) == [("failed", "nobody", str(tmp_path / "a.mp4"), "nobody has no pictures")]


def test_a_recorder_that_dies_answers_and_comes_back(recorder, tmp_path, monkeypatch):
    monkeypatch.setattr(companion, "YOUNG_S", 0.0)
    time.sleep(0.5)
    first = recorder.pid
    os.kill(first, signal.SIGSTOP)
    recorder.capture("image", "x.mp4", 1.0, time.monotonic())
    os.kill(first, signal.SIGKILL)
    assert answers(recorder) == [("failed", "image", "x.mp4", "the recorder ended; it is started again")]
    until(lambda: recorder.check() == [] and recorder.pid not in (0, first), "not started again", 20.0)


def test_without_rings_nothing_runs_and_nothing_is_captured():
    recorder = Recorder()
    recorder.send_rings({})
    assert (recorder.check(), recorder.pid) == ([], 0)
    recorder.capture("image", "x.mp4", 1.0, 0.0)
    assert recorder.check() == [("failed", "image", "x.mp4", "nothing is recorded yet")]
    recorder.close()


def test_it_ends_with_its_link(recorder):
    until(lambda: recorder.check() == [] and alive(recorder.pid), "not started")
    pid = recorder.pid
    recorder.close()
    assert not alive(pid)


def test_core_loads_no_numpy_for_it():
    program = "import sys, bridge.frames.remote, bridge.frames.rings; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
