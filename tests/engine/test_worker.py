"""The engine as a process: everything here starts a real one."""

import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bridge.engine.remote import Host, RemoteEngine, Standby
from bridge.engine.session import providers
from tests.engine.hearing import until

PHRASE = [(0, 60, 24, 80), (24, 62, 24, 80), (48, 64, None, 80)]


@pytest.fixture
def engine(tiny_package):
    engine = RemoteEngine(str(tiny_package), "cpu", seed=1)
    assert until(engine, "opened")[-1][0] == "opened"
    yield engine
    engine.close()


def test_opened_tells_what_plays(tiny_package):
    engine = RemoteEngine(str(tiny_package), "cpu")
    info = until(engine, "opened")[-1][1]
    engine.close()
    assert info["device"] == "cpu" and info["precision"] == "8bit" and info["styles"][0] == "any"


@pytest.mark.skipif("compute: CUDA obtained" in providers(), reason="a GPU is here")
@pytest.mark.parametrize("package", ["tiny_package", "tiny_gesture"])
def test_a_gpu_that_is_not_there_is_told_and_the_cpu_plays(package, request):
    engine = RemoteEngine(str(request.getfixturevalue(package)), "cuda")
    info = until(engine, "opened")[-1][1]
    engine.close()
    assert info["device"] == "cpu"
    assert "CUDA" in info["fallback"] and info["fallback"].endswith("plays on the CPU")


def test_a_phrase_is_answered_event_by_event(engine):
    engine.send(("sync", 0, PHRASE))
    engine.send(("generate", 7, {"first_tick": 96, "count": 4, "style": 1}))
    said = until(engine, "done")
    assert [message[:3] for message in said[:-1]] == [("event", 7, i) for i in range(4)]
    assert said[0][3] == 96
    assert said[-1] == ("done", 7, "count")


def test_what_is_new_may_travel_with_the_question(engine):
    engine.send(("generate", 7, {"first_tick": 96, "count": 1}, 0, PHRASE))
    assert until(engine, "done")[0][3] == 96
    engine.send(("ping", 1))
    assert until(engine, "pong")[-1][2]["rows"] == 5


def test_a_halt_is_answered_and_the_context_is_as_the_player_says(engine):
    engine.send(("generate", 1, {}))
    until(engine, "event")
    engine.send(("halt", 1))
    assert until(engine, "done")[-1] == ("done", 1, "halted")
    engine.send(("sync", 0, PHRASE))
    engine.send(("ping", 5))
    pong = until(engine, "pong")[-1]
    assert pong[1] == 5 and pong[2]["rows"] == 4


def test_a_new_request_ends_the_one_before(engine):
    engine.send(("generate", 1, {}))
    engine.send(("generate", 2, {"count": 1}))
    said = until(engine, "done")
    assert said[-1] == ("done", 1, "halted")
    assert until(engine, "done")[-1] == ("done", 2, "count")


def test_a_wrong_request_is_a_sentence_and_the_engine_lives_on(engine):
    engine.send(("generate", 1, {"tempo": 3}))
    assert "tempo unknown" in until(engine, "done")[-1][2]
    engine.send(("dance",))
    assert "'dance' is not known" in until(engine, "failed")[-1][1]
    engine.send(("generate", 2, {"count": 1}))
    assert until(engine, "done")[-1] == ("done", 2, "count")


def test_a_package_that_fails_leaves_the_one_that_plays(engine, tmp_path):
    package = engine.package
    engine.open(str(tmp_path))
    assert "manifest.json is missing" in until(engine, "failed")[-1][1]
    engine.send(("generate", 2, {"count": 1}))
    assert until(engine, "done")[-1] == ("done", 2, "count")
    assert engine.package == package


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has such a bound")
def test_a_package_that_fails_leaves_the_bound_of_memory_and_the_niceness(engine, tiny_text, tmp_path):
    def granted():
        bounded = resource.prlimit(engine.pid, resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY
        return bounded, os.getpriority(os.PRIO_PROCESS, engine.pid)

    before = granted()
    broken = Path(shutil.copytree(tiny_text, tmp_path / "broken"))
    for graph in broken.glob("*.onnx"):
        graph.write_bytes(b"no graph")
    engine.open(str(broken))
    until(engine, "failed")
    assert before[0] and granted() == before


def test_a_killed_engine_is_told_once_and_comes_back(engine):
    os.kill(engine.pid, signal.SIGKILL)
    assert "was killed by signal 9" in until(engine, "died")[-1][1]
    assert engine.waiting() == []
    engine.send(("sync", 0, PHRASE))  # to nobody: no error
    engine.restart()
    until(engine, "opened")
    engine.send(("ping", 1))
    assert until(engine, "pong")[-1][2]["rows"] == 1


def look_until_it_dies(engine, seconds: float) -> str | None:
    """What is said of its death while somebody looks after it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        engine.look()
        select.select([engine], [], [], 0.05)
        for message in engine.waiting():
            if message[0] == "died":
                return message[1]
    return None


def test_a_frozen_engine_is_ended_and_comes_back(engine):
    os.kill(engine.pid, signal.SIGSTOP)
    engine.send(("sync", 0, PHRASE))
    assert "has not answered for" in look_until_it_dies(engine, 10)
    engine.restart()
    until(engine, "opened")
    engine.send(("generate", 2, {"count": 1}))
    assert until(engine, "done")[-1] == ("done", 2, "count")


def test_one_that_plays_and_one_that_rests_are_left_alone(engine):
    engine.send(("generate", 1, {}))
    pid = engine.pid
    assert look_until_it_dies(engine, 1.5) is None
    engine.send(("halt", 1))
    assert look_until_it_dies(engine, 1.5) is None and engine.pid == pid


def test_our_own_pings_are_nobody_elses(engine):
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        engine.look()
        select.select([engine], [], [], 0.05)
        assert engine.waiting() == []


FAULT = """
import signal, sys
import bridge.engine.worker as worker
def fault(*_):
    {what}
signal.signal(signal.SIGUSR1, fault)
worker.main(int(sys.argv[-1]))
"""


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("bytearray(1 << 62)", "ran out of memory"),
        ("raise RuntimeError('std::bad_alloc')", "ran out of memory"),
        ("raise KeyError('a mistake of ours')", "stumbled (KeyError: 'a mistake of ours')"),
        ("import os; os.abort()", "was killed by signal 6 (SIGABRT)"),
    ],
)
def test_what_ends_it_is_said_in_a_sentence(tiny_package, monkeypatch, what, words):
    """As it may happen in any step."""
    popen = subprocess.Popen
    monkeypatch.setattr(
        "bridge.engine.remote.subprocess.Popen",
        lambda command, **more: popen([command[0], "-c", FAULT.format(what=what), command[-1]], **more),
    )
    engine = RemoteEngine(str(tiny_package), "cpu")
    until(engine, "opened")
    engine.send(("generate", 1, {}))
    until(engine, "event")
    os.kill(engine.pid, signal.SIGUSR1)
    assert until(engine, "died")[-1][1] == f"the engine of {tiny_package} {words}"
    engine.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
def test_once_open_it_has_only_so_much_memory_more(engine):
    used = int(Path(f"/proc/{engine.pid}/statm").read_text().split()[0]) * resource.getpagesize()
    assert used < resource.prlimit(engine.pid, resource.RLIMIT_AS)[0] < used + (3 << 29)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
def test_the_kernel_takes_an_engine_before_core(engine):
    scores = [int(Path(f"/proc/{pid}/oom_score_adj").read_text()) for pid in (engine.pid, os.getpid())]
    assert scores[0] > scores[1]


@pytest.fixture
def two(tiny_package):
    """Two players in one process."""
    host = Host()
    engines = [RemoteEngine(str(tiny_package), "cpu", seed=seed, host=host) for seed in (1, 2)]
    for engine in engines:
        until(engine, "opened")
    yield engines
    for engine in engines:
        engine.close()


def test_players_of_one_host_share_a_process_and_nothing_else(two):
    first, second = two
    assert first.pid == second.pid
    first.send(("sync", 0, PHRASE))
    second.send(("dance",))
    assert "'dance' is not known" in until(second, "failed")[-1][1]
    rows = []
    for engine in two:
        engine.send(("ping", 1))
        rows.append(until(engine, "pong")[-1][2]["rows"])
    assert rows == [4, 1]


def test_who_leaves_takes_nothing_along_and_the_last_one_ends_the_process(two):
    first, second = two
    pid = first.pid
    first.close()
    second.send(("generate", 1, {"count": 1}))
    assert until(second, "done")[-1] == ("done", 1, "count")
    second.close()
    assert not alive(pid)
    for engine in two:  # the fixture closes them again
        engine._host.come()


def test_who_leaves_in_the_middle_of_an_answer_takes_nothing_along(two):
    first, second = two
    first.send(("generate", 1, {}))
    until(first, "event")
    first.close()
    second.send(("generate", 1, {"count": 4}))
    assert until(second, "done")[-1] == ("done", 1, "count")
    first._host.come()  # the fixture closes it again


def test_who_is_set_apart_dies_alone(two):
    first, second = two
    os.kill(first.pid, signal.SIGKILL)
    for engine in two:
        until(engine, "died")
    first.restart(alone=True)
    second.restart()
    for engine in two:
        until(engine, "opened")
    os.kill(first.pid, signal.SIGKILL)
    until(first, "died")
    second.send(("generate", 1, {"count": 1}))
    assert until(second, "done")[-1] == ("done", 1, "count")
    first.restart()


def test_of_two_who_died_together_the_second_was_not_alone_either(two):
    first, second = two
    os.kill(first.pid, signal.SIGKILL)
    for engine in two:
        until(engine, "died")
    first.restart(alone=True)
    assert second.shared
    second.restart()
    assert not second.shared


def test_a_frozen_host_is_ended_once_for_all(two):
    os.kill(two[0].pid, signal.SIGSTOP)
    pid = two[0].pid
    end = time.monotonic() + 10
    said = []
    while len(said) < 2 and time.monotonic() < end:
        for engine in two:
            engine.look()
            said += [message for message in engine.waiting() if message[0] == "died"]
        time.sleep(0.05)
    assert len(said) == 2 and all("has not answered" in sentence for _, sentence in said)
    for engine in two:
        engine.restart()
    for engine in two:
        until(engine, "opened")
    assert two[0].pid == two[1].pid != pid


def test_a_killed_host_is_told_to_all_and_started_once(two):
    os.kill(two[0].pid, signal.SIGKILL)
    for engine in two:
        assert "was killed by signal 9" in until(engine, "died")[-1][1]
    two[0].restart()
    began = time.monotonic()
    two[1].restart()
    assert time.monotonic() - began < 5 and two[0].pid == two[1].pid
    for engine in two:
        until(engine, "opened")


def test_who_hears_late_of_a_death_hears_the_right_words_at_once(two):
    first, second = two
    os.kill(first.pid, signal.SIGKILL)
    until(first, "died")
    first.restart()
    until(first, "opened")
    assert "was killed by signal 9" in until(second, "died")[-1][1]
    second.restart()
    until(second, "opened")
    assert first.pid == second.pid


def test_between_notes_nothing_is_collected(tiny_package):
    program = (
        "import gc; from bridge.channel import pair, Link; from bridge.engine.worker import Seat; "
        f"ours, theirs = pair(); Seat(Link(theirs)).handle(('open', {str(tiny_package)!r}, 'cpu', 1)); "
        "import sys; sys.exit(gc.isenabled() or gc.get_freeze_count() == 0)"
    )
    assert subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": "."}).returncode == 0


def test_it_ends_with_its_parent(tiny_package):
    program = (
        "import sys, time; from bridge.engine.remote import RemoteEngine; "
        f"print(RemoteEngine({str(tiny_package)!r}, 'cpu').pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."})
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 1.0
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.01)
    assert not alive(pid)


def alive(pid: int) -> bool:
    """Neither gone nor a zombie that nobody reaps."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_idle_it_uses_no_time(engine):
    def ticks():
        with open(f"/proc/{engine.pid}/stat") as file:
            return sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13]))

    before = ticks()
    time.sleep(0.5)
    assert ticks() - before <= 1


def test_the_cores_side_loads_neither_numpy_nor_onnxruntime():
    program = (
        "import sys, bridge.engine.remote, bridge.engine.rehearsal; "
        "sys.exit(bool({'numpy', 'onnxruntime'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": "."}).returncode == 0


def test_the_engine_loads_no_training_part():
    program = (
        "import sys, bridge.engine.worker, bridge.engine.check; "
        "sys.exit(bool({'torch', 'onnx', 'models', 'export'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": "."}).returncode == 0


# --- a process in waiting


@pytest.fixture
def standby():
    standby = Standby()
    standby.fill()
    yield standby
    standby.close()


def module_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[2]


def test_whoever_dies_goes_on_in_the_process_that_waits(tiny_package, standby):
    engine = RemoteEngine(str(tiny_package), "cpu", host=Host(standby))
    until(engine, "opened")
    waiting = standby._waiting[0].pid
    assert module_of(waiting) == "bridge.engine.standby" and engine.pid != waiting
    os.kill(engine.pid, signal.SIGKILL)
    until(engine, "died")
    engine.restart()
    until(engine, "opened")
    assert engine.pid == waiting and module_of(waiting) == "bridge.engine.worker"
    engine.send(("generate", 1, {"count": 1}))
    assert until(engine, "done")[-1] == ("done", 1, "count")
    engine.close()
    assert not alive(waiting)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_one_in_waiting_that_is_no_good_is_not_taken(standby, how):
    pid = standby._waiting[0].pid
    os.kill(pid, how)
    time.sleep(0.1)
    assert standby.take() is None and not alive(pid)


def test_one_in_waiting_that_died_is_replaced(standby):
    pid = standby._waiting[0].pid
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    standby.fill()
    assert standby._waiting[0].pid != pid


@pytest.mark.parametrize("package", ["tiny_package", "tiny_text", "tiny_gesture"])
def test_after_a_death_the_next_answer_is_the_same(package, request):
    moves = [(0.1, 0.2, 0.3, 1.0), (0.1, 0.4, 0.3, 1.0)]
    told = {"tiny_package": PHRASE, "tiny_text": [3, 4, 5], "tiny_gesture": moves}[package]
    spec = {"seed": 5, "count": 4} | ({} if package == "tiny_package" else {"draw": 7})
    spec |= {"seconds": 9.0} if package == "tiny_gesture" else {}
    engine = RemoteEngine(str(request.getfixturevalue(package)), "cpu")

    def answer() -> list[tuple]:
        until(engine, "opened")
        engine.send(("generate", 1, spec, 0, told))
        return until(engine, "done")

    before = answer()
    os.kill(engine.pid, signal.SIGKILL)
    until(engine, "died")
    engine.restart()
    assert answer() == before and len(before) > 1
    engine.close()
