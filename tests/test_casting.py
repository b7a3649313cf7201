import shutil

import pytest

from bridge import casting
from bridge.config import Show
from bridge.config.show import Player
from bridge.errors import ConfigError, PackageError


@pytest.fixture
def shelf(tiny_package, tmp_path):
    """A folder of packages, none of which is bundled."""
    folder = tmp_path / "shelf"
    shutil.copytree(tiny_package, folder / "tiny")
    return folder


@pytest.fixture
def nothing_bundled(monkeypatch):
    real = casting.find_packages
    monkeypatch.setattr(casting, "find_packages", lambda *folder: real(*folder) if folder else ([], []))


def test_a_named_package_is_a_player(shelf, nothing_bundled):
    (role,) = casting.cast(Show(), {"bach": str(shelf / "tiny")})
    assert (role.name, role.package.manifest.kind) == ("bach", "music")


def test_what_the_show_sets_is_chosen(shelf):
    show = Show(players=(Player("bach", "music", shelf / "tiny", {"density": 2.0}),))
    (role,) = casting.cast(show, {})
    assert role.values["density"] == 2.0 and role.chosen == {"density"}


def test_the_command_line_changes_only_the_package_of_a_player(shelf):
    show = Show(players=(Player("bach", "music", shelf / "tiny", {"density": 2.0}),))
    (role,) = casting.cast(show, {"bach": str(shelf / "tiny")})
    assert role.values["density"] == 2.0


def test_nobody_to_play_is_a_sentence(nothing_bundled):
    with pytest.raises(ConfigError, match="--package"):
        casting.cast(Show(), {})


def test_a_kind_without_a_bundled_package_needs_one_named(nothing_bundled):
    with pytest.raises(PackageError, match="no bundled package of kind image; name one"):
        casting.cast(Show(players=(Player("film", "image"),)), {})


@pytest.mark.parametrize(
    ("player", "what"),
    [
        (Player("film", "image", at="show.toml:4: [[player]] kind"), "no bundled package of kind image"),
        (Player("film", "music", None, {"style": "jazz"}, "show.toml:4: [[player]] kind"), "knows no style 'jazz'"),
    ],
)
def test_what_the_packages_do_not_have_is_refused_where_the_show_says_it(player, what, shelf, monkeypatch):
    tiny = casting.Package.find(str(shelf / "tiny"))
    monkeypatch.setattr(casting, "default_package", lambda kind: tiny if kind == "music" else None)
    with pytest.raises((ConfigError, PackageError), match=what) as refused:
        casting.cast(Show(players=(player,)), {})
    assert str(refused.value).startswith("show.toml:4: [[player]] kind: ")


def test_a_network_may_ask_for_packages_beside_those_of_the_show(shelf):
    shutil.copytree(shelf / "tiny", shelf / "other")
    show = Show(players=(Player("bach", "music", shelf / "tiny"),))
    assert casting.permitted("other", show).path.name == "other"


@pytest.mark.parametrize("name", ["../shelf/tiny", "/etc/passwd", "tiny/../tiny", ""])
def test_a_network_cannot_ask_for_a_path(shelf, name):
    with pytest.raises(PackageError, match="not among those"):
        casting.permitted(name, Show())
