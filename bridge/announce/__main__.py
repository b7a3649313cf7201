"""The announcing process: `python -m bridge.announce HOST OSC_PORT HTTP_PORT VERSION LINK_FD`.

It makes sure of its name while models still load (0.7 s of asking whether anybody else has it), and says that we are here
when core says `("announce",)`. Then `("announced", name, private)` once it has heard itself on the wire, or `("failed",
sentence)`, and ends. When the link ends it says goodbye, so that browsers drop us at once; when the machine gets another
address too, and ends, to be started anew.
"""

import asyncio
import logging
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from bridge.channel import Link, LinkClosed
from bridge.child import end_with_parent, step_back
from bridge.errors import PortError

if TYPE_CHECKING:
    from .services import Reach

NICE = 5  # once we are announced: it only speaks now and then
END_S = 0.45  # for a goodbye
LOOK_S = 5.0  # how often the networks of this machine are looked at
PIP = "zeroconf is not installed: pip install zeroconf"


async def serve(link: Link, host: str, osc_port: int, http_port: int, version: str) -> None:
    """Announce until core is gone."""
    ready, over = asyncio.Event(), asyncio.Event()

    def hear() -> None:
        try:
            if ("announce",) in link.waiting():
                ready.set()
        except LinkClosed:
            over.set()

    loop = asyncio.get_running_loop()
    loop.add_reader(link.fileno(), hear)
    loop.add_signal_handler(signal.SIGTERM, over.set)  # also the system's word that core is gone
    work = asyncio.ensure_future(_announce(link, ready, over, host, osc_port, http_port, version))
    await asyncio.wait({work, asyncio.ensure_future(over.wait())}, return_when=asyncio.FIRST_COMPLETED)
    with suppress(asyncio.TimeoutError, LinkClosed):
        await asyncio.wait_for(work, END_S)


async def _announce(
    link: Link, ready: asyncio.Event, over: asyncio.Event, host: str, osc_port: int, http_port: int, version: str
) -> None:
    try:
        from zeroconf import Error  # it takes 0.1 s, and core should hear why when it is not there

        from .responder import Responder, first
        from .services import reach, services
    except ImportError:
        link.send(("failed", PIP))
        return
    responder = None
    try:
        where = reach(host)
        responder = Responder(where, services(where, osc_port, http_port, version))
        await first(responder.make_sure(), over.wait())
        await first(ready.wait(), over.wait())
        if ready.is_set():  # a goodbye is due even when it is over by now: the process before this one was heard
            await responder.announce()
        if not await first(over.wait(), responder.heard()):
            link.send(("announced", responder.name, where.private))
            step_back(NICE)
        await first(over.wait(), _moved(host, where))
        await responder.goodbye()
    except (OSError, RuntimeError, PortError, Error) as error:
        link.send(("failed", f"there is no way to multicast here ({error})"))
    finally:
        if responder is not None:
            await responder.close()


async def _moved(host: str, where: "Reach") -> None:
    """Wait until this machine is reached elsewhere: another network, a cable, a new address. Then core starts us anew."""
    from .services import reach

    now = where
    while now == where:
        await asyncio.sleep(LOOK_S)
        with suppress(PortError):  # a name that is not known for a while
            now = reach(host)


def main(argv: list[str]) -> None:
    host, osc_port, http_port, version, link_fd = argv
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; core decides
    end_with_parent(signal.SIGTERM)
    logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # what matters is told by sentence
    link = Link(socket.socket(fileno=int(link_fd)))
    with suppress(LinkClosed):
        asyncio.run(serve(link, host, int(osc_port), int(http_port), version))


if __name__ == "__main__":
    main(sys.argv[1:])
