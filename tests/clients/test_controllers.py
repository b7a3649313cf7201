"""A controller with motors before a real server, over JACK: learnt by a turn, told where its knobs stand."""

import pytest
from peers import jack as jack_server
from peers.osc import Client
from peers.waiting import until

from bridge.midi.system import alsa_is_there

pytestmark = [
    pytest.mark.skipif(bool(jack_server.missing()), reason=jack_server.missing()),
    pytest.mark.skipif(bool(alsa_is_there()), reason="this machine has a MIDI system of its own"),
]
SHOW = """
[[player]]
name = "music"
kind = "music"
[midi]
in = ["fader knobs"]
out = [{ name = "fader motors", feedback = true }]
"""


def test_a_learnt_knob_is_driven_back_and_told_again_when_the_device_returns(serve, tmp_path):
    show = tmp_path / "faders.toml"
    show.write_text(SHOW)
    with jack_server.Jack():
        knobs, motors = jack_server.Peer("fader knobs"), jack_server.Ear("fader motors", tmp_path)
        server = serve(str(show), midi=True)
        client = Client(server.osc)
        try:
            client.send("/music/temperature/learn")
            client.status()
            knobs.send("b01500")
            until(lambda: client.ask("/music/temperature") == (0.0,), f"it is not learnt:\n{server.log}")
            client.send("/music/temperature", 2.0)
            until(lambda: b"\xb0\x15\x7f" in [data for _, data in motors.heard], "the motor does not move")
            motors.end()
            until(lambda: "fader motors" in client.status()["midi"], "it is forgotten")
            motors = jack_server.Ear("fader motors", tmp_path)
            until(lambda: b"\xb0\x15\x7f" in [data for _, data in motors.heard], "it is not told again", 20.0)
        finally:
            for end in (client.close, motors.end, knobs.end):
                end()
