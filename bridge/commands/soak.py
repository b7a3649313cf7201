"""`duende soak`: a server under visitors who play, shout nonsense and go, for as long as you like; does anything give?"""

import argparse
import json
import sys
from pathlib import Path

from ..errors import DataError
from ..options import number

SHORTEST, LONGEST = 0.2, 10_080  # minutes; in less nobody comes and goes, and what nobody has tried holds nothing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=number(SHORTEST, LONGEST), default=60.0, help="how long (60)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same visitors")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write what was found there")


def main(args: argparse.Namespace) -> int:
    from ..bench import soak

    found = soak.measure(args.minutes * 60, args.seed, lambda line: print(line, file=sys.stderr, flush=True))
    print("\n".join(soak.lines(found)))
    if args.json:
        try:
            args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise DataError(f"{args.json} cannot be written ({error.strerror or error})") from error
    return 0 if soak.holds(found) else 1
