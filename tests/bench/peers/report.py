"""The tables for people: figures, and under them what was equal and what was not."""

from collections.abc import Iterator

EVENTS_EQUAL = """\
  equal: one machine, one run, blocks of 8 events in turns; OSC by UDP on loopback in and out; one event sampled for each
    that comes; the same pitches, gaps and holds; one thread a model; niceness −10 for every server where it is granted.
  not equal: duende answers with a whole constrained note (time, pitch, length, velocity of a voice under the key), then
    goes on with the other voices; it journals all and has its timer, listeners and page at hand, in several processes.
    Notochord samples instrument, pitch, time and velocity; IMPSY time and three numbers. Their checkpoints were not here:
    random weights (that changes what is said, not what it costs). IMPSY stands still (SIGSTOP) while others play, for its
    loop never sleeps."""
PACKETS_EQUAL = """\
  equal: one machine, one run, one client; a number kept for each message, told when asked; niceness −10 where granted.
  not equal: duende journals every message and looks up, checks, feeds back and routes parameters; of values that come in a
    row it carries out the newest, as its contract says, and asks for a receive buffer of 4 MiB; the others keep the
    system's. liblo's server is C, without any Python."""


def lines(found: dict) -> Iterator[str]:
    if "events" in found:
        yield from _events(found["events"])
    if "packets" in found:
        yield ""
        yield from _packets(found["packets"])


def _events(part: dict) -> Iterator[str]:
    for gap, rows in part["rows"].items():
        yield f"one event in → one event out by OSC, ms, {gap} of silence before each"
        yield f"  {'':<26} {'parameters':>10}   {'n':>4} {'p50':>8} {'p99':>8} {'max':>8}  {'CPU/event':>9}  lost"
        for name, row in rows.items():
            yield _event(name, row, part["about"][name])
    for name, about in part["about"].items():
        yield f"  {name}: {about['what']}; weights {about['weights']}; at rest {about['idle_cores']:.1%} of a core"
    yield from _missing(part)
    for ratio in part["ratios"]:
        words = f"{ratio['p50']:.1f}× at the median, {ratio['p99']:.1f}× at the 99th percentile"
        target = part["target"][ratio["peer"]]
        if ratio["size"] == "as it ships":
            words += f": {'reaches' if ratio['p50'] >= target else 'BELOW'} {target:g}×"
        yield f"  {ratio['peer']} / {ratio['ours']} ({ratio['size']}, {ratio['gap']}): {words}"
    yield EVENTS_EQUAL


def _event(name: str, row: dict, about: dict) -> str:
    size = f"{about['parameters'] / 1e6:.2f} M"
    if not row["n"]:
        return f"  {name:<26} {size:>10}   no answer; {row['lost']} lost"
    figures = f"{row['n']:>4} {row['p50']:8.2f} {row['p99']:8.2f} {row['max']:8.2f}"
    return f"  {name:<26} {size:>10}   {figures}  {row['cpu_ms']:>6.1f} ms  {row['lost']}"


def _packets(part: dict) -> Iterator[str]:
    yield "echo by OSC, µs, gaps of 2–20 ms"
    ours = part["echo"]["duende"]["p50"]
    for name, row in part["echo"].items():
        figures = "  ".join(f"{key} {row[key] * 1e3:8.0f}" for key in ("p50", "p99", "max"))
        yield f"  {name:<26} n {row['n']:<5} {figures}  lost {row['lost']}  {row['p50'] / ours:.2f}× ours"
    yield f"{part['rate']:,} control messages a second, {part['seconds']:g} s"
    for name, row in part["flood"].items():
        rate = row["received"] / row["sent_s"]
        kept = f"{row['received'] / row['sent']:7.2%} taken ({rate:,.0f} a second)"
        yield f"  {name:<26} {kept:<38} {row['cpu_us']:7.1f} µs of processor time each"
    yield from _missing(part)
    yield PACKETS_EQUAL


def _missing(part: dict) -> Iterator[str]:
    for name, why in part["missing"].items():
        yield f"  {name}: not measured: {why}"
