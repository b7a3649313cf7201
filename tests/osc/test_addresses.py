"""The network addresses of this machine."""

from bridge.osc import addresses
from bridge.osc.addresses import NetworkAddress, listing, network_addresses


def test_loopback_comes_first():
    first = network_addresses()[0]
    assert first.loopback
    assert first.address == "127.0.0.1"


def test_where_interfaces_are_not_told_loopback_is(monkeypatch):
    monkeypatch.setattr(addresses.sys, "platform", "darwin")
    assert NetworkAddress("", "127.0.0.1") in network_addresses()


def test_a_line_says_who_can_reach_an_address(monkeypatch):
    found = [NetworkAddress("lo", "127.0.0.1"), NetworkAddress("eth0", "192.0.2.7")]
    monkeypatch.setattr(addresses, "network_addresses", lambda: found)
    assert listing()[1:] == [
        "  127.0.0.1        lo       this machine alone",
        "  192.0.2.7        eth0     other machines too, with --host 192.0.2.7",
    ]
