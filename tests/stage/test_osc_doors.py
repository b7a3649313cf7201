"""Where OSC comes in: doors on one port, parameters that come in a row, answers."""

import socket

import pytest

from bridge.errors import PortError
from bridge.stage.osc_doors import OscDoors


def test_datagrams_and_streams_have_one_port():
    doors = OscDoors("127.0.0.1", 0)
    assert doors.udp.port == doors.tcp.port
    doors.close()


def test_where_any_port_will_do_one_taken_for_streams_is_passed_over(monkeypatch):
    taken = socket.create_server(("127.0.0.1", 0))
    number = taken.getsockname()[1]
    wanted = iter([number])
    real = socket.socket.bind
    monkeypatch.setattr(socket.socket, "bind", lambda sock, to: real(sock, (to[0], to[1] or next(wanted, 0))))
    doors = OscDoors("127.0.0.1", 0)
    assert doors.udp.port == doors.tcp.port != number
    doors.close()
    taken.close()


def test_a_port_that_was_asked_for_is_not_exchanged():
    taken = socket.create_server(("127.0.0.1", 0))
    with pytest.raises(PortError, match="TCP port"):
        OscDoors("127.0.0.1", taken.getsockname()[1])
    taken.close()
