"""Options of the command line that have a range."""

import argparse
import math
from collections.abc import Callable


def number(low: float, high: float, kind: type = float) -> Callable[[str], float]:
    """An argparse type: a number within `low` … `high`."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text!r}: {low:g} to {high:g} is allowed")
        return value

    return read
