"""liblo's `oscsend` and `oscsendfile` into our doors."""

import select
import shutil
import subprocess

import pytest

from bridge.osc.packet import Message, Midi, encode, parse
from bridge.osc.tcp import TcpDoor
from bridge.osc.udp import UdpDoor

pytestmark = pytest.mark.skipif(not shutil.which("oscsend"), reason="oscsend not installed (Debian: liblo-tools)")


def oscsend(url, *words):
    subprocess.run(["oscsend", url, *words], check=True, timeout=10)


def test_udp():
    door = UdpDoor("127.0.0.1", 0)
    oscsend(f"osc.udp://127.0.0.1:{door.port}/", "/music/note", "iifsThdcmNI", "60", "100", "0.5", "grüß",
            "1099511627776", "1.5", "A", "00903c64")  # fmt: skip
    ((packet, _),) = door.drain()
    (message,) = parse(packet)
    assert message.args[:8] == (60, 100, 0.5, "grüß", True, 1 << 40, 1.5, "A")
    assert isinstance(message.args[8], Midi)
    door.close()


def test_udp_without_arguments():
    door = UdpDoor("127.0.0.1", 0)
    oscsend(f"osc.udp://127.0.0.1:{door.port}/", "/panic")
    ((packet, _),) = door.drain()
    assert parse(packet) == [Message("/panic")]
    door.close()


def test_tcp_is_length_prefixed():
    door = TcpDoor("127.0.0.1", 0)
    oscsend(f"osc.tcp://127.0.0.1:{door.port}/", "/music/note", "ii", "60", "100")
    assert select.select([door], [], [], 5)[0]
    (connection,) = door.accept()
    packets = []
    while not packets and not connection.closed:
        assert select.select([connection], [], [], 5)[0]
        packets = connection.drain()
    assert [parse(packet) for packet in packets] == [[Message("/music/note", (60, 100))]]
    assert connection.framing == "length"
    door.close()


def test_a_bundle_from_a_file(tmp_path):
    door = UdpDoor("127.0.0.1", 0)
    score = tmp_path / "score.osc"
    score.write_text('e0000000.00000000 /a if 1 0.5\ne0000000.00000000 /b s "x"\n')
    subprocess.run(["oscsendfile", "127.0.0.1", str(door.port), str(score)], check=True, timeout=10)
    messages = []
    while len(messages) < 2:
        assert select.select([door], [], [], 5)[0]
        messages += [message for packet, _ in door.drain() for message in parse(packet)]
    assert [message[:2] for message in messages] == [("/a", (1, 0.5)), ("/b", ("x",))]
    door.close()


def test_oscdump_reads_what_we_send():
    door = UdpDoor("127.0.0.1", 0)
    free = UdpDoor("127.0.0.1", 0)
    port = free.port
    free.close()
    dump = subprocess.Popen(["oscdump", "-L", str(port)], stdout=subprocess.PIPE, text=True)
    try:
        packet = encode("/music/out/note", (60, 100, 1, "grüß", 0.5))
        while not select.select([dump.stdout], [], [], 0.05)[0]:  # until it has opened its port
            door.sock.sendto(packet, ("127.0.0.1", port))
        line = dump.stdout.readline()
    finally:
        dump.kill()
        dump.wait()
        dump.stdout.close()
        door.close()
    assert line.split(" ", 1)[1].strip() == '/music/out/note iiisf 60 100 1 "grüß" 0.500000'
