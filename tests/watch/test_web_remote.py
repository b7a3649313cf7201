"""The web process as core has it: real processes, real sockets, real clients."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bridge.errors import PortError
from bridge.watch.web_remote import Web

PATIENCE_S = 15  # the machine may be busy


@pytest.fixture
def web():
    web = Web("127.0.0.1", 0)
    web.start()
    yield web
    web.close()


@pytest.fixture
def address(web):
    host, port = web.wait_open(PATIENCE_S)
    return f"http://{host}:{port}"


def get(address, **headers):
    """Status and body."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=PATIENCE_S) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def until(is_so):
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid):
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_the_pages_tell_what_core_says(web, address):
    web.send_status({"version": "0.1.0", "clock_tempo": 96.0, "music_kind": "music", "music_state": "idle"})
    until(lambda: get(f"{address}/health") == (200, "ok"))
    status = json.loads(get(f"{address}/api/status")[1])
    assert status["players"] == [{"name": "music", "kind": "music", "state": "idle"}]
    assert "duende_clock_tempo 96\n" in get(f"{address}/metrics")[1]
    assert "<title>duende</title>" in get(f"{address}/", Accept="text/html")[1]


def test_before_core_has_spoken_it_is_not_healthy(web, address):
    assert get(f"{address}/health") == (503, "the bridge has not said anything yet")


def test_a_foreign_name_for_our_address_is_refused(web, address):
    status, body = get(f"{address}/api/status", Host="evil.com")
    assert status == 403
    assert "evil.com" in json.loads(body)["error"]


def test_opening_is_reported(web):
    web.wait_open(PATIENCE_S)
    assert web.receive() == [("open", "127.0.0.1", web.port)]


def test_a_taken_port_is_a_sentence_with_its_cure(web):
    with pytest.raises(PortError, match=f"TCP port {web.port} on 127.0.0.1 is taken .*--http-port"):
        Web("127.0.0.1", web.port).start()


def test_close_is_harmless_before_start(web):
    taken = Web("127.0.0.1", web.port)
    taken.close()
    with pytest.raises(PortError):
        taken.start()
    taken.close()


def test_a_door_that_does_not_open_in_time_is_a_sentence(web):
    os.kill(web.pid, signal.SIGSTOP)
    with pytest.raises(PortError, match=r"did not open within 0\.2 s"):
        web.wait_open(0.2)


def test_a_frozen_process_is_replaced(web, address):
    before, end = web.pid, time.monotonic() + 20
    os.kill(before, signal.SIGSTOP)
    while not any(report[0] == "restarted" for report in web.receive()) and time.monotonic() < end:
        web.send_status({"clock_tempo": 96.0})
        time.sleep(0.2)
    web.send_status({"clock_tempo": 96.0})
    until(lambda: (web.receive() and False) or get(f"{address}/health") == (200, "ok"))
    assert web.pid != before


def test_a_killed_process_comes_back_and_knows_what_core_said(web, address):
    web.send_status({"clock_tempo": 96.0})
    time.sleep(1.1)  # one that dies younger waits for the next status
    before = web.pid
    os.kill(before, signal.SIGKILL)
    select.select([web], (), (), PATIENCE_S)
    assert web.receive()[-1][0] == "restarted"
    assert web.pid not in (0, before)
    assert json.loads(get(f"{address}/api/status")[1])["clock_tempo"] == 96.0  # waits in line until it is there


def test_one_that_dies_young_comes_back_with_a_later_status(web, address):
    os.kill(web.pid, signal.SIGKILL)
    select.select([web], (), (), PATIENCE_S)
    web.receive()
    assert web.pid == 0
    until(lambda: web.send_status({"clock_tempo": 96.0}) or web.pid)
    until(lambda: get(f"{address}/health")[0] == 200)


def test_one_that_the_system_does_not_start_comes_back_with_a_later_status(web, address, monkeypatch):
    def refuse(*_, **__):
        raise BlockingIOError("no more processes")

    time.sleep(1.1)  # it does not die young
    with monkeypatch.context() as broken:
        broken.setattr(subprocess, "Popen", refuse)
        os.kill(web.pid, signal.SIGKILL)
        select.select([web], (), (), PATIENCE_S)
        assert web.receive()[-1][0] == "restarted" and web.pid == 0
    until(lambda: web.send_status({"clock_tempo": 96.0}) or web.pid)
    until(lambda: get(f"{address}/health")[0] == 200)


def test_ctrl_c_is_left_to_core(web, address):
    os.kill(web.pid, signal.SIGINT)
    assert get(f"{address}/health")[0] == 503
    assert is_running(web.pid)


def test_close_ends_the_process_and_frees_the_port(web, address):
    pid = web.pid
    web.close()
    assert not is_running(pid)
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", web.port), PATIENCE_S):
        pass


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_it_ends_within_a_second_of_a_killed_core():
    program = (
        "from bridge.watch.web_remote import Web\n"
        "w = Web('127.0.0.1', 0); w.start(); w.wait_open(15); print(w.pid, flush=True); input()"
    )
    core = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with core:
        pid = int(core.stdout.readline())
        core.kill()
        deadline = time.monotonic() + 1.0
        while is_running(pid) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not is_running(pid)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_process_is_small_and_loads_no_model_parts(web, address):
    get(f"{address}/reference")
    mapped = Path(f"/proc/{web.pid}/maps").read_text()
    assert not [name for name in ("numpy", "onnxruntime", "torch") if f"/{name}/" in mapped]
    resident = int(Path(f"/proc/{web.pid}/status").read_text().split("VmRSS:")[1].split()[0])
    assert resident < 30 << 10


def test_core_loads_no_http_for_it():
    program = "import sys, bridge.watch.web_remote; sys.exit(bool({'h11', 'asyncio', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed (apt install curl)")
def test_curl_reads_it(web, address):
    found = subprocess.run(["curl", "-sS", "-i", f"{address}/nope"], capture_output=True, text=True, timeout=PATIENCE_S)
    assert found.stdout.startswith("HTTP/1.1 404 Not Found")
    assert found.stdout.endswith('/patches/"}')
