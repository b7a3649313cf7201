"""The announcing process: `python -m bridge.announce HOST OSC_PORT HTTP_PORT VERSION LINK_FD`.

It makes sure of its name while models still load (0.7 s of asking whether anybody else has it), and says that we are here
when core says `("announce",)`. Then `("announced", name, private)` once it has heard itself on the wire, or `("failed",
sentence)`, and ends. When the link ends it says goodbye, so that browsers drop us at once.
"""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.channel import Link, LinkClosed
from bridge.child import end_with_parent, step_back
from bridge.errors import PortError

if TYPE_CHECKING:
    from zeroconf.asyncio import AsyncZeroconf

NICE = 5  # once we are announced: it only speaks now and then
HEAR_S, LOOK_S = 3.0, 0.05  # for our own words to come back
GOODBYE_S, ONCE_S = 0.35, 0.02  # goodbyes are said three times, 125 ms apart; on loopback nothing is lost
MDNS_PORT = 5353
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
    ends = asyncio.ensure_future(over.wait())
    await asyncio.wait({work, ends}, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait({work}, timeout=GOODBYE_S + 0.1)


async def _announce(
    link: Link, ready: asyncio.Event, over: asyncio.Event, host: str, osc_port: int, http_port: int, version: str
) -> None:
    try:
        from zeroconf import Error  # it takes 0.1 s, and core should hear why when it is not there
        from zeroconf.asyncio import AsyncZeroconf

        from .services import instance, reach, services
    except ImportError:
        link.send(("failed", PIP))
        return
    mdns = None
    try:
        where = reach(host)
        mdns = AsyncZeroconf(interfaces=list(where.interfaces), ip_version=where.version)
        if where.private:
            _stay_inside()
        infos = services(where, osc_port, http_port, version)
        await mdns.zeroconf.async_wait_for_start()
        unique = asyncio.gather(*(mdns.zeroconf.async_check_service(info, allow_name_change=True) for info in infos))
        if await _first(unique, over.wait()):
            await unique  # what went wrong there
        await _first(ready.wait(), over.wait())
        for info in infos if ready.is_set() else ():
            await mdns.async_register_service(info, cooperating_responders=True)  # the name is ours already
        if not over.is_set():
            if not await _heard(mdns, infos, over):
                raise OSError("what was sent never came back; a firewall, or a network without multicast")
            link.send(("announced", instance(infos[0]), where.private))
            step_back(NICE)
        await over.wait()
        if ready.is_set():  # also one that has not announced itself yet: the one before it had
            goodbyes = [await mdns.async_unregister_service(info) for info in infos]
            await asyncio.wait(goodbyes, timeout=ONCE_S if where.private else GOODBYE_S)
    except (OSError, RuntimeError, PortError, Error) as error:
        with suppress(LinkClosed):
            link.send(("failed", f"there is no way to multicast here ({error})"))
    finally:
        if mdns is not None:
            await mdns.async_close()


async def _heard(mdns: "AsyncZeroconf", infos: list, over: asyncio.Event) -> bool:
    """Whether our own words come back to us; True as well when it no longer matters."""
    for _ in range(int(HEAR_S / LOOK_S)):
        if all(mdns.zeroconf.cache.current_entry_with_name_and_alias(info.type, info.name) for info in infos):
            return True
        if await _first(over.wait(), asyncio.sleep(LOOK_S)):
            return True
    return False


async def _first(one: Awaitable, other: Awaitable) -> bool:
    """Wait for whichever comes first, and give up the other; whether it was `one`."""
    waits = [asyncio.ensure_future(each) for each in (one, other)]
    done, late = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in late:
        wait.cancel()
    return waits[0] in done


def _stay_inside() -> None:
    """Hear nothing that comes from outside either: zeroconf listens on every interface, and Linux hands such a socket what
    other programs have subscribed to. Each of our sockets on mDNS's port is tied to loopback; where the system refuses, it
    still sends on loopback alone."""
    for entry in Path("/proc/self/fd").glob("*"):
        with suppress(OSError), socket.socket(fileno=int(entry.name)) as sock:
            try:
                if sock.type == socket.SOCK_DGRAM and sock.getsockname()[1] == MDNS_PORT:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
            finally:
                sock.detach()


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
