"""The string of the human's voice."""

import numpy as np
import pytest


@pytest.fixture
def string(ask):
    def string(pitch):
        made = ask("pluck", pitch)
        return made["rate"], np.array(made["samples"], np.float32)

    return string


@pytest.mark.parametrize("pitch", [36, 48, 60, 69, 76, 84])
def test_it_is_in_tune(string, pitch):
    rate, samples = string(pitch)
    part = samples[3000 : 3000 + 16384] * np.hanning(16384)
    spectrum = np.abs(np.fft.rfft(part, 1 << 18))
    frequencies = np.fft.rfftfreq(1 << 18, 1 / rate)
    due = 440 * 2 ** ((pitch - 69) / 12)
    near = (frequencies > due * 0.94) & (frequencies < due * 1.06)
    found = frequencies[near][spectrum[near].argmax()]
    assert abs(1200 * np.log2(found / due)) < 6  # cents


@pytest.mark.parametrize("pitch", [21, 60, 108])
def test_it_begins_and_ends_without_a_click_and_dies_away(string, pitch):
    _, samples = string(pitch)
    assert np.abs(samples).max() == pytest.approx(0.9, abs=0.05)
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.002
    tenth = len(samples) // 10
    assert np.sqrt(np.mean(samples[-tenth:] ** 2)) < 0.2 * np.sqrt(np.mean(samples[:tenth] ** 2))
