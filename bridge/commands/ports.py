"""`duende ports`: where sound and messages can come in and go out, and which devices really compute."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def main(args: argparse.Namespace) -> int:
    from ..engine.session import providers
    from ..midi import listing as midi
    from ..osc import addresses as network

    for line in [*midi.listing(), *network.listing(), *providers()]:
        print(line)
    return 0
