"""A program on a WebSocket: OSCQuery's commands, OSC both ways, and what a slow one is spared."""

import asyncio
import json
import os
import socket

import pytest

from bridge.osc.framing import LENGTH, LengthDecoder, frame
from bridge.osc.packet import encode, parse
from bridge.watch.web.address_space import AddressSpace
from bridge.watch.web.visitor import Visitor

MUSIC = {"kind": "music", "package": "ensemble", "words": {}, "places": ()}
WALL = 1.7e9
TEMPERATURE, NOTES = "/music/temperature", "/music/out/note"


class Client:
    """The client's side of the socket, as a visitor sees it. `most` messages are taken before it is full."""

    def __init__(self):
        self.got, self.most, self.closed = [], 1 << 30, None

    @property
    def full(self) -> bool:
        return len(self.got) >= self.most

    def send(self, message) -> None:
        packet = isinstance(message, bytes)
        self.got.append(tuple(parse(message)[0][:2]) if packet else (message["COMMAND"], message["DATA"]))

    def close(self, code=1000, reason="") -> None:
        self.closed = code


class Scene:
    """An address space, a visitor that listens to it, and core's ends of the streams that it opened."""

    def __init__(self):
        self.streams: list[socket.socket] = []
        self.space = AddressSpace(7770, 7771, lambda: WALL, lambda peer: self._introduce)
        self.space.hear(("players", {"music": MUSIC}, {}))
        self.space.hear(("values", {TEMPERATURE: (1.0,), "/music/plan": (1,)}))
        self.client = Client()
        self.visitor = Visitor(self.space, self._introduce)
        self.visitor.opened(self.client)

    def _introduce(self, descriptor: int) -> None:
        stream = socket.socket(fileno=os.dup(descriptor))
        stream.setblocking(False)
        self.streams.append(stream)

    def say(self, command, data=None) -> None:
        self.visitor.heard(json.dumps({"COMMAND": command, "DATA": data}))

    def core_heard(self, stream: int = 0) -> list[tuple]:
        packets = LengthDecoder().feed(self.streams[stream].recv(1 << 20))
        return [tuple(parse(packet)[0][:2]) for packet in packets]

    def core_says(self, address, *args, stream: int = 0) -> None:
        self.streams[stream].sendall(frame(encode(address, args), LENGTH))

    async def turn(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)


@pytest.fixture
def play():
    """`play(act)`: what the client got from `act(scene)`, a coroutine function."""
    scenes = []

    def run(act) -> list:
        async def whole() -> None:
            scenes.append(Scene())
            await act(scenes[-1])
            await scenes[-1].turn()
            scenes[-1].visitor.left()

        asyncio.run(whole())
        return scenes[-1].client.got

    yield run
    for scene in scenes:
        for stream in scene.streams:
            stream.close()


def test_who_listens_gets_the_value_at_once(play):
    async def act(scene):
        scene.say("LISTEN", TEMPERATURE)

    assert play(act) == [(TEMPERATURE, (1.0,))]


def test_who_listens_gets_each_change(play):
    async def act(scene):
        scene.say("LISTEN", TEMPERATURE)
        scene.space.hear(("values", {TEMPERATURE: (0.5,)}))

    assert play(act)[1:] == [(TEMPERATURE, (0.5,))]


def test_nobody_gets_what_he_did_not_listen_to(play):
    async def act(scene):
        scene.say("LISTEN", TEMPERATURE)
        scene.space.hear(("values", {"/music/plan": (0,)}))

    assert play(act)[1:] == []


def test_a_container_says_nothing_of_what_is_in_it(play):
    """The proposal: who listens to /foo does not hear /foo/bar."""

    async def act(scene):
        scene.say("LISTEN", "/music")
        scene.space.hear(("values", {TEMPERATURE: (0.5,)}))

    assert play(act) == []


def test_who_ignores_gets_nothing_more(play):
    async def act(scene):
        scene.say("LISTEN", TEMPERATURE)
        scene.say("IGNORE", TEMPERATURE)
        scene.space.hear(("values", {TEMPERATURE: (0.5,)}))

    assert play(act)[1:] == []


def test_a_slow_client_gets_the_newest_value_alone(play):
    async def act(scene):
        scene.say("LISTEN", TEMPERATURE)
        scene.client.most = 1
        for value in (0.25, 0.5, 0.75):
            scene.space.hear(("values", {TEMPERATURE: (value,)}))
        scene.client.most = 10
        scene.visitor.room()

    assert play(act)[1:] == [(TEMPERATURE, (0.75,))]


def test_one_that_has_asked_for_nothing_is_idle(play):
    async def act(scene):
        scene.say("TIME", 1)
        assert scene.visitor.idle

    play(act)


@pytest.mark.parametrize("message", [encode("/hello"), json.dumps({"COMMAND": "LISTEN", "DATA": TEMPERATURE})])
def test_one_that_listens_or_plays_is_not_idle(play, message):
    async def act(scene):
        scene.visitor.heard(message)
        assert not scene.visitor.idle

    play(act)


def test_our_time_is_told(play):
    async def act(scene):
        scene.say("TIME", 1.5)

    assert play(act) == [("TIME", [1.5, WALL])]


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ('{"COMMAND": "LISTEN", "DATA": "/music/temprature"}', "did you mean /music/temperature?"),
        ('{"COMMAND": "LISTEN", "DATA": 3}', "DATA is an address in quotes"),
        ('{"COMMAND": "LISTEN", "DATA": {"a": [1]}}', "found a table"),
        ('{"COMMAND": "TIME", "DATA": [[1]]}', "found a list of 1"),
        ('{"COMMAND": "TIME", "DATA": 1e999}', "found infinity"),
        ('{"COMMAND": "DANCE", "DATA": 3}', "allowed are LISTEN, IGNORE, TIME"),
        ('{"COMMAND": 3}', "a text message is an object"), ("[]", "a text message is an object"),
        ("hello", "a text message is an object"), ("[" * 50_000, "a text message is an object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_answered_with_a_sentence(play, message, sentence):
    async def act(scene):
        scene.visitor.heard(message)

    ((command, data),) = play(act)
    assert command == "ERROR" and sentence in data


def test_a_client_that_does_not_listen_is_told_no_errors(play):
    async def act(scene):
        scene.client.most = 0
        scene.visitor.heard("hello")

    assert play(act) == []


def test_a_change_of_the_tree_is_told(play):
    async def act(scene):
        scene.space.hear(("players", {"music": MUSIC, "bach": MUSIC}, {}))

    assert play(act) == [("PATH_ADDED", "/bach"), ("PATH_CHANGED", "/")]


def test_a_slow_client_is_told_to_look_at_everything(play):
    async def act(scene):
        scene.client.most = 0
        scene.space.hear(("players", {"music": MUSIC, "bach": MUSIC}, {}))
        scene.space.hear(("players", {"bach": MUSIC}, {}))
        scene.client.most = 10
        scene.visitor.room()

    assert play(act) == [("PATH_CHANGED", "/")]


def test_osc_goes_to_core_and_its_answer_comes_back(play):
    async def act(scene):
        scene.visitor.heard(encode("/clock/tempo"))
        assert scene.core_heard() == [("/clock/tempo", ())]
        scene.core_says("/clock/tempo", 120.0)

    assert play(act) == [("/clock/tempo", (120.0,))]


def test_a_client_without_room_gets_no_answers(play):
    async def act(scene):
        scene.visitor.heard(encode("/clock/tempo"))
        scene.client.most = 1
        for _ in range(3):
            scene.core_says("/clock/tempo", 120.0)
            await scene.turn()
        assert len(scene.client.got) == 1
        scene.client.most = 10
        scene.visitor.room()

    assert len(play(act)) == 3


def test_listening_to_an_output_is_said_to_core(play):
    async def act(scene):
        scene.say("LISTEN", NOTES)
        assert scene.core_heard() == [("/hello", ()), ("/listen", (NOTES,))]

    play(act)


def test_what_core_sends_of_an_output_comes(play):
    async def act(scene):
        scene.say("LISTEN", NOTES)
        scene.core_says(NOTES, 60, 100, 1)

    assert play(act) == [(NOTES, (60, 100, 1))]


def test_the_welcome_that_nobody_asked_for_is_kept_back(play):
    async def act(scene):
        scene.say("LISTEN", NOTES)
        scene.core_says("/welcome", "duende", "1", 7771)
        scene.core_says("/music/out/state", "idle")

    assert play(act) == []


def test_what_core_refuses_is_told(play):
    async def act(scene):
        scene.say("LISTEN", NOTES)
        scene.core_says("/error", "/hello", "64 listeners are here already")

    assert play(act) == [("ERROR", "/hello: 64 listeners are here already")]


def test_the_last_output_that_is_ignored_ends_cores_stream(play):
    async def act(scene):
        scene.say("LISTEN", NOTES)
        scene.say("IGNORE", NOTES)
        scene.core_heard()
        assert scene.streams[0].recv(1) == b""

    play(act)


def test_one_output_less_is_said_to_core(play):
    async def act(scene):
        scene.say("LISTEN", NOTES)
        scene.say("LISTEN", "/music/out/state")
        scene.say("IGNORE", NOTES)
        assert scene.core_heard()[-1] == ("/listen", ("/music/out/state",))

    play(act)


def test_core_hanging_up_ends_the_client_too(play):
    async def act(scene):
        scene.visitor.heard(encode("/clock/tempo"))
        scene.streams[0].close()
        await scene.turn()
        assert scene.client.closed == 1013

    play(act)


def test_who_has_left_is_told_nothing(play):
    async def act(scene):
        scene.say("LISTEN", TEMPERATURE)
        scene.visitor.left()
        scene.space.hear(("values", {TEMPERATURE: (0.5,)}))

    assert len(play(act)) == 1
