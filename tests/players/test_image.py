"""The image player in virtual time: a painter that takes as long as the test says, and what it was asked to paint."""

from array import array
from dataclasses import dataclass, field

import pytest

from bridge.address import parameters
from bridge.errors import AddressError
from bridge.package import Manifest
from bridge.package.image import Image
from bridge.players.image import ImagePlayer
from bridge.players.path import point_of
from bridge.tempo import launch


@dataclass
class Clock:
    bpm: float = 120.0
    tempo_known: bool = True
    beats_per_bar: float = 4.0

    def beat_at(self, moment: float) -> float:
        return moment * self.bpm / 60

    def moment_of(self, beat: float) -> float:
        return beat * 60 / self.bpm

    def launch(self, beat, step):
        return launch(beat, step, self.beats_per_bar)


@dataclass
class Studio:
    """Implements Room for one image player."""

    transport: Clock = field(default_factory=Clock)
    lookahead: float = 0.0
    time: float = 0.0
    paint_s: float = 0.004
    frames: list[tuple] = field(default_factory=list)  # (due, latent, classes) as asked for
    said: list[tuple] = field(default_factory=list)
    recorded: list[dict] = field(default_factory=list)
    done: tuple | None = None  # (when, index, due) of the picture being painted
    player: ImagePlayer | None = None

    def now(self) -> float:
        self.time += 1e-7  # as a real clock: no two looks at it are the same
        return self.time

    def say(self, address, *args, due=None) -> None:
        self.said.append((self.time if due is None else due, address, *args))

    def record(self, player, **values) -> None:
        self.recorded.append(values)

    def engine(self, player, message) -> None:
        if message[0] == "render":
            _, index, due, latent, classes = message
            assert self.done is None, "one picture at a time"
            self.frames.append((due, tuple(array("f", latent)), tuple(array("f", classes))))
            self.done = (self.time + self.paint_s, index, due)

    def wait(self, seconds: float) -> None:
        end = self.time + seconds
        for _ in range(100_000):
            alarm = self.player.alarm()
            moments = [m for m in (alarm, self.done and self.done[0]) if m is not None]
            if not moments or min(moments) > end:
                break
            self.time = max(self.time, min(moments))
            if self.done and self.done[0] <= self.time:
                _, index, due = self.done
                self.done = None
                self.player.heard(("frame", index, due))
            else:
                self.player.wake()
        else:
            raise AssertionError("the player never comes to rest")
        self.time = end

    def dues(self) -> list[float]:
        return [due for due, *_ in self.frames]

    def shown(self) -> tuple:
        return self.frames[-1][1]


def manifest_of(classes: tuple = ()) -> Manifest:
    return Manifest("pictures", "1", "image", "MIT", 0, 23, (), {}, image=Image(64, 64, 8, classes))


def studio_of(classes: tuple = (), **values) -> Studio:
    studio = Studio()
    manifest = manifest_of(classes)
    defaults = {row.tail: row.args[0].default for row in parameters("image")}
    studio.player = ImagePlayer("image", studio, manifest, defaults | values)
    studio.player.engine_back()
    studio.wait(1.0)
    return studio


@pytest.fixture
def studio() -> Studio:
    return studio_of()


def near(point) -> object:
    return pytest.approx(point, abs=1e-5)


def test_the_first_picture_comes_by_itself_and_a_still_one_is_not_repeated(studio):
    assert len(studio.frames) == 1
    assert [s[2] for s in studio.said if s[1] == "/image/out/frame"] == [1]


def test_a_seed_jumps_to_its_picture(studio):
    studio.player.set("seed", 5)
    studio.wait(0.1)
    assert len(studio.frames) == 2 and studio.shown() == near(point_of(5, 8))


def test_the_same_seed_is_the_same_picture(studio):
    for seed in (5, 6, 5):
        studio.player.set("seed", seed)
        studio.wait(0.5)
    assert studio.frames[-1][1] == studio.frames[-3][1] != studio.frames[-2][1]


def test_a_morph_lasts_its_beats_and_arrives(studio):
    studio.player.act("morph", (9, 4.0))  # two seconds at 120 BPM
    studio.wait(5.0)
    assert studio.shown() == near(point_of(9, 8))
    assert studio.dues()[-1] == pytest.approx(3.0, abs=1 / 30 + 0.01)


def test_frames_keep_their_rate(studio):
    studio.player.set("fps", 25.0)
    studio.player.act("morph", (9, 8.0))
    studio.wait(3.0)
    steps = [b - a for a, b in zip(studio.dues()[2:], studio.dues()[3:], strict=False)]
    assert len(steps) > 70 and all(step == pytest.approx(0.04, abs=1e-6) for step in steps)


def test_a_slow_painter_leaves_pictures_out_and_none_queues(studio):
    studio.paint_s = 0.1
    studio.player.act("morph", (9, 8.0))
    studio.wait(4.5)
    assert 20 <= len(studio.frames) <= 45 and studio.player.frames.skipped > 50
    assert studio.shown() == near(point_of(9, 8))


def test_a_morph_under_way_is_replaced_from_where_it_is(studio):
    studio.player.act("morph", (9, 4.0))
    studio.wait(1.0)
    studio.player.act("morph", (3, 4.0))
    studio.wait(0.05)
    assert studio.frames[-1][1] == pytest.approx(studio.frames[-3][1], abs=0.2)
    studio.wait(3.0)
    assert studio.shown() == near(point_of(3, 8))


def test_a_jump_waits_for_its_beat(studio):
    studio.player.set("quantize", 4.0)  # the next bar begins at 2.0 s
    studio.player.set("seed", 5)
    studio.wait(0.9)
    assert studio.shown() != near(point_of(5, 8))
    studio.wait(0.2)
    assert studio.frames[-1][0] == pytest.approx(2.0, abs=1e-6) and studio.shown() == near(point_of(5, 8))


def test_a_jump_waits_for_the_bar_of_any_meter(studio):
    studio.transport.beats_per_bar = 3.0
    studio.player.set("quantize", 4.0)  # at 1.0 s it is beat 2; the next bar of three begins at 1.5 s
    studio.player.set("seed", 5)
    studio.wait(0.6)
    assert studio.frames[-1][0] == pytest.approx(1.5, abs=1e-6) and studio.shown() == near(point_of(5, 8))


def test_a_walk_comes_by_a_numbered_picture_on_every_downbeat(studio):
    studio.player.set("walk", 1.0)
    studio.wait(9.0)
    seeds = [s for s in studio.said if s[1] == "/image/out/seed"]
    assert len(seeds) >= 3
    told, _, seed = seeds[0]
    closest = min(studio.frames, key=lambda f: abs(f[0] - 2.0 * round(told / 2.0)))
    assert closest[1] == pytest.approx(point_of(seed, 8), abs=0.25)


def test_a_walk_of_twice_the_speed_comes_by_twice_as_many(studio):
    studio.player.set("walk", 2.0)
    studio.wait(9.0)
    assert len([s for s in studio.said if s[1] == "/image/out/seed"]) >= 7


def test_a_walk_never_jumps(studio):
    studio.player.set("walk", 1.0)
    studio.wait(3.3)
    studio.player.set("walk", 3.0)
    studio.wait(2.2)
    studio.player.set("walk", 0.5)
    studio.wait(4.0)
    steps = [
        max(abs(p - q) for p, q in zip(a[1], b[1], strict=True))
        for a, b in zip(studio.frames[1:], studio.frames[2:], strict=False)
    ]
    assert max(steps) < 1.0  # two pictures lie 2 and more apart


def test_stop_freezes_the_picture_and_the_same_walk_wakes_it(studio):
    studio.player.set("walk", 1.0)
    studio.wait(1.0)
    studio.player.act("stop", ())
    studio.wait(0.2)
    count = len(studio.frames)
    studio.wait(2.0)
    assert len(studio.frames) == count and studio.player.state == "idle"
    studio.player.set("walk", 1.0)
    studio.wait(1.0)
    assert len(studio.frames) > count + 20


def test_play_wanders_until_the_transport_stops_and_again_when_it_starts(studio):
    studio.player.act("play", (1,))
    studio.wait(1.0)
    studio.player.rest()
    studio.wait(0.2)
    count = len(studio.frames)
    studio.wait(1.0)
    assert len(studio.frames) == count
    studio.player.resume()
    studio.wait(1.0)
    assert len(studio.frames) > count + 20


def test_a_walk_that_a_hand_has_set_does_not_wait_for_a_stopped_clock(studio):
    studio.player.set("walk", 1.0)
    studio.player.rest()
    studio.wait(1.0)
    assert len(studio.frames) > 25


def test_one_coordinate_is_a_parameter(studio):
    studio.player.set("latent/INDEX", 1.5, "3")
    studio.wait(0.1)
    assert studio.shown()[3] == 1.5 and studio.player.value("latent/INDEX", "3") == (1.5,)


def test_a_hand_holds_its_coordinate_while_the_others_walk(studio):
    studio.player.set("walk", 1.0)
    studio.player.set("latent/INDEX", 1.5, "3")
    studio.wait(2.0)
    held = {latent[3] for _, latent, _ in studio.frames[2:]}
    assert held == {1.5} and len({latent[2] for _, latent, _ in studio.frames[2:]}) > 30


def test_a_coordinate_that_is_none_is_refused(studio):
    with pytest.raises(AddressError, match="0 to 7; found 8"):
        studio.player.set("latent/INDEX", 1.0, "8")


def test_latents_of_the_wrong_length_are_refused_and_change_nothing(studio):
    before = studio.player.point()
    with pytest.raises(AddressError, match="8 coordinates; found 2"):
        studio.player.act("latent", (0.0, 0.5))
    assert studio.player.point() == before


def test_truncation_draws_the_picture_towards_the_mean(studio):
    whole = studio.shown()
    studio.player.set("truncation", 0.5)
    studio.wait(0.1)
    assert studio.shown() == near([x / 2 for x in whole])


def test_classes_by_name_and_mixed():
    studio = studio_of(classes=("sea", "sky", "stone"))
    assert studio.frames[-1][2] == (1.0, 0.0, 0.0)
    studio.player.act("class", ("sky", "stone", 0.25))
    studio.wait(0.1)
    assert studio.frames[-1][2] == (0.0, 0.75, 0.25)


def test_a_package_without_classes_says_so(studio):
    with pytest.raises(AddressError, match="no classes"):
        studio.player.act("class", ("sky", None, None))


def test_a_dead_painter_stops_nothing_and_the_new_one_paints_at_once(studio):
    studio.player.set("walk", 1.0)
    studio.wait(1.0)
    studio.player.engine_lost()
    studio.done = None
    studio.wait(30.0)
    count = len(studio.frames)
    studio.player.engine_back()
    studio.wait(0.5)
    assert len(studio.frames) > count + 10


def test_another_package_paints_though_the_one_before_never_finished(studio):
    studio.player.set("walk", 1.0)
    studio.wait(1.0)
    while studio.done is None:
        studio.wait(0.001)
    studio.done = None  # the engine that was asked is gone, and with it the answer
    painted = len(studio.frames)
    studio.player.change_package(manifest_of(), {})
    studio.player.engine_back()
    studio.wait(0.5)
    assert len(studio.frames) > painted + 10


def test_a_scene_keeps_the_point_itself_and_glides_back(studio):
    studio.player.set("walk", 1.0)
    studio.wait(1.7)
    studio.player.act("stop", ())
    kept = studio.player.scene()
    assert "seed" not in kept and kept["latent"] == studio.player.point()
    studio.player.set("seed", 9)
    studio.wait(0.5)
    studio.player.arrive("latent", kept["latent"], 2.0)
    studio.wait(0.5)
    assert studio.shown() not in (near(kept["latent"]), near(point_of(9, 8)))
    studio.wait(1.0)
    assert studio.shown() == near(kept["latent"])


def test_the_journal_can_make_every_frame_again(studio):
    from bridge.players.path import from_plain

    studio.player.set("walk", 1.0)
    studio.wait(3.0)
    path, again = None, []
    for values in studio.recorded:
        if "path" in values:
            path = from_plain(values["path"])
        elif path is not None:
            again.append(path.at(values["beat"]))
    made = [latent for _, latent, _ in studio.frames]
    assert all(a == near(b) for a, b in zip(again[-50:], made[-50:], strict=True))


def test_with_glide_a_seed_is_reached_in_so_many_beats(studio):
    studio.player.set("glide", 2.0)
    studio.player.set("seed", 5)
    studio.wait(0.5)
    assert studio.shown() != near(point_of(5, 8))
    studio.wait(0.7)
    assert studio.shown() == near(point_of(5, 8))


def test_with_glide_a_class_is_blended_in():
    studio = studio_of(classes=("sea", "sky"), glide=2.0)
    studio.player.act("class", ("sky", None, None))
    studio.wait(2.0)
    weights = [classes[1] for _, _, classes in studio.frames]
    assert weights == sorted(weights) and weights[-1] == 1.0 and len(set(weights)) > 20
