import os
import signal
import subprocess
import sys
import time
from timeit import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.clock import VirtualClock
from bridge.watch import journal as module
from bridge.watch.journal import Journal, Start
from bridge.watch.records import encode, records
from bridge.watch.replay import read
from bridge.watch.runs import Keep, segments

START = Start("0.1.0", seed=7, show="[clock]\n", players={"music": {"kind": "music", "sha256": "ab"}})


@pytest.fixture
def clock():
    return VirtualClock(100.0)


@pytest.fixture
def said():
    return []


@pytest.fixture
def journal(tmp_path, clock, said):
    """One that writes when told to: its thread is never started."""
    return Journal(tmp_path / "journals", START, clock=clock, say=said.append)


def kinds(journal):
    return [record.kind for record in read(journal.run)]


def test_a_run_is_one_folder_and_nothing_else(journal):
    journal.turn()
    journal.note("set", at=1.0, address="/music/density", args=(1.0,), source="udp")
    journal.turn()
    assert list(journal.folder.iterdir()) == [journal.run]


def test_the_first_record_says_how_it_all_began(journal):
    journal.turn()
    start = next(read(journal.run)).values
    assert (start["version"], start["seed"], start["show"], start["at"]) == ("0.1.0", 7, "[clock]\n", 100.0)
    assert start["players"] == {"music": {"kind": "music", "sha256": "ab"}}


def test_inputs_and_outputs_read_back_exactly(journal):
    journal.turn()
    journal.osc(100.1, "udp 127.0.0.1:9000", b"/music/note\0,ii\0\xff\0")
    journal.midi(100.2, "Keys", b"\x90\x3c\x40", used=False)
    journal.out(5, "udp", "/music/out/note", (60, 90, 1), 100.30000000000001, 100.3001)
    journal.turn()
    assert list(read(journal.run))[2:] == [
        ("osc", {"at": 100.1, "source": "udp 127.0.0.1:9000", "packet": b"/music/note\0,ii\0\xff\0", "used": 1}),
        ("midi", {"at": 100.2, "source": "Keys", "data": b"\x90\x3c\x40", "used": 0}),
        (
            "out",
            {
                "id": 5, "sink": "udp", "address": "/music/out/note", "args": (60, 90, 1),
                "due": 100.30000000000001, "actual": 100.3001,
            },
        ),
    ]  # fmt: skip


def test_off_and_on_again_are_recorded_what_lies_between_is_not(journal):
    journal.turn()
    journal.on = False
    journal.note("state", at=101.0, player="music", state="idle")
    journal.osc(101.0, "udp", b"/x")
    journal.on = True
    journal.on = True
    journal.turn()
    assert [(r.kind, r.values.get("on")) for r in read(journal.run)][2:] == [("journal", 0), ("journal", 1)]


def test_a_queue_that_is_full_drops_counts_and_says_where(journal, monkeypatch):
    monkeypatch.setattr(module, "QUEUE_RECORDS", 3)
    for n in range(5):
        journal.note("state", n=n)
    journal.turn()
    assert journal.dropped == 2
    assert [record.values for record in read(journal.run) if record.kind == "dropped"] == [{"count": 2}]


def test_large_packets_cannot_fill_the_memory(journal, monkeypatch):
    monkeypatch.setattr(module, "QUEUE_BYTES", 1000)
    for _ in range(5):
        journal.osc(1.0, "tcp", b"x" * 400)
    assert journal.dropped == 3
    journal.turn()
    journal.osc(1.0, "tcp", b"x" * 400)
    assert journal.dropped == 3


def test_a_folder_that_cannot_be_written_is_one_sentence_and_no_more(journal, clock, said):
    journal.folder.write_text("a file where the folder should be")
    for _ in range(20):
        journal.note("state", at=clock.now(), player="music", state="idle")
        journal.turn()
        clock.advance(1.0)
    assert len(said) == 1 and "cannot be written" in said[0] and str(journal.folder) in said[0]
    assert journal.counters()["journal_failing"] == 1


def test_when_the_disk_takes_again_nothing_is_missing(journal, clock, said):
    journal.folder.write_text("a file where the folder should be")
    journal.note("state", at=1.0, player="music", state="idle")
    journal.turn()
    journal.folder.unlink()
    clock.advance(module.RETRY_S)
    journal.turn()
    assert kinds(journal) == ["start", "clock", "state"]
    assert len(said) == 2 and "written again" in said[1]


def test_the_drift_between_the_clocks_is_recorded_every_minute(journal, clock):
    for _ in range(121):
        journal.turn()
        clock.advance(1.0)
    assert [record.values["at"] for record in read(journal.run) if record.kind == "clock"] == [100.0, 160.0, 220.0]


def test_every_segment_begins_with_the_start(tmp_path, clock):
    journal = Journal(tmp_path, START, clock=clock, segment_bytes=500)
    for n in range(40):
        journal.note("state", n=n)
        journal.turn()
    parts = [list(records(path.read_bytes().splitlines())) for path in segments(journal.run)]
    assert len(parts) > 2 and all(part[0].kind == "start" for part in parts)
    assert [r.values["n"] for part in parts for r in part if r.kind == "state"] == list(range(40))


@pytest.fixture(scope="module")
def performance(tmp_path_factory):
    """The bytes of a small journal, and the records in it."""
    recorder = Journal(tmp_path_factory.mktemp("whole"), START, clock=VirtualClock(5.0))
    recorder.turn()
    for n in range(3):
        recorder.osc(5.0 + n, "udp 127.0.0.1:9", bytes(range(n * 8)))
        recorder.out(n, "memory", "/music/out/note", (60 + n, 90, 1), 5.5 + n, 5.5001 + n)
    recorder.turn()
    return segments(recorder.run)[0].read_bytes(), list(read(recorder.run))


def test_truncated_at_any_byte_it_gives_all_that_is_whole(performance, tmp_path):
    content, whole = performance
    path = tmp_path / "0001.journal"
    for length in range(len(content) + 1):
        path.write_bytes(content[:length])
        lines = content[:length].count(b"\n")
        lines += content[length : length + 1] == b"\n"  # all of the line but its end is there
        assert list(read(tmp_path)) == whole[:lines]


@settings(max_examples=50)
@given(st.data())
def test_a_torn_segment_is_followed_by_the_next(performance, tmp_path_factory, data):
    content, whole = performance
    run = tmp_path_factory.mktemp("torn")
    (run / "0001.journal").write_bytes(content[: data.draw(st.integers(0, len(content)))])
    (run / "0002.journal").write_bytes(encode("end", {}))
    *before, last = read(run)
    assert before == whole[: len(before)] and last.kind == "end"


def test_the_thread_writes_all_and_the_counters_at_the_end(tmp_path):
    recorder = Journal(tmp_path, START, keep=Keep())
    recorder.start()
    for n in range(1000):
        recorder.note("state", n=n)
    recorder.close(late=3)
    found = list(read(recorder.run))
    assert [record.values["n"] for record in found if record.kind == "state"] == list(range(1000))
    assert found[-1].kind == "end" and found[-1].values["counters"] == {"late": 3}


def test_noting_costs_the_core_under_two_microseconds(journal, monkeypatch):
    monkeypatch.setattr(module, "QUEUE_RECORDS", 10**6)
    call = lambda: journal.out(5, "udp", "/music/out/note", (60, 90, 1), 1.5, 1.5001)  # noqa: E731
    assert min(timeit(call, number=200) for _ in range(100)) / 200 < 2e-6


PROGRAM = """
import sys, time
from pathlib import Path
from bridge.watch.journal import Journal, Start
journal = Journal(Path(sys.argv[1]), Start("0.1.0"))
journal.start()
print("ready", flush=True)
while True:
    journal.note("state", at=time.monotonic())
    time.sleep(0.001)
"""


def test_killed_without_warning_it_has_all_but_the_last_200_ms(tmp_path):
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)], stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        time.sleep(0.7)
        killed = time.monotonic()
        os.kill(child.pid, signal.SIGKILL)
    moments = [record.values["at"] for record in read(next(tmp_path.iterdir())) if record.kind == "state"]
    assert len(moments) > 50
    assert killed - max(moments) < 0.2
