"""`duende doctor [SHOW.toml]`: walks input → clock → model → output, names the first dead link and its cure; exit 1 if there
is one. It takes what `duende serve` takes, and looks at that show, whether it runs or not."""

import argparse
import json

from . import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve.add_arguments(parser)
    parser.add_argument("--note", action="store_true", help="play a test note to a server that runs (it is heard)")
    parser.add_argument("--json", action="store_true", help="what is found, for machines")


def main(args: argparse.Namespace) -> int:
    from ..doctor.case import Case
    from ..doctor.findings import walk
    from ..doctor.links import links

    case = Case(serve.show_of(args), args.midi, dict(args.package), args.note)
    case.look()
    diagnosis = walk(links(case), (lambda line: None) if args.json else (lambda line: print(line, flush=True)))
    print(json.dumps(diagnosis.plain(), indent=2, ensure_ascii=False) if args.json else diagnosis.summary)
    return 1 if diagnosis.first_dead else 0
