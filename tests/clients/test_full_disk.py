"""A journal on a disk that is full, read-only, or tidied away under a real server: it is told, and the music plays on."""

import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from peers import server as peer
from peers.osc import Client
from peers.waiting import until

from bridge.watch.replay import read
from bridge.watch.runs import segments

UNSHARE = ["unshare", "--user", "--map-root-user", "--mount"]
# The server sees a small disk of its own where its journal is to be; nobody else on this machine does.
PROGRAM = """#!/bin/sh
exec unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o {options} tmpfs "$0" && exec "$@"' \
{disk} {python} -P -c 'import sys; sys.path.insert(0, "{root}"); from bridge.cli import main; sys.exit(main())' "$@"
"""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("unshare") or subprocess.run([*UNSHARE, "true"]).returncode != 0,
    reason="this system lets nobody mount a disk of his own",
)


@pytest.fixture
def start(tmp_path, monkeypatch):
    """`start(options)` is a server whose journal's disk was mounted with them, a client, and its disk as it sees it."""
    servers, clients = [], []

    def run(options: str):
        disk, program = tmp_path / "journal", tmp_path / "confined"
        disk.mkdir()
        root = Path(__file__).parents[2]
        program.write_text(PROGRAM.format(options=options, disk=disk, python=sys.executable, root=root))
        program.chmod(0o755)
        monkeypatch.setattr(peer, "PROGRAM", program)
        server = peer.Duende(tmp_path, *peer.NO_MIDI)
        servers.append(server)
        client = Client(server.osc)
        clients.append(client)
        client.hello()
        client.send("/music/pause", 0.2)
        return server, client, Path(f"/proc/{server.pid}/root{disk}")

    yield run
    for client in clients:
        client.close()
    for server in servers:
        server.clean_up()


def healthy(server) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.http}/health", timeout=5) as answer:
        return answer.status == 200


def plays(client) -> bool:
    client.play(60, 62, 64)
    return len(client.answer()) > 1


def test_a_full_disk_is_told_and_when_there_is_room_all_goes_on(start):
    server, client, disk = start("size=1m")
    (disk / "something else").write_bytes(bytes(600_000))
    for _ in range(100):
        for n in range(100):
            client.send("/music/temperature", n / 100)
        if float(client.status()["journal_failing"]):
            break
    assert "the journal cannot be written" in server.log and "No space left on device" in server.log
    assert healthy(server) and plays(client)
    (disk / "something else").unlink()
    until(lambda: "the journal is written again" in server.log, "it is not tried again", 10.0)
    assert plays(client)
    (run,) = disk.iterdir()
    before, after = segments(run)
    until(lambda: any(record.kind == "out" for record in read(after)), "nothing is recorded")
    assert len([record for record in read(before) if record.kind == "osc"]) > 500
    assert server.end() == 0


def test_a_disk_that_cannot_be_written_is_told_and_the_music_plays(start):
    server, client, _ = start("size=1m,ro")
    assert "the journal cannot be written" in server.log and "Read-only file system" in server.log
    assert plays(client) and healthy(server) and float(client.status()["journal_failing"])
    assert server.end() == 0


def test_a_run_that_is_removed_while_it_is_written_goes_on_in_its_place(start):
    server, client, disk = start("size=4m")
    (run,) = disk.iterdir()
    for path in segments(run):
        path.unlink()
    run.rmdir()
    assert plays(client)
    until(lambda: run.exists() and any(record.kind == "out" for record in read(run)), "nothing is recorded", 5.0)
    assert healthy(server) and server.end() == 0 and "cannot be written" not in server.log
