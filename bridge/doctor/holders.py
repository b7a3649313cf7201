"""Which program has a port, where the system tells (Linux, /proc; of other users' programs only root is told)."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_LISTENS = "0A"  # the state of a TCP socket that waits for connections (include/net/tcp_states.h)


@dataclass(frozen=True)
class Holder:
    pid: int
    name: str
    words: tuple[str, ...]  # of its command line

    def __str__(self) -> str:
        return f"{self.name} (process {self.pid})"


def holder(protocol: str, port: int) -> Holder | None:
    """Who has this port of `udp` or `tcp`; of a family of processes the first. None where it cannot be known."""
    inodes = {inode for inode, held in _sockets(protocol) if held == port}
    return next((process for process, held in _processes() if held & inodes), None) if inodes else None


def duende_ports() -> list[tuple[int, Holder]]:
    """UDP ports of programs that look like `duende serve`, each with its first process."""
    ports = dict(_sockets("udp"))
    found: dict[int, Holder] = {}
    for process, held in _processes():
        if "serve" in process.words and any("duende" in word or word == "bridge.cli" for word in process.words):
            for inode in held & ports.keys():
                found.setdefault(ports[inode], process)
    return sorted(found.items())


def _sockets(protocol: str) -> Iterator[tuple[str, int]]:
    """(inode, local port) of all that are bound."""
    for table in (protocol, f"{protocol}6"):
        with suppress(OSError):
            for line in (_PROC / "net" / table).read_text().splitlines()[1:]:
                words = line.split()
                if protocol == "udp" or words[3] == _LISTENS:
                    yield words[9], int(words[1].rsplit(":", 1)[1], 16)


def _processes() -> Iterator[tuple[Holder, set[str]]]:
    """Every process that we may look into and the inodes of its sockets, the oldest number first."""
    for folder in sorted((p for p in _PROC.glob("[0-9]*")), key=lambda p: int(p.name)):
        with suppress(OSError):
            held = set()
            for entry in (folder / "fd").iterdir():
                with suppress(OSError):
                    target = os.readlink(entry)
                    if target.startswith("socket:["):
                        held.add(target[8:-1])
            if held:
                words = tuple(word.decode("utf-8", "replace") for word in (folder / "cmdline").read_bytes().split(b"\0"))
                yield Holder(int(folder.name), (folder / "comm").read_text().strip(), words), held
