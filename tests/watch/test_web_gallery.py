"""The newest picture for all who watch, in virtual time, from real rings."""

import asyncio

import numpy as np
import pytest

from bridge.clock import VirtualClock
from bridge.frames import rings
from bridge.frames.writer import RingWriter
from bridge.watch.web import gallery
from bridge.watch.web.gallery import LOOK_S, MAX_VIEWERS, MISSING_S, REPEAT_S, Gallery


class Viewer:
    def __init__(self, player="image", repeats=False):
        self.player, self.repeats, self.full, self.seen = player, repeats, False, []

    def show(self, shot):
        self.seen.append(shot)

    @property
    def indices(self):
        return [shot.frame.index for shot in self.seen]


class Room:
    """A gallery with one ring, a clock that the test sets, a loop in which nothing waits."""

    def __init__(self):
        self.clock = VirtualClock(100.0)
        self.gallery = Gallery(self.clock)
        self.ring = rings.ring_name("gallery")
        self.writer = RingWriter(self.ring, 4, 2)
        self.gallery.hang({"image": self.ring})

    def paint(self, index, due=0.0, value=0):
        self.writer.write(index, due, np.full((2, 4, 3), value, np.uint8))

    async def look(self, seconds=LOOK_S):
        """Time goes by, and it has looked."""
        self.clock.advance(seconds)
        await asyncio.sleep(3 * gallery.LOOK_S)

    def enter(self, *viewers):
        for viewer in viewers:
            self.gallery.enter(viewer)


@pytest.fixture
def play(monkeypatch):
    """Runs `scene(room)`."""
    monkeypatch.setattr(gallery, "LOOK_S", 0.001)

    def play(scene):
        async def act():
            room = Room()
            try:
                async with asyncio.timeout(20):
                    await scene(room)
            finally:
                room.gallery.close()
                room.writer.close()
                rings.remove(room.ring)

        asyncio.run(act())

    return play


def test_a_viewer_sees_what_hangs_there_at_once_and_then_each_new_picture(play):
    async def scene(room):
        room.paint(7)
        viewer = Viewer()
        room.enter(viewer)
        assert viewer.indices == [7]
        await room.look()
        room.paint(8)
        await room.look()
        assert viewer.indices == [7, 8]

    play(scene)


def test_all_see_one_shot_encoded_once(play, monkeypatch):
    from bridge.frames import stills

    made = []
    monkeypatch.setattr(stills, "jpeg", lambda frame: made.append(frame.index) or b"jpeg")

    async def scene(room):
        viewers = [Viewer() for _ in range(5)]
        room.enter(*viewers)
        room.paint(0)
        await room.look()
        assert {viewer.seen[0].jpeg for viewer in viewers} == {b"jpeg"}
        assert len({id(viewer.seen[0]) for viewer in viewers}) == 1
        assert made == [0]

    play(scene)


def test_one_that_is_slow_skips_and_the_others_go_on(play):
    async def scene(room):
        slow, quick = Viewer(), Viewer()
        room.enter(slow, quick)
        slow.full = True
        for index in range(5):
            room.paint(index)
            await room.look()
        assert (slow.indices, quick.indices) == ([], [0, 1, 2, 3, 4])
        slow.full = False
        room.gallery.serve(slow)
        assert slow.indices == [4]

    play(scene)


def test_a_picture_hangs_from_its_moment_on(play):
    async def scene(room):
        viewer = Viewer()
        room.enter(viewer)
        room.paint(0, due=100.5)
        await room.look(0.4)
        assert viewer.indices == []
        await room.look(0.1)
        assert viewer.indices == [0]

    play(scene)


def test_a_still_picture_is_repeated_to_streams_only(play):
    async def scene(room):
        room.paint(0)
        stream, socket = Viewer(repeats=True), Viewer()
        room.enter(stream, socket)
        await room.look(REPEAT_S - 0.1)
        assert stream.indices == [0]
        await room.look(0.2)
        assert (stream.indices, socket.indices) == ([0, 0], [0])

    play(scene)


def test_nobody_looks_when_nobody_watches(play):
    async def scene(room):
        viewer = Viewer()
        room.enter(viewer)
        room.gallery.leave(viewer)
        await room.look()
        room.paint(0)
        await room.look()
        assert viewer.seen == []
        assert room.gallery._timer is None

    play(scene)


def test_a_ring_that_comes_later_is_found(play):
    async def scene(room):
        name = rings.ring_name("gallery2")
        room.gallery.hang({"image": name})
        viewer = Viewer()
        room.enter(viewer)
        await room.look()
        late = RingWriter(name, 4, 2)
        late.write(3, 0.0, np.zeros((2, 4, 3), np.uint8))
        await room.look(MISSING_S)
        late.close()
        rings.remove(name)
        assert viewer.indices == [3]
        await room.look(MISSING_S)
        assert room.gallery.now("image").frame.index == 3  # the last picture stays while its engine is replaced

    play(scene)


def test_an_index_that_comes_again_is_a_new_picture(play):
    async def scene(room):
        viewer = Viewer()
        room.enter(viewer)
        for _ in range(2):
            room.paint(0)
            await room.look()
        assert viewer.indices == [0, 0]

    play(scene)


def test_a_player_without_pictures_has_none(play):
    async def scene(room):
        assert room.gallery.now("music") is None
        viewer = Viewer("music")
        room.enter(viewer)
        await room.look()
        assert viewer.seen == []
        assert "image" in room.gallery
        assert "music" not in room.gallery

    play(scene)


def test_a_ring_under_another_name_takes_the_place_of_the_old_one(play):
    async def scene(room):
        room.paint(0)
        assert room.gallery.now("image").frame.index == 0
        room.gallery.hang({"image": rings.ring_name("elsewhere")})
        assert room.gallery.now("image") is None

    play(scene)


def test_it_tells_when_it_is_crowded(play):
    async def scene(room):
        room.enter(*[Viewer() for _ in range(MAX_VIEWERS)])
        assert room.gallery.crowded

    play(scene)
