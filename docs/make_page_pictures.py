"""The page at `/` as the README shows it: a real server, a real Chromium, a phrase that is played and answered.

    python -m docs.make_page_pictures [NAME …]

Writes docs/pictures/page-*.jpg. Needs the extra `test` (Playwright) and a chromium on the system.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import bridge
from bridge.osc.packet import encode

HERE = Path(__file__).parent / "pictures"
PACKAGES = Path(bridge.__file__).parent / "packages"
PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio", "--no-first-run"]
PHRASE = (("a", 240), ("d", 240), ("g", 480), ("h", 240), ("g", 240), ("k", 480), ("j", 240), ("h", 240), ("g", 480))
PHONE = {"viewport": {"width": 390, "height": 760}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1600, "height": 1000}}
SHOTS = (
    ("page-dark", "nebulae", DESK | {"color_scheme": "dark"}),
    ("page-light", "aviary", DESK | {"color_scheme": "light"}),
    ("page-phone", "nebulae", PHONE | {"color_scheme": "dark"}),
)
WISHES = (
    ("/clock/tempo", (104.0,)), ("/music/style", ("folk",)), ("/music/length", (16.0,)), ("/music/quantize", (0.0,)),
    ("/image/walk", (1.0,)), ("/text/line", ("and the boats come home",)), ("/text/next", (4,)),
)  # fmt: skip
ANSWER_MS = 3300  # from the last key to the picture
QUALITY = 84


@contextmanager
def server(package: str):
    """The page's address and the OSC port of a `duende serve` of its own, this package painting."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("duende")), "serve", "--osc-port", "0", "--http-port", "0"]
        command += ["--no-midi", "--no-mdns", "--journal", f"{folder}/journal", "--seed", "11"]
        command += ["--package", f"image={PACKAGES / package}"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder)
        try:
            doors = {}
            for line in process.stdout:
                doors[line.split()[0]] = line.split()[-1]
                if line.strip() == "ready":
                    break
            yield doors["HTTP"], int(doors["OSC"].rpartition(":")[2])
        finally:
            process.terminate()
            process.wait(10)


def prepare(page: Page, port: int) -> None:
    """Real words, and a picture that has wandered for some bars; told by another program, as on a stage."""
    page.wait_for_selector(".panel")
    page.wait_for_timeout(1500)
    with socket.socket(type=socket.SOCK_DGRAM) as program:
        for message in WISHES:
            program.sendto(encode(*message), ("127.0.0.1", port))
        page.wait_for_timeout(20_000)
        program.sendto(encode("/image/walk", (0.25,)), ("127.0.0.1", port))


def play(page: Page, answer_ms: int) -> None:
    """A phrase by the computer's keys, and so much of the answer."""
    for key, ms in PHRASE:
        page.keyboard.down(key)
        page.wait_for_timeout(ms * 0.9)
        page.keyboard.up(key)
        page.wait_for_timeout(ms * 0.1)
    page.wait_for_timeout(answer_ms)


def shot(page: Page, name: str) -> None:
    path = HERE / f"{name}.jpg"
    page.screenshot(path=path, type="jpeg", quality=QUALITY)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def main(wanted: list[str]) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        for name, package, words in SHOTS:
            if wanted and name not in wanted:
                continue
            with server(package) as (address, port):
                page = browser.new_page(**words)
                page.goto(address)
                prepare(page, port)
                page.evaluate("scrollTo(0, 0)")
                play(page, ANSWER_MS)
                shot(page, name)
                page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
