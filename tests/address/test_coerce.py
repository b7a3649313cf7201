"""INTERFACE.md §3.4 and §3.5: what a message's arguments become, and the sentence where they do not fit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.address import TABLE, Outcome, coerce, find, with_choices
from bridge.errors import AddressError
from bridge.osc.values import Impulse, Midi, Rgba, TimeTag


def send(address, *args, kind="music"):
    found = (
        find(kind, address.removeprefix("/music/")) if address.startswith("/music/") else find("server", address[1:])
    )
    return coerce(found[0], args)


def sentence(address, *args):
    with pytest.raises(AddressError) as error:
        send(address, *args)
    return str(error.value)


@pytest.mark.parametrize(
    ("given", "named"),
    [(Impulse, "an impulse (I)"), (Midi(0, 144, 60, 1), "a MIDI message (m)"), (Rgba(1, 2, 3, 4), "a colour (r)"),
     (TimeTag(None), "a timetag (t)"), (b"abc", "a blob of 3 bytes"), ((1, 2), "a list of 2")],
)  # fmt: skip
def test_what_is_no_number_is_named_as_its_sender_knows_it(given, named):
    assert sentence("/music/temperature", given).endswith(f"found {named}")


def test_an_int_where_a_float_is_due():
    (value,) = send("/music/temperature", 1)
    assert (value, type(value)) == (1.0, float)


@pytest.mark.parametrize(("given", "taken"), [(60.4, 60), (60.5, 61), (59.6, 60), (-0.4, 0)])
def test_a_float_where_an_int_is_due_is_rounded(given, taken):
    pitch = send("/music/note", given, 100)[0]
    assert (pitch, type(pitch)) == (taken, int)


@pytest.mark.parametrize(("given", "taken"), [(True, 1), (False, 0), (1, 1), (0, 0), (1.0, 1), (0.0, 0), (127, 1)])
def test_a_switch(given, taken):
    assert send("/music/plan", given) == (taken,)


@pytest.mark.parametrize(
    ("given", "taken"), [("accompany", "accompany"), ("Solo", "solo"), (0, "answer"), (4.0, "solo")]
)
def test_a_choice_takes_its_word_or_its_index(given, taken):
    assert send("/music/mode", given) == (taken,)


@pytest.mark.parametrize("given", [6, -1, "loud", "", True, None])
def test_a_choice_refuses_what_it_does_not_offer(given):
    assert sentence("/music/mode", given).startswith(
        "mode must be one of answer, continue, trade, accompany, solo, off"
    )


@pytest.mark.parametrize(("given", "taken"), [(3, 2.0), (-1, 0.0), (1e30, 2.0)])
def test_a_parameter_is_clamped(given, taken):
    assert send("/music/temperature", given) == (taken,)


@pytest.mark.parametrize(("given", "taken"), [(200, 127), (-3, 0), (127.4, 127)])
def test_a_velocity_is_clamped(given, taken):
    assert send("/music/note", 60, given) == (60, taken, 1)


def test_the_channel_of_a_note_is_1_where_none_is_given():
    assert send("/music/note", 60, 100) == (60, 100, 1)


def test_a_pitch_out_of_range_is_refused():
    assert sentence("/music/note", 128, 100) == "pitch must be a whole number from 0 to 127; found 128"


def test_a_channel_out_of_range_is_refused():
    assert sentence("/music/note", 60, 100, 0) == "channel must be a whole number from 1 to 16; found 0"


def test_a_text_where_a_number_is_due():
    assert sentence("/clock/tempo", "fast") == "tempo must be a number from 20 to 400 BPM; found the text 'fast'"


def test_a_digit_in_a_text_is_no_number():
    assert "found the text '60'" in sentence("/music/note", "60", 100)


@pytest.mark.parametrize(
    ("given", "words"),
    [(math.nan, "NaN"), (math.inf, "infinity"), (-math.inf, "infinity"), (None, "nothing (N)"), (True, "T (true)"),
     (b"abc", "a blob of 3 bytes"), ((1, 2), "a list of 2")],
)  # fmt: skip
def test_what_is_no_number_is_refused(given, words):
    assert sentence("/music/temperature", given) == f"temperature must be a number from 0 to 2; found {words}"


def test_a_long_text_is_quoted_in_short():
    assert len(sentence("/music/temperature", "x" * 10_000)) < 120


@pytest.mark.parametrize("args", [(60,), (60, 100, 1, 1)])
def test_a_wrong_count(args):
    expected = f"the arguments must be i:pitch i:velocity [i:channel=1]; found {len(args)}"
    assert sentence("/music/note", *args) == expected


def test_a_query_takes_no_arguments():
    assert sentence("/status", 1) == "it takes no arguments; found 1"


def test_a_parameter_without_arguments_asks():
    assert send("/music/temperature") is Outcome.ASKS


@pytest.mark.parametrize("args", [(), (1,), (127,), (0.5,), (True,), (-1,)])
def test_a_trigger_acts(args):
    assert send("/panic", *args) == ()


@pytest.mark.parametrize("args", [(0,), (0.0,), (False,)])
def test_a_button_let_go_does_nothing(args):
    assert send("/panic", *args) is Outcome.NOTHING


@pytest.mark.parametrize("args", [("now",), (math.nan,), (math.inf,), (1, 1), (None,)])
def test_a_trigger_refuses(args):
    assert sentence("/panic", *args).startswith("a trigger takes no argument, or one number (0 does nothing); found ")


def test_the_defaults_of_hello():
    assert send("/hello") == (None, 0, 100.0)


def test_a_route_takes_two_arguments_or_six():
    assert send("/route/add", "/a", "/b") == ("/a", "/b", None, None, None, None)
    assert "found 3" in sentence("/route/add", "/a", "/b", 1.0)


def test_as_many_patterns_as_one_likes():
    assert send("/listen", "/music/*", "/bach/out/note") == ("/music/*", "/bach/out/note")
    assert send("/listen") == ()


def test_the_meter_takes_two():
    assert send("/clock/meter", 3, 4) == (3, 4)
    assert sentence("/clock/meter", 3, 5) == "unit must be one of 1, 2, 4, 8, 16, 32; found 5"


def test_a_style_is_one_that_the_package_knows():
    row = with_choices(find("music", "style")[0], ("chorale", "folk"))
    assert coerce(row, (1,)) == coerce(row, ("folk",)) == ("folk",)
    with pytest.raises(AddressError, match="style must be one of chorale, folk"):
        coerce(row, ("jazz",))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.tuples(inner, inner),
    max_leaves=3,
)


@given(st.sampled_from([row for row in TABLE if row.incoming]), st.lists(anything, max_size=7).map(tuple))
def test_whatever_comes_is_taken_within_its_range_or_refused_with_a_sentence(row, args):
    try:
        taken = coerce(row, args)
    except AddressError as error:
        assert str(error)
        return
    if isinstance(taken, tuple):
        assert all(holds(arg, value) for arg, value in zip(row.args, taken, strict=False))


def holds(arg, value):
    if arg.optional and value == arg.default:
        return True
    if arg.type in ("s", "choice"):
        return isinstance(value, str)
    whole = isinstance(value, int) if arg.type != "f" else isinstance(value, float) and math.isfinite(value)
    return whole and (arg.low is None or value >= arg.low) and (arg.high is None or value <= arg.high)
