"""`duende check PACKAGE`: hashes, self-test, parity; exit 1 and a sentence when something does not hold."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", help="a folder, a .zip or the name of a bundled package")


def main(args: argparse.Namespace) -> int:
    from ..engine.check import check

    report = check(args.package)
    print(report)
    return 0 if report.holds else 1
