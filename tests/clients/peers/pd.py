"""Pure Data without a window: what it sends is written into a patch's script, what it hears is printed."""

import subprocess
from pathlib import Path

# Vanilla: `oscformat` into `netsend -u -b`; what comes back on the same socket goes through `oscparse`.
VANILLA = """\
#N canvas 0 0 500 300 10;
#X obj 20 20 r net;
#X obj 20 200 netsend -u -b;
#X obj 20 60 r address;
#X obj 120 60 r format;
#X obj 220 60 r arguments;
#X obj 20 110 oscformat;
#X obj 20 140 list prepend send;
#X obj 20 165 list trim;
#X obj 20 230 oscparse;
#X obj 20 255 list trim;
#X obj 20 280 print HEARD;
#X obj 320 20 r script;
#X obj 320 60 qlist;
#X connect 0 0 1 0;
#X connect 2 0 5 0;
#X connect 3 0 5 0;
#X connect 4 0 5 0;
#X connect 5 0 6 0;
#X connect 6 0 7 0;
#X connect 7 0 1 0;
#X connect 1 1 8 0;
#X connect 8 0 9 0;
#X connect 9 0 10 0;
#X connect 11 0 12 0;
"""

# mrpeach: `packOSCstream` into `tcpclient`, SLIP both ways.
MRPEACH = """\
#N canvas 0 0 500 300 10;
#X obj 20 20 r net;
#X obj 20 200 mrpeach/tcpclient;
#X obj 20 60 r pack;
#X obj 20 110 osc/packOSCstream;
#X obj 220 110 osc/unpackOSCstream;
#X obj 220 150 list trim;
#X obj 220 180 print HEARD;
#X obj 320 20 r script;
#X obj 320 60 qlist;
#X connect 0 0 1 0;
#X connect 2 0 3 0;
#X connect 3 0 1 0;
#X connect 1 0 4 0;
#X connect 4 0 5 0;
#X connect 5 0 6 0;
#X connect 7 0 8 0;
"""

OPEN_MS = 400  # the sockets open


def vanilla(address: str, types: str = "", *values) -> list[str]:
    """The script's lines that send one message."""
    lines = [f"address set {address}", f"format format {types}".rstrip()]
    return [*lines, "arguments list " + " ".join(map(str, values)) if values else "arguments bang"]


def mrpeach(address: str, types: str = "", *values) -> list[str]:
    words = " ".join(map(str, values))
    return [f"pack sendtyped {address} {types} {words}" if types else f"pack send {address}"]


class Pd:
    """Runs `patch` with the `script`, pairs of (milliseconds to wait, lines); `lines()` is what it has printed."""

    def __init__(self, folder: Path, patch: str, port: int, script: list[tuple[float, list[str]]]):
        (folder / "patch.pd").write_text(patch)
        text = "".join(_timed(pause, lines) for pause, lines in [(OPEN_MS, []), *script])
        (folder / "script.txt").write_text(text)
        go = f"net connect 127.0.0.1 {port}; script read script.txt; script bang"
        command = ["pd", "-nogui", "-noaudio", "-nomidi", "-stderr", "-open", "patch.pd", "-send", go]
        self.output = folder / "pd.txt"
        with self.output.open("w") as out:
            self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out)

    def heard(self) -> list[list[str]]:
        """Every message as words: its address (vanilla: without slashes), then its arguments."""
        lines = self.output.read_text(errors="replace").splitlines()
        return [line.split()[1:] for line in lines if line.startswith("HEARD:")]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


def _timed(pause: float, lines: list[str]) -> str:
    if not lines:
        return f"{pause:g};\n"
    first, *rest = lines
    return "".join(f"{wait:g} {line};\n" for wait, line in [(pause, first), *((0, line) for line in rest)])
