"""From `ready` to visible: `python tests/bench/discovery.py [RUNS]`, as root (it makes a network of its own).

Each run starts `duende serve` three times, announced (A), not announced (B) and announced again (A), before browsers that
are there already: python-zeroconf and, where it is installed, npm's `oscquery`, which reads the whole tree before it says
that it has found somebody. Printed: from `ready` to seen, and what announcing costs the start.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "clients"))

from peers.mdns_room import FOLDER, Browser, Npm, Timed
from peers.server import NO_MIDI
from peers.waiting import until

NETWORK = "ip link set lo up && ip link set lo multicast on && "
INSIDE = "DUENDE_BENCH_NETWORK"


class Run:
    """One start: seconds from the start to `ready`, and from there to being seen."""

    def __init__(self, announced: bool, browser: Browser, npm: Npm | None):
        begun, up, wall = time.monotonic(), len(npm.of("up")) if npm else 0, time.time() - time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            server = Timed(Path(folder), *(["--mdns"] if announced else []), *NO_MIDI)
            try:
                self.ready = server.said_ready - begun
                if announced:
                    until(lambda: len(browser.seen) == 2, "not seen")
                    self.seen = max(browser.seen.values()) - server.said_ready
                    if npm:
                        until(lambda: len(npm.of("up")) > up, "not seen by npm's browser")
                        self.read = npm.of("up")[-1]["moment"] - wall - server.said_ready
                server.end()
                until(lambda: not browser.seen, "no goodbye")
            finally:
                server.clean_up()


def main(runs: int) -> None:
    browser = Browser("127.0.0.1")
    npm = Npm() if (FOLDER / "node_modules" / "oscquery").is_dir() else None
    found = [Run(announced, browser, npm) for _ in range(runs) for announced in (True, False, True)]
    loud, quiet = [run for run in found if hasattr(run, "seen")], [run for run in found if not hasattr(run, "seen")]
    tell("ready → seen by zeroconf", [run.seen for run in loud])
    if npm:
        tell("ready → tree read by npm oscquery", [run.read for run in loud])
        npm.leave()
    tell("start → ready, announced", [run.ready for run in loud])
    tell("start → ready, not announced", [run.ready for run in quiet])
    print(f"ratio of the medians  {median(run.ready for run in loud) / median(run.ready for run in quiet):.2f}")
    browser.zeroconf.close()


def tell(what: str, seconds: list[float]) -> None:
    print(f"{what:36} median {median(seconds) * 1e3:6.0f} ms   worst {max(seconds) * 1e3:6.0f} ms   of {len(seconds)}")


if __name__ == "__main__":
    if INSIDE not in os.environ:
        words = ["unshare", "-n", "bash", "-c", NETWORK + 'exec "$@"', "bash", sys.executable, *sys.argv]
        raise SystemExit(subprocess.run(words, env=os.environ | {INSIDE: "1"}).returncode)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
