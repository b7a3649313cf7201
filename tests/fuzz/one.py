"""One target under atheris: `python -m tests.fuzz.one TARGET [libFuzzer's flags] FOLDER …`."""

import sys

import atheris

with atheris.instrument_imports(include=["bridge", "export", "h11", "wsproto", "mido"]):
    from .targets import TARGETS

    take = TARGETS[sys.argv[1]].make()

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], take)
    atheris.Fuzz()
