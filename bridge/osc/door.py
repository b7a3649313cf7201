"""Opening a socket on an address of this machine; what stands in the way is a `PortError` that names the cure."""

import errno
import socket

from bridge.errors import PortError

Peer = tuple[str, int]  # host as digits (IPv6 with its %scope where it has one), port

WAITING = 64  # connections that may wait until they are accepted
_NAMES = {socket.SOCK_DGRAM: "UDP", socket.SOCK_STREAM: "TCP"}


def bound_socket(kind: socket.SocketKind, host: str, port: int, option: str = "--osc-port") -> socket.socket:
    """A non-blocking socket bound to host and port (0 = any free one), listening if TCP. `::` takes IPv4 as well.

    `option` is what the cure of a refused port names.
    """
    family, address = _resolve(kind, host, port, option)
    try:
        sock = socket.socket(family, kind)
        try:
            _bind(sock, address, both_families=host == "::")
        except OSError:
            sock.close()
            raise
    except OSError as error:
        raise PortError(_refusal(error, f"{_NAMES[kind]} port {port} on {host}", host, option)) from error
    return sock


def _bind(sock: socket.socket, address: tuple, both_families: bool) -> None:
    sock.setblocking(False)
    if sock.family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, not both_families)
    if sock.type == socket.SOCK_STREAM:
        # A server that starts again must not wait for the last one's connections to be forgotten. Never on UDP: there
        # two servers on one port would share its packets in silence.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(address)
    if sock.type == socket.SOCK_STREAM:
        sock.listen(WAITING)


def _resolve(kind: socket.SocketKind, host: str, port: int, option: str) -> tuple[int, tuple]:
    if not 0 <= port < 1 << 16:
        raise PortError(f"port {port} does not exist: a port is 0 to 65535; choose one with {option}")
    try:
        found = socket.getaddrinfo(host, port, type=kind, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise PortError(f"'{host}' is no address ({error}); choose one of this machine's with --host") from error
    first = min(found, key=lambda entry: entry[0] != socket.AF_INET)  # a name that has both kinds means IPv4
    return first[0], first[4]


def _refusal(error: OSError, where: str, host: str, option: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{where} is taken by another program (another duende?); end it, or choose another port with {option}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine; `duende ports` lists them, choose one with --host"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"{where} is not allowed to this user; choose a port above 1023 with {option}"
    return f"{where} cannot be opened: {error.strerror}; choose another with {option} or --host"


def peer_of(address: tuple) -> Peer:
    """Host and port of a socket address, in the form that can be sent to again."""
    if len(address) == 4 and address[3]:
        return f"{address[0]}%{address[3]}", address[1]
    return address[0], address[1]
