"""The status as Prometheus reads it."""

import re

from bridge.watch.web.metrics import exposition

STATUS = {
    "version": '0.1.0 "x"', "timer_late": 2, "clock_tempo": 112.0, "healthy": True, "silent_s": None, "clock_source": "midi",
    "music_latency_p50_ms": 2.5, "bach_latency_p50_ms": 3.0, "oven temperature": 4, "timer_p99_us": 150,
    "players": [
        {"name": "music", "kind": "music", "package": "a\\b", "latency_p50_ms": 2.5},
        {"name": "bach", "kind": "music", "package": "c", "latency_p50_ms": 3.0},
    ],
}  # fmt: skip
LINE = re.compile(r'[a-z_:][a-z0-9_:]*(\{([a-z_]+="([^"\\\n]|\\["\\n])*",?)*\})? [-+0-9.e]+')


def lines():
    return exposition(STATUS).splitlines()


def test_a_counter_says_so_by_name_and_type():
    assert "# TYPE duende_timer_late_total counter" in lines()
    assert "duende_timer_late_total 2" in lines()


def test_other_numbers_are_gauges():
    assert "# TYPE duende_clock_tempo gauge" in lines()
    assert "duende_healthy 1" in lines()


def test_times_are_seconds():
    assert "duende_timer_p99_seconds 0.00015" in lines()
    assert 'duende_player_latency_p50_seconds{player="music"} 0.0025' in lines()


def test_what_belongs_to_a_player_stands_only_under_its_label():
    assert not any("music_latency" in line for line in lines())


def test_each_name_has_one_help_and_one_type_right_before_its_samples():
    told = [line.split()[2] for line in lines() if line.startswith("# TYPE")]
    assert len(told) == len(set(told))
    families = [re.split(r"[ {]", line)[0] for line in lines() if not line.startswith("#")]
    assert list(dict.fromkeys(families)) == told


def test_every_line_is_well_formed():
    assert all(LINE.fullmatch(line) for line in lines() if not line.startswith("#"))
    assert exposition(STATUS).endswith("\n")


def test_words_are_no_samples():
    assert not any(line.startswith("duende_clock_source") for line in lines())


def test_signs_in_a_label_are_escaped():
    assert 'duende_info{version="0.1.0 \\"x\\""} 1' in lines()
    assert 'duende_player_info{player="music",kind="music",package="a\\\\b"} 1' in lines()
