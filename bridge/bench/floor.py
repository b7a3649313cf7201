"""`python -m bridge.bench.floor PACKAGE`: what no server with this model can beat.

A datagram in, one bare step, the datagram goes back. No OSC, no clock, no constraints, no listeners; one process and one
thread. Prints its port when it is warm.
"""

import gc
import socket
import sys

from ..child import go_first
from ..engine.opening import open_package
from ..package import Package
from ..tokens import start_row

NICE = -10  # as our own core
HEARD = 200  # rows in the context, as after a minute of playing


def main(package: str) -> None:
    go_first(NICE)
    context = open_package(Package.find(package), "cpu").context
    context.hear([start_row(0)] * min(HEARD, context.capacity))
    context.advance()
    gc.collect()
    gc.freeze()
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    print(door.getsockname()[1], flush=True)
    while True:
        packet, sender = door.recvfrom(512)
        context.advance()
        door.sendto(packet, sender)


if __name__ == "__main__":
    main(sys.argv[1])
