"""How this machine wakes, and whether the clock that is followed ticks. (Real ticks: tests/clients/test_doctor.py.)"""

import importlib.util

import pytest

from bridge.config import Show
from bridge.config.show import ClockSettings
from bridge.doctor import clock
from bridge.doctor.case import Case

MIDI = {"clock_source": "midi", "clock_tempo": "97.5", "clock_port": "Digitakt", "clock_lost": "0", "clock_jitter_ms": "0.4"}


def found(**running):
    return next(clock.source(Case(Show(), running=running)))


def test_this_machine_wakes_in_time_or_the_cure_is_told():
    first, second = clock.machine(Case(Show()))
    assert "99th percentile" in first.what and (first.state == "ok") == (not first.cure)
    assert "priority" in second.what and second.state in ("ok", "note")


def test_our_own_tempo_is_ok():
    assert next(clock.source(Case(Show(clock=ClockSettings(tempo=112.0))))).what == "the tempo is our own: 112 BPM"


def test_a_midi_clock_that_ticks_is_ok():
    finding = found(**MIDI)
    assert finding.state == "ok" and "Digitakt, 97.5 BPM" in finding.what


def test_a_midi_clock_that_was_never_heard_is_dead():
    finding = found(**MIDI | {"clock_port": "", "clock_lost": "1"})
    assert finding.state == "dead" and "no tick has been heard" in finding.what and "press play" in finding.cure


def test_a_midi_clock_that_is_lost_is_dead():
    finding = found(**MIDI | {"clock_lost": "1"})
    assert finding.state == "dead" and "Digitakt is lost" in finding.what and "97.5 BPM" in finding.what


def test_a_midi_clock_without_midi_is_dead():
    finding = next(clock.source(Case(Show(clock=ClockSettings(source="midi")), midi=False)))
    assert finding.state == "dead" and "--no-midi" in finding.cure


@pytest.mark.parametrize(("peers", "state"), [("0", "note"), ("2", "ok")])
def test_others_in_the_link_session(monkeypatch, peers, state):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    assert found(clock_source="link", clock_tempo="120", clock_peers=peers).state == state


def test_link_that_is_not_installed_is_dead(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    finding = next(clock.source(Case(Show(clock=ClockSettings(source="link")))))
    assert finding.state == "dead" and "duende[link]" in finding.cure
