"""The address book and the page of patches in a browser: found by a word, read in one language, copied, on a phone too."""

import json

import pytest
from peers.browser import PROGRAM, Browser
from peers.waiting import needs, until

pytestmark = needs("chromium", PROGRAM)
SHOWN = "[...document.querySelectorAll('article')].filter(a => a.offsetParent).map(a => a.id)"
LINES = "[...document.querySelectorAll('#music-temperature .line')].filter(l => l.offsetParent).map(l => l.dataset.language)"


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        yield browser


@pytest.fixture
def book(browser, duende):
    """The book, as one opens it for the first time."""
    browser.go(f"http://127.0.0.1:{duende.http}/reference")
    until(lambda: browser.value("document.querySelectorAll('.tabs label').length") == 5, "no page")
    browser.value("document.getElementById('tab-all').click()")
    return browser


def type_keys(browser, text: str) -> None:
    for letter in text:
        browser._ask("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
        browser._ask("Input.dispatchKeyEvent", type="keyUp", key=letter)


def test_a_word_finds_its_addresses_by_keyboard_alone(book):
    type_keys(book, "/image/morph")
    assert book.value("document.activeElement.id") == "filter"
    assert book.value(SHOWN) == ["image-morph"]
    book._ask("Input.dispatchKeyEvent", type="keyDown", key="Escape", windowsVirtualKeyCode=27)
    assert len(book.value(SHOWN)) > 50


def test_one_language_is_read_and_kept(book, duende):
    assert book.value(LINES) == ["oscsend", "Pd", "SuperCollider", "TouchDesigner"]
    book.value("document.getElementById('tab-Pd').click()")
    assert book.value(LINES) == ["Pd"]
    book.go(f"http://127.0.0.1:{duende.http}/reference?again")
    until(lambda: book.value(LINES) == ["Pd"], "the choice is gone")


def test_a_line_is_copied(book, duende):
    book._ask("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    book.value("document.querySelector('#music-temperature .line button').click()")
    until(
        lambda: book.value("document.querySelector('#music-temperature .line button').textContent") != "copy", "not copied"
    )
    if book.value("document.querySelector('#music-temperature .line button').textContent") == "copied":
        assert book.value("navigator.clipboard.readText()") == f"oscsend 127.0.0.1 {duende.osc} /music/temperature f 1.2"
    else:  # a browser that gives no clipboard marks the line instead
        assert book.value("getSelection().toString()") == f"oscsend 127.0.0.1 {duende.osc} /music/temperature f 1.2"


def test_an_address_can_be_linked_to(book, duende):
    book.go(f"http://127.0.0.1:{duende.http}/reference#image-morph")
    until(lambda: book.value("document.querySelector(':target')?.id") == "image-morph", "no target")
    until(lambda: 0 <= book.value("document.querySelector(':target').getBoundingClientRect().top") < 400, "not in sight")


@pytest.mark.parametrize("path", ["reference", "patches/"])
def test_nothing_stands_out_of_a_phone(browser, duende, path):
    phone = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    browser._ask("Emulation.setDeviceMetricsOverride", **phone)
    try:
        browser.go(f"http://127.0.0.1:{duende.http}/{path}")
        until(lambda: browser.value("document.querySelectorAll('h2').length") > 4, "no page")
        assert browser.value("document.documentElement.scrollWidth") == 360
    finally:
        browser._ask("Emulation.clearDeviceMetricsOverride")


def test_the_list_of_patches_can_be_fetched_by_a_script(browser, duende):
    browser.go(f"http://127.0.0.1:{duende.http}/patches/")
    until(lambda: browser.value("document.querySelectorAll('li a').length") == 10, "no page")
    listed = json.loads(browser.value("fetch('/patches/', {headers: {Accept: 'application/json'}}).then(r => r.text())"))
    assert [each["href"] for each in listed] == browser.value(
        "[...document.querySelectorAll('li a')].map(a => a.getAttribute('href'))"
    )
