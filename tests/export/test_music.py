"""Which styles a music package offers."""

import pytest

from bridge.tokens import STYLES
from export.music import known_styles


@pytest.mark.parametrize(
    ("corpora", "styles"),
    [
        (["js_fakes", "open_hymnal"], ("any", "chorale")),
        (["js_fakes", "irish_cre"], ("any", "chorale", "folk")),
        (["openscore_lieder"], STYLES),
        ([], STYLES),
        (["my own songs"], STYLES),
    ],
)
def test_a_package_offers_what_its_corpora_hold(corpora, styles):
    assert known_styles(corpora) == styles
