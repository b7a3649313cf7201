import pytest

from bridge.errors import AddressError
from bridge.schedule.patterns import check, wants


@pytest.mark.parametrize("address", ["/bach/out/note", "/bach/out/state", "/clock/out/beat", "/players", "/plan"])
def test_by_default_everything_but_the_quiet_ones(address):
    assert wants(None, address)


@pytest.mark.parametrize("address", ["/poet/out/token", "/image/out/frame", "/bach/out/plan", "/bach/out/plan/clear"])
def test_the_quiet_ones_are_for_those_who_ask(address):
    assert not wants(None, address)
    assert wants([address], address)


def test_one_matching_pattern_is_enough():
    assert wants(["/monk/*/*", "/bach/*/*"], "/bach/out/note")
    assert not wants(["/monk/*/*"], "/bach/out/note")


def test_none_among_patterns_is_the_default():
    assert wants([None, "/bach/out/plan"], "/bach/out/note")
    assert not wants([None], "/bach/out/plan")


def test_no_patterns_is_nothing():
    assert not wants([], "/bach/out/note")


def test_what_is_no_pattern_is_told():
    with pytest.raises(AddressError):
        check([None, "/[a"])
