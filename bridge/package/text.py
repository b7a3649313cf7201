"""What a text package says of its tokens: the pieces of `bridge.pieces`, as data for readers in any language.

    "tokenizer": {"vocabulary": 1, "pieces": ["the ", "a", …]}

Token 0 is END, 1 to 256 the bytes of UTF-8, 257 + i is `pieces[i]`. Other keys are let be.
"""

from collections.abc import Mapping
from typing import Any

from ..errors import PackageError
from ..pieces import LONGEST, VOCABULARY
from .fields import Fields, checked, distinct

MOST = 1 << 17  # pieces


def check_tokenizer(package: str, tokenizer: Mapping[str, Any] | None) -> None:
    """PackageError when there are no pieces, one twice, one too long, or another vocabulary is spoken."""
    where = f"{package}: manifest.json: tokenizer"
    if tokenizer is None:
        raise PackageError(f"{where} is missing; a table with vocabulary and pieces is due in a text package")
    fields = Fields(where, dict(tokenizer))
    if (found := fields.take("vocabulary", int)) != VOCABULARY:
        raise PackageError(
            f"{package}: text vocabulary {found}, this bridge speaks {VOCABULARY}; export again or update the bridge"
        )
    pieces = distinct(f"{where}: pieces", fields.list_of("pieces", _piece))
    if len(pieces) > MOST:
        raise PackageError(f"{where}: {len(pieces):,} pieces; at most {MOST:,} are allowed")


def _piece(where: str, item: Any) -> str:
    piece = checked(where, item, str)
    if len(piece) > LONGEST:
        raise PackageError(f"{where} has {len(piece)} characters; at most {LONGEST} are allowed")
    return piece
