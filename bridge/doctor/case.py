"""What is examined: the show as it is or would be played, and what the server that plays it says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..config import Show
from ..errors import PortError
from ..reach import EVERYWHERE
from .callers import Udp

LOOPBACK = {"::": "::1"}  # where a server at every address is asked; any other such is at 127.0.0.1


@dataclass
class Case:
    """`running`: the status of the server that answers, empty when none does. `note`: it may be played to."""

    show: Show
    midi: bool = True  # False: as with --no-midi
    packages: Mapping[str, str] = field(default_factory=dict)  # of --package NAME=PATH
    note: bool = False
    running: dict[str, str] = field(default_factory=dict)
    http_port: int = 0  # as the running server names it

    @property
    def host(self) -> str:
        """Where to knock."""
        host = self.show.server.host
        return LOOPBACK.get(host, "127.0.0.1") if host in EVERYWHERE else host

    @property
    def port(self) -> int:
        return self.show.server.osc_port

    @property
    def wants_midi(self) -> bool:
        return self.midi and self.show.midi.enabled

    def look(self) -> None:
        """Does a duende answer?"""
        self.running, self.http_port = answers(self.host, self.port)


def answers(host: str, port: int) -> tuple[dict[str, str], int]:
    """The status of the duende at this OSC port, and its HTTP port; nothing when none answers."""
    try:
        with Udp(host, port) as caller:
            caller.say("/hello")
            welcome = caller.wait_for(lambda message: message.address == "/welcome", 1.0)
            if welcome is None:
                return {}, 0
            caller.say("/listen", "/doctor")  # what is played is not for us
            return caller.status(), welcome.args[2]
    except PortError:
        return {}, 0
