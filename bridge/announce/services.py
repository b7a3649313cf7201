"""What is announced, and where: OSCQuery over HTTP as `_oscjson._tcp`, OSC as `_osc._udp`. Pure but for `reach`, which
looks at this machine's interfaces."""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import ifaddr
from zeroconf import IPVersion, ServiceInfo

from bridge.errors import PortError
from bridge.reach import EVERYWHERE, is_loopback

NAME = "duende"
TYPES = ("_oscjson._tcp.local.", "_osc._udp.local.")
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Reach:
    """Who can hear of us."""

    interfaces: tuple[str, ...]  # their addresses; the only ones on which anything is sent
    addresses: tuple[str, ...]  # at which we are said to be

    @property
    def private(self) -> bool:
        """Nothing leaves this machine."""
        return all(map(is_loopback, self.interfaces))

    @property
    def version(self) -> IPVersion:
        kinds = {ipaddress.ip_address(address).version for address in self.interfaces}
        return IPVersion.All if len(kinds) > 1 else IPVersion.V6Only if kinds == {6} else IPVersion.V4Only


def reach(host: str) -> Reach:
    """For a server bound to `host`; PortError when that is nowhere. Loopback stays on loopback. A server on all interfaces
    is said to be at all addresses that others can reach: a loopback address would lead them to themselves."""
    own = _addresses_of_interfaces()
    if host in EVERYWHERE:
        others = [a for a in own if not is_loopback(a) and not ipaddress.ip_address(a).is_link_local]
        others = [a for a in others if host == "::" or ":" not in a]
        return Reach((LOOPBACK, *others), tuple(others)) if others else Reach((LOOPBACK,), (LOOPBACK,))
    address = _resolved(host)
    if is_loopback(address):
        return Reach((address if ":" in address else LOOPBACK,), (address,))
    return Reach((address,), (address,))


def services(reach: Reach, osc_port: int, http_port: int, version: str) -> list[ServiceInfo]:
    """One of each of TYPES, named NAME for now. The host's name is our own, one a server: its records say where this server
    is, which is not always where the machine of that name is."""
    server = f"{_label(socket.gethostname())}-{NAME}-{http_port}.local."
    told = {"txtvers": "1", "version": version}
    ports = ((http_port, {"osc": str(osc_port)}), (osc_port, {"http": str(http_port)}))
    return [
        ServiceInfo(
            kind, f"{NAME}.{kind}", port, properties=told | other, server=server, parsed_addresses=list(reach.addresses)
        )
        for kind, (port, other) in zip(TYPES, ports, strict=True)
    ]


def instance(info: ServiceInfo) -> str:
    """`duende`, or what it became because another has that name."""
    return info.name.removesuffix(f".{info.type}")


def _resolved(host: str) -> str:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_DGRAM)
    except OSError as error:
        raise PortError(f"nobody knows where {host!r} is: {error.strerror}") from None
    return min((each[4][0].partition("%")[0] for each in found), key=lambda address: ":" in address)  # IPv4 where there is


def _addresses_of_interfaces() -> Iterable[str]:
    return [ip.ip if ip.is_IPv4 else ip.ip[0] for adapter in ifaddr.get_adapters() for ip in adapter.ips]


def _label(name: str) -> str:
    """A name that may stand in a DNS name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().partition(".")[0]).strip("-")[:30] or "host"
