"""What is played for the golden runs: `NAME(server, client)` plays for some seconds; PLAYERS says who is on stage."""

import os
import signal
import time
from collections.abc import Callable

from peers.osc import Client, Stream
from peers.server import Duende

PLAYERS = {
    "music": ("music",), "text": ("text",), "image": ("image",), "gesture": ("gesture",),
    "all": ("music", "text", "image", "gesture"),
}  # fmt: skip


def music(server: Duende, client: Client) -> None:
    """A phrase and its answer, chords accompanied, a solo on the clock, trading fours, drums."""
    client.send("/music/pause", 0.25)
    client.send("/clock/tempo", 140.0)
    client.play(60, 64, 67, 72, gap=0.12)
    client.answer()
    client.send("/music/mode", "accompany")
    client.play(57, 60, 64, gap=0.25)
    client.listen(0.5)
    client.send("/music/mode", "solo")
    client.send("/clock/start")
    client.listen(2.0)
    client.send("/clock/tempo", 100.0)
    client.listen(1.0)
    client.send("/music/style", "drums")
    client.send("/music/mode", "trade")
    client.play(36, 38, 36, 38, gap=0.2)
    client.listen(3.0)
    client.send("/panic")
    client.listen(0.3)


def text(server: Duende, client: Client) -> None:
    """Lines and words on the clock, after a prompt; the tempo changes, and it is broken off."""
    client.send("/text/prompt", "The sea was calm that night")
    client.send("/text/next", 2)
    client.wait("/text/out/done", 15.0)
    client.send("/text/unit", "word")
    client.send("/text/rate", 4.0)
    client.send("/clock/start")
    client.send("/text/play", 1)
    client.listen(2.0)
    client.send("/clock/tempo", 160.0)
    client.listen(1.0)
    client.send("/text/stop")
    client.listen(0.3)


def image(server: Duende, client: Client) -> None:
    """A point, a morph, a hand on one coordinate, a walk, a morph that is answered by another."""
    client.send("/image/seed", 3)
    client.send("/image/morph", 7, 2.0)
    client.listen(1.0)
    for n in range(20):
        client.send("/image/latent/4", n / 10 - 1.0)
        time.sleep(0.01)
    client.send("/image/walk", 1)
    client.listen(1.0)
    client.send("/image/morph", 9, 1.0)
    client.listen(0.7)
    client.send("/image/stop")
    client.listen(0.3)


def gesture(server: Duende, client: Client) -> None:
    """A drawn line and its answer, then a solo that goes on by itself."""
    for n in range(40):
        client.send("/gesture/in", n / 40, (n % 10) / 10, 1.0)
        time.sleep(0.01)
    client.listen(2.5)
    client.send("/gesture/mode", "solo")
    client.listen(2.0)
    client.send("/gesture/temperature", 0.5)
    client.listen(0.5)
    client.send("/gesture/stop")
    client.listen(0.3)


def together(server: Duende, client: Client) -> None:
    """All arts with routes, a scene, a stream, timetags, strangers; another package, the one before; a model dies."""
    client.send("/music/pause", 0.25)
    client.send("/route/add", "/music/out/note.pitch", "/image/latent/3", 30.0, 90.0, -2.0, 2.0)
    client.send("/clock/start")
    client.play(60, 62, 64, gap=0.1)
    client.answer()
    client.send("/scene/save", "evening")
    client.send("/music/temperature", 0.5)
    client.send("/text/next", 1)
    client.bundle(time.time() + 0.4, ("/music/note", 67, 90), ("/image/morph", 5, 1.0))
    client.bundle(time.time() + 0.8, ("/music/note", 67, 0))
    client.raw(b"#bundle\0 of nonsense")
    client.send("/nobody/knows", 1)
    client.send("/hello", client.port, 1, 150.0)
    stream = Stream(server.osc, "slip")
    stream.send("/hello")
    stream.wait("/welcome")
    stream.send("/music/note", 71, 80)
    client.listen(0.4)
    stream.send("/music/note", 71, 0)
    client.send("/scene/recall", "evening", 2.0)
    client.listen(1.5)
    stream.close()
    client.send("/music/load", "chorales")
    client.listen(2.5)
    client.play(60, 64, 67, gap=0.1)
    client.answer()
    client.send("/music/undo")
    client.listen(2.5)
    for pid in [pid for name, pid in server.children().items() if name == "bridge.engine.worker"][:1]:
        os.kill(pid, signal.SIGKILL)
    client.listen(2.5)
    client.play(60, 62, 64, gap=0.1)
    client.send("/gesture/mode", "solo")
    client.listen(1.5)


PERFORMANCES: dict[str, Callable[[Duende, Client], None]] = {
    "music": music, "text": text, "image": image, "gesture": gesture, "all": together,
}  # fmt: skip
