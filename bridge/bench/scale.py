"""How cost grows: with the number of players, with what was heard, and with messages a second.

    players    shows of 1 to 10 players of music that accompany the same keys, all servers running and struck in turns.
               Cost is processor time of the whole server, from one key to the next
    context    one step after 16 to 1023 events, hot, in turns
    messages   one player beside so many control messages a second
"""

import random
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from ..engine.opening import open_package
from ..package import Package
from ..tokens import start_row
from . import family
from .accompany import SCALE, Duende, Series, rest, strike
from .figures import Figures, ms
from .hot import timed
from .room import ANSWER_S, Client, Room

PLAYERS = (1, 2, 5, 10)
EVENTS = (16, 64, 256, 512, 1023)
MESSAGES = (0, 100, 1000, 10_000)  # a second
GAP_S, HOLD_S = (0.050, 0.300), (0.050, 0.110)
BLOCK = 6  # keys of a server's turn
PACE_S = 0.005  # messages are sent in bundles so far apart
TARGET = {"cost": 4.0}  # of ten players, in costs of one


def measure(seconds: float, package: str) -> dict:
    """About `seconds` in all."""
    return {
        "target": TARGET,
        "players": _players(seconds * 0.6, package),
        "context": _context(package, max(2, round(seconds / 4))),
        "messages": _messages(seconds * 0.4, package),
    }


class Company:
    """A server with `count` players that all hear the same keys."""

    def __init__(self, count: int, package: str, folder: Path):
        self.names = [f"p{i}" for i in range(count)]
        show = folder / f"{count}.toml"
        players = (f'[[player]]\nname = "{name}"\nkind = "music"\npackage = "{package}"\n' for name in self.names)
        show.write_text("".join(players))
        self.room = Room(("--no-midi", str(show)))
        self.client = self.room.client()
        for name in self.names:
            self.client.say(f"/{name}/mode", "accompany")
            self.client.say(f"/{name}/style", "chorale")
        self.keys, self.spent, self.lost = 0, 0.0, 0
        self.first: list[float] = []  # of each player: from the key to its first note
        self.all: list[float] = []  # until everybody has answered

    def turn(self, dice: random.Random, keys: int) -> None:
        before = family.running(self.room.process.pid)
        for _ in range(keys):
            rest(dice, GAP_S)
            self.client.drain()
            self._strike(dice)
        self.spent += family.running(self.room.process.pid) - before
        self.keys += keys

    def _strike(self, dice: random.Random) -> None:
        pitch, began, heard = dice.choice(SCALE), time.monotonic(), {}
        for name in self.names:
            self.client.say(f"/{name}/note", pitch, 90)
        while len(heard) < len(self.names) and (one := self.client.hear(ANSWER_S)):
            who, message = one[1].address.split("/")[1], one[1]
            if message.address.endswith("/out/note") and message.args[1] > 0:
                heard.setdefault(who, one[0] - began)
        self.first += heard.values()
        self.lost += len(self.names) - len(heard)
        if len(heard) == len(self.names):
            self.all.append(max(heard.values()))
        rest(dice, HOLD_S)
        for name in self.names:
            self.client.say(f"/{name}/note", pitch, 0)

    def plain(self) -> dict:
        took = {"first": self.first, "all": self.all}
        return {name: Figures.of(times).plain() for name, times in took.items() if times} | {
            "lost": self.lost,
            "cpu_ms_a_key": ms(self.spent / self.keys),
            "pss_mib": round(sum(family.memory(one)["Pss"] for one in family.family(self.room.process.pid)) / 1024),
        }

    def close(self) -> None:
        self.client.close()
        self.room.close()


def _players(seconds: float, package: str) -> dict:
    dice = random.Random(1)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duende-bench-")))
        companies = {}
        for count in PLAYERS:
            companies[count] = Company(count, package, folder)
            stack.callback(companies[count].close)
        for company in companies.values():
            company.turn(dice, 2)
            company.__dict__.update(keys=0, spent=0.0, lost=0, first=[], all=[])  # those were to warm up
        end = time.monotonic() + seconds
        while time.monotonic() < end or not all(company.keys for company in companies.values()):
            for company in companies.values():
                company.turn(dice, BLOCK)
        rows = {count: company.plain() for count, company in companies.items()}
    one = rows[PLAYERS[0]]["cpu_ms_a_key"]
    return {"rows": rows, "cost": {count: round(row["cpu_ms_a_key"] / one, 2) for count, row in rows.items()} if one else {}}


def _context(package: str, turns: int) -> dict:
    """Milliseconds a step."""
    context = open_package(Package.find(package), "cpu").context
    series: dict[int, list[float]] = {count: [] for count in EVENTS if count <= context.capacity}
    context.hear([start_row(0)] * context.capacity)
    while context.prefill():
        pass
    for _ in range(turns):
        for count, times in reversed(series.items()):
            context.length = count  # what was heard after it stays where it is
            context.rows = [start_row(0)] * count
            times += timed(context.advance)
    return {"runtime": context.binding.runtime, "rows": {n: Figures.of(times).plain() for n, times in series.items()}}


def _messages(seconds: float, package: str) -> dict:
    """By messages a second: milliseconds from a key to the first note, a block of each in turns."""
    dice, series = random.Random(2), {rate: Series([]) for rate in MESSAGES}
    with Room(package=package) as room:
        client, other = room.client(), room.client()
        ours, rate, over = Duende(client), [0], threading.Event()
        sender = threading.Thread(target=_control, args=(other, rate, over), daemon=True)
        sender.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end or not all(one.times for one in series.values()):
            for rate[0], one in series.items():
                for _ in range(BLOCK):
                    rest(dice, GAP_S)
                    client.drain()
                    strike(ours, dice.choice(SCALE), one)
                    rest(dice, HOLD_S)
                    ours.release()
        over.set()
        sender.join()
        other.close()
        client.close()
    return {"rows": {rate: one.plain() for rate, one in series.items()}}


def _control(client: Client, rate: list[int], over: threading.Event) -> None:
    """`rate[0]` values of one parameter a second, in small bundles."""
    dice, owed = random.Random(3), 0.0
    while not over.wait(PACE_S):
        owed = min(owed + rate[0] * PACE_S, rate[0] * PACE_S * 4)
        while owed >= 1:
            client.say("/music/temperature", dice.uniform(0.9, 1.1))
            owed -= 1
