"""What music loses by an audience: five pages and five OSC listeners come and go, in turns, while it accompanies."""

from .audience import Seats
from .beside import compare
from .room import Room

PAGES = LISTENERS = 5
TARGET_GROWTH = 1.25  # of music's p99


def measure(seconds: float, music: str) -> dict:
    """About `seconds` of music alone and as much before the audience. `heard`: messages that the audience had."""
    with Room(package=music) as room:
        client, seats = room.client(), Seats(room.port, room.http_port, PAGES, LISTENERS)
        played = compare(client, seconds, seats.switch)
        client.close()
        seats.close()
    return played | {"pages": PAGES, "listeners": LISTENERS, "heard": seats.heard, "target": {"p99_growth": TARGET_GROWTH}}
