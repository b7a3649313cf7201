"""What a text package says of its tokens, as data that a reader in any language can use.

    "tokenizer": {"unit": "character", "tokens": ["\\n", " ", "a", …]}

Token i of the graph is `tokens[i]`. Other keys are let be: the engine of the package's own design may read more.
"""

from collections.abc import Mapping
from typing import Any

from ..errors import PackageError
from .fields import Fields, distinct

FEWEST, MOST = 2, 1 << 17


def check_tokenizer(where: str, tokenizer: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The tokens; PackageError when there are none, or one twice."""
    if tokenizer is None:
        raise PackageError(f"{where}: tokenizer is missing; a table with tokens is due in a text package")
    fields = Fields(f"{where}: tokenizer", dict(tokenizer))
    tokens = distinct(f"{fields.where}: tokens", fields.texts("tokens"))
    if not FEWEST <= len(tokens) <= MOST:
        raise PackageError(f"{fields.where}: {len(tokens):,} tokens; {FEWEST} to {MOST:,} are allowed")
    return tokens
