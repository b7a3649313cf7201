"""A real server for the tests of one file, and a client that finds it in the state of a fresh start."""

import pytest
from peers.osc import PAUSE_S, Client
from peers.server import NO_MIDI, Duende, served


@pytest.fixture(scope="module")
def duende(players, tmp_path_factory):
    """`duende serve`, shared by the tests of a file; at their end it must end in order."""
    with served(tmp_path_factory.mktemp("server"), *players, *NO_MIDI) as server:
        yield server


@pytest.fixture
def played(tiny_package):
    """What `server` plays: a package's name or folder."""
    return tiny_package


@pytest.fixture
def server(tmp_path, played):
    """A server for one test, with one player; the test may break it."""
    show = tmp_path / "show.toml"
    show.write_text(f'[[player]]\nname = "music"\nkind = "music"\npackage = "{played}"\n')
    server = Duende(tmp_path, str(show), *NO_MIDI)
    yield server
    server.clean_up()


@pytest.fixture
def guest(server):
    """Who has said hello to `server`."""
    guest = Client(server.osc)
    guest.hello()
    yield guest
    guest.close()


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
