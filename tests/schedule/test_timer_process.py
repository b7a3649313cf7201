"""The real process, on loopback. Moments are compared loosely: exactness is measured by `duende bench`."""

import contextlib
import os
import random
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import time

import pytest

from bridge.channel import Link, pair
from bridge.osc.packet import parse
from bridge.schedule.remote import Timer
from bridge.schedule.slate import fresh
from bridge.schedule.timer import TimerProcess

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

PATIENCE_S = 5.0


@pytest.fixture
def door():
    with udp_socket() as door:
        yield door


@pytest.fixture
def ear():
    with udp_socket() as ear:
        yield ear


@pytest.fixture
def timer(door, ear):
    timer = Timer(door)
    timer.send(("sink", "a", {"kind": "udp", "host": "127.0.0.1", "port": ear.getsockname()[1]}))
    yield timer
    timer.close()


def udp_socket():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    sock.settimeout(PATIENCE_S)
    return sock


def heard(ear):
    (message,) = parse(ear.recv(2048))
    return message.address, *message.args


def report(timer, *wanted):
    """The next report of these kinds."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        select.select([timer], [], [], 0.2)
        for found in timer.receive():
            if found[0] in wanted:
                return found
    raise AssertionError(f"no {wanted} came")


def play(timer, note=1, due=None, pitch=60):
    timer.send(("note", note, time.monotonic() if due is None else due, "bach", pitch, 100, 1))


def is_gone(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until_gone(pid):
    deadline = time.monotonic() + 1.0
    while not is_gone(pid):
        assert time.monotonic() < deadline, "the timer process did not end within a second"
        time.sleep(0.02)


# ---- what it sends -------------------------------------------------------------------------------------------------


def test_a_note_leaves_at_its_moment_not_before(timer, ear):
    due = time.monotonic() + 0.3
    play(timer, due=due)
    assert heard(ear) == ("/bach/out/note", 60, 100, 1)
    assert time.monotonic() >= due
    _, id, sink, asked, actual = report(timer, "left")
    assert (id, sink, asked) == (1, "a", due)
    assert 0 <= actual - due < 0.1


def test_a_message_that_comes_while_something_waits_leaves_at_once(timer, ear):
    play(timer, 1, due=time.monotonic() + 60)
    play(timer, 2, pitch=62)
    assert heard(ear) == ("/bach/out/note", 62, 100, 1)


def test_what_core_says_in_one_turn_travels_together_and_in_order(timer, ear):
    timer.together()
    moment = time.monotonic() + 0.3
    for note in range(1, 6):
        play(timer, note, due=moment, pitch=60 + note)
    before = timer._link.sent
    timer.send(("off", 1, moment + 0.1))
    timer.tell()
    assert timer._link.sent - before <= 1 and timer._held == []
    assert [heard(ear)[1:3] for _ in range(6)] == [(61, 100), (62, 100), (63, 100), (64, 100), (65, 100), (61, 0)]


def test_a_message_that_may_not_wait_is_not_overtaken(timer, ear):
    timer.together()
    play(timer, 1, due=time.monotonic() + 60)
    timer.send(("silence", None))
    play(timer, 2, pitch=62)
    timer.tell()
    assert heard(ear) == ("/bach/out/note", 62, 100, 1)


def test_everything_leaves_from_the_port_of_the_door(timer, door, ear):
    play(timer)
    timer.send(("reply", ("udp", "127.0.0.1", ear.getsockname()[1]), b"/x\0\0,\0\0\0"))
    assert [ear.recvfrom(100)[1] for _ in range(2)] == [door.getsockname()] * 2


def test_a_tagged_note_names_its_moment_on_the_wall_clock(timer, ear):
    timer.send(("tune", "a", "timetags", True))
    due = time.monotonic() + 0.5
    wall = time.time() + due - time.monotonic()
    play(timer, due=due)
    packet = ear.recv(100)
    assert time.monotonic() < due  # 100 ms ahead
    seconds, fraction = struct.unpack(">II", packet[8:16])
    assert seconds - 2_208_988_800 + fraction / 2**32 == pytest.approx(wall, abs=0.005)


def test_tcp_gets_framed_packets_and_keeps_them_over_a_restart(timer):
    ours, theirs = socket.socketpair()
    ours.settimeout(PATIENCE_S)
    timer.send(("sink", "t", {"kind": "tcp", "framing": "length"}), [theirs.fileno()])
    theirs.close()
    timer.send(("say", 0.0, "/a", (1,)))
    assert ours.recv(100) == b"\0\0\0\x0c/a\0\0,i\0\0\0\0\0\1"
    timer.restart()
    timer.send(("say", 0.0, "/a", (2,)))
    assert ours.recv(100) == b"\0\0\0\x0c/a\0\0,i\0\0\0\0\0\2"
    ours.close()


def test_a_stream_that_was_behind_when_the_timer_died_is_given_up(timer):
    """It may be cut in the middle of a packet, and the offs that waited for it are gone."""
    with contextlib.ExitStack() as open_sockets:
        door = open_sockets.enter_context(socket.create_server(("127.0.0.1", 0)))
        slow = open_sockets.enter_context(socket.socket())
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 13)
        slow.connect(door.getsockname())
        theirs = open_sockets.enter_context(door.accept()[0])
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 15)
        brisk, other = map(open_sockets.enter_context, socket.socketpair())
        brisk.settimeout(PATIENCE_S)
        for name, sock in (("slow", theirs), ("brisk", other)):
            timer.send(("sink", name, {"kind": "tcp", "framing": "length"}), [sock.fileno()])
        for _ in range(300):
            timer.send(("say", 0.0, "/a", ("x" * 800,)))
            assert brisk.recv(1 << 16)
        timer.restart()
        assert report(timer, "broken")[:2] == ("broken", "slow")
        timer.send(("say", 0.0, "/b", (1,)))
        assert b"/b" in brisk.recv(1 << 16)


def test_a_connection_that_ended_is_told(timer):
    ours, theirs = socket.socketpair()
    timer.send(("sink", "t", {"kind": "tcp", "framing": "slip"}), [theirs.fileno()])
    theirs.close()
    ours.close()
    timer.send(("say", 0.0, "/a", (1,)))
    assert report(timer, "broken")[:2] == ("broken", "t")


def test_a_midi_port_that_is_not_there_is_told(timer):
    timer.send(("sink", "m", {"kind": "midi", "port": "no such port"}))
    _, sink, why = report(timer, "broken")
    assert sink == "m"
    assert "no such port" in why or "no MIDI system" in why or "python-rtmidi" in why


def test_a_refusing_port_does_not_keep_others_from_hearing(timer, ear):
    with udp_socket() as absent:
        port = absent.getsockname()[1]
    timer.send(("sink", "b", {"kind": "udp", "host": "127.0.0.1", "port": port}))
    for note in range(20):
        play(timer, note, pitch=40 + note)
    assert [heard(ear)[1] for _ in range(20)] == list(range(40, 60))


# ---- its life ------------------------------------------------------------------------------------------------------


def test_it_says_when_it_is_ready_and_what_it_obtained(timer):
    _, what = report(timer, "ready")
    assert what["pid"] == timer.pid
    assert what["priority"].split()[0] in ("fifo", "nice", "none")


def test_stats_come_once_a_second(timer, ear):
    report(timer, "ready")
    play(timer, due=time.monotonic() + 0.1)
    _, stats = report(timer, "stats")
    assert stats["sent"] == 1
    assert stats["late"] == stats["dropped"] == 0
    assert stats["p50_us"] <= stats["p99_us"] <= stats["max_us"]


def test_quit_ends_the_notes_then_the_process(timer, ear):
    play(timer)
    heard(ear)
    pid = timer.pid
    reports = timer.close()
    assert heard(ear) == ("/bach/out/note", 60, 0, 1)
    assert is_gone(pid)
    assert "ended" in [found[0] for found in reports]


def test_sigterm_ends_the_notes(timer, ear):
    play(timer)
    heard(ear)
    os.kill(timer.pid, signal.SIGTERM)
    assert heard(ear) == ("/bach/out/note", 60, 0, 1)


def test_ctrl_c_is_the_parents_to_decide(timer, ear):
    report(timer, "ready")
    pid = timer.pid
    os.kill(pid, signal.SIGINT)
    play(timer)
    heard(ear)
    assert timer.pid == pid


def test_a_killed_timer_is_replaced_and_ends_what_may_sound(timer, ear):
    play(timer, 1, pitch=60)
    play(timer, 2, pitch=62, due=time.monotonic() + 1.5)
    heard(ear)
    os.kill(timer.pid, signal.SIGKILL)
    assert report(timer, "restarted")
    assert heard(ear) == ("/bach/out/note", 60, 0, 1)
    assert heard(ear) == ("/bach/out/note", 62, 100, 1)


@contextlib.contextmanager
def no_descriptor_left():
    """This process may open nothing more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.ExitStack() as taken:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1 + max(map(int, os.listdir("/proc/self/fd"))), hard))
        taken.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        with contextlib.suppress(OSError):
            while True:
                taken.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        yield


def test_a_killed_timer_is_replaced_also_while_no_descriptor_is_free_and_twice(timer, ear):
    report(timer, "ready")
    with no_descriptor_left():
        for note in (1, 2):
            play(timer, note, pitch=60)
            assert heard(ear) == ("/bach/out/note", 60, 100, 1)
            os.kill(timer.pid, signal.SIGKILL)
            assert report(timer, "restarted")
            assert heard(ear) == ("/bach/out/note", 60, 0, 1)


def test_a_timer_that_the_system_did_not_start_is_asked_for_again_and_ends_what_may_sound(timer, ear, monkeypatch):
    play(timer, 1, pitch=60)
    heard(ear)
    before = len(os.listdir("/proc/self/fd"))
    with monkeypatch.context() as broken:
        broken.setattr(subprocess, "Popen", refuse)
        os.kill(timer.pid, signal.SIGKILL)
        for _ in range(3):
            with pytest.raises(BlockingIOError):
                report(timer, "restarted")
    assert looked_after(timer, "restarted")
    assert heard(ear) == ("/bach/out/note", 60, 0, 1)
    assert len(os.listdir("/proc/self/fd")) == before


def refuse(*_, **__):
    raise BlockingIOError("no more processes")


def looked_after(timer, kind: str, seconds: float = 8.0) -> tuple:
    """The first report of that kind while somebody looks after the timer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        timer.look()
        for found in timer.receive():
            if found[0] == kind:
                return found
        time.sleep(0.02)
    raise AssertionError(f"no {kind}")


def test_a_frozen_timer_is_replaced_and_ends_what_may_sound(timer, ear):
    play(timer, 1, pitch=60)
    heard(ear)
    frozen = timer.pid
    os.kill(frozen, signal.SIGSTOP)
    assert "has not answered for" in looked_after(timer, "restarted")[1]
    assert heard(ear) == ("/bach/out/note", 60, 0, 1) and timer.pid != frozen


def test_a_timer_that_rests_is_left_alone(timer):
    pid, end = timer.pid, time.monotonic() + 2.0
    while time.monotonic() < end:
        timer.look()
        assert not any(found[0] in ("restarted", "pong") for found in timer.receive())
        time.sleep(0.02)
    assert timer.pid == pid


def test_however_often_it_is_killed_nothing_sounds_at_the_end(timer, ear):
    with udp_socket() as ahead:
        spec = {"kind": "udp", "host": "127.0.0.1", "port": ahead.getsockname()[1], "timetags": True}
        timer.send(("sink", "t", spec))
        dice = random.Random(7)
        for note in range(400):
            due = time.monotonic() + dice.uniform(-0.05, 0.3)
            play(timer, note, due, pitch=dice.randrange(60, 66))
            timer.send(("off", note, due + dice.uniform(0, 0.2)))
            if note % 100 == 50:
                os.kill(timer.pid, signal.SIGKILL)
            timer.receive()
            time.sleep(0.003)
        time.sleep(0.6)  # every off has passed
        timer.close()
        for listener in (ear, ahead):
            assert still_sounding(listener) == set()


def still_sounding(ear):
    """The pitches that sound after all that has arrived, in the order of its timetags."""
    ear.setblocking(False)
    events = []
    while select.select([ear], [], [], 0)[0]:
        (message,) = parse(ear.recv(2048))
        events.append((message.timetag or 0.0, len(events), message.args))
    assert len(events) > 200
    sounding = set()
    for _, _, (pitch, velocity, _) in sorted(events):
        (sounding.add if velocity else sounding.discard)(pitch)
    return sounding


def test_a_note_sent_to_a_dead_timer_is_played_by_the_next(timer, ear):
    report(timer, "ready")
    os.kill(timer.pid, signal.SIGKILL)
    os.waitid(os.P_PID, timer.pid, os.WEXITED | os.WNOWAIT)
    play(timer, due=time.monotonic() + 1.0)
    assert heard(ear) == ("/bach/out/note", 60, 100, 1)


def test_a_timer_that_hangs_is_replaced(timer, ear):
    report(timer, "ready")
    hung = timer.pid
    os.kill(hung, signal.SIGSTOP)
    for _ in range(100_000):  # until the link is full, then for a second more
        timer.send(("say", 0.0, "/x", ("x" * 500,)))
        if timer.pid != hung:
            break
    assert timer.pid != hung
    play(timer, due=time.monotonic() + 0.5)
    assert heard(ear)


PARENT = """
import socket, sys, time
from bridge.schedule.remote import Timer
door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
door.bind(("127.0.0.1", 0))
timer = Timer(door)
timer.send(("sink", 1, {"kind": "udp", "host": "127.0.0.1", "port": int(sys.argv[1])}))
timer.send(("note", 1, time.monotonic(), "bach", 60, 100, 1))
print(timer.pid, flush=True)
time.sleep(60)
"""


def test_when_its_parent_is_killed_notes_end_and_it_ends(ear):
    command = [sys.executable, "-c", PARENT, str(ear.getsockname()[1])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": os.getcwd()}) as parent:
        child = int(parent.stdout.readline())
        assert heard(ear)[2] == 100
        parent.kill()
    assert heard(ear) == ("/bach/out/note", 60, 0, 1)
    wait_until_gone(child)


# ---- what it costs -------------------------------------------------------------------------------------------------


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_idle_it_costs_nothing(timer):
    play(timer, due=time.monotonic() + 60)  # waiting is not spinning
    report(timer, "stats")
    before = cpu_seconds(timer.pid)
    time.sleep(1.5)
    assert cpu_seconds(timer.pid) - before <= 0.02


def test_a_full_door_and_a_gone_listener_do_not_keep_it_awake(timer, door):
    """At real-time priority it would keep core from reading the door: both for ever."""
    with udp_socket() as absent:
        timer.send(("sink", "b", {"kind": "udp", "host": "127.0.0.1", "port": absent.getsockname()[1]}))
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for _ in range(100):
            absent.sendto(bytes(100), door.getsockname())
    report(timer, "stats")
    before = cpu_seconds(timer.pid)
    play(timer)
    time.sleep(0.7)
    assert cpu_seconds(timer.pid) - before <= 0.1


def test_a_signal_that_ends_nothing_wakes_it_once():
    """Whoever looks into it from outside may have put a handler there."""
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    (ours, theirs), udp, (slate, page) = pair(), udp_socket(), fresh()
    try:
        process = TimerProcess(Link(theirs), udp, slate, "none asked")
        os.kill(os.getpid(), signal.SIGUSR1)
        assert select.select(process._wakes, (), (), 0)[0]
        process._hear()
        assert not select.select(process._wakes, (), (), 0)[0]
    finally:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGUSR1, before)
        os.close(page)
        for end in (ours, theirs, udp):
            end.close()


def test_it_is_small(timer):
    report(timer, "ready")
    with open(f"/proc/{timer.pid}/status") as status:
        (resident,) = [int(line.split()[1]) for line in status if line.startswith("VmRSS")]
    assert resident <= 20 << 10  # KiB


def test_it_loads_nothing_that_it_does_not_need():
    program = (
        "import bridge.schedule.timer, sys\n"
        "print(sorted({'rtmidi', 'mido', 'numpy', 'asyncio', 'subprocess'} & sys.modules.keys()))"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
