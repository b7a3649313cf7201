"""What a soak says holds, and that a short one does."""

import pytest

from bridge.bench import soak
from bridge.cli import main


def sampled(*sizes: float) -> list[tuple[float, dict[str, float]]]:
    return [(30.0 * i, {"all": size}) for i, size in enumerate(sizes)]


def test_growth_is_from_the_first_to_the_last_quarter_after_the_warming_up():
    assert soak.drift(sampled(10, 50, 100, 100, 100, 100, 101, 101, 102, 102))["all"] == pytest.approx(0.02)


def test_a_process_that_was_replaced_is_not_judged():
    memory = sampled(*[100] * 8)
    memory[5][1]["engine 7"] = 40.0
    assert "engine 7" not in soak.drift(memory)


@pytest.mark.parametrize(
    "trouble",
    [
        {"crowd": {"hanging": [(60, 1, 1)]}}, {"sounding_after_panic": 1}, {"unexpected": {"mistakes": "1"}},
        {"unhealthy": {"no answer": 1}},
    ],
)
def test_one_thing_that_gives_is_enough(trouble):
    well = {"seconds": 3600.0, "crowd": {"hanging": []}, "sounding_after_panic": 0, "unexpected": {}, "unhealthy": {}}
    well |= {"drift": {"all": 0.0}}
    assert soak.holds(well) and not soak.holds(well | trouble)


@pytest.mark.parametrize(("seconds", "holds"), [(20.0, True), (3600.0, False)])
def test_memory_decides_only_where_there_was_time_to_fill_caches(seconds, holds):
    grown = {"crowd": {"hanging": []}, "sounding_after_panic": 0, "unexpected": {}, "unhealthy": {}, "drift": {"all": 0.05}}
    assert soak.holds(grown | {"seconds": seconds}) is holds


@pytest.mark.parametrize(("objects", "holds"), [(0.04, True), (0.06, False)])
def test_the_objects_of_core_swing_with_the_music_but_a_leak_among_them_does_not_hold(objects, holds):
    found = {"seconds": 3600.0, "crowd": {"hanging": []}, "sounding_after_panic": 0, "unexpected": {}, "unhealthy": {}}
    assert soak.holds(found | {"drift": {"all": 0.0, soak.OBJECTS: objects}}) is holds


def test_visitors_come_and_go_and_nothing_hangs():
    found = soak.measure(25.0, seed=3)
    assert sum(found["crowd"]["visits"].values()) >= 6 and found["crowd"]["sent"]["notes"] > 20
    assert (found["crowd"]["hanging"], found["sounding_after_panic"], found["unexpected"]) == ([], 0, {})
    assert found["memory"][-1][1][soak.OBJECTS] > 50_000


@pytest.mark.parametrize("minutes", ["-4", "0", "nan", "long", "1e9"])
def test_a_soak_that_nobody_visits_is_refused(minutes, capsys):
    with pytest.raises(SystemExit):
        main(["soak", "--minutes", minutes])
    assert f"--minutes: {minutes!r}: 0.2 to 10080 is allowed" in capsys.readouterr().err
