"""Servers and browsers in a network of their own: `mdns_room.py FOLDER WORDS…` prints what was found as JSON.

Run by tests/clients/test_discovery.py within a network namespace, where loopback carries multicast and nothing leaves the
machine. The browser is python-zeroconf; where npm's `oscquery` is installed it browses too.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from peers.node import FOLDER
from peers.server import NO_MIDI, Duende
from peers.waiting import until
from zeroconf import ServiceBrowser, Zeroconf

MORE = "10.9.8.77"  # an address that the machine gets while the show runs
ETH_P_IP, MDNS_PORT = 0x0800, 5353
TYPES = ("_oscjson._tcp.local.", "_osc._udp.local.")
ANNOUNCER = "bridge.announce"


class Browser:
    """Who is there, and when it was first seen (monotonic seconds)."""

    def __init__(self, *interfaces: str):
        self.seen: dict[str, float] = {}
        self.zeroconf = Zeroconf(interfaces=list(interfaces))
        ServiceBrowser(self.zeroconf, list(TYPES), self)

    def add_service(self, _: Zeroconf, kind: str, name: str) -> None:
        self.seen[name] = time.monotonic()

    def remove_service(self, _: Zeroconf, kind: str, name: str) -> None:
        self.seen.pop(name, None)

    def update_service(self, *_: object) -> None:
        pass

    def addresses(self, name: str) -> list[str]:
        return self.about(name).get("addresses", [])

    def about(self, name: str) -> dict:
        """Where it is said to be."""
        info = self.zeroconf.get_service_info(name.partition(".")[2], name)
        return {"addresses": info.parsed_addresses(), "port": info.port} if info else {}


class Npm:
    """npm's browser; its events as they come."""

    def __init__(self) -> None:
        self.events: list[dict] = []
        command = ["node", str(FOLDER / "oscquery.js"), "mdns", "120"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, daemon=True).start()
        until(lambda: self.events, "npm's browser does not start")

    def _read(self) -> None:
        for line in self.process.stdout:
            self.events.append(json.loads(line))

    def of(self, event: str) -> list[dict]:
        return [each for each in self.events if each["event"] == event]

    def leave(self) -> None:
        self.process.communicate("\n", timeout=10)


class Cable:
    """What comes out at the other end of a cable: packets to mDNS's port."""

    def __init__(self, interface: str):
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_IP))
        self.sock.bind((interface, 0))
        self.sock.setblocking(False)

    def packets(self) -> int:
        count = 0
        with contextlib.suppress(BlockingIOError):
            while packet := self.sock.recv(65536):
                header = 4 * (packet[0] & 15)
                count += packet[9] == socket.IPPROTO_UDP and packet[header + 2 : header + 4] == MDNS_PORT.to_bytes(2)
        return count


class Timed(Duende):
    """Knows when it said `ready`."""

    said_ready = 0.0

    def _read(self) -> None:
        for line in self.process.stdout:
            if line.strip() == "ready":
                self.said_ready = time.monotonic()
            self.said.append(line.rstrip("\n"))


def names(*instances: str) -> set[str]:
    return {f"{instance}.{kind}" for instance in instances for kind in TYPES}


def main(folder: str, outside: str, cable: str, *words: str) -> None:
    """`outside`: an address that is not loopback; `cable`: the interface at the other end of its cable."""
    found: dict = {}
    browser, cable = Browser("127.0.0.1"), Cable(cable)
    npm = Npm() if (FOLDER / "node_modules" / "oscquery").is_dir() else None
    wall = time.time() - time.monotonic()
    servers: list[Timed] = []

    def start(*more: str) -> Timed:
        place = Path(folder) / str(len(servers))
        place.mkdir()
        servers.append(Timed(place, "--mdns", *words, *NO_MIDI, *more))
        return servers[-1]

    try:
        first = start()
        until(lambda: set(browser.seen) == names("duende"), lambda: browser.seen)
        found["first"] = {kind: browser.about(f"duende.{kind}") for kind in TYPES}
        found["ports"] = {"http": first.http, "osc": first.osc}
        found["seen_s"] = max(browser.seen.values()) - first.said_ready
        if npm:
            until(lambda: npm.of("up"), "npm's browser finds nobody")
            (up,) = npm.of("up")
            found["npm"] = {"up": {k: up[k] for k in ("address", "port", "host")}, "methods": len(up["methods"])}
            found["npm_s"] = up["moment"] - wall - first.said_ready
        second = start()
        until(lambda: set(browser.seen) == names("duende", "duende-2"), lambda: browser.seen)
        until(lambda: "duende-2" in second.log, "it does not say that its name is another")
        found["second"] = {"port": browser.about(f"duende-2.{TYPES[0]}")["port"] == second.http, "note": second.log}
        victim = first.children()[ANNOUNCER]
        os.kill(victim, signal.SIGKILL)
        until(lambda: first.children().get(ANNOUNCER) not in (None, victim), "the announcer does not come back")
        begun = time.monotonic()
        code = second.end()
        until(lambda: set(browser.seen) == names("duende"), "no goodbye", 5.0)
        found["goodbye"] = {"code": code, "s": time.monotonic() - begun}
        os.kill(first.pid, signal.SIGKILL)
        until(lambda: not browser.seen, "no goodbye of one whose parent was killed", 5.0)
        if npm:
            until(lambda: len(npm.of("down")) >= 2, "npm's browser hears no goodbye")
        found["left loopback"] = cable.packets()
        open_to_all = start("--host", "0.0.0.0")
        until(lambda: set(browser.seen) == names("duende"), lambda: (browser.seen, open_to_all.log))
        until(lambda: "others find" in open_to_all.log, "it does not say that it is on the network")
        found["host"] = {"about": browser.about(f"duende.{TYPES[0]}"), "note": open_to_all.log, "packets": cable.packets()}
        subprocess.run(["ip", "address", "add", f"{MORE}/24", "dev", "v0"], check=True)
        until(lambda: MORE in browser.addresses(f"duende.{TYPES[0]}"), "a new address is not announced", 20.0)
        found["end"] = open_to_all.end()
    finally:
        for server in servers:
            server.clean_up()
        if npm:
            npm.leave()
        browser.zeroconf.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
