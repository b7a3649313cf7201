"""A player of every kind on the rehearsed stage, each with a small package and an engine that was written beforehand."""

import math
from array import array
from pathlib import Path

from bridge.address import parameters
from bridge.package import Manifest
from bridge.package.gesture import Gesture, Value
from bridge.package.image import Image
from bridge.package.tensor import Slot, Tensor
from bridge.pieces import Pieces

from .rehearsed import Rehearsal

PIECES = [*"abcdefghijklmnopqrstuvwxyz \n"]
VERSE = "the boats come home\n"


class Engine:
    """`answers` are what it has to say."""

    def __init__(self):
        self.answers: list[tuple] = []

    def send(self, message: tuple) -> None:
        if message[0] == "halt":
            self.answers = [answer for answer in self.answers if answer[1] != message[1]]


class Painter(Engine):
    """Every picture is done at once."""

    def send(self, message: tuple) -> None:
        if message[0] == "render":
            self.answers.append(("frame", message[1], message[2]))


class Writer(Engine):
    """Writes the same verse for ever, a token a draw."""

    tokens = Pieces(PIECES).encode(VERSE)

    def send(self, message: tuple) -> None:
        super().send(message)
        if message[0] == "generate":
            _, job, spec, *_ = message
            for i in range(spec["count"]):
                self.answers.append(("event", job, i, self.tokens[(spec["draw"] + i) % len(self.tokens)]))
            self.answers.append(("done", job, "count"))


class Hand(Engine):
    """Moves on a circle, twenty steps a second."""

    def send(self, message: tuple) -> None:
        super().send(message)
        if message[0] == "generate":
            _, job, spec, *_ = message
            for i in range(min(spec["count"], 1 + int(spec["seconds"] * 20))):
                angle = (spec["draw"] + i) / 7
                self.answers.append(("event", job, i, 0.05, 0.5 + math.sin(angle) / 2, 0.5 + math.cos(angle) / 2))
            self.answers.append(("done", job, "seconds"))


class Doubler(Engine):
    """The first input, twice as much of it."""

    def send(self, message: tuple) -> None:
        if message[0] == "feed":
            _, number, told = message
            for _, kind, data in told:
                self.answers.append(("result", number, [2.0 * value for value in array(kind, data)]))
                return
            self.answers.append(("unfit", number, "nothing was told"))


SLOTS = (Slot("x", "x", 2),)
OTHERS: dict[str, tuple[type[Engine], dict]] = {
    "text": (Writer, {"tokenizer": {"vocabulary": 1, "pieces": PIECES}}),
    "image": (Painter, {"image": Image(64, 64, 8)}),
    "gesture": (Hand, {"gesture": Gesture((Value("x"), Value("y", -1.0, 1.0)), 4.0)}),
    "tensor": (Doubler, {"tensor": Tensor(SLOTS, (Slot("y", "y", 2),))}),
}


def manifest(kind: str) -> Manifest:
    """The smallest package of a kind that is not music."""
    return Manifest(kind, "1", kind, "MIT", 0, 23, (), {}, **OTHERS[kind][1])


def everybody(tmp: Path, players: tuple[str, ...] = ("music",), timer=None, journal=None) -> Rehearsal:
    """The stage of `Rehearsal`, and beside its players of music one of each other kind, named after it."""
    room = Rehearsal(players, tmp, timer, journal)
    tell, room.stage._tell_dispatcher = room.stage._tell_dispatcher, lambda: None  # once for all: it is most of the work
    for kind, (engine, _) in OTHERS.items():
        room.engines[kind] = engine()
        values = {row.tail: row.args[0].default for row in parameters(kind)}
        room.stage.take_seat(kind, room.engines[kind], manifest(kind), values, ()).player.engine_back()
    room.stage._tell_dispatcher = tell
    tell()
    room.settle()
    return room
