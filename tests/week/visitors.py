"""Who comes in a week: each visit is some minutes of messages, MIDI and nonsense, and then they go."""

import math
import random

from bridge.bench.crowd import ACTS, NONSENSE, WISHES
from bridge.errors import WireError
from bridge.osc.packet import parse
from bridge.osc.values import Message

from .house import House

MODES = ("answer", "continue", "trade", "accompany", "solo", "off")
TOO_QUICK = {("/text/pace", 0.0), ("/image/fps", 30.0), ("/image/walk", 2.0)}  # for engines that take no time


class Visitors:
    def __init__(self, house: House, seed: int):
        self.house, self.dice = house, random.Random(seed)
        self.came = 0
        self._port = 1024
        self._streams: list[int] = []

    def visit(self) -> None:
        """One of them; afterwards all is as a closing hand leaves it."""
        self.came += 1
        kinds = (self._musician, self._musician, self._tinkerer, self._tinkerer, self._shouter, self._stream, self._keyboard,
                 self._mover, self._gardener)  # fmt: skip
        self.dice.choice(kinds)()
        for address in ("/text/stop", "/image/walk", "/gesture/mode", "/music/mode", "/bach/mode"):
            word = {"/image/walk": (0.0,), "/text/stop": ()}.get(address, ("answer",))
            self._say(("udp", "127.0.0.1", 9), address, *word)

    def solo(self, hours: float) -> None:
        """The machine plays by itself: what an exhibition does at night, when somebody has left it so."""
        me = self._hello()
        self._say(me, "/music/mode", "solo")
        self._say(me, "/gesture/mode", "solo")
        self._say(me, "/text/play", 1)
        self.house.wait(hours * 360)
        self._say(me, "/gesture/mode", "off")
        self.house.wait(hours * 3240)
        self._say(me, "/text/play", 0)
        self._say(me, "/music/stop")
        self._say(me, "/bye")

    def sequencer(self, hours: float, mode: str) -> None:
        """A loop that never pauses, by MIDI."""
        self._say(self._hello(), "/music/mode", mode)
        for step in range(int(hours * 3600 * 4)):
            pitch = 48 + step * 7 % 24
            self._midi("sequencer", bytes([0x90, pitch, 80]))
            self.house.wait(0.2)
            self._midi("sequencer", bytes([0x80, pitch, 0]))
            self.house.wait(0.05)

    def painter(self, hours: float) -> None:
        """A picture that wanders."""
        me = self._hello()
        self._say(me, "/image/fps", 10.0)
        self._say(me, "/image/walk", 1.0)
        self.house.wait(hours * 3600)
        self._say(me, "/image/walk", 0.0)

    # --- visits -----------------------------------------------------------------------------------------------------

    def _musician(self) -> None:
        me = self._hello()
        for name in ("music", "bach"):
            self._say(me, f"/{name}/mode", self.dice.choice(MODES))
        for _ in range(self.dice.randint(5, 40)):
            name, pitch = self.dice.choice(("music", "bach")), self.dice.randint(40, 84)
            self._say(me, f"/{name}/note", pitch, self.dice.randint(1, 127))
            self.house.wait(self.dice.uniform(0.05, 0.6))
            if self.dice.random() < 0.97:  # some offs are lost
                self._say(me, f"/{name}/note", pitch, 0)
            if self.dice.random() < 0.2:
                self._say(me, f"/{name}/sustain", self.dice.choice((0, 127)))
        self._say(me, "/bye")

    def _tinkerer(self) -> None:
        me = self._hello()
        self._say(me, "/feedback", 1)
        for _ in range(self.dice.randint(5, 40)):
            address, values = self.dice.choice(WISHES)
            value = self.dice.choice(values)
            act = self.dice.choice(ACTS)
            if self.dice.random() < 0.5:
                self._say(me, *act)
            elif (address, value) not in TOO_QUICK:
                self._say(me, address, *(value if isinstance(value, tuple) else (value,)))
            self.house.wait(self.dice.uniform(0.05, 2.0))
        if self.dice.random() < 0.5:
            self._say(me, "/bye")

    def _shouter(self) -> None:
        me = self._someone()
        for _ in range(self.dice.randint(20, 100)):
            if self.dice.random() < 0.5:
                self._packet(self.dice.randbytes(self.dice.randint(0, 60)), me)
            elif self.dice.random() < 0.3:
                self._say(me, f"/{self.dice.randbytes(6).hex()}/x", self.dice.random())
            else:
                self._say(me, *self.dice.choice(NONSENSE))
            self.house.wait(0.05)

    def _stream(self) -> None:
        """By TCP: an output of its own, and gone without a word."""
        number = next(self.house.stage.sink_numbers)
        spec = {"kind": "tcp", "framing": "length", "name": f"tcp {number}", "patterns": []}
        self.house.timer.send(("sink", number, spec))
        me = ("sink", number)
        for message in (("/hello", 0, 1, 50.0), ("/listen", "/*/out/*"), ("/music/note", 60, 90), ("/music/temperature",)):
            self._say(me, *message)
            self.house.wait(self.dice.uniform(0.1, 3.0))
        self.house.stage.listeners.gone(number)
        self.house.timer.send(("unsink", number))

    def _keyboard(self) -> None:
        """MIDI that is plugged in, played, and pulled out while keys are down."""
        port = f"keys {self.dice.randint(1, 3)}"
        for _ in range(self.dice.randint(5, 60)):
            pitch = self.dice.randint(30, 90)
            self._midi(port, bytes([0x90, pitch, self.dice.randint(0, 127)]))
            self._midi(port, bytes([0xB0, self.dice.randint(0, 127), self.dice.randint(0, 127)]))
            self.house.wait(self.dice.uniform(0.02, 0.5))
        self.house.stage.hands.vanished(port)
        self.house.room.settle()

    def _mover(self) -> None:
        me = self._hello()
        for step in range(self.dice.randint(20, 120)):
            self._say(me, "/gesture/in", 0.5 + math.sin(step / 5) / 2, math.cos(step / 3))
            self._say(me, "/tensor/in", step / 10, 1.0)
            self.house.wait(0.05)
        self._say(me, "/gesture/answer")
        self.house.wait(3.0)

    def _gardener(self) -> None:
        """Scenes, routes, captures, packages, deaths."""
        me = self._hello()
        name = f"scene {self.dice.randint(1, 30)}"
        for message in (
            ("/scene/save", name), ("/scene/recall", name, 2.0), ("/capture", 20.0), ("/text/load", "x"),
            ("/image/load", "x"), ("/image/undo",), ("/gesture/load", "x"),
            ("/music/temperature/learn",), ("/music/temperature/learn",),
            ("/route/add", "/music/note.velocity", "/image/walk", 0.0, 127.0, 0.0, 0.1), ("/journal", 0), ("/journal", 1),
            ("/route/remove", "/music/note.velocity", "/image/walk"), ("/clock/tap",), ("/clock/tap",),
            ("/output/offset", "nobody", 5.0),
        ):  # fmt: skip
            self._say(me, *message)
            self.house.wait(self.dice.uniform(0.1, 1.0))
        self.house.kill_engine(self.dice.choice(("music", "bach", "text", "gesture", "image", "tensor")))

    # --- how they speak ---------------------------------------------------------------------------------------------

    def _someone(self) -> tuple:
        """A socket that was never seen before, as programs open them."""
        self._port = self._port + 1 if self._port < 65_535 else 1024
        return ("udp", "127.0.0.1", self._port)

    def _hello(self) -> tuple:
        me = self._someone()
        self._say(me, "/hello", 0, self.dice.choice((0, 1)))
        if self.dice.random() < 0.5:
            self._forget_listeners()
        return me

    def _forget_listeners(self) -> None:
        """Ports that nobody listens at any more are refused: the timer says so ten seconds later."""
        stage = self.house.stage
        for heard in list(stage.listeners)[:-8]:
            self.house.room.server.send(stage.listeners.refused(heard.sink))

    def _say(self, sender: tuple, address: str, *args) -> None:
        self.house.stage.osc([Message(address, args, None)], sender)
        self.house.room.settle()

    def _packet(self, data: bytes, sender: tuple) -> None:
        try:
            messages = parse(data, [])
        except WireError:
            self.house.stage.dispatcher.unreadable()
            return
        self.house.stage.osc(messages, sender)
        self.house.room.settle()

    def _midi(self, port: str, data: bytes) -> None:
        stage = self.house.stage
        for intent in stage.hands.midi(self.house.clock.now(), port, data):
            if type(intent).__name__ == "Control":
                stage.knobs.control(intent)
        self.house.room.settle()
