"""The page at `/` in a real Chromium, led by Playwright: what a visitor does, and what is seen and heard there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from .waiting import until

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--mute-audio",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
)  # fmt: skip

COLOURED = """([selector, name]) => {
  const canvas = document.querySelector(selector), probe = document.createElement('canvas').getContext('2d');
  if (!canvas || !canvas.width) return 0;
  probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name);
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data, {width, height} = canvas;
  const seen = canvas.getContext('2d').getImageData(0, 0, width, height).data, near = (i, x) => Math.abs(seen[i] - x) < 16;
  let count = 0;
  for (let i = 0; i < seen.length; i += 4) {
    if (seen[i + 3] > 120 && near(i, r) && near(i + 1, g) && near(i + 2, b)) count += 1;
  }
  return count;
}"""
LOUD = """who => {
  const {synth} = duende, name = `meter ${who}`;
  if (!synth.context) return 0;
  if (!window[name]) {
    window[name] = new AnalyserNode(synth.context, {fftSize: 2048});
    (who === 'all' ? synth.meter : synth.sides[who]).connect(window[name]);
  }
  const samples = new Float32Array(2048);
  window[name].getFloatTimeDomainData(samples);
  return Math.hypot(...samples) / Math.sqrt(2048);
}"""


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that opens no window. Skips where it, or Playwright, is not installed."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if PROGRAM is None:
        pytest.skip("chromium is not installed")
    with api.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=PROGRAM, args=list(FLAGS))
        yield browser
        browser.close()


class Visitor:
    """One who has opened the page of the server at this HTTP port. `words` are Playwright's for a context."""

    def __init__(self, browser: Any, http: int, **words: Any):
        self.home = f"http://127.0.0.1:{http}"
        self.asked: list[str] = []  # addresses of every request
        self.complaints: list[str] = []  # errors in the console
        self._context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | words))
        self.page = page = self._context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda line: self.asked.append(line.url))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.home)
        self.until_ready()

    def until_ready(self) -> None:
        """The players stand and the line is open."""
        ready = "window.duende?.panels.size > 0 && !document.body.classList.contains('away')"
        self.until(ready, f"the page is not ready: {self.complaints}", 30.0)

    def close(self) -> None:
        self._context.close()

    def value(self, expression: str, given: Any = None) -> Any:
        return self.page.evaluate(expression, given)

    def until(self, expression: str, otherwise: str, seconds: float = 15.0) -> None:
        until(lambda: self.value(expression), otherwise, seconds)

    # --- what one does

    def play(self, keys: str = "adgk", gap_ms: int = 130) -> None:
        for key in keys:
            self.page.keyboard.down(key)
            self.page.wait_for_timeout(gap_ms)
            self.page.keyboard.up(key)

    # --- what one sees and hears

    def coloured(self, name: str, canvas: str = ".roll canvas") -> int:
        """Pixels of a canvas in one of the page's colours: `--ember` is the machine's, `--ink` the human's."""
        return self.value(COLOURED, [canvas, name])

    def loud(self, who: str = "all") -> float:
        """The root mean square of what `human`, `machine` or `all` sound just now, 0 … 1."""
        return self.value(LOUD, who)

    def knob(self, player: str, name: str) -> Any:
        return self.page.locator(f"#player-{player}").get_by_role("slider", name=name, exact=False).first

    def stands(self, player: str, name: str) -> str:
        """What a screen reader reads at this knob."""
        return self.knob(player, name).get_attribute("aria-valuetext")
