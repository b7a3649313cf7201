"""SuperCollider's language without a window: runs a script, what it prints is heard."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path

from .waiting import until

# As root it wants no sandbox for a browser that it never opens.
HEADLESS = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}


class Sclang:
    """`classes`: folders whose classes it knows; `port`: the UDP port that it listens at; `script`: what it runs.

    It has a home of its own, so that neither an artist's extensions nor a startup file are in it. It never ends by itself.
    """

    def __init__(self, folder: Path, port: int, script: str, *classes: Path, environment: dict | None = None):
        home = folder / "sclang"
        home.mkdir(mode=0o700, exist_ok=True)
        (home / "script.scd").write_text(script)
        paths = "".join(f"    - {path}\n" for path in classes) or "    []\n"
        (home / "conf.yaml").write_text(f"includePaths:\n{paths}excludePaths:\n    []\npostInlineWarnings: false\n")
        command = ["sclang", "-l", str(home / "conf.yaml"), "-u", str(port), str(home / "script.scd")]
        own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), **HEADLESS, **(environment or {})}
        self.output = folder / "sclang.txt"
        with self.output.open("w") as out:
            self.process = subprocess.Popen(
                command,
                cwd=home,
                env=os.environ | own,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    @property
    def log(self) -> str:
        return self.output.read_text(errors="replace")

    def said(self, word: str) -> list[str]:
        """What it printed after this word, a line each."""
        return [line[len(word) + 1 :] for line in self.log.splitlines() if line.startswith(f"{word} ")]

    def wait(self, word: str, seconds: float = 20.0) -> str:
        """The first line that begins with this word."""
        try:
            until(lambda: self.said(word), f"no {word}", seconds)
        except AssertionError as late:
            raise AssertionError(f"{late}: {self.log[-3000:]}") from None
        return self.said(word)[0]

    def close(self) -> None:
        """`0.exit` does not end it within half a minute; a kill does. A scsynth that it has booted goes with it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
