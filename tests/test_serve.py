"""`duende serve`: beginning, refusing to begin, ending, and losing its processes one by one."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from peers.osc import HOST, PAUSE_S, Client, hanging
from peers.server import PROGRAM, alive, free_port
from peers.waiting import until

from bridge.bench.family import family
from bridge.bench.family import name as module_of
from bridge.watch.replay import read

TIMER, ENGINE, WEB, EAR = "bridge.schedule.timer", "bridge.engine.worker", "bridge.watch.web", "bridge.midi.ear"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


@pytest.fixture
def listen():
    """`listen(server)` is a client that has said hello."""
    clients = []

    def hello(server) -> Client:
        client = Client(server.osc)
        clients.append(client)
        client.hello()
        client.send("/music/pause", PAUSE_S)
        return client

    yield hello
    for client in clients:
        client.close()


def sounding(client: Client) -> list:
    """A note that sounds for as long as its key is held; what came from it on is returned later by `since`."""
    client.send("/music/mode", "accompany")
    client.send("/music/note", 67, 100)
    first = client.wait(lambda g: g.address == "/music/out/note" and g.args[1])
    return first


def since(client: Client, first) -> list:
    return [g for g in client.got[client.got.index(first) :] if g.address == "/music/out/note"]


def engines_of(server) -> list[int]:
    return [pid for pid in family(server.pid) if module_of(pid) == ENGINE]


def refused(server) -> str:
    """What a server that does not begin says; it leaves nothing behind."""
    code = server.wait(20)
    assert code != 0 and "Traceback" not in server.log and "ready" not in server.said
    assert not any(alive(pid) for pid in server.born)
    return server.log


# --- beginning


def test_a_line_for_each_open_door_then_ready_alone(serve):
    server = serve()
    doors = [line.split()[0] for line in server.said if line.split()[0] in ("OSC", "MIDI", "HTTP")]
    assert doors == ["OSC", "MIDI", "HTTP"] and server.said[-1] == "ready"
    assert f"{HOST}:{server.osc}" in server.said[0]
    assert any(line.startswith("try   oscsend") for line in server.said)


def test_the_doors_answer_when_it_says_ready(serve, listen):
    server = serve()
    assert listen(server).ask("/music/temperature") == (1.0,)
    with urllib.request.urlopen(f"http://{HOST}:{server.http}/health", timeout=5) as health:
        assert health.status == 200


def test_without_any_midi_system_one_line_says_so_and_all_else_runs(serve, listen, tmp_path):
    """A JACK server that is not there, and nothing of ALSA: what a container is."""
    if Path("/dev/snd/seq").exists():
        pytest.skip("this machine has a MIDI system")
    server = serve(midi=True, environment={"JACK_DEFAULT_SERVER": "nobody", "JACK_NO_START_SERVER": "1"})
    (line,) = [line for line in server.said if line.startswith("MIDI")]
    assert "none" in line and "everything else runs" in line
    client = listen(server)
    client.play(60, 64)
    assert client.answer()


def test_two_servers_live_beside_each_other(serve, listen):
    for server in (serve(), serve()):
        client = listen(server)
        client.play(60, 64)
        assert client.answer()


def test_the_core_loads_neither_numpy_nor_onnxruntime(serve):
    server = serve()
    maps = Path(f"/proc/{server.pid}/maps").read_text()
    assert "numpy" not in maps and "onnxruntime" not in maps
    assert "onnxruntime" in Path(f"/proc/{server.children()[ENGINE]}/maps").read_text()


# --- refusing to begin


@pytest.mark.parametrize("kind", [socket.SOCK_DGRAM, socket.SOCK_STREAM], ids=["UDP", "TCP"])
def test_an_osc_port_that_is_taken_is_named_with_the_cure(serve, kind):
    with socket.socket(type=kind) as taken:
        taken.bind((HOST, 0))
        port = taken.getsockname()[1]
        if kind == socket.SOCK_STREAM:
            taken.listen()
        said = refused(serve("--osc-port", str(port), ready=False))
    assert str(port) in said and "--osc-port" in said and "taken" in said


def test_an_http_port_that_is_taken_is_named_with_the_cure(serve):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused(serve("--http-port", str(port), ready=False))
    assert str(port) in said and "--http-port" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[clock]\ntempo = 112\ntempi = 3\n", ("show.toml", "3", "tempi", "tempo")),
        ('[clock]\ntempo = "fast"\n', ("show.toml", "2", "tempo")),
        ('[[player]]\nname = "Bach"\nkind = "music"\n', ("show.toml", "2", "name")),
        ('[[player]]\nname = "bach"\nkind = "dance"\n', ("show.toml", "3", "music")),
        ('[[player]]\nname = "bach"\nkind = "music"\npackage = "nowhere"\n', ("show.toml", "4", "nowhere")),
        ("[clock\n", ("show.toml", "1")),
    ],
)
def test_a_show_that_is_wrong_is_refused_with_file_line_and_key(serve, tmp_path, text, told):
    show = tmp_path / "show.toml"
    show.write_text(text)
    said = refused(serve(str(show), ready=False, cast=False))
    assert all(word in said for word in told), said


def test_a_show_that_is_not_there_is_named(serve):
    assert "nowhere.toml" in refused(serve("nowhere.toml", ready=False, cast=False))


@pytest.mark.parametrize(
    "words", [("--device", "tpu"), ("--osc-port", "high"), ("--seed", "-1"), ("--package", "music"), ("--loud",)]
)
def test_a_wrong_word_on_the_command_line_is_refused(serve, words):
    assert words[0] in refused(serve(*words, ready=False, cast=False))


FAULTS = ("a byte is wrong", "a file is missing", "no manifest", "no JSON", "half a zip", "empty", "nothing there")


@pytest.fixture(params=FAULTS)
def broken(request, package, tmp_path):
    """A package in which something does not hold."""
    folder = tmp_path / "shelf" / "broken"
    shutil.copytree(package, folder)
    graph = max(folder.glob("*.onnx"), key=lambda path: path.stat().st_size)
    match request.param:
        case "a byte is wrong":
            data = bytearray(graph.read_bytes())
            data[len(data) // 2] ^= 1
            graph.write_bytes(data)
        case "a file is missing":
            graph.unlink()
        case "no manifest":
            (folder / "manifest.json").unlink()
        case "no JSON":
            (folder / "manifest.json").write_text("{music")
        case "half a zip":
            archive = Path(shutil.make_archive(str(folder), "zip", folder))
            archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
            shutil.rmtree(folder)
            return archive
        case "empty":
            shutil.rmtree(folder)
            folder.mkdir()
        case "nothing there":
            shutil.rmtree(folder)
    return folder


def test_a_broken_package_is_refused_with_a_sentence(serve, broken):
    said = refused(serve("--package", f"music={broken}", ready=False, cast=False))
    assert "broken" in said and len(said.strip().splitlines()[-1]) < 400


def test_a_broken_package_is_not_loaded_and_the_old_one_plays_on(serve, listen, package, tmp_path):
    shelf = tmp_path / "shelf"
    for name in ("whole", "broken"):
        shutil.copytree(package, shelf / name)
    graph = max((shelf / "broken").glob("*.onnx"), key=lambda path: path.stat().st_size)
    graph.write_bytes(graph.read_bytes()[:-100])
    show = tmp_path / "show.toml"
    show.write_text('[[player]]\nname = "music"\nkind = "music"\npackage = "shelf/whole"\n')
    client = listen(serve(str(show), cast=False))
    assert "broken" in client.error("/music/load", "broken")
    client.play(60, 64)
    assert client.answer()


# --- ending


@pytest.mark.parametrize(
    ("by", "group"), [(signal.SIGTERM, False), (signal.SIGINT, False), (signal.SIGINT, True), (signal.SIGTERM, True)]
)
def test_asked_to_end_it_ends_its_notes_first(serve, listen, by, group):
    """`group`: Ctrl-C in a terminal reaches every process."""
    server = serve()
    client = listen(server)
    first = sounding(client)
    assert server.end(by, group) == 0
    client.listen(0.2)
    notes = since(client, first)
    assert notes and hanging(notes) == []
    assert "Traceback" not in server.log


def test_asked_to_end_before_it_is_ready_it_ends(serve):
    server = serve(ready=False)
    until(lambda: server.children() or server.process.poll() is not None, "it starts nobody")
    assert server.end(signal.SIGTERM) == 0, server.log
    assert "Traceback" not in server.log and "ready" not in server.said


def test_asked_twice_it_ends_once(serve):
    server = serve()
    server.children()
    for _ in range(3):
        os.kill(server.pid, signal.SIGINT)
    assert server.wait() == 0 and "Traceback" not in server.log


def test_when_the_parent_is_killed_nobody_survives_and_no_note_hangs(serve, listen):
    server = serve(midi=True)
    client = listen(server)
    first = sounding(client)
    children = server.children()
    server.process.kill()
    server.process.wait()
    until(lambda: not any(alive(pid) for pid in children.values()), f"one of {children} is left", 1.0)
    client.listen(0.2)
    assert hanging(since(client, first)) == []


# --- losing processes


@pytest.mark.parametrize("module", [TIMER, ENGINE, WEB])
def test_a_killed_child_comes_back_and_the_music_goes_on(serve, listen, module):
    server = serve()
    client = listen(server)
    first = sounding(client)
    victim = server.children()[module]
    os.kill(victim, signal.SIGKILL)
    until(lambda: server.children().get(module) not in (None, victim), f"{module} does not come back")
    client.listen(1.2)
    client.send("/music/note", 67, 0)
    client.listen(0.5)
    assert hanging(since(client, first)) == []
    client.send("/music/mode", "answer")
    client.play(60, 62, 64)
    notes = client.answer()
    assert notes and hanging(notes) == []
    with urllib.request.urlopen(f"http://{HOST}:{server.http}/health", timeout=5) as health:
        assert health.status == 200
    assert "Traceback" not in server.log


def test_a_performance_outlives_its_engine(serve, listen):
    """`solo` goes on by itself after the model's process was killed."""
    server = serve()
    client = listen(server)
    client.send("/music/mode", "solo")
    first = client.wait(lambda g: g.address == "/music/out/note" and g.args[1])
    client.listen(0.5)
    os.kill(server.children()[ENGINE], signal.SIGKILL)
    client.listen(4.0)
    assert [g for g in client.listen(2.0) if g.address == "/music/out/note" and g.args[1]]
    client.send("/music/stop")
    client.listen(0.3)
    assert hanging(since(client, first)) == []


def test_players_on_one_package_share_an_engine_and_come_back_together(serve, listen, package, tmp_path):
    show = tmp_path / "show.toml"
    show.write_text("".join(f'[[player]]\nname = "{n}"\nkind = "music"\npackage = "{package}"\n' for n in ("left", "right")))
    server = serve(str(show), cast=False)
    client = listen(server)

    def both_sound():
        for player in ("left", "right"):
            client.send(f"/{player}/mode", "accompany")
            client.send(f"/{player}/note", 60, 90)
        for player in ("left", "right"):
            client.wait(lambda g, who=player: g.address == f"/{who}/out/note" and g.args[1])
            client.send(f"/{player}/note", 60, 0)

    both_sound()
    (engine,) = engines_of(server)
    os.kill(engine, signal.SIGKILL)
    until(lambda: server.children().get(ENGINE) not in (None, engine), "the engine does not come back")
    client.listen(1.2)
    client.forget()
    both_sound()
    assert len(engines_of(server)) == 1


def test_all_children_killed_one_after_another_it_plays_on(serve, listen):
    server = serve(midi=True)
    client = listen(server)
    client.send("/music/mode", "solo")
    first = client.wait(lambda g: g.address == "/music/out/note" and g.args[1])
    for module in (TIMER, ENGINE, WEB, EAR):
        victim = server.children()[module]
        os.kill(victim, signal.SIGKILL)
        until(lambda m=module, v=victim: server.children().get(m) not in (None, v), f"{module} does not come back")
        client.listen(0.3)
    client.forget()
    client.wait(lambda g: g.address == "/music/out/note" and g.args[1])
    client.send("/music/stop")
    client.listen(0.5)
    assert hanging(since(client, first)) == []


# --- the journal


def test_a_run_makes_exactly_one_folder_and_nothing_else(serve, listen):
    server = serve()
    client = listen(server)
    client.play(60, 64)
    client.answer()
    server.end()
    (run,) = server.journal.iterdir()
    assert run.is_dir() and list(run.iterdir())
    kinds = {record.kind for record in read(run)}
    assert {"start", "osc", "out", "decision", "end"} <= kinds


def test_a_killed_servers_journal_is_read_up_to_the_last_200_ms(serve, listen):
    server = serve()
    client = listen(server)
    client.play(60, 62, 64)
    notes = client.answer()
    time.sleep(0.25)
    client.send("/music/density", 7.0)  # may be lost
    server.process.kill()
    server.process.wait()
    (run,) = server.journal.iterdir()
    told = [r.values for r in read(run) if r.kind == "out" and r.values["address"] == "/music/out/note"]
    told = [v for v in told if v["sink"] != "watch"]  # what left for the only listener, offs too
    assert sorted(tuple(v["args"]) for v in told) == sorted(g.args for g in notes)
    assert all(v["actual"] is not None and abs(v["actual"] - v["due"]) < 0.1 for v in told)


def test_a_journal_is_replayed_to_a_midi_file(serve, listen, tmp_path):
    server = serve()
    client = listen(server)
    client.play(60, 62, 64)
    notes = client.answer()
    server.process.kill()
    server.process.wait()
    (run,) = server.journal.iterdir()
    out = tmp_path / "again.mid"
    done = subprocess.run([PROGRAM, "replay", run, "--midi", out], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and out.read_bytes()[:4] == b"MThd", done.stderr
    assert int(re.match(r"\d+", done.stdout)[0]) >= 3
    again = subprocess.run([PROGRAM, "replay", run], capture_output=True, text=True, timeout=60)
    assert again.returncode == 0 and again.stdout.count("/music/out/note") >= len(notes) - 2


# --- other commands


def test_a_command_that_needs_training_parts_says_which_extra_is_missing():
    """Without PyTorch, as on most stages."""
    program = "import sys; sys.modules['torch'] = None; from bridge.cli import main; sys.exit(main(sys.argv[1:]))"
    words = ["train", "music", "--data", ".", "--out", "run"]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "duende[train]" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["ports"], ["--version"]])
def test_it_says_what_it_can(words):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.strip()


def test_from_any_folder(serve, tmp_path):
    done = subprocess.run([PROGRAM, "--version"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0


def test_a_free_port_is_free():
    assert 1023 < free_port() < 65536
