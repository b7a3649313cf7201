"""The web process: `python -m bridge.watch.web LINK_FD LISTENING_FD HOST OSC_PORT`. Ends when its link does."""

import asyncio
import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from functools import partial

from bridge.channel import Link, LinkClosed
from bridge.child import allow_descriptors, end_with_parent, keep_one_heap, step_back
from bridge.clock import MachineClock
from bridge.frames.rings import remove

from .address_space import AddressSpace
from .board import Board
from .gallery import Gallery
from .gate import Gate
from .pages import Pages
from .script import Script
from .server import Server
from .shelf import Shelf
from .tally import Tally
from .views import Views

DESCRIPTORS = 1024  # twice as many as the most connections, guests and relays together
NICE = 5  # once the door is open: no page is worth a late note


async def serve(link: Link, door: socket.socket, host: str, osc_port: int) -> None:
    """Answer until core is gone."""
    core, over = os.getppid(), asyncio.Event()
    clock, board, script, tally = MachineClock(), Board(), Script(), Tally()
    gallery = Gallery(clock)
    space = AddressSpace(osc_port, door.getsockname()[1], clock.wall, lambda peer: partial(_introduce, link, peer))
    shelf = Shelf(osc_port, door.getsockname()[1])
    gate = Gate(host, *link.receive()[1:], tally)  # core says first who is let in

    def hear() -> None:
        try:
            for message in link.waiting():
                match message:
                    case ("rings", rings):
                        gallery.hang(rings)
                    case ("said", player, what, text):
                        script.hear(player, what, text)
                    case ("over",):
                        gallery.hang({})  # core removes its rings itself
                    case ("players" | "values", *_):
                        space.hear(message)
                        shelf.hear(message)
                    case _:
                        board.hear(message, clock.now())
        except LinkClosed:
            over.set()

    hear()  # what was said before we were there: the first client waits in line already
    loop = asyncio.get_running_loop()
    loop.add_reader(link.fileno(), hear)
    loop.add_signal_handler(signal.SIGTERM, over.set)  # also the system's word that core is gone
    views = Views(board, gallery, script)
    pages = Pages(
        board, gate, clock.now, lambda request: shelf(request) or views(request) or space(request), lambda: server.figures()
    )
    server = Server(pages, clock, gate.lets_in, tally)
    await server.open(door)
    link.send(("open", host, door.getsockname()[1]))
    step_back(NICE)
    gc.collect()
    gc.freeze()  # else garbage may grow to a quarter of all that is here before it is looked for everywhere
    await over.wait()
    server.close()
    if gallery.rings and await is_gone(core):  # it was killed, and can no longer remove its rings
        for ring in gallery.rings:
            remove(ring)
    gallery.close()


def _introduce(link: Link, peer: tuple, descriptor: int) -> None:
    """A client that speaks OSC, to core, which is told who it is and handed its stream."""
    with suppress(LinkClosed):  # `hear` sees that too
        link.send(("visitor", peer), (descriptor,))


async def is_gone(core: int) -> bool:
    """Has our parent died? Its links end a moment before the system says so."""
    for _ in range(20):
        if os.getppid() != core:
            return True
        await asyncio.sleep(0.02)
    return False


def main(argv: list[str]) -> None:
    link_fd, door_fd, host, osc_port = int(argv[0]), int(argv[1]), argv[2], int(argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; core decides
    end_with_parent(signal.SIGTERM)
    keep_one_heap()
    allow_descriptors(DESCRIPTORS)
    link = Link(socket.socket(fileno=link_fd))
    with suppress(LinkClosed):
        asyncio.run(serve(link, socket.socket(fileno=door_fd), host, osc_port))


if __name__ == "__main__":
    main(sys.argv[1:])
