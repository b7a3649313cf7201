"""Which servers are announced by mDNS, on the interfaces of a host."""

import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from ..errors import PortError

if TYPE_CHECKING:
    from zeroconf import Zeroconf

BROWSE_S = 2.0  # mDNS answers within 0.1 s where it answers
DETAILS_MS = 1000


def announced(host: str, seconds: float = BROWSE_S) -> Iterator[tuple[str, int]]:
    """(name, OSC port) of each server that is heard of within `seconds`, as they come; PortError where none can be."""
    try:
        from zeroconf import Error, ServiceBrowser, Zeroconf

        from ..announce.services import TYPES, reach
    except ImportError as error:
        raise PortError("zeroconf is not installed") from error
    try:
        where = reach(host)
        zeroconf = Zeroconf(interfaces=list(where.interfaces), ip_version=where.version)
    except (OSError, Error) as error:
        raise PortError(f"mDNS cannot be asked here ({error})") from error
    names = _Names()
    try:
        ServiceBrowser(zeroconf, TYPES[1], names)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                kind, name = names.come.get(timeout=left)
            except Empty:
                return
            if info := zeroconf.get_service_info(kind, name, DETAILS_MS):
                yield name.removesuffix(f".{kind}"), info.port
    finally:
        zeroconf.close()


class _Names:
    def __init__(self) -> None:
        self.come: SimpleQueue[tuple[str, str]] = SimpleQueue()

    def add_service(self, _: "Zeroconf", kind: str, name: str) -> None:
        self.come.put((kind, name))

    def update_service(self, *_: object) -> None:
        pass

    remove_service = update_service
