"""The lines of the address book do what they say, in the programs that they are for: a server refuses none of them."""

import shlex
import subprocess
import time

import pytest
from peers.pd import Pd
from peers.sclang import Sclang
from peers.server import free_port
from peers.waiting import needs

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
    before = refused(fresh)
    for row, line in lines(duende, "oscsend"):
        subprocess.run(shlex.split(line), check=True, capture_output=True, timeout=10)
        assert refused(fresh) == before, f"{row.address}: {line}"


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
