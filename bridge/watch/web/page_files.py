"""The files of the page at `/`: a fixed set, read once, each with its type, its packed form and the set's own mark.

Everything stands under `/page/MARK/`, where MARK is a hash of the whole set: so a browser may keep the files for ever, and
a page of another version never mixes with this one. No name of a request is ever taken to the disk.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "page"
FIRST = "index.html"
PLACE = b"/page/MARK/"  # stands in the first page for where the others are
MODULES = b"<!-- modules -->"  # and this for all modules: they come at once, not one after the other as they import
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class File:
    kind: str  # content type
    body: bytes
    packed: bytes  # gzip, the same bytes every time
    mark: str  # of the set that it belongs to; an ETag without its quotes


@cache
def files() -> Mapping[str, File]:
    """Path → file; the first page is at `/`."""
    found = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in KINDS}
    mark = hashlib.sha256(b"".join(name.encode() + body for name, body in found.items())).hexdigest()[:16]
    modules = "".join(f'<link rel="modulepreload" href="/page/MARK/{name}">\n' for name in found if name.endswith(".js"))
    found[FIRST] = found[FIRST].replace(MODULES, modules.encode()).replace(PLACE, f"/page/{mark}/".encode())
    return {"/" if name == FIRST else f"/page/{mark}/{name}": _file(name, body, mark) for name, body in found.items()}


def _file(name: str, body: bytes, mark: str) -> File:
    return File(KINDS[Path(name).suffix], body, gzip.compress(body, 9, mtime=0), mark)


def takes_gzip(accepts: str) -> bool:
    """Does this Accept-Encoding take gzip?"""
    for one in accepts.lower().split(","):
        name, _, rest = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
