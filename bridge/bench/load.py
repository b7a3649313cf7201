"""`python -m bridge.bench.load PACKAGE`: inference flat out, one step after another. Says `busy` when it runs."""

import sys

from ..child import go_first
from ..engine.opening import open_package
from ..package import Package
from ..tokens import start_row

NICE = -5  # as our own engines
HEARD = 200  # rows in the context


def main(package: str) -> None:
    go_first(NICE)
    context = open_package(Package.find(package), "cpu").context
    context.hear([start_row(0)] * min(HEARD, context.capacity))
    print("busy", flush=True)
    while True:
        context.advance()


if __name__ == "__main__":
    main(sys.argv[1])
