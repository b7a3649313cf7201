"""Whose requests are taken: a page of another site must not reach this server through the artist's browser, and a show may
say who else must not.

A foreign name that its owner points to 127.0.0.1 (DNS rebinding) arrives with that name as Host; a foreign page that
fetches from us arrives with its own Origin. Both are refused. Other pages of this machine (`http://localhost:5173`) may
look; who wants to play (a WebSocket outside `/ws/`) must be one of our own pages: its Origin is what it calls us, port
included, so a tunnel may change it; or it stands in the show's `origins`. A program sends no Origin, and no browser can
leave it out.

A token is asked of whoever calls from beyond loopback. No page and no endpoint ever sees it.
"""

import hmac
import socket
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus, urlsplit

from bridge.reach import EVERYWHERE, LOOPBACK_NAMES, AllowList, is_loopback, parsed

from .tally import Tally

if TYPE_CHECKING:
    from .pages import Request

PORTS = {"http": 80, "https": 443}  # where none is written
LOOKED_AT = "/ws/"  # what stands below is watched, not played
TOKEN = "token"  # as the URL calls it


@dataclass(frozen=True)
class Refused:
    status: int
    sentence: str
    headers: tuple[tuple[str, str], ...] = ()


class Gate:
    """`host` is what the door was bound to; the others are what the show says (docs/security.md)."""

    def __init__(
        self,
        host: str,
        allow: Iterable[str] = (),
        token: str = "",
        origins: Iterable[str] = (),
        tally: Tally | None = None,
    ):
        self._names = {_plain(host), *LOOPBACK_NAMES} - EVERYWHERE
        if not is_loopback(host):
            own = socket.gethostname().lower()
            self._names |= {own, own.partition(".")[0] + ".local"}
        self._allow, self._token, self._origins = AllowList(allow), token.encode(), frozenset(origins)
        self._tally = tally if tally is not None else Tally()

    def lets_in(self, address: str) -> bool:
        """May this address connect at all?"""
        if self._allow.welcomes(address):
            return True
        self._tally["refused_address"] += 1
        return False

    def refuses(self, request: "Request", free: bool = False) -> Refused | None:
        """The answer to a request that is not welcome, None when it is. `free`: no token is asked."""
        host, origin = request.headers.get("host"), request.headers.get("origin")
        if host is None or not self._is_ours(_name_of(host), request.local):
            self._tally["refused_host"] += 1
            called = f"this server does not answer to the host {_shown(host)}"
            return Refused(403, f"{called}; call it at localhost or at its own address")
        if origin is not None and not self._takes_pages_of(origin, host, request):
            self._tally["refused_origin"] += 1
            answers = "this server does not answer pages of another site"
            return Refused(403, f"{answers}; this request comes from {_shown(origin)}")
        if self._token and not free and not is_loopback(request.peer[0]) and not self._knows_token(request):
            self._tally["refused_token"] += 1
            cure = "open it with ?token=… at the end, or send Authorization: Bearer …"
            return Refused(401, f"this server asks for its token; {cure}", (("WWW-Authenticate", 'Bearer realm="duende"'),))
        return None

    def _is_ours(self, name: str | None, local: str) -> bool:
        if not name:
            return False
        return name in self._names or name == _plain(local) or is_loopback(name)

    def _takes_pages_of(self, origin: str, host: str, request: "Request") -> bool:
        if origin.strip().lower() in self._origins:
            return True
        if "upgrade" in request.headers and not request.path.startswith(LOOKED_AT):
            return _place(origin) == _place(host, origin) is not None
        return self._is_ours(_origin_name(origin), request.local)

    def _knows_token(self, request: "Request") -> bool:
        scheme, _, word = request.headers.get("authorization", "").partition(" ")
        said = [word.strip()] if scheme.lower() == "bearer" else []
        said += [unquote_plus(value) for key, _, value in map(_parts, request.query.split("&")) if key == TOKEN]
        return any(hmac.compare_digest(each.encode("utf-8", "replace"), self._token) for each in said)


def without_token(request: "Request") -> "Request":
    """What pages and endpoints see."""
    query = "&".join(item for item in request.query.split("&") if _parts(item)[0] != TOKEN)
    headers = {name: value for name, value in request.headers.items() if name != "authorization"}
    return replace(request, query=query, headers=headers)


def _parts(item: str) -> tuple[str, str, str]:
    return item.partition("=")


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
    return _name_of(host) if separator and scheme.lower() in PORTS else None


def _place(url: str, like: str = "") -> tuple[str, int] | None:
    """Host and port of an Origin, or of a Host header where `like` is the Origin whose scheme fills in the port."""
    scheme, separator, host = (like or url).strip().partition("://")
    name = _name_of(url if like else host)
    if not separator or scheme.lower() not in PORTS or name is None:
        return None
    return name, urlsplit(f"//{(url if like else host).strip()}").port or PORTS[scheme.lower()]


def _plain(host: str) -> str:
    """A name in lower case without the closing dot, an address as it is written shortest."""
    host = host.lower().removesuffix(".").partition("%")[0]
    return str(parsed(host) or host)


def _shown(value: str | None) -> str:
    return "of a request without one" if value is None else repr(value[:100])
