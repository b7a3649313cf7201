"""examples/three_arts.toml in virtual time: one change of harmony moves the picture and lets a line out on the same beat."""

import math
from array import array
from pathlib import Path

import pytest

from bridge.address import parameters
from bridge.config import load_show
from bridge.config.reading import bundled_packages
from bridge.package import Manifest
from bridge.package.image import Image
from bridge.pieces import Pieces
from bridge.players.path import point_of

SHOW = Path(__file__).parents[2] / "examples" / "three_arts.toml"
PIECES = [*"abcdefghijklmnopqrstuvwxyz \n"]
VERSE = "the boats come home\n"
HERE = ("music", "image", "text")  # whom this test seats


class Painter:
    """Every picture is done at once."""

    def __init__(self):
        self.answers, self.asked = [], []

    def send(self, message):
        if message[0] == "render":
            _, index, due, latent, _ = message
            self.asked.append((due, tuple(array("f", latent))))
            self.answers.append(("frame", index, due))


class Writer:
    """Writes the same verse for ever, a token a draw."""

    def __init__(self):
        self.answers, self.tokens = [], Pieces(PIECES).encode(VERSE)

    def send(self, message):
        if message[0] == "generate":
            _, job, spec, *_ = message
            for i in range(spec["count"]):
                self.answers.append(("event", job, i, self.tokens[(spec["draw"] + i) % len(self.tokens)]))
            self.answers.append(("done", job, "count"))


@pytest.fixture
def show():
    return load_show(SHOW, bundled_packages())


@pytest.fixture
def ensemble(room, show):
    """The stage of tests/stage with the show's players, parameters and those routes that lead between them."""
    stage = room.stage
    manifests = {
        "image": Manifest("pictures", "1", "image", "MIT", 0, 23, (), {}, image=Image(64, 64, 8)),
        "text": Manifest("verse", "1", "text", "MIT", 0, 23, (), {}, tokenizer={"vocabulary": 1, "pieces": PIECES}),
    }
    room.engines |= {"image": Painter(), "text": Writer()}
    for name, manifest in manifests.items():
        values = {row.tail: row.args[0].default for row in parameters(manifest.kind)}
        stage.take_seat(name, room.engines[name], manifest, values, ()).player.engine_back()
    for player in show.players:
        if player.name in HERE:
            for tail, value in player.parameters.items():
                stage.apply(f"/{player.name}/{tail}", (value,))
    for route in show.routes:
        if all(end.split("/")[1] in HERE for end in (route.source, route.target)):
            stage.routes.add(route.source, route.target, route.range)
    stage.apply("/clock/tempo", (120.0,))
    room.listen()
    room.settle()
    return room


def direction(latent):
    size = math.hypot(*latent)
    return [x / size for x in latent]


def chord(room, *pitches):
    for pitch in pitches:
        room.send("/music/note", pitch, 90)


def test_the_show_is_a_show(show):
    assert [player.kind for player in show.players] == ["music", "image", "text", "gesture"]
    assert len(show.routes) == 5


def test_a_change_of_harmony_moves_the_picture_and_releases_the_line_on_the_same_beat(ensemble):
    room = ensemble
    room.wait(0.7)
    chord(room, 57, 60, 64)  # A minor, between two beats
    room.wait(3.0)
    (line,) = room.heard("/text/out/line")
    painter = room.engines["image"]
    still = direction(painter.asked[0][1])  # whatever the truncation is
    moved = next(due for due, latent in painter.asked if math.dist(direction(latent), still) > 1e-3)
    beat = line[0] / 0.5
    assert line[1] == VERSE.strip() and beat == pytest.approx(round(beat), abs=1e-6)
    assert 0 <= moved - line[0] <= 0.1


def test_the_same_harmony_finds_its_picture_again(ensemble):
    room = ensemble
    seen = []
    for pitches in ((57, 60, 64), (55, 59, 62), (57, 60, 64)):
        chord(room, *pitches)
        room.wait(3.0)
        for pitch in pitches:
            room.send("/music/note", pitch, 0)
        room.wait(0.5)
        seen.append(room.engines["image"].asked[-1][1])
    assert seen[0] == seen[2] != seen[1]
    scale = seen[0][0] / point_of(9, 8)[0]  # velocity 90 as truncation
    assert seen[0] == pytest.approx([x * scale for x in point_of(9, 8)], abs=1e-5)


def test_panic_stops_players_of_every_kind(ensemble):
    room = ensemble
    room.send("/text/play", 1)
    room.send("/image/walk", 1.0)
    chord(room, 57, 60, 64)
    room.wait(2.3)
    room.send("/panic")
    written, painted = len(room.heard("/text/out/word")), len(room.engines["image"].asked)
    room.wait(3.0)
    assert 0 < written == len(room.heard("/text/out/word"))
    assert len(room.engines["image"].asked) <= painted + 1  # where it stands
    assert all(room.stage.seats[name].player.state == "idle" for name in HERE)
    assert room.stage.seats["music"].player.mode == "accompany"
