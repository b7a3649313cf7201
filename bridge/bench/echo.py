"""`python -m bridge.bench.echo`: python-osc as its documentation shows it, answering each note with the same note."""

from typing import Any

from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import BlockingOSCUDPServer

from ..child import go_first

NICE = -10  # as our own core


def _answer(address: str, *args: Any) -> tuple:
    """What a handler returns is sent to whoever asked."""
    return "/music/out/note", *args


def main() -> None:
    go_first(NICE)
    dispatcher = Dispatcher()
    dispatcher.map("/music/note", _answer)
    server = BlockingOSCUDPServer(("127.0.0.1", 0), dispatcher)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
