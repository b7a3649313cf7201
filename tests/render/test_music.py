import pytest

pytest.importorskip("onnxruntime")

from bridge.engine.music import MusicEngine
from bridge.engine.opening import open_package
from bridge.engine.request import Request
from bridge.package import Package
from bridge.render import music
from bridge.render.music import answer_tick, render
from bridge.render.prompt import Prompt, read_prompt
from bridge.tokens import Event


@pytest.fixture(scope="module")
def opened(tiny_package):
    return open_package(Package.open(tiny_package), "cpu", "fp32")


@pytest.fixture
def play(opened):
    """Render with a fresh engine."""
    return lambda prompt, ticks=480, **wish: render(
        MusicEngine(opened.context, opened.package.manifest.styles), prompt, ticks, Request(**wish)
    )


def test_the_answer_starts_on_the_beat_after_the_prompt():
    assert answer_tick(Prompt()) == 0
    assert answer_tick(read_prompt("60 62")) == 96
    assert answer_tick(Prompt((Event(0, 60, 20, 80), Event(30, 62, 20, 80)))) == 96


def test_a_last_note_that_is_held_long_does_not_hold_the_answer_up():
    assert answer_tick(Prompt((Event(0, 60, 5000, 80),))) == 192


def test_the_same_seed_gives_the_same_events(play):
    assert play(read_prompt("60 64 67"), seed=5).answer == play(read_prompt("60 64 67"), seed=5).answer
    assert play(read_prompt("60 64 67"), seed=5).answer != play(read_prompt("60 64 67"), seed=6).answer


@pytest.mark.parametrize("ticks", [48, 480, 4800])
def test_nothing_sounds_beyond_the_wished_length(play, ticks):
    rendered = play(read_prompt("60 64 67"), ticks, seed=1)
    assert rendered.start == 144
    assert rendered.answer[0].tick == 144
    assert 0 < rendered.ticks <= ticks


def test_an_answer_needs_no_prompt(play):
    rendered = play(Prompt(), seed=2)
    assert rendered.answer[0].tick == 0
    assert rendered.events == tuple(rendered.events)


def test_a_long_answer_outgrows_the_memory_and_goes_on(play, monkeypatch):
    monkeypatch.setattr(music, "MOST", 40)
    monkeypatch.setattr(music, "KEEP", 20)
    rendered = play(read_prompt("60"), 20_000, seed=3, density=4.0)
    assert len(rendered.answer) > 200
    assert rendered.answer == tuple(sorted(rendered.answer, key=lambda e: e.tick))
    assert rendered.answer == play(read_prompt("60"), 20_000, seed=3, density=4.0).answer


def test_wishes_hold_to_the_last_note(play, monkeypatch):
    monkeypatch.setattr(music, "MOST", 40)
    monkeypatch.setattr(music, "KEEP", 20)
    rendered = play(read_prompt("60"), 5000, seed=4, low=48, high=72, scale=(0, 2, 4, 5, 7, 9, 11), polyphony=2)
    assert all(48 <= e.pitch <= 72 and e.pitch % 12 in (0, 2, 4, 5, 7, 9, 11) for e in rendered.answer)


def test_a_note_ends_where_its_pitch_is_struck_again():
    prompt = Prompt((Event(0, 60, 500, 80), Event(48, 62, 48, 80)))
    rendered = music.Rendered(prompt, 96, (Event(96, 60, 48, 80), Event(96, 62, 10, 80)), "end")
    assert [(e.tick, e.pitch, e.duration) for e in rendered.events] == [
        (0, 60, 96), (48, 62, 48), (96, 60, 48), (96, 62, 10),
    ]  # fmt: skip
