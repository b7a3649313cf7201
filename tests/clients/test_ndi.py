"""Pictures by NDI, from a ring to NDI's own receiver, in a network of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from peers.painter import Painter
from peers.waiting import needs, until

pytest.importorskip("cyndilib", reason="cyndilib is not installed (the extra `ndi`)")
pytestmark = needs("avahi-daemon dbus iproute2 util-linux", "avahi-daemon", "dbus-daemon", "ip", "unshare")

ROOT = Path(__file__).parents[2]
PEERS = Path(__file__).parent / "peers"


def own_network(*command, **more):
    return subprocess.Popen(["bash", PEERS / "own_network.sh", *command], cwd=ROOT, **more)


def may_have_a_network_of_its_own():
    if os.geteuid() != 0:
        return False
    return subprocess.run(["unshare", "-n", "-m", "ip", "link", "set", "lo", "up"], capture_output=True).returncode == 0


def steps(index, side):
    """A grey that steps every ten pictures, far enough for NDI's compression."""
    return np.full((side, side, 3), 40 * (index // 10 % 6) + 20, np.uint8)


def test_a_receiver_finds_the_player_and_sees_its_pictures():
    if not may_have_a_network_of_its_own():
        pytest.skip("a network of its own needs root and the right to make one")
    painter = Painter("ndi", 64, 60, steps)
    sender = f"{sys.executable} -m bridge.frames.outputs.ndi {painter.name} 'duende image' & sending=$!"
    receiver = f"{sys.executable} {PEERS / 'ndi_receiver.py'} 'duende image' 6"
    try:
        until(lambda: painter.painted, "no picture")
        with own_network("bash", "-c", f"{sender}; {receiver}; kill $sending", stdout=subprocess.PIPE) as process:
            out, _ = process.communicate(timeout=60)
    finally:
        painter.close()
    found = json.loads(out)
    assert "duende image" in found["source"]
    assert found["size"] == [64, 64]
    greys = [20 + 40 * n for n in range(6)]
    assert len(found["seen"]) == 6
    for pixel in found["seen"]:
        assert min(abs(pixel[0] - grey) for grey in greys) <= 3
        assert max(pixel) - min(pixel) <= 3
