"""The golden runs: recorded from a real server by `python -m tests.golden record [NAME …]`, read by tests/test_golden.py.

Record them anew where the players shall behave otherwise than they did; a run of an earlier format is never recorded again.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "clients"))

from peers.osc import Client
from peers.server import NO_MIDI, Duende

from bridge.watch.replay import read
from bridge.watch.runs import segments

from .kept import keep
from .performances import PERFORMANCES, PLAYERS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("what", choices=["record"])
    parser.add_argument("names", nargs="*", choices=[[], *PERFORMANCES], metavar="NAME", help=", ".join(PERFORMANCES))
    for name in parser.parse_args().names or PERFORMANCES:
        print(f"{name:<8} {record(name)}", flush=True)
    return 0


def record(name: str) -> str:
    with TemporaryDirectory() as folder:
        show = Path(folder) / "show.toml"
        show.write_text("".join(f'[[player]]\nname = "{player}"\nkind = "{player}"\n' for player in PLAYERS[name]))
        server = Duende(Path(folder), str(show), "--seed", "5", *NO_MIDI)
        client = Client(server.osc)
        try:
            client.hello()
            PERFORMANCES[name](server, client)
            code = server.end()
        finally:
            client.close()
            server.clean_up()
        (run,) = server.journal.iterdir()
        (segment,) = segments(run)
        count, size = sum(1 for _ in read(run)), segment.stat().st_size
        kept = keep(name, segment.read_bytes())
    return f"{count} records, {size} bytes, {kept.stat().st_size} packed; the server ended with {code}"


if __name__ == "__main__":
    sys.exit(main())
