"""The files of the page at `/`, as they are served: small, ours alone, kept by browsers."""

import gzip
import re

import pytest

from bridge.watch.web import page_files
from bridge.watch.web.board import Board
from bridge.watch.web.gate import Gate
from bridge.watch.web.page_files import FOLDER, files, takes_gzip
from bridge.watch.web.pages import Pages, Request

BROWSER = {"host": "localhost:7771", "accept": "text/html", "accept-encoding": "gzip, deflate, br"}


@pytest.fixture
def ask():
    pages = Pages(Board(), Gate("127.0.0.1"), lambda: 0.0)
    return lambda path, **headers: pages(Request("GET", path, "", BROWSER | headers))


def others():
    return [path for path in files() if path != "/"]


def headers(page):
    return dict(page.headers)


def test_all_files_together_are_small():
    assert sum(len(file.body) for file in files().values()) < 300_000
    assert sum(min(len(file.packed), len(file.body)) for file in files().values()) < 120_000


def test_no_file_names_another_server():
    """But for the licence of the letters and the name of SVG, which is no address."""
    for path, file in files().items():
        if file.kind.startswith(("text/", "image/svg")):
            words = file.body.decode().replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?://|//[a-z0-9-]+\.[a-z]{2,}/", words), path


def test_nothing_stands_inline_that_the_policy_forbids(ask):
    words = ask("/").body
    text = gzip.decompress(words).decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)


def test_the_policy_lets_nothing_in_but_ours(ask):
    policy = headers(ask("/"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "connect-src 'self' ws://localhost:7771" in policy


def test_everything_that_the_first_page_names_is_served(ask):
    text = files()["/"].body.decode()
    named = re.findall(r'(?:src|href)="(/page/[^"]+)"', text)
    assert set(named) <= set(files())
    assert {path for path in others() if path.endswith(".js")} <= set(named)
    assert {ask(path).status for path in named} == {200}


def test_every_module_that_is_imported_is_there():
    names = {path.rpartition("/")[2] for path in files()}
    for path, file in files().items():
        if path.endswith(".js"):
            assert set(re.findall(r"from '\./([^']+)'", file.body.decode())) <= names, path


def test_the_kinds_are_those_that_browsers_insist_on(ask):
    kinds = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}
    for path in others():
        assert ask(path).kind.startswith(kinds[path.rpartition(".")[2]])


def test_browsers_keep_the_parts_for_ever_and_ask_for_the_first(ask):
    assert "immutable" in headers(ask(others()[0]))["Cache-Control"]
    first = ask("/")
    assert headers(first)["Cache-Control"] == "no-cache"
    again = ask("/", **{"if-none-match": headers(first)["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_another_mark_is_another_page(ask):
    mark = files()["/"].mark
    assert ask(others()[0].replace(mark, "0" * 16)).status == 404


def test_the_mark_changes_with_any_file(monkeypatch, tmp_path):
    def mark_of(folder):
        monkeypatch.setattr(page_files, "FOLDER", folder)
        return files.__wrapped__()["/"].mark

    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    same = mark_of(tmp_path)
    (tmp_path / "osc.js").write_bytes((FOLDER / "osc.js").read_bytes() + b"\n")
    assert mark_of(FOLDER) == same != mark_of(tmp_path)


def test_what_is_packed_is_the_same(ask):
    for path in files():
        packed = ask(path)
        assert headers(packed)["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.body) == ask(path, **{"accept-encoding": "identity"}).body


@pytest.mark.parametrize("accepts, takes", [
    ("gzip, br", True), ("*", True), ("GZIP;q=1", True), ("gzip;q=0", False), ("br", False), ("", False),
])  # fmt: skip
def test_gzip_is_for_those_who_take_it(accepts, takes):
    assert takes_gzip(accepts) is takes


@pytest.mark.parametrize("path", ["/page/", "/page/x/main.js", "/page/../page_files.py", "/page/%2e%2e/gate.py", "/main.js"])
def test_no_other_file_can_be_had(ask, path):
    assert ask(path).status == 404
