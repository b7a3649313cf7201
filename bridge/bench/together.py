"""All players of the bundled packages at once: what music loses when text writes, pictures move and gesture goes on."""

from .beside import compare
from .room import Client, Room

TARGET_MS = {"p50": 4.0, "p99": 10.0}
# Player by kind → what sets it to work, what lets it rest.
WORK = {
    "text": (("/text/pace", 4.0), ("/text/play", 1)),
    "image": (("/image/fps", 30.0), ("/image/walk", 1.0)),
    "gesture": (("/gesture/mode", "solo"), ("/gesture/play", 1)),
}
REST = {"text": (("/text/play", 0),), "image": (("/image/walk", 0.0),), "gesture": (("/gesture/mode", "off"),)}


def measure(seconds: float, music: str) -> dict:
    """About `seconds` of music alone and as much beside the others, who play as on stage (`WORK`)."""
    with Room(package=music) as room:
        client = room.client()
        others = _others(client)

        def switch(on: bool) -> None:
            for name in others:
                for message in (WORK if on else REST)[name]:
                    client.say(*message)

        played = compare(client, seconds, switch)
        client.close()
    return played | {"others": others, "target_ms": TARGET_MS}


def _others(client: Client) -> list[str]:
    """Who plays beside music; each is named after its kind."""
    client.say("/players")
    found = []
    while (heard := client.wait_for(lambda m: m.address.startswith("/players"))) and heard[1].address == "/players":
        found.append(heard[1].args[0])
    return [name for name in found if name in WORK]
