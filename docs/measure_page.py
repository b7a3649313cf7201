"""How quick the page at `/` is: opened cold and again, and from a key to its sound. Prints Markdown lines for docs/log.md.

    python -m docs.measure_page [--opens 10] [--keys 100]

Interactive: navigation until the players stand with their values, which is when keys play and knobs turn; a key plays
from its own module on, earlier. Key to sound: the event's timestamp until the note is with the audio system, and one render
quantum; what the system's own output adds is told beside it (`AudioContext.outputLatency`).
"""

import argparse
import statistics

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from .make_page_pictures import FLAGS, PROGRAM, server

GAP_MS = 70
SIZES = """['resource', 'navigation'].flatMap(kind => performance.getEntriesByType(kind))
    .reduce((sum, one) => sum + one.transferSize, 0)"""


def opened(context: BrowserContext, address: str) -> tuple[Page, float, int]:
    """The page, milliseconds until it is interactive, bytes that came over the line."""
    page = context.new_page()
    page.goto(address)
    while not page.evaluate("performance.getEntriesByName('interactive').length"):
        page.wait_for_timeout(20)
    return page, page.evaluate("performance.getEntriesByName('interactive')[0].startTime"), page.evaluate(SIZES)


def opening(browser: Browser, address: str, count: int) -> None:
    cold, warm = [], []
    for _ in range(count):
        context = browser.new_context()
        page, ms, size = opened(context, address)
        cold.append((ms, size))
        page.close()
        page, ms, size = opened(context, address)
        warm.append((ms, size))
        context.close()
    for name, found in (("cold", cold), ("again", warm)):
        times, size = [ms for ms, _ in found], statistics.median(size for _, size in found)
        middle, worst = statistics.median(times), max(times)
        print(f"- opened {name}: interactive after {middle:.0f} ms (worst of {count}: {worst:.0f}), {size:,.0f} bytes")


def key_to_sound(browser: Browser, address: str, count: int) -> None:
    page, _, _ = opened(browser.new_context(), address)
    page.wait_for_timeout(2000)  # strings are made
    for i in range(count):
        key = "adgkjhfs"[i % 8]
        page.keyboard.down(key)
        page.wait_for_timeout(GAP_MS / 2)
        page.keyboard.up(key)
        page.wait_for_timeout(GAP_MS / 2)
    found = page.evaluate("performance.getEntriesByName('key to sound').map(one => one.detail)")
    first, rest = found[0], found[1:]
    for name, words in (("ours", "of our own making"), ("whole", "with the system's own output")):
        times = sorted(one[name] for one in rest)
        middle, late = statistics.median(times), times[int(len(times) * 0.99) - 1]
        told = f"p50 {middle:.1f} ms, p99 {late:.1f} ms ({len(times)} keys; the very first {first[name]:.0f} ms)"
        print(f"- key to sound, {words}: {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opens", type=int, default=10)
    parser.add_argument("--keys", type=int, default=100)
    options = parser.parse_args()
    with server("aviary") as (address, _), sync_playwright() as player:
        browser = player.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        opening(browser, address, options.opens)
        key_to_sound(browser, address, options.keys)
        browser.close()


if __name__ == "__main__":
    main()
