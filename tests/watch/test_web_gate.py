"""Which Host and Origin are ours."""

import socket

import pytest

from bridge.watch.web.gate import Gate


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:7771", "localhost.", "127.0.0.1", "127.0.0.1:7771", "127.8.9.10:1", "[::1]:7771"],
)
def test_loopback_is_ours_by_any_name(host):
    assert Gate("127.0.0.1").refuses(host, None) is None


@pytest.mark.parametrize(
    "host",
    ["evil.com", "localhost.evil.com", "127.0.0.1.evil.com", "evil.com:7771", "192.168.1.5", "", " ", ":7771", "[::1",
     "a@localhost", "localhost/x", "localhost:x", None],
)  # fmt: skip
def test_another_host_is_refused_with_a_sentence(host):
    assert "does not answer to the host" in Gate("127.0.0.1").refuses(host, None)


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://127.0.0.1", "http://[::1]:7771"])
def test_a_page_of_this_machine_is_welcome(origin):
    assert Gate("127.0.0.1").refuses("localhost", origin) is None


@pytest.mark.parametrize("origin", ["http://evil.com", "null", "", "localhost", "file://", "ftp://localhost"])
def test_a_page_of_another_site_is_refused(origin):
    assert "pages of another site" in Gate("127.0.0.1").refuses("localhost", origin)


def test_the_bound_address_is_ours():
    assert Gate("192.168.1.5").refuses("192.168.1.5:7771", None) is None


def test_the_bound_name_is_ours():
    assert Gate("studio.lan").refuses("Studio.LAN:7771", "http://studio.lan:7771") is None


def test_a_door_open_to_all_answers_to_the_address_that_was_called():
    gate = Gate("0.0.0.0")
    assert gate.refuses("192.168.1.5:7771", None, local="192.168.1.5") is None
    assert gate.refuses("192.168.1.6:7771", None, local="192.168.1.5")
    assert gate.refuses("0.0.0.0:7771", None, local="192.168.1.5")


def test_beyond_loopback_the_machine_has_its_name_too():
    assert Gate("0.0.0.0").refuses(socket.gethostname(), None) is None
    assert Gate("127.0.0.1").refuses("some-other-" + socket.gethostname(), None)


def test_a_very_long_host_makes_a_short_sentence():
    assert len(Gate("127.0.0.1").refuses("a" * 10_000, None)) < 300
