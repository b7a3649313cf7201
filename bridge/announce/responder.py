"""Answers for our services on the network, by python-zeroconf: RFC 6762's probing, announcing and goodbye, taken apart so
that each comes at its moment."""

import asyncio
import socket
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from pathlib import Path

from zeroconf import ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

from .services import Reach, instance

HEAR_S, LOOK_S = 3.0, 0.05  # for our own words to come back to us
GOODBYE_S, ONCE_S = 0.35, 0.02  # goodbyes are said three times, 125 ms apart; on loopback nothing is lost
MDNS_PORT = 5353


class Responder:
    """OSError or RuntimeError where no interface can be had."""

    def __init__(self, where: Reach, infos: Sequence[ServiceInfo]):
        self._where, self._infos, self._announced = where, infos, False
        self._mdns = AsyncZeroconf(interfaces=list(where.interfaces), ip_version=where.version)
        if where.private:
            _stay_inside()

    @property
    def name(self) -> str:
        return instance(self._infos[0])

    async def make_sure(self) -> None:
        """Ask whether anybody has our names; then they are others: `duende-2`."""
        zeroconf = self._mdns.zeroconf
        await zeroconf.async_wait_for_start()
        await asyncio.gather(*(zeroconf.async_check_service(info, allow_name_change=True) for info in self._infos))

    async def announce(self) -> None:
        """Say that we are here, and answer whoever asks from now on."""
        self._announced = True
        for info in self._infos:
            await self._mdns.async_register_service(info, cooperating_responders=True)  # asked already

    async def heard(self) -> None:
        """Wait until our own words have come back to us; OSError when they do not."""
        cache = self._mdns.zeroconf.cache
        for _ in range(int(HEAR_S / LOOK_S)):
            if all(cache.current_entry_with_name_and_alias(info.type, info.name) for info in self._infos):
                return
            await asyncio.sleep(LOOK_S)
        raise OSError("what was sent never came back; a firewall, or a network without multicast")

    async def goodbye(self) -> None:
        """Tell browsers to forget us, if we were announced."""
        if self._announced:
            said = [await self._mdns.async_unregister_service(info) for info in self._infos]
            await asyncio.wait(said, timeout=ONCE_S if self._where.private else GOODBYE_S)

    async def close(self) -> None:
        await self._mdns.async_close()


async def first(one: Awaitable, other: Awaitable) -> bool:
    """Wait for whichever comes first and give up the other; whether it was `one`. What went wrong there is raised."""
    waits = [asyncio.ensure_future(each) for each in (one, other)]
    done, late = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in late:
        wait.cancel()
    for wait in done:
        wait.result()
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
