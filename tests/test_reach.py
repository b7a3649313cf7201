"""Loopback or beyond it; who is on the list; what a door beyond loopback opens."""

import pytest

from bridge.reach import REMEMBERED, AllowList, called, is_loopback, network, warning


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LocalHost", "::ffff:127.0.0.1"])
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.168.1.7", "fe80::1%eth0", "example.org", "", "0.0.0.0", "::"])
def test_not_loopback(host):
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("bound", "told"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "localhost"), ("::", "localhost"), ("fd00::5", "[fd00::5]"), ("box", "box")],
)
def test_how_a_door_is_called(bound, told):
    assert called(bound) == told


@pytest.mark.parametrize(
    ("written", "meant"),
    [("192.168.1.0/24", "192.168.1.0/24"), ("10.0.0.7", "10.0.0.7/32"), (" fe80::/10 ", "fe80::/10"), ("::1", "::1/128")],
)
def test_an_address_is_a_network_of_one(written, meant):
    assert network(written) == meant


def test_a_network_with_a_wrong_end_is_told_which_was_meant():
    with pytest.raises(ValueError, match=r"did you mean 192\.168\.1\.0/24"):
        network("192.168.1.5/24")


@pytest.mark.parametrize("text", ["", "studio.lan", "192.168.1", "192.168.1.0/33", "*", "x" * 10_000])
def test_what_is_no_network_is_refused_with_a_short_sentence(text):
    with pytest.raises(ValueError, match="an address or a network") as refused:
        network(text)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("host", ["192.168.1.7", "8.8.8.8", "fe80::1%eth0", "127.0.0.1"])
def test_without_a_list_everybody_is_let_in(host):
    assert AllowList().welcomes(host)


@pytest.mark.parametrize("host", ["192.168.1.7", "::ffff:192.168.1.7", "fe80::1%eth0", "127.0.0.1", "::1"])
def test_those_on_the_list_and_this_machine_are_let_in(host):
    assert AllowList(["192.168.1.0/24", "fe80::/10"]).welcomes(host)


@pytest.mark.parametrize("host", ["192.168.2.7", "8.8.8.8", "2001:db8::1", "", "nonsense", "::ffff:8.8.8.8"])
def test_all_others_are_not(host):
    assert not AllowList(["192.168.1.0/24", "fe80::/10"]).welcomes(host)


def test_a_flood_of_forged_senders_is_remembered_within_bounds():
    listed = AllowList(["10.0.0.0/24"])
    for number in range(3 * REMEMBERED):
        listed.welcomes(f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
    assert len(listed._known) <= REMEMBERED


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_door_on_loopback_warns_of_nothing(host):
    assert warning(host, (), False) == []


def test_an_open_door_says_what_it_opens_to_whom_and_how_to_narrow_it():
    first, second = warning("0.0.0.0", (), False)
    assert "every address of this machine" in first and "everybody" in first and "allow = [" in first
    assert "no password" in first and "token = " in second


def test_a_door_that_was_narrowed_says_how():
    (only,) = warning("192.168.1.5", ("192.168.1.0/24",), True)
    assert "at 192.168.1.5, to 192.168.1.0/24 and this machine" in only and "allow = [" not in only
