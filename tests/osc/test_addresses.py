"""The network addresses of this machine."""

from bridge.osc import addresses
from bridge.osc.addresses import NetworkAddress, network_addresses


def test_loopback_comes_first():
    first = network_addresses()[0]
    assert first.loopback
    assert first.address == "127.0.0.1"


def test_where_interfaces_are_not_told_loopback_is(monkeypatch):
    monkeypatch.setattr(addresses.sys, "platform", "darwin")
    assert NetworkAddress("", "127.0.0.1") in network_addresses()
