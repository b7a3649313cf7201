"""A server and another program in one Link session, in a network of their own: `link_room.py FOLDER WORDS…` prints JSON.

Run by tests/clients/test_link.py within a network namespace, since Link speaks to every interface there is.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from peers.osc import Client
from peers.server import NO_MIDI, Duende
from peers.waiting import until

PEER = "bridge.link.peer"
LOOKAHEAD_MS = 50.0


class Musician:
    def __init__(self, bpm):
        command = [sys.executable, str(Path(__file__).with_name("link_musician.py")), str(bpm)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.told = []  # (moment, beat, tempo, playing, peers)
        threading.Thread(target=self._read, daemon=True).start()
        until(lambda: self.told, "the musician does not come")

    def _read(self):
        for line in self.process.stdout:
            words = line.split()
            self.told.append((float(words[1]), float(words[3]), float(words[5]), int(words[7]), int(words[9])))

    def say(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    @property
    def tempo(self):
        return self.told[-1][2]

    @property
    def playing(self):
        return self.told[-1][3]

    def beat_at(self, moment):
        """By the reading nearest to it."""
        at, beat, tempo, *_ = min(self.told, key=lambda told: abs(told[0] - moment))
        return beat + (moment - at) * tempo / 60, tempo

    def leave(self):
        self.process.stdin.close()
        self.process.wait(5)


def agreement(client, plain, musician, seconds):
    """Of every `/clock/out/beat`: how many ms its timetag, and the plain message's arrival, are from the musician's beat.

    And how many have the musician's place in the bar.
    """
    client.forget()
    plain.forget()
    wall = time.time() - time.monotonic()
    arrived = threading.Thread(target=plain.listen, args=(seconds,))
    start = len(plain.got)
    arrived.start()
    tagged = [got for got in client.listen(seconds) if got.address == "/clock/out/beat"]
    arrived.join()
    time.sleep(0.4)
    beats = [(musician.beat_at(got.tag - wall), got.args[1]) for got in tagged]
    on_the_wire = [musician.beat_at(got.moment) for got in plain.got[start:] if got.address == "/clock/out/beat"]
    return {
        "n": len(beats), "in_place": sum(round(beat) % 4 + 1 == told for (beat, _), told in beats),
        "due": figures([beat for beat, _ in beats]), "arrival": figures(on_the_wire),
    }  # fmt: skip


def figures(beats):
    ordered = sorted(abs(beat - round(beat)) * 60 / tempo * 1000 for beat, tempo in beats)
    return {"p50": round(ordered[len(ordered) // 2], 4), "p99": round(ordered[int(0.99 * len(ordered))], 4)}


def main(folder, *words):
    found = {}
    server = Duende(Path(folder), *words, *NO_MIDI)
    client, plain = Client(server.osc), Client(server.osc)
    musician = Musician(97.0)
    try:
        client.send("/hello", client.port, 1, LOOKAHEAD_MS)
        client.wait("/welcome")
        plain.hello()
        for each in (client, plain):
            each.send("/listen", "/clock/out/beat")
        found["before"] = {"process": PEER in server.children(), "peers": musician.told[-1][4]}
        time.sleep(1.0)  # of two sessions that began within half a second Link takes either
        client.send("/clock/source", "link")
        until(lambda: musician.told[-1][4] == 1, "they do not find each other")
        until(lambda: client.ask("/clock/tempo")[0] > 96.9, "no common tempo")
        time.sleep(1.0)
        found["tempo"] = client.ask("/clock/tempo")[0]
        found["status"] = {key: value for key, value in client.status().items() if key.startswith("clock")}
        found["agreement"] = agreement(client, plain, musician, 6.0)
        client.send("/clock/tempo", 133.0)
        until(lambda: abs(musician.tempo - 133) < 0.01, "our tempo does not reach it")
        time.sleep(0.5)
        found["after our tempo"] = agreement(client, plain, musician, 4.0)
        musician.say("tempo 80")
        until(lambda: abs(client.ask("/clock/tempo")[0] - 80) < 0.01, "its tempo does not reach us")
        time.sleep(0.5)
        found["after its tempo"] = agreement(client, plain, musician, 4.0)
        musician.say("play")
        until(lambda: musician.playing, "it does not play")
        client.send("/clock/stop")
        until(lambda: not musician.playing, "our stop does not reach it")
        musician.say("play")
        until(lambda: client.status()["clock_playing"] == "1", "its start does not reach us")
        musician.say("stop")
        until(lambda: client.status()["clock_playing"] == "0", "its stop does not reach us")
        client.send("/clock/start")
        until(lambda: musician.playing, "our start does not reach it")
        found["start and stop"] = True
        client.forget()
        client.wait("/clock/out/beat")  # a start waits for the bar
        os.kill(server.children()[PEER], signal.SIGKILL)
        found["beats meanwhile"] = len([got for got in client.listen(2.0) if got.address == "/clock/out/beat"])
        until(lambda: client.status()["clock_peers"] == "1", "it does not come back", 15.0)
        time.sleep(1.0)
        found["after a kill"] = agreement(client, plain, musician, 4.0)
        client.send("/clock/source", "internal")
        until(lambda: musician.told[-1][4] == 0 and PEER not in server.children(), "it does not leave")
        found["beats after"] = len([got for got in client.listen(2.0) if got.address == "/clock/out/beat"])
        found["exit"] = server.end()
    finally:
        musician.leave()
        client.close()
        plain.close()
        server.clean_up()
        found["log"] = [line for line in server.said if line.startswith("note") or "Traceback" in line]
        print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
