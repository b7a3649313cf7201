"""What is announced of a server, and where: loopback stays on loopback."""

import pytest
from zeroconf import IPVersion

from bridge.announce import services as module
from bridge.announce.services import LOOPBACK, Reach, instance, reach, services
from bridge.errors import PortError


@pytest.fixture(autouse=True)
def interfaces(monkeypatch):
    """A machine with loopback, one network, and IPv6's link-local address there."""
    own = ["127.0.0.1", "192.168.1.7", "169.254.3.3", "::1", "fe80::7", "2001:db8::7"]
    monkeypatch.setattr(module, "_addresses_of_interfaces", lambda: own)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_on_loopback_is_announced_there_alone(host):
    assert reach(host) == Reach((LOOPBACK,), (LOOPBACK,)) and reach(host).private


def test_another_loopback_address_is_said_as_it_is():
    assert reach("127.0.0.9") == Reach((LOOPBACK,), ("127.0.0.9",))


def test_a_server_on_ipv6_loopback_is_announced_by_ipv6():
    assert (reach("::1").interfaces, reach("::1").version) == (("::1",), IPVersion.V6Only)


def test_a_server_on_one_address_is_announced_on_its_network():
    assert reach("192.168.1.7") == Reach(("192.168.1.7",), ("192.168.1.7",)) and not reach("192.168.1.7").private


def test_a_server_on_all_addresses_is_said_to_be_where_others_reach_it():
    assert reach("0.0.0.0") == Reach((LOOPBACK, "192.168.1.7"), ("192.168.1.7",))


def test_a_server_on_all_addresses_of_both_kinds():
    assert reach("::").addresses == ("192.168.1.7", "2001:db8::7") and reach("::").version is IPVersion.All


def test_without_a_network_all_addresses_are_loopback(monkeypatch):
    monkeypatch.setattr(module, "_addresses_of_interfaces", lambda: ["127.0.0.1", "::1"])
    assert reach("0.0.0.0") == Reach((LOOPBACK,), (LOOPBACK,))


def test_a_name_that_nobody_knows_is_refused():
    with pytest.raises(PortError, match=r"nowhere\.invalid"):
        reach("nowhere.invalid")


def told() -> dict:
    return {info.type: info for info in services(reach("127.0.0.1"), 7770, 7771, "1")}


def test_oscquery_is_announced_at_the_http_port_and_osc_at_its_own():
    assert {kind: info.port for kind, info in told().items()} == {"_oscjson._tcp.local.": 7771, "_osc._udp.local.": 7770}


def test_each_names_the_other_port():
    http, osc = told().values()
    assert (http.properties[b"osc"], osc.properties[b"http"]) == (b"7770", b"7771")


def test_both_have_one_name():
    assert {instance(info) for info in told().values()} == {"duende"}


@pytest.mark.parametrize("name", ["Marie's Laptop.local", "ÆØÅ", "x" * 80, ""])
def test_the_host_has_a_name_of_its_own_whatever_the_machine_is_called(monkeypatch, name):
    monkeypatch.setattr(module.socket, "gethostname", lambda: name)
    for info in told().values():
        label = info.server.removesuffix(".local.")
        assert label.endswith("-duende-7771") and "." not in label and len(label) < 64
