"""Input: the ports of the show. Ours, free, somebody else's; or the server is at another one."""

from collections.abc import Iterator

from ..config import Server
from ..errors import PortError
from ..osc.door import bound_socket
from ..osc.udp import RECEIVE_BUFFER, UdpDoor
from .case import Case, answers
from .findings import Finding
from .holders import duende_ports, holder

USUAL = Server().osc_port


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
    if protocol == "udp":
        open_door = lambda: UdpDoor(case.show.server.host, port)  # noqa: E731
    else:
        import socket

        open_door = lambda: bound_socket(socket.SOCK_STREAM, case.show.server.host, port, option)  # noqa: E731
    try:
        open_door().close()
    except PortError as error:
        what, _, cure = str(error).partition("; ")
        if who := holder(protocol, port):
            what = what.replace("another program (another duende?)", str(who))
        return Finding("input", "dead", what, cure or f"choose another one with {option} or --host")
    return None


def _elsewhere(case: Case) -> Finding | None:
    """Nobody at this port, but a duende at another: the usual one, or any that this machine tells of."""
    candidates = {USUAL: ""} | {port: str(process) for port, process in duende_ports()}
    for port, who in candidates.items():
        if port != case.port and (found := answers(case.host, port)[0]):
            named = f" ({who or found.get('name', 'duende')})"
            what = f"wrong port: no duende answers at {case.host}:{case.port}, but one does at {case.host}:{port}{named}"
            return Finding("input", "dead", what, f"send to port {port}, or start yours with --osc-port {case.port}")
    return None


def _small_buffer(status: dict[str, str]) -> Iterator[Finding]:
    given = float(status.get("udp_buffer_bytes", 0))
    if 0 < given < RECEIVE_BUFFER:
        cure = f"sudo sysctl net.core.rmem_max={RECEIVE_BUFFER}, then restart the server"
        yield Finding("input", "note", f"the receive buffer holds {given:.0f} bytes: a burst loses some", cure)
