"""Who reaches this server: loopback or beyond it, and which addresses a show lets in (`[server] allow`)."""

import ipaddress
from collections.abc import Iterable

LOOPBACK_NAMES = frozenset({"localhost", "ip6-localhost"})
EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # to listen there is to listen at every address of the machine
REMEMBERED = 4096  # addresses whose answer is kept; then all are looked at anew


def parsed(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that these digits are, without scope, IPv4 when it is IPv4 in IPv6's clothes; None for a name."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_loopback(host: str) -> bool:
    if host.lower() in LOOPBACK_NAMES:
        return True
    address = parsed(host)
    return address is not None and address.is_loopback


def called(host: str) -> str:
    """How a door bound to `host` is called from this machine, as it stands before a port."""
    return "localhost" if host in EVERYWHERE else before_port(host)


def before_port(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def network(text: str) -> str:
    """`192.168.1.0/24`, `10.0.0.7` or `fe80::/10` as it is written shortest; ValueError with the sentence otherwise."""
    try:
        return str(ipaddress.ip_network(text.strip(), strict=True))
    except ValueError:
        pass
    try:
        meant = str(ipaddress.ip_network(text.strip(), strict=False))
    except ValueError:
        meant = ""
    hint = f"; did you mean {meant}?" if meant else ""
    raise ValueError(f"each must be an address or a network, like 192.168.1.20 or 192.168.1.0/24; found {text[:60]!r}{hint}")


class AllowList:
    """Whom a door lets in: this machine always, others when a network has them; everybody when no network is named."""

    def __init__(self, networks: Iterable[str] = ()):
        self.networks = tuple(ipaddress.ip_network(each) for each in networks)
        self._known: dict[str, bool] = {}

    def welcomes(self, host: str) -> bool:
        """`host`: the sender's address as digits, as sockets name it."""
        if not self.networks:
            return True
        known = self._known.get(host)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[host] = is_loopback(host) or self._has(host)
        return known

    def _has(self, host: str) -> bool:
        address = parsed(host)
        return address is not None and any(address in each for each in self.networks)


def warning(host: str, allow: Iterable[str], token: bool) -> list[str]:
    """What a door bound to `host` opens, to whom, and how to narrow it; nothing for one on loopback."""
    if is_loopback(host):
        return []
    where = "every address of this machine" if host in EVERYWHERE else host
    allow = ", ".join(allow)
    who = f"{allow} and this machine" if allow else "everybody whose packets reach it"
    opened = [
        f"the doors are open beyond this machine, at {where}, to {who}: they can play, change and stop everything, and see "
        "and hear what is made; OSC has no password"
        + ("" if allow else '; narrow it with allow = ["192.168.1.0/24"] under [server] in the show')
    ]
    if not token:
        opened.append('HTTP and WebSocket ask for no token; set one with token = "…" under [server] in the show')
    return opened
