"""A real server for the tests of one file, and a client that finds it in the state of a fresh start."""

import pytest
from peers.osc import PAUSE_S, Client
from peers.server import NO_MIDI, Duende


@pytest.fixture(scope="module")
def duende(players, tmp_path_factory):
    """`duende serve`, shared by the tests of a file; at their end it must end in order."""
    server = Duende(tmp_path_factory.mktemp("server"), *players, *NO_MIDI)
    try:
        yield server
        assert server.end() == 0, server.log
        assert "Traceback" not in server.log
    finally:
        server.clean_up()


@pytest.fixture
def program():
    """`program(server)` is another program's socket; each says bye at the end."""
    programs = []

    def start(server: Duende, port: int = 0) -> Client:
        programs.append(Client(server.osc, port))
        return programs[-1]

    yield start
    for each in programs:
        each.leave()


@pytest.fixture
def client(duende, program):
    """A socket that has said nothing yet, before a player that rests and answers soon."""
    client = program(duende)
    settle(client)
    return client


@pytest.fixture
def listener(client):
    """One that has said hello."""
    client.hello()
    return client


@pytest.fixture
def another(duende, program):
    """A second program."""
    return program(duende)


def settle(client: Client) -> None:
    """What an earlier test has set is set back."""
    for address, value in (("mode", "answer"), ("pause", PAUSE_S), ("quantize", 0.0), ("length", 2.0), ("style", "any")):
        client.send(f"/music/{address}", value)
    for address in ("/panic", "/music/reset"):
        client.send(address)
    client.status()
