"""What an engine process says, for the tests that start real ones."""

import select
import time


def until(engine, kind, seconds=20.0) -> list[tuple]:
    """What it says up to the first message of that kind."""
    said, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        select.select([engine], [], [], 0.2)
        for message in engine.waiting():
            said.append(message)
            if message[0] == kind:
                return said
    raise AssertionError(f"no {kind!r} in {said}")
