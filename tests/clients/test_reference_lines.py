"""The lines of the address book do what they say, in the programs that they are for: a server refuses none of them."""

import os
import re
import shlex
import signal
import subprocess
import time

import pytest
from peers.pd import Pd
from peers.sclang import Sclang
from peers.server import free_port
from peers.waiting import needs, until

from bridge.address import TABLE
from bridge.casting import default_package
from bridge.watch.reference import entry

pytestmark = pytest.mark.skipif(
    not all(default_package(kind) for kind in ("music", "text", "image", "gesture")), reason="not all packages are bundled"
)
# Of a server without a show: nobody is a tensor player there, and before a package is loaded there is no undo.
SENT = sorted(
    (row for row in TABLE if row.incoming and row.kind != "tensor" and row.tail != "undo"),
    key=lambda row: row.address == "/bye",  # last: what narrows and shifts is for those who listen
)

TOGETHER = 5  # lines between two looks: who asks for the status after each asks more often than is answered


def lines(duende, language):
    return [(row, entry(row, port=duende.osc).lines[language]) for row in SENT]


def refused(client) -> int:
    return int(client.status()["messages_refused"])


@pytest.fixture
def fresh(client):
    """A program that looks on: nothing that an earlier test has said is left."""
    client.send("/clock/source", "internal")
    client.send("/scene/save", "verse")
    return client


@needs("liblo-tools", "oscsend")
def test_a_shell(duende, fresh):
    before, said = refused(fresh), [line for _, line in lines(duende, "oscsend")]
    for some in (said[i : i + TOGETHER] for i in range(0, len(said), TOGETHER)):
        for line in some:
            subprocess.run(shlex.split(line), check=True, capture_output=True, timeout=10)
        assert refused(fresh) == before, "\n".join(some)


@needs("puredata-core", "pd")
def test_pure_data(duende, fresh, tmp_path):
    before, received = refused(fresh), int(fresh.status()["messages_received"])
    said = lines(duende, "Pd")
    program = Pd(
        tmp_path, _patch([line for _, line in said]), duende.osc, [(20, [f"line{n} bang"]) for n in range(len(said))]
    )
    try:
        asked, end = 0, time.monotonic() + 20
        while (now := int(fresh.status()["messages_received"])) < received + len(said) + asked:
            asked += 1  # to ask is a message too
            assert time.monotonic() < end, (now - received, program.output.read_text())
            time.sleep(0.1)
    finally:
        program.close()
    assert "couldn't create" not in program.output.read_text()
    assert refused(fresh) == before


@needs("supercollider-language", "sclang")
def test_supercollider(duende, fresh, tmp_path):
    before = refused(fresh)
    said = "\n".join(line for _, line in lines(duende, "SuperCollider"))
    program = Sclang(tmp_path, free_port(), f'(\n{said}\n"SAID all".postln;\n)')
    try:
        program.wait("SAID")
        assert "ERROR" not in program.log
    finally:
        program.close()
    fresh.listen(0.3)
    assert refused(fresh) == before


# --- what leaves, and the lines that hear it

NOTE = next(row for row in TABLE if row.address == "/NAME/out/note" and row.kind == "music")


def hearing(language: str) -> str:
    return entry(NOTE).lines[language]


@needs("liblo-tools", "oscdump")
def test_a_shell_hears_notes(duende, client):
    listens = free_port()
    line = hearing("oscsend").replace(" 9000 ", f" {listens} ")
    command = ["bash", "-c", f"exec 2>/dev/null; {line}"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        time.sleep(0.5)  # until it listens
        subprocess.run(["oscsend", "localhost", str(duende.osc), "/hello", "i", str(listens)], check=True)
        client.play(67, 69, 71)
        assert re.search(r" /music/out/note iii \d+ \d+ \d+$", program.stdout.readline().rstrip())
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        program.stdout.close()
        subprocess.run(["oscsend", "localhost", str(duende.osc), "/bye"], check=True)


@needs("puredata-core", "pd")
def test_pure_data_hears_notes(duende, client, tmp_path):
    boxes = hearing("Pd").replace(" 2nd outlet", "").replace("[", "").replace("]", "").split(" → ")
    lines = [
        "#N canvas 0 0 900 900 10",
        "#X obj 9 9 r net",
        *(f"#X obj 9 9 {box}" for box in boxes),
        "#X obj 9 9 print HEARD",
    ]
    cords = ["#X connect 0 0 1 0", "#X connect 1 1 2 0", *(f"#X connect {n} 0 {n + 1} 0" for n in range(2, len(boxes) + 1))]
    hello = ("loadbang", "delay 600", "oscformat hello", "list prepend send", "list trim")
    rest = [f"#X obj 9 9 {box}" for box in hello]
    first = len(lines) - 1
    cords += [f"#X connect {first + n} 0 {first + n + 1} 0" for n in range(len(rest) - 1)]
    cords.append(f"#X connect {first + len(rest) - 1} 0 1 0")
    program = Pd(tmp_path, ";\n".join([*lines, *rest, *cords]) + ";\n", duende.osc, [])
    try:
        time.sleep(1.0)
        client.play(67, 69, 71)
        until(program.heard, "no notes", 15)
        assert len(program.heard()[0]) == 3, "pitch, velocity, channel"
    finally:
        program.close()


@needs("supercollider-language", "sclang")
def test_supercollider_hears_notes_and_knows_all_such_lines(duende, client, tmp_path):
    port = free_port()
    said = "\n".join(entry(row).lines["SuperCollider"] for row in TABLE if not row.incoming)
    hello = entry(next(row for row in TABLE if row.address == "/hello"), port=duende.osc).lines["SuperCollider"]
    program = Sclang(tmp_path, port, f'(\n{said}\n{hello.replace("9000", str(port))}\n"SAID all".postln;\n)')
    try:
        program.wait("SAID")
        client.play(67, 69, 71)
        until(lambda: "/music/out/note" in program.log, "no notes", 15)
        assert "ERROR" not in program.log
    finally:
        program.close()


def _patch(said: list[str]) -> str:
    """The objects that the lines name, as one types them: `[60 100( → [oscformat -f ii music note]`."""
    boxes = ["#N canvas 0 0 900 900 10"]
    for box in ("r net", "netsend -u -b", "list prepend send", "list trim", "r script", "qlist"):
        boxes.append(f"#X obj 20 20 {box}")
    cords = ["0 0 1 0", "2 0 3 0", "3 0 1 0", "4 0 5 0"]
    for number, line in enumerate(said):
        message, box = line.removeprefix("[").removesuffix("]").split("( → [")
        first = len(boxes) - 1
        boxes += [f"#X obj 300 20 r line{number}", f"#X msg 300 60 {message}", f"#X obj 300 100 {box}"]
        cords += [f"{first} 0 {first + 1} 0", f"{first + 1} 0 {first + 2} 0", f"{first + 2} 0 2 0"]
    return ";\n".join([*boxes, *(f"#X connect {cord}" for cord in cords)]) + ";\n"
