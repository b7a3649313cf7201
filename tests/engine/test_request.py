import pytest

from bridge.engine.request import Reader, Request
from bridge.errors import EngineError


def test_plain_values_become_a_request():
    spec = {"style": 2, "avoid": [60, 64], "scale": (0, 14), "count": None, "polyphony": 0}
    request = Request.from_plain(spec)
    assert request == Request(
        style=2, avoid=frozenset({60, 64}), scale=(0, 2), polyphony=1
    )


def test_values_out_of_range_are_brought_into_it():
    request = Request.from_plain({"low": -5, "high": 200, "temperature": -1, "top_p": 7, "density": -2, "grid": -3})
    assert (request.low, request.high, request.temperature, request.top_p) == (0, 127, 0.0, 1.0)
    assert (request.density, request.grid) == (0.0, 0)


@pytest.mark.parametrize("spec, named", [({"tempo": 1}, "tempo unknown"), ({"count": "many"}, "does not fit")])
def test_what_is_not_a_request_is_named(spec, named):
    with pytest.raises(EngineError, match=named):
        Request.from_plain(spec)


QUESTION = {"style": 2, "draw": 7, "avoid": [60], "low": 40, "temperature": 0.9, "count": 4}


@pytest.mark.parametrize(
    "change",
    [{}, {"draw": 8}, {"avoid": [61, 62]}, {"low": 41}, {"temperature": 1.1, "draw": 9}, {"seed": 5}, {"draw": None}],
)
def test_a_question_like_the_one_before_is_read_as_if_it_were_the_first(change):
    reader = Reader(seed=3)
    reader.read(QUESTION)
    assert reader.read(QUESTION | change) == Request.from_plain({"seed": 3, **QUESTION, **change})


@pytest.mark.parametrize("change", [{"draw": "next"}, {"avoid": 60}])
def test_what_differs_from_the_question_before_is_checked(change):
    reader = Reader(seed=3)
    reader.read(QUESTION)
    with pytest.raises(EngineError, match="does not fit"):
        reader.read(QUESTION | change)
    assert reader.read(QUESTION) == Request.from_plain({"seed": 3, **QUESTION})
