"""Which patches there are: a fixed set of files, each made of a setting. Nothing that is asked for is ever a path."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import chataigne, max, open_stage_control, puredata, supercollider, touchdesigner
from .setting import Setting

ZIPPED = (2026, 1, 1, 0, 0, 0)  # of every file in an archive, so that the same show gives the same bytes


@dataclass(frozen=True)
class Patch:
    """`make` gives the text of one file, or a folder: path in it → text, which leaves as a .zip."""

    file: str
    host: str  # the program that it is for
    kind: str  # content type
    what: str  # one sentence, plain words
    make: Callable[[Setting], str | Mapping[str, str]]
    run: bool = False  # its host runs it in our tests; otherwise only its format was checked

    def bytes(self, setting: Setting) -> bytes:
        """The file as it is served."""
        made = self.make(setting)
        return made.encode() if isinstance(made, str) else archive(made)

    def files(self, setting: Setting) -> dict[str, str]:
        """As it lies in a folder: path in it → text."""
        made = self.make(setting)
        return {self.file: made} if isinstance(made, str) else dict(made)


TEXT, JSON, ZIP = "text/plain; charset=utf-8", "application/json", "application/zip"
CATALOGUE = (
    Patch("duende.pd", "Pure Data", TEXT, "vanilla objects; open it, it connects by itself", puredata.patch, run=True),
    Patch("duende.maxpat", "Max", JSON, "Max's own objects; open it, it connects by itself", max.patch),
    Patch("Duende.sc", "SuperCollider", TEXT, "the class: into Platform.userExtensionDir",
          supercollider.class_file, run=True),
    Patch("Duende.schelp", "SuperCollider", TEXT, "its help: into HelpSource/Classes beside it",
          supercollider.help_file, run=True),
    Patch("duende.scd", "SuperCollider", TEXT, "a script to try it with, line by line", supercollider.script, run=True),
    Patch("duende-supercollider.zip", "SuperCollider", ZIP, "all three as a quark", supercollider.quark, run=True),
    Patch("duende_touchdesigner.py", "TouchDesigner", TEXT, "into a Text DAT, Run Script: it builds the network",
          touchdesigner.builder),
    Patch("duende_callbacks.py", "TouchDesigner", TEXT, "the callbacks of its OSC In DAT alone", touchdesigner.callbacks),
    Patch("duende-open-stage-control.json", "Open Stage Control", JSON, "a session: a tab for each player",
          open_stage_control.session),
    Patch("duende-chataigne.zip", "Chataigne", ZIP, "a module: unpack into Documents/Chataigne/modules", chataigne.module),
)  # fmt: skip


def named(file: str) -> Patch | None:
    return next((patch for patch in CATALOGUE if patch.file == file), None)


def folder(setting: Setting) -> dict[str, str]:
    """Everything, unpacked: path → text. What an archive holds lies in its own folder, once."""
    found: dict[str, str] = {}
    for patch in CATALOGUE:
        if patch.host != "SuperCollider" or patch.kind == ZIP:
            found |= patch.files(setting)
    return found


def archive(files: Mapping[str, str]) -> bytes:
    """A .zip of these, the same bytes for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for path, text in files.items():
            out.writestr(zipfile.ZipInfo(path, ZIPPED), text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
