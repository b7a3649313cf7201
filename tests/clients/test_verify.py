"""A whole performance of all arts that sample, recorded, and its models run again."""

import re
import subprocess

from peers.osc import Client
from peers.server import PROGRAM, Duende


def test_a_night_is_verified(tmp_path):
    server = Duende(tmp_path, "--no-midi")
    client = Client(server.osc)
    client.hello()
    client.send("/music/pause", 0.2)
    client.play(60, 62, 64)
    client.answer()
    client.send("/music/mode", "accompany")
    client.play(65, 67, 69, gap=0.2)
    client.send("/text/next", 2)
    client.send("/gesture/mode", "solo")
    client.wait("/text/out/done", 10.0)
    client.listen(1.0)
    client.close()
    server.process.terminate()
    server.wait(10)
    server.clean_up()
    (run,) = server.journal.iterdir()
    done = subprocess.run([PROGRAM, "replay", run, "--verify"], capture_output=True, text=True, timeout=120)
    questions, steps = map(int, re.match(r"(\d+) questions, (\d+) steps: all equal", done.stdout).groups())
    assert re.search(r"^played again: \d+ inputs, \d+ doings, \d+ events: all equal$", done.stdout, re.MULTILINE)
    assert done.returncode == 0 and questions >= 6 and steps > questions
