"""Where peers live: an environment each, in a cache folder, made once from the package index that pip is configured for."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "duende" / "peers"
DONE = "installed"  # the file that says with what
PIP_S = 1800.0


class PeerMissing(Exception):
    """A sentence: who is not here, and why."""


@dataclass(frozen=True)
class Home:
    """`installs`: the arguments of `pip install`, one call after another."""

    name: str
    installs: tuple[tuple[str, ...], ...]

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def ready(self, say=print) -> Path:
        """Its Python, everything installed; PeerMissing when that cannot be."""
        wanted = "\n".join(" ".join(each) for each in self.installs)
        done = self.folder / DONE
        if not done.exists() or done.read_text() != wanted:
            say(f"installing {self.name} into {self.folder} …")
            self._make()
            done.write_text(wanted)
        return self.python

    def _make(self) -> None:
        self._run([sys.executable, "-m", "venv", "--clear", str(self.folder)])
        for arguments in self.installs:
            self._run([str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments])

    def _run(self, command: list[str]) -> None:
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PIP_S)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PeerMissing(f"{self.name} cannot be installed: {error}") from error
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
            why = errors[-1] if errors else f"pip ended with {done.returncode}"
            raise PeerMissing(f"{self.name} cannot be installed (no package index, no network?): {why[:160]}")


# Notochord asks for torch<2.11; it runs with 2.13, of which the index may have a CPU build. So its own dependencies by name.
NOTOCHORD = Home(
    "notochord",
    (
        ("torch==2.13.0",),
        ("--no-deps", "notochord==0.8.0", "iipyper==0.5.0"),
        ("numpy<3", "pandas<3", "tqdm", "sf2utils<2", "appdirs<2", "toml-file<2", "joblib<2"),
        ("cffi", "python-rtmidi<2", "fire<0.8", "mido<2", "python-osc<2", "sounddevice<0.5", "textual<9", "pydantic<3",
         "pydantic-numpy<9"),
    ),
)  # fmt: skip
IMPSY = Home("impsy", (("impsy==1.2.1",),))
