"""Input: the ports of the show. Ours, free, somebody else's; or the server is at another one."""

import socket
from collections.abc import Iterator
from contextlib import suppress

from ..config import Server
from ..errors import PortError
from ..osc.door import bound_socket
from ..osc.udp import RECEIVE_BUFFER, UdpDoor
from .case import Case, answers
from .findings import Finding
from .holders import duende_ports, holder
from .network import announced

USUAL = Server().osc_port
SEARCH_S = 1.0


def osc(case: Case) -> Iterator[Finding]:
    """The OSC port, by UDP and TCP, and how much it holds in a burst."""
    where = f"{case.host}:{case.port}"
    if case.running:
        yield Finding("input", "ok", f"a duende answers at {where}")
        yield from _small_buffer(case.running)
        return
    taken = _taken(case, "udp", case.port) or _taken(case, "tcp", case.port)
    if taken:
        yield taken
        return
    if elsewhere := _elsewhere(case):
        yield elsewhere
        return
    yield Finding("input", "ok", f"port {case.port} is free, by UDP and TCP; no server runs, a private one is used below")
    door = UdpDoor(case.host, case.port)
    warning = door.warning
    door.close()
    if warning:
        what, _, cure = warning.partition("; cure: ")
        yield Finding("input", "note", what, cure)


def http(case: Case) -> Iterator[Finding]:
    """The HTTP port of a show that is not played yet. (`service` looks at that of a running server.)"""
    if not case.running:
        taken = _taken(case, "tcp", case.show.server.http_port, "--http-port")
        yield taken or Finding("input", "ok", f"port {case.show.server.http_port} is free for HTTP")


def _taken(case: Case, protocol: str, port: int, option: str = "--osc-port") -> Finding | None:
    kind = socket.SOCK_DGRAM if protocol == "udp" else socket.SOCK_STREAM
    try:
        bound_socket(kind, case.show.server.host, port, option).close()
    except PortError as error:
        what, _, cure = str(error).partition("; ")
        if who := holder(protocol, port):
            what = what.replace("another program (another duende?)", str(who))
        return Finding("input", "dead", what, cure or f"choose another one with {option} or --host")
    return None


def _elsewhere(case: Case) -> Finding | None:
    """Nobody at this port, but a duende at another: the usual one, or any that this machine tells of."""
    for port, who in _candidates(case):
        if port != case.port and (found := answers(case.host, port)[0]):
            named = f" ({who or found.get('name', 'duende')})"
            what = f"wrong port: no duende answers at {case.host}:{case.port}, but one does at {case.host}:{port}{named}"
            return Finding("input", "dead", what, f"send to port {port}, or start yours with --osc-port {case.port}")
    return None


def _candidates(case: Case) -> Iterator[tuple[int, str]]:
    """Ports where a duende may be, each with who has it: what costs most to know comes last."""
    yield USUAL, ""
    for port, process in duende_ports():
        yield port, str(process)
    with suppress(PortError):
        for name, port in announced(case.show.server.host, SEARCH_S):
            yield port, f"{name} by mDNS"


def _small_buffer(status: dict[str, str]) -> Iterator[Finding]:
    given = float(status.get("udp_buffer_bytes", 0))
    if 0 < given < RECEIVE_BUFFER:
        cure = f"sudo sysctl net.core.rmem_max={RECEIVE_BUFFER}, then restart the server"
        yield Finding("input", "note", f"the receive buffer holds {given:.0f} bytes: a burst loses some", cure)
