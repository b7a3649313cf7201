"""step.c, compiled on this machine and loaded: once for each version of it, by whichever C compiler is here.

Without a compiler, or on a processor that the code was not made for, there is no library, and ONNX Runtime plays: without
vectors of whole numbers a step takes 6 ms where ONNX Runtime takes 0.8 and AVX2 0.15.
"""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("step.c")
COMPILERS = ("cc", "gcc", "clang")  # MSVC has no vectors of this kind
FLAGS = ("-O3", "-fPIC", "-shared", "-std=gnu11", "-ffp-contract=fast")
X86 = ("-mavx2", "-mfma", "-mf16c")  # the loader asks the processor before anything else runs
COMPILING_S = 120.0
POINTER, NUMBER = ctypes.c_void_p, ctypes.c_int64


class Library:
    """The functions of step.c."""

    def __init__(self, path: Path):
        """OSError when it does not load or this processor lacks what it was compiled for."""
        library = ctypes.CDLL(str(path))
        if not library.runs_here():
            raise OSError("this processor has no AVX2, FMA or F16C")
        self.scratch_bytes = _typed(library.scratch_bytes, NUMBER)
        self.packed_bytes = _typed(library.packed_bytes, NUMBER, NUMBER, NUMBER)
        self.cache_halves = _typed(library.cache_halves, NUMBER, POINTER)
        self.pack = _typed(library.pack, None, POINTER, POINTER, NUMBER, NUMBER, POINTER)
        self.read_through = _typed(library.read_through, ctypes.c_float, POINTER, NUMBER)
        self.multiply_in_place = _typed(library.multiply_in_place, ctypes.c_float, ctypes.c_float, NUMBER)
        self.step = _typed(library.step, ctypes.c_int, POINTER, POINTER, ctypes.c_int, POINTER)


def _typed(function, gives, *takes):
    function.restype, function.argtypes = gives, takes
    return function


@cache
def _here() -> tuple[Library | None, str]:
    if not _is_x86():
        return None, f"it is not written for {platform.machine() or 'this processor'}"
    try:
        return _at(folder()), ""
    except (OSError, subprocess.SubprocessError) as error:
        return None, "the C compiler refuses it" if isinstance(error, subprocess.SubprocessError) else str(error)


def library() -> Library | None:
    """The library, compiled now where it has not been yet (two seconds); None where that cannot be, or does not pay."""
    return _here()[0]


def lacking() -> str:
    """Why there is none; empty where there is."""
    return _here()[1]


def at(place: Path, plain: bool = False) -> Library | None:
    """The library in `place`; `plain`: without the processor's vectors of integers, as for processors that are not x86."""
    try:
        return _at(place, plain)
    except (OSError, subprocess.SubprocessError):
        return None


def _at(place: Path, plain: bool = False) -> Library:
    flags = FLAGS + (X86 if _is_x86() and not plain else ())
    path = place / f"step-{_stamp(flags)}.so"
    if not path.exists():
        _compile(path, flags)
    return Library(path)


def folder() -> Path:
    """Where what was compiled is kept: the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "duende"


def _is_x86() -> bool:
    return platform.machine().lower() in ("x86_64", "amd64")


def _stamp(flags: tuple[str, ...]) -> str:
    """Of everything that the library depends on."""
    source = b"".join(path.read_bytes() for path in sorted(SOURCE.parent.glob("*.[ch]")))
    return hashlib.sha256(source + repr((flags, platform.machine(), sys.platform)).encode()).hexdigest()[:16]


def _compile(path: Path, flags: tuple[str, ...]) -> None:
    """It appears whole or not at all: several engines may do this at the same time."""
    compiler = next(filter(None, map(shutil.which, COMPILERS)), None)
    if compiler is None:
        raise OSError("no C compiler")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        made = Path(scratch) / "step.so"
        subprocess.run(
            [compiler, *flags, str(SOURCE), "-o", str(made), "-lm"],
            check=True, timeout=COMPILING_S, capture_output=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        os.replace(made, path)


if __name__ == "__main__":  # `make` asks for it, so that no first start waits for the compiler
    print("the step in C is ready" if library() else "no step in C here: ONNX Runtime plays")
