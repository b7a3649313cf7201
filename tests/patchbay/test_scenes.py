import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.address import KINDS, parameters
from bridge.errors import AddressError
from bridge.patchbay.scenes import Scenes


@pytest.fixture
def scenes():
    return Scenes()


NOW = {"/music/temperature": (1.0,), "/music/low": (20,), "/music/style": ("folk",), "/clock/tempo": (120.0,)}
VERSE = {"/music/temperature": (2.0,), "/music/low": (60,), "/music/style": ("piano",), "/clock/tempo": (120.0,)}


def test_a_scene_comes_back_at_once(scenes):
    scenes.save("verse", VERSE)
    changes = [("/music/temperature", (2.0,)), ("/music/low", (60,)), ("/music/style", ("piano",))]
    assert scenes.recall("verse", 0.0, now=0.0, current=NOW) == changes
    assert scenes.next_change(0.0) is None


def test_what_already_is_so_does_not_change(scenes):
    scenes.save("verse", VERSE)
    assert scenes.recall("verse", 4.0, now=0.0, current=VERSE) == []


def test_numbers_glide_while_words_jump(scenes):
    scenes.save("verse", VERSE)
    assert scenes.recall("verse", 4.0, now=10.0, current=NOW) == [("/music/style", ("piano",))]
    assert scenes.changes(11.0, tempo=120.0) == [("/music/temperature", (1.5,)), ("/music/low", (40,))]
    assert scenes.changes(12.0, tempo=120.0) == [("/music/temperature", (2.0,)), ("/music/low", (60,))]
    assert scenes.changes(12.1, tempo=120.0) == []


def test_a_switch_and_a_meter_jump(scenes):
    scenes.save("verse", {"/music/plan": (0,), "/clock/meter": (3, 8)})
    now = {"/music/plan": (1,), "/clock/meter": (4, 4)}
    assert scenes.recall("verse", 4.0, 0.0, now) == [("/music/plan", (0,)), ("/clock/meter", (3, 8))]


@pytest.mark.parametrize("name", ["out_channel", "in_channel", "seed"])
def test_numbers_that_are_names_jump(scenes, name):
    scenes.save("verse", {f"/music/{name}": (9,)})
    assert scenes.recall("verse", 4.0, 0.0, {f"/music/{name}": (1,)}) == [(f"/music/{name}", (9,))]


def test_a_glide_wakes_fifty_times_a_second_until_it_has_arrived(scenes):
    scenes.save("verse", VERSE)
    scenes.recall("verse", 1.0, now=0.0, current=NOW)
    wakes, now = 0, 0.0
    while (moment := scenes.next_change(now)) is not None:
        now, wakes = moment, wakes + 1
        scenes.changes(now, tempo=120.0)
    assert wakes == pytest.approx(25, abs=1)


def test_the_glide_follows_the_tempo(scenes):
    scenes.save("verse", {"/music/temperature": (2.0,)})
    scenes.recall("verse", 4.0, now=0.0, current=NOW)
    assert scenes.changes(1.0, tempo=60.0) == [("/music/temperature", (1.25,))]
    assert scenes.changes(2.0, tempo=120.0) == [("/music/temperature", (1.75,))]


@given(st.floats(0, 2), st.floats(0, 2), st.floats(0.01, 64), st.lists(st.floats(0.001, 2), min_size=1, max_size=40))
def test_a_glide_ends_exactly_on_its_target_and_never_beyond(start, target, beats, steps):
    scenes = Scenes({"verse": {"/music/temperature": (target,)}})
    last, now = start, 0.0
    scenes.recall("verse", beats, now, {"/music/temperature": (start,)})
    for step in [*steps, 64.0]:
        now += step
        for _, (value,) in scenes.changes(now, tempo=120.0):
            assert min(last, target) - 1e-12 <= value <= max(last, target) + 1e-12
            last = value
    assert last == target
    assert scenes.next_change(now) is None


@given(st.integers(0, 127), st.integers(0, 127))
def test_whole_numbers_stay_whole(start, target):
    scenes = Scenes({"verse": {"/music/low": (target,)}})
    scenes.recall("verse", 1.0, 0.0, {"/music/low": (start,)})
    assert all(type(args[0]) is int for n in range(30) for _, args in scenes.changes(n * 0.02, 120.0))


def test_a_new_recall_replaces_the_glide_from_where_it_is(scenes):
    scenes.save("verse", {"/music/temperature": (2.0,), "/music/low": (60,)})
    scenes.save("chorus", {"/music/temperature": (0.5,)})
    scenes.recall("verse", 4.0, 0.0, NOW)
    scenes.changes(1.0, 120.0)
    scenes.recall("chorus", 2.0, 1.0, NOW | {"/music/temperature": (1.5,)})
    assert scenes.changes(1.5, 120.0) == [("/music/temperature", (1.0,))]
    assert scenes.changes(2.0, 120.0) == [("/music/temperature", (0.5,))]


def test_a_hand_on_the_knob_wins(scenes):
    scenes.save("verse", {"/music/temperature": (2.0,), "/music/low": (60,)})
    scenes.recall("verse", 4.0, 0.0, NOW)
    scenes.touched("/music/temperature")
    assert scenes.changes(2.0, 120.0) == [("/music/low", (60,))]


def test_applying_what_the_glide_handed_out_is_no_hand_on_the_knob(scenes):
    scenes.save("verse", {"/music/temperature": (2.0,)})
    scenes.recall("verse", 4.0, 0.0, NOW)
    for address, _ in scenes.changes(1.0, 120.0):
        scenes.touched(address)
    assert scenes.changes(2.0, 120.0) == [("/music/temperature", (2.0,))]


def test_a_hand_between_two_steps_wins(scenes):
    scenes.save("verse", {"/music/temperature": (2.0,)})
    scenes.recall("verse", 4.0, 0.0, NOW)
    for address, _ in scenes.changes(1.0, 120.0):
        scenes.touched(address)
    scenes.touched("/music/temperature")
    assert scenes.changes(2.0, 120.0) == []


def test_a_word_is_the_same_kind_of_value_in_every_kind_of_player():
    numbers, others = set(), set()
    for kind in KINDS:
        for row in parameters(kind):
            (numbers if row.args[0].type in ("i", "f") else others).add(row.tail)
    assert not numbers & others


def test_a_glide_that_has_let_everything_go_is_over(scenes):
    scenes.save("verse", {"/music/temperature": (2.0,)})
    scenes.recall("verse", 4.0, 0.0, NOW)
    scenes.touched("/music/temperature")
    assert scenes.changes(0.1, 120.0) == [] and scenes.next_change(0.1) is None


def test_players_that_are_gone_are_passed_over(scenes):
    scenes.save("verse", VERSE | {"/old/temperature": (1.0,)})
    assert scenes.recall("verse", 0.0, 0.0, {"/music/low": (20,)}) == [("/music/low", (60,))]


def test_an_unknown_scene_names_those_there_are(scenes):
    scenes.save("verse", VERSE)
    with pytest.raises(AddressError, match="there is no scene 'bridge'; saved are verse"):
        scenes.recall("bridge", 0.0, 0.0, NOW)


@pytest.mark.parametrize("name", ["", "  ", "x" * 65])
def test_a_name_that_is_none_saves_nothing(scenes, name):
    with pytest.raises(AddressError, match="1 to 64 characters"):
        scenes.save(name, VERSE)
    assert scenes.saved == {}


def test_a_saved_scene_does_not_change_with_the_parameters(scenes):
    live = dict(VERSE)
    scenes.save("verse", live)
    live["/music/low"] = (1,)
    assert scenes.saved["verse"] == VERSE


def test_program_change_means_the_name_before_the_place(scenes):
    for name in ("verse", "1", "chorus"):
        scenes.save(name, VERSE)
    scenes.save("verse", NOW)
    assert [scenes.by_number(n) for n in (1, 2, 3)] == ["1", "1", "chorus"]


@pytest.mark.parametrize("number", [0, 2, 127])
def test_a_program_change_without_a_scene_is_a_sentence(scenes, number):
    scenes.save("verse", VERSE)
    with pytest.raises(AddressError, match=f"program change {number}: there is no scene"):
        scenes.by_number(number)
