import shutil
import socket

import pytest

from bridge.doctor import links
from bridge.doctor.findings import Finding, walk
from bridge.package import Package


def states(findings):
    return [finding.state for finding in findings]


def test_the_first_dead_link_is_named():
    found = Finding("input", "note", "a"), Finding("model", "dead", "b", "c"), Finding("output", "dead", "d")
    told = []
    assert walk([lambda f=f: [f] for f in found], told.append).what == "b" and len(told) == 3


def test_a_finding_tells_its_cure():
    assert str(Finding("clock", "note", "late", "rest")) == "note  clock  late; cure: rest"


def test_a_taken_port_is_a_dead_input():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        (finding,) = links.osc_input("127.0.0.1", port, running=False)
    assert finding.state == "dead" and "--osc-port" in finding.cure


def test_a_broken_package_is_a_dead_model(tiny_package, tmp_path):
    broken = shutil.copytree(tiny_package, tmp_path / "broken")
    graph = next(broken.glob("*.onnx"))
    graph.write_bytes(graph.read_bytes()[:-1] + b"x")
    assert states(links.model(Package.open(broken), "cpu")) == ["dead"]


def test_a_whole_package_is_a_live_model(tiny_package):
    assert states(links.model(Package.open(tiny_package), "cpu")) == ["ok"]


def test_pictures_are_examined_too(tiny_pictures):
    (finding,) = links.model(Package.open(tiny_pictures), "cpu")
    assert finding.state == "ok" and "a picture on cpu" in finding.what


def test_a_model_slower_than_the_music_is_dead(tiny_package, monkeypatch):
    monkeypatch.setitem(links.SLOWEST, "music", (0.0, "a note"))
    assert states(links.model(Package.open(tiny_package), "cpu")) == ["ok", "dead"]


@pytest.fixture
def told():
    return {"listeners": "2", "midi": "none", "midi_echoes_dropped": "0", "timer_dropped": "0", "messages_refused": "0"}


def test_nothing_wrong_is_nothing_told(told):
    assert list(links._told(told, private=False)) == []


def test_nobody_who_listens_is_told(told):
    (finding,) = links._told(told | {"listeners": "1"}, private=False)
    assert "hello" in finding.cure and finding.state == "note"


def test_a_small_receive_buffer_is_told(told):
    (finding,) = links._told(told | {"udp_buffer_bytes": "212992"}, private=False)
    assert "rmem_max" in finding.cure and finding.state == "note"


def test_an_echo_is_told(told):
    (finding,) = links._told(told | {"midi_echoes_dropped": "3"}, private=False)
    assert "leads our output back" in finding.cure


def test_a_running_server_is_found_and_plays_a_note(serve):
    server = serve()
    assert links.ours_answers("127.0.0.1", server.osc)
    assert states(links.output(server.osc, ""))[-1] == "ok"


def test_the_mode_is_what_it_was(serve):
    server = serve()
    list(links.output(server.osc, ""))
    client = links.Client(server.osc)
    try:
        assert client.ask("/music/mode") == ("answer",)
    finally:
        client.close()
