import pytest

from bridge.engine.request import Request
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
