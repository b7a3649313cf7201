"""`duende doctor` before real servers, real listeners and real MIDI: every link, and what breaks it."""

import contextlib
import json
import os
import subprocess
import threading

import pytest
from peers import jack as jack_server
from peers.osc import hanging
from peers.server import NO_MIDI, PROGRAM, free_port
from peers.waiting import until

from bridge.config import MidiOut, Show
from bridge.config.show import ClockSettings, Midi, MidiIn
from bridge.doctor import clock, devices
from bridge.doctor.case import Case
from bridge.midi.system import alsa_is_there

DOORS = ("OSC by UDP", "OSC by TCP", "OSC by WebSocket")
TICK = "f8"


def doctor(*words, folder, osc=None, http=None, apart=False):
    """(exit code, findings). `apart`: in a network of its own, where no other server is."""
    ports = ("--osc-port", str(osc or free_port()), "--http-port", str(http or free_port()))
    command = [str(PROGRAM), "doctor", *map(str, words), *ports, "--json"]
    if apart:
        command = ["unshare", "-n", "bash", "-c", 'ip link set lo up && exec "$@"', "bash", *command]
    surroundings = os.environ | {"XDG_STATE_HOME": str(folder / "state")}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=folder, env=surroundings)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert told["alive"] == (done.returncode == 0) and "Traceback" not in done.stderr
    return done.returncode, told["findings"]


def apart():
    if os.geteuid() != 0 or subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode:
        pytest.skip("a network of its own needs root and the right to make one")
    return True


def said(findings, state):
    return [finding["what"] for finding in findings if finding["state"] == state]


def the_one(findings, words):
    (finding,) = [finding for finding in findings if words in finding["what"]]
    return finding


def test_without_a_server_a_private_one_plays_at_every_door(players, tmp_path):
    package = [word.removeprefix("--package ") for word in players]
    code, findings = doctor(*package, *NO_MIDI, folder=tmp_path, apart=apart())
    assert code == 0, said(findings, "dead")
    for door in DOORS:
        assert "a test note went in, and /music answered" in the_one(findings, door)["what"]
    assert not (tmp_path / "state" / "duende").exists(), "it leaves nothing behind"


def test_it_speaks_to_people(players, tmp_path):
    command = [str(PROGRAM), "doctor", *NO_MIDI, *players, "--osc-port", str(free_port()), "--http-port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert {line[:4].strip() for line in lines[:-1]} <= {"ok", "note", "dead", ""}
    assert lines[-1] == "every link is alive" or lines[-1].startswith("first dead link: ")


def test_a_show_is_looked_at_with_its_listeners_and_packages(players, tmp_path, tiny_package):
    port = free_port()
    show = tmp_path / "show.toml"
    show.write_text(f"""
[clock]
tempo = 97.0
[[player]]
name = "bach"
kind = "music"
package = "{tiny_package}"
[[listener]]
port = {port}
""")
    code, findings = doctor(show, *NO_MIDI, folder=tmp_path)
    assert code == 1 and f"nobody listens at 127.0.0.1:{port}" in said(findings, "dead")
    assert "the tempo is our own: 97 BPM" in said(findings, "ok")
    assert "/bach answered" in the_one(findings, "OSC by UDP")["what"]


def test_a_wrong_show_is_refused_as_serve_refuses_it(tmp_path):
    (tmp_path / "show.toml").write_text("[clock]\ntempo = 900\n")
    done = subprocess.run([str(PROGRAM), "doctor", "show.toml"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2 and "show.toml:2: [clock] tempo" in done.stderr


# --- a server that runs


def test_a_running_server_is_asked_at_every_door_and_not_played_to(serve, program, tmp_path):
    server = serve()
    client = program(server)
    client.hello()
    client.forget()
    start = len(client.got)
    code, findings = doctor(folder=tmp_path, osc=server.osc, http=server.http)
    client.listen(0.5)
    assert code == 0, said(findings, "dead")
    for door in DOORS:
        assert "/clock/tempo was answered" in the_one(findings, door)["what"]
    assert "no test note was played" in the_one(findings, "a server runs")["what"]
    assert not [g for g in client.got[start:] if g.address.endswith("/out/note")]
    assert f"a duende answers at 127.0.0.1:{server.osc}" in said(findings, "ok")


def test_it_is_played_to_where_that_is_wished_and_all_is_put_back(serve, program, tmp_path):
    server = serve()
    client = program(server)
    client.hello()
    client.send("/music/mode", "continue")
    client.forget()
    start = len(client.got)
    code, findings = doctor("--note", folder=tmp_path, osc=server.osc, http=server.http)
    client.listen(1.0)
    assert code == 0, said(findings, "dead")
    for door in DOORS:
        assert "/music answered" in the_one(findings, door)["what"]
    notes = [g for g in client.got[start:] if g.address == "/music/out/note"]
    assert sum(bool(g.args[1]) for g in notes) >= 3 and hanging(notes) == []
    assert client.ask("/music/mode") == ("continue",)
    client.forget()
    start = len(client.got)
    client.listen(1.5)
    assert not [g for g in client.got[start:] if g.address == "/music/out/note"], "it goes on from the test note"


def test_one_that_plays_is_left_alone_even_then(serve, program, tmp_path):
    server = serve()
    client = program(server)
    client.hello()
    client.send("/music/mode", "solo")
    client.wait("/music/out/note")
    _, findings = doctor("--note", folder=tmp_path, osc=server.osc, http=server.http)
    assert "music plays: no test note" in the_one(findings, "no test note")["what"]
    assert client.ask("/music/mode") == ("solo",)


def test_where_nobody_said_hello_that_is_the_dead_link(serve, tmp_path):
    server = serve()
    code, findings = doctor(folder=tmp_path, osc=server.osc, http=server.http)
    dead = said(findings, "dead")
    assert code == 1 and dead[0].startswith("nobody has said hello")


def test_it_leaves_no_listener_behind(serve, program, tmp_path):
    server = serve()
    client = program(server)
    client.hello()
    doctor(folder=tmp_path, osc=server.osc, http=server.http)
    assert client.status()["listeners"] == "1"


def test_a_stopped_web_process_is_found(serve, program, tmp_path):
    """Stopped, not killed: a killed one is replaced before anybody looks."""
    server = serve()
    client = program(server)
    client.hello()
    web = server.children()["bridge.watch.web"]
    os.kill(web, 19)
    try:
        code, findings = doctor(folder=tmp_path, osc=server.osc, http=server.http)
    finally:
        os.kill(web, 18)
    assert code == 1 and said(findings, "dead")[0] == f"HTTP at 127.0.0.1:{server.http} does not answer"


# --- MIDI


@pytest.fixture
def jack():
    if missing := jack_server.missing():
        pytest.skip(missing)
    if alsa_is_there():
        pytest.skip("this machine has a MIDI system of its own")
    with jack_server.Jack() as jack:
        yield jack


@pytest.fixture
def keys(jack):
    """A keyboard that is plugged in: its output is `KeyStep37:out`."""
    peer = jack_server.Peer("KeyStep37")
    until(lambda: "KeyStep37:out" in jack.ports(), "no keyboard")
    yield peer
    with contextlib.suppress(Exception):
        peer.end()


def test_a_note_goes_in_at_our_midi_port_and_comes_out_at_the_other(jack, players, tmp_path):
    _, findings = doctor(*players, folder=tmp_path)
    assert "came out at 'duende out'" in the_one(findings, "'duende in'")["what"], said(findings, "dead")


def test_a_device_that_is_there_and_one_that_is_not(keys):
    midi = Midi(inputs=(MidiIn("KeyStep37"), MidiIn("Keystap")), outputs=(MidiOut("Minitaur"),))
    system, there, absent, silent = devices.devices(Case(Show(midi=midi)))
    assert (system.state, there.state, there.what) == ("ok", "ok", "the MIDI input KeyStep37 is there")
    assert absent.state == "dead" and "did you mean KeyStep37:out?" in absent.cure
    assert (silent.link, silent.state) == ("output", "dead")


def test_a_clock_that_does_not_tick_and_one_that_does(keys):
    show = Show(clock=ClockSettings(source="midi"), midi=Midi(inputs=(MidiIn("KeyStep37"),)))
    (finding,) = clock.source(Case(show))
    assert finding.state == "dead" and "no tick of MIDI clock at KeyStep37" in finding.what
    over = threading.Event()
    ticking = threading.Thread(target=lambda: [keys.send(TICK) for _ in iter(lambda: over.wait(0.02), True)])
    ticking.start()
    try:
        (finding,) = clock.source(Case(show))
    finally:
        over.set()
        ticking.join()
    assert (finding.state, finding.what) == ("ok", "MIDI clock ticks at KeyStep37:out")


def test_a_running_server_whose_clock_does_not_come(keys, serve, program, tmp_path):
    server = serve("--midi-in", "KeyStep37", midi=True)
    client = program(server)
    client.hello()
    client.send("/clock/source", "midi")
    client.status()
    code, findings = doctor(folder=tmp_path, osc=server.osc, http=server.http)
    assert code == 1 and "no tick has been heard" in said(findings, "dead")[0]


# --- a network of its own

IN_ITS_OWN_NETWORK = """
ip link set lo up && ip link set lo multicast on
"$1" serve --no-midi --osc-port 7870 --http-port 7871 > said & server=$!
until grep -q ^ready said; do sleep 0.1; done
"$1" doctor --json --no-midi --osc-port 7870 --http-port 7871
"$1" doctor --json --no-midi --osc-port 7999 --http-port 7998
kill -INT $server; wait $server
"""


@pytest.fixture(scope="module")
def in_its_own_network(players, tmp_path_factory):
    """The findings at the port of a server, and at another one."""
    if players or not apart():
        pytest.skip("no package is bundled")
    folder = tmp_path_factory.mktemp("apart")
    surroundings = os.environ | {"XDG_STATE_HOME": str(folder / "state")}
    command = ["unshare", "-n", "bash", "-c", IN_ITS_OWN_NETWORK, "bash", str(PROGRAM)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=180, cwd=folder, env=surroundings).stdout
    first, end = json.JSONDecoder().raw_decode(told)
    return first["findings"], json.loads(told[end:])["findings"]


def test_it_is_found_by_name(in_its_own_network):
    pytest.importorskip("zeroconf", reason="zeroconf is not installed")
    assert the_one(in_its_own_network[0], "by mDNS")["what"] == "tools find it by mDNS as 'duende', on this machine alone"


def test_a_wrong_port_is_the_first_dead_link(in_its_own_network):
    dead = said(in_its_own_network[1], "dead")
    assert dead[0].startswith("wrong port: no duende answers at 127.0.0.1:7999, but one does at 127.0.0.1:7870")
