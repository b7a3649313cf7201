"""Whose requests are taken: a page of another site must not reach this server through the artist's browser.

A foreign name that its owner points to 127.0.0.1 (DNS rebinding) arrives with that name as Host; a foreign page that
fetches from us arrives with its own Origin. Both are refused. The port is not compared: a tunnel may change it, and it
protects nobody.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"localhost", "ip6-localhost"})
EVERYWHERE = frozenset({"", "0.0.0.0", "::"})


class Gate:
    """`host` is what the door was bound to."""

    def __init__(self, host: str):
        self._names = {_plain(host), *LOOPBACK_NAMES} - EVERYWHERE
        if not _is_loopback(host):
            own = socket.gethostname().lower()
            self._names |= {own, own.partition(".")[0] + ".local"}

    def refuses(self, host: str | None, origin: str | None, local: str = "") -> str | None:
        """The sentence of a refusal, None when the request is welcome. `local`: the address of ours that was called."""
        if host is None or not self._is_ours(_name_of(host), local):
            return f"this server does not answer to the host {_shown(host)}; call it at localhost or at its own address"
        if origin is not None and not self._is_ours(_origin_name(origin), local):
            return f"this server does not answer pages of another site; this request comes from {_shown(origin)}"
        return None

    def _is_ours(self, name: str | None, local: str) -> bool:
        if not name:
            return False
        return name in self._names or name == _plain(local) or _is_loopback(name)


def _name_of(host: str) -> str | None:
    """The host of `host[:port]`, in lower case, without brackets; None for what is no host."""
    try:
        parts = urlsplit(f"//{host.strip()}")
        parts.port  # noqa: B018  a port that is no number raises
    except ValueError:
        return None
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc or not parts.hostname:
        return None
    return _plain(parts.hostname)


def _origin_name(origin: str) -> str | None:
    """The host of an Origin; None for `null`, which sandboxed and local pages send."""
    scheme, separator, host = origin.strip().partition("://")
    return _name_of(host) if separator and scheme.lower() in ("http", "https") else None


def _plain(host: str) -> str:
    """A name in lower case without the closing dot, an address as it is written shortest."""
    host = host.lower().removesuffix(".").partition("%")[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(getattr(address, "ipv4_mapped", None) or address)


def _is_loopback(host: str) -> bool:
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(value: str | None) -> str:
    return "of a request without one" if value is None else repr(value[:100])
