"""`duende doctor`: walks input → clock → model → output, names the first dead link and its cure; exit 1 if there is one."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--osc-port", type=int, default=7770, metavar="PORT", help="where the server is or shall be (7770)")
    parser.add_argument("--package", metavar="PATH", help="the package to examine (the bundled ones)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")


def main(args: argparse.Namespace) -> int:
    from functools import partial

    from ..address import KINDS
    from ..casting import default_package
    from ..doctor import links
    from ..doctor.findings import walk
    from ..errors import PackageError
    from ..package import Package

    packages = [Package.find(args.package)] if args.package else list(filter(None, map(default_package, KINDS)))
    music = next((p for p in packages if p.manifest.kind == "music"), default_package("music"))
    if music is None:
        raise PackageError("no music package is bundled; name one with --package PATH")
    running = links.ours_answers(args.host, args.osc_port)
    checks = (
        partial(links.osc_input, args.host, args.osc_port, running),
        links.midi_input,
        links.clock,
        *(partial(links.model, package, args.device) for package in packages),
        partial(links.output, args.osc_port if running else None, str(music.path)),
    )
    dead = walk(checks, print)
    print(f"first dead link: {dead.link} ({dead.what})" if dead else "every link is alive")
    return 1 if dead else 0
