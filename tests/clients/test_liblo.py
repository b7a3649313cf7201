"""The README's first minute with liblo's tools, which send from a socket of their own and listen on a port."""

import re
import subprocess
import time

import pytest
from peers.server import free_port
from peers.waiting import needs, until

pytestmark = needs("liblo-tools", "oscsend", "oscdump")


class Dump:
    """`oscdump -L PORT`: every message as (address, types, values as text)."""

    def __init__(self, folder):
        self.port, self.file = free_port(), folder / "heard.txt"
        with self.file.open("w") as out:
            self.process = subprocess.Popen(["oscdump", "-L", str(self.port)], stdout=out, stderr=subprocess.STDOUT)
        time.sleep(0.3)  # it tells nobody when its port is open

    def heard(self) -> list[tuple[str, str, str]]:
        lines = (line.split(" ", 3) for line in self.file.read_text().splitlines())
        return [(line[1], line[2], " ".join(line[3:]).strip()) for line in lines if len(line) > 2]

    def at(self, address: str) -> list[str]:
        return [values for heard, _, values in self.heard() if heard == address]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def dump(duende, tmp_path):
    dump = Dump(tmp_path)
    yield dump
    oscsend(duende, "/bye")
    dump.close()


def oscsend(server, *words, url="osc.udp") -> None:
    subprocess.run(["oscsend", f"{url}://127.0.0.1:{server.osc}", *words], check=True, timeout=10)


def phrase(server, *pitches: int, **how) -> None:
    for pitch in pitches:
        oscsend(server, "/music/note", "ii", str(pitch), "90", **how)
        oscsend(server, "/music/note", "ii", str(pitch), "0", **how)


def ons(dump) -> list[str]:
    return [note for note in dump.at("/music/out/note") if note.split()[1] != "0"]


def test_the_first_minute(duende, client, dump):
    """Hello from one socket, a phrase from others: the answer comes to the port that was named."""
    oscsend(duende, "/hello", "i", str(dump.port))
    until(lambda: dump.at("/welcome"), "no welcome")
    assert re.fullmatch(r'"duende" "[^"]+" \d+', dump.at("/welcome")[0])
    oscsend(duende, "/music/style", "s", "folk")
    phrase(duende, 67, 69, 71)
    until(lambda: ons(dump), "no answer")
    until(lambda: '"idle"' in dump.at("/music/out/state")[-1:], "it does not end")
    time.sleep(0.3)
    notes = [tuple(map(int, note.split())) for note in dump.at("/music/out/note")]
    assert len([n for n in notes if n[1]]) <= len([n for n in notes if not n[1]])
    oscsend(duende, "/music/mode", "s", "accompany")
    before = len(ons(dump))
    oscsend(duende, "/music/note", "ii", "67", "90")
    until(lambda: len(ons(dump)) > before, "no accompaniment")
    oscsend(duende, "/music/note", "ii", "67", "0")
    oscsend(duende, "/panic")


def test_the_line_that_serve_prints_sounds(duende, client, dump):
    (line,) = [line for line in duende.said if line.startswith("try")]
    oscsend(duende, "/hello", "i", str(dump.port))
    until(lambda: dump.at("/welcome"), "no welcome")
    subprocess.run(line.split()[1:], check=True, timeout=10)
    until(lambda: ons(dump), "it is not answered")
    oscsend(duende, "/panic")


def test_a_parameter_is_answered_at_the_named_port(duende, client, dump):
    oscsend(duende, "/hello", "i", str(dump.port))
    until(lambda: dump.at("/welcome"), "no welcome")
    oscsend(duende, "/music/temperature")
    until(lambda: dump.at("/music/temperature") == ["1.000000"], "no answer")


def test_what_is_wrong_is_told_at_the_named_port(duende, client, dump):
    oscsend(duende, "/hello", "i", str(dump.port))
    oscsend(duende, "/music/note", "s", "C4")
    until(lambda: dump.at("/error"), "no error")
    assert dump.at("/error")[0].startswith('"/music/note"')


def test_a_phrase_by_tcp_is_answered(duende, client, dump):
    oscsend(duende, "/hello", "i", str(dump.port))
    phrase(duende, 60, 64, url="osc.tcp")
    until(lambda: ons(dump), "no answer")


def test_a_bundle_from_a_file_is_a_chord(duende, client, dump, tmp_path):
    oscsend(duende, "/hello", "i", str(dump.port))
    oscsend(duende, "/music/mode", "s", "accompany")
    score = tmp_path / "chord.osc"
    score.write_text("".join(f"e0000000.00000000 /music/note ii {pitch} 90\n" for pitch in (60, 64, 67)))
    subprocess.run(["oscsendfile", "127.0.0.1", str(duende.osc), str(score)], check=True, timeout=10)
    until(lambda: ons(dump), "no answer")
    assert not {note.split()[0] for note in ons(dump)} & {"60", "64", "67"}
    oscsend(duende, "/panic")
