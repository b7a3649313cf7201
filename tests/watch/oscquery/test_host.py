"""HOST_INFO works for the client that asks."""

import pytest

from bridge.watch.oscquery import EXTENSIONS, host_info


@pytest.mark.parametrize(
    ("local", "told"),
    [("127.0.0.1", "127.0.0.1"), ("::ffff:192.168.1.7", "192.168.1.7"), ("fe80::1%eth0", "fe80::1"), ("::1", "::1")],
)
def test_osc_is_where_http_was_called(local, told):
    info = host_info("duende", local, 7770, 7771)
    assert (info["OSC_IP"], info["WS_IP"]) == (told, told)


def test_ports_and_transport():
    info = host_info("duende", "127.0.0.1", 7770, 7771)
    assert (info["NAME"], info["OSC_PORT"], info["WS_PORT"], info["OSC_TRANSPORT"]) == ("duende", 7770, 7771, "UDP")


def test_what_is_not_known_is_left_out():
    """Then clients take the host and port that they have asked, as the proposal says."""
    assert not {"OSC_IP", "OSC_PORT", "WS_IP", "WS_PORT"} & set(host_info("duende", "", 0, 0))


def test_every_optional_attribute_of_the_proposal_is_answered_for():
    optional = {
        "ACCESS", "VALUE", "RANGE", "DESCRIPTION", "TAGS", "EXTENDED_TYPE", "UNIT", "CRITICAL", "CLIPMODE", "OVERLOADS",
        "HTML", "LISTEN", "PATH_CHANGED", "PATH_RENAMED", "PATH_REMOVED", "PATH_ADDED",
    }  # fmt: skip
    assert optional <= set(EXTENSIONS) and all(isinstance(served, bool) for served in EXTENSIONS.values())
