"""The network addresses of this machine, for `duende ports`: where others can reach us with `--host`."""

import socket
import struct
import sys
from dataclasses import dataclass

_SIOCGIFADDR = 0x8915  # Linux: the IPv4 address of an interface
_NAME_BYTES = 256  # of the request; the address stands in bytes 20-24


@dataclass(frozen=True, order=True)
class NetworkAddress:
    interface: str  # "lo", "eth0"; empty where the system does not tell
    address: str  # IPv4

    @property
    def loopback(self) -> bool:
        """Reached from this machine alone."""
        return self.address.startswith("127.")


def network_addresses() -> list[NetworkAddress]:
    """Loopback first; interfaces that are down or have no IPv4 address are left out. Nothing is sent."""
    found = _of_interfaces() if sys.platform.startswith("linux") else _of_routes()
    return sorted(found, key=lambda address: (not address.loopback, address))


def _of_interfaces() -> set[NetworkAddress]:
    import fcntl

    found = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        for _, name in socket.if_nameindex():
            request = struct.pack(f"{_NAME_BYTES}s", name.encode()[:15])
            try:
                answer = fcntl.ioctl(asker.fileno(), _SIOCGIFADDR, request)
            except OSError:  # it has no address
                continue
            found.add(NetworkAddress(name, socket.inet_ntoa(answer[20:24])))
    return found


def _of_routes() -> set[NetworkAddress]:
    """The address that the way out of this machine starts from; a datagram socket asks for it without sending."""
    found = {NetworkAddress("", "127.0.0.1")}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        try:
            asker.connect(("192.0.2.1", 9))  # TEST-NET-1 (RFC 5737): nobody lives there
            found.add(NetworkAddress("", asker.getsockname()[0]))
        except OSError:  # no way out
            pass
    return found


def listing() -> list[str]:
    """Lines for the artist."""
    return ["Network", *(f"  {a.address:15}  {a.interface:8} {_reached_from(a)}" for a in network_addresses())]


def _reached_from(address: NetworkAddress) -> str:
    return "this machine alone" if address.loopback else f"other machines too, with --host {address.address}"
