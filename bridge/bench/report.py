"""The table for people: a line a measurement, the target beside it, and what the machine was like."""

from collections.abc import Iterator


def lines(found: dict) -> Iterator[str]:
    """Of what `duende bench` has measured; parts that were not measured are left out."""
    yield from _machine(found["machine"])
    for name, part in PARTS.items():
        if name in found:
            yield ""
            yield from part(found[name])


def _machine(m: dict) -> Iterator[str]:
    yield f"{m['processor']}, {m['cores']} cores; {m['system']}; Python {m['python']}, onnxruntime {m['onnxruntime']}"
    others = f"others used {m['busy']:.0%} of the cores before the start or after the end (load {m['load']})"
    if m["busy"] < 0:
        yield "what else runs here is not known on this system"
    else:
        yield f"quiet: {others}" if m["quiet"] else f"BUSY: {others}; the worst moments are theirs"


def _accompany(part: dict) -> Iterator[str]:
    yield _head("accompany: OSC note in → first OSC note out, ms, gaps of 20–500 ms", "lost")
    for name, row in part["rows"].items():
        yield _row(name, row, row["lost"])
    for name, why in part["missing"].items():
        yield f"  {name:<34} not measured: {why}"
    for name, ratio in part["ratios"].items():
        yield f"  {name}: {ratio:.2f} at the median"
    yield f"  priority granted: {', '.join(f'{who} {what}' for who, what in part['priority'].items())}"
    ours = part["rows"]["duende"]
    if ours["n"]:
        yield "  " + _verdicts(ours, part["target_ms"], "ms")


def _midi(part: dict) -> Iterator[str]:
    if "missing" in part:
        yield f"midi: not here: {part['missing']}"
        return
    yield _head("midi: note in at one JACK port → first note out at another, ms, gaps of 20–500 ms", "lost")
    for name, row in part["rows"].items():
        yield _row(name, row, row["lost"])
    for name, ratio in part["ratios"].items():
        yield f"  {name}: {ratio:.2f} at the median"
    yield f"  {part['system']}; each passing costs up to a cycle of it"


def _jitter(part: dict) -> Iterator[str]:
    yield _head("timer: arrival − due, ms", "priority")
    for row in part["rows"]:
        name = f"{row['event']}, {'inference flat out' if row['inference'] else 'nothing else'}"
        yield _row(name, row, row["priority"])
    judged = next(r for r in part["rows"] if r["event"] == "scheduled" and r["inference"])
    yield "  " + _verdicts(judged, part["target_ms"], f"ms with priority {judged['priority']}")


def _answer(part: dict) -> Iterator[str]:
    yield "answer: first note of a reply − its beat, ms (quantize 1)"
    for row in part["rows"]:
        figures = f"p50 {row['p50']:.3f}  max {row['max']:.3f}" if "p50" in row else "no reply came"
        yield f"  {row['bpm']:>3} BPM  n {row['n']:<4} {figures}  late {row['late']}  missing {row['missing']}"


def _startup(part: dict) -> Iterator[str]:
    target = part["target"]
    seconds = f"p50 {part['ready_p50_s']:.2f}, max {part['ready_max_s']:.2f} of {len(part['ready_s'])}"
    yield f"start: command → ready, s: {seconds}; {_verdict(part['ready_max_s'], target['ready_s'], 's')}"
    if "rss_mib" in part:
        yield (
            f"  resident {part['rss_mib']:.0f} MiB in {part['processes']} processes ({part['pss_mib']:.0f} MiB with shared "
            f"pages counted once); {_verdict(part['rss_mib'], target['resident_mib'], 'MiB')}"
        )
        yield f"  idle {part['idle_cpu']:.1%} of one core"
        yield "  " + ", ".join(f"{one['what']} {one['rss_mib']:.0f}" for one in part["each"])


def _burst(part: dict) -> Iterator[str]:
    verdict = "none lost" if part["lost"] == 0 else f"{part['lost']} LOST"
    newest = "the newest value won" if part["newest_won"] else "the newest value did NOT win"
    speed = f"sent in {part['sent_s']:.2f} s, taken within {part['taken_s']:.2f} s"
    yield f"burst: {part['datagrams']} datagrams, {speed}: {verdict}; {newest}"
    yield f"  receive buffer: {part['buffer_asked']} bytes asked for, {part['buffer_given']} given (Linux says twice of it)"


def _flood(part: dict) -> Iterator[str]:
    target = part["target"]
    speed = f"{part['sent']:,} sent in {part['sent_s']:.2f} s ({part['sent'] / part['sent_s']:,.0f} a second)"
    lost = "none lost" if part["lost"] == 0 else f"{part['lost']:,} LOST"
    kept = "all journaled" if part["not_journaled"] == 0 else f"{part['not_journaled']:,} NOT journaled"
    yield f"flood: control messages: {speed}, {part['received']:,} received: {lost}; {kept}"
    if part["applied_ms"] is None:
        yield "  the newest value was NOT applied"
    else:
        verdict = _verdict(part["applied_ms"], target["applied_ms"], "ms")
        yield f"  the newest value in force {part['applied_ms']:.2f} ms after the last datagram: {verdict}"
    yield _head("  accompany meanwhile: OSC note in → first OSC note out, ms", "lost")
    for name, row in part["rows"].items():
        yield _row({"alone": "notes alone", "flood": "notes under the flood"}[name], row, row["lost"])
    if part["memory"]:
        grown = sum(one["mib"][-1] - one["mib"][0] for one in part["memory"])
        each = ", ".join(f"{one['what']} {' → '.join(f'{mib:.0f}' for mib in one['mib'])}" for one in part["memory"])
        yield f"  all processes grew by {grown:.1f} MiB: {_verdict(grown, target['growth_mib'], 'MiB')}"
        yield f"  before, halfway, after: {each}"
        yield f"  they used {part['processors']:.2f} of a core, notes and model included"


def _pictures(part: dict) -> Iterator[str]:
    target = part["target"]
    yield f"pictures: {part['size']}×{part['size']} ({part['note']})"
    yield from _beside(part["music"])
    if grown := part["music"]["growth"]:
        yield f"  music's p99 × {grown['p99']:.2f}: {_verdict(grown['p99'], target['p99_growth'], '×')}"
    yield f"  {part['fps']:.1f} frames a second while music plays: {_reached(part['fps'], target['fps'])}"
    for name, row in part["rows"].items():
        yield _row(f"{name}, a picture, one thread, {part['device']}", row, "")
    if "eager_ratio" in part:
        yield f"  {part['eager_ratio']:.2f} × PyTorch eager: {_reached(part['eager_ratio'], target['eager_ratio'])}"
    else:
        yield f"  PyTorch eager not measured: {part['missing']}"


def _text(part: dict) -> Iterator[str]:
    target = part["target"]
    yield _head("text: ms a token, one thread, in turns", "")
    for name, one in part["packages"].items():
        for who, row in one["rows"].items():
            yield _row(f"{name}: {who}", row, "")
        speed = f"{one['characters']:,} characters a second at the median, {one['characters_mean']:,} on average"
        yield f"  {name}: {speed}: {_reached(one['characters'], target['characters'])}"
        if "eager_ratio" in one:
            ratio = one["eager_ratio"]
            yield f"  {name}: {ratio:.2f} × PyTorch eager: {_reached(ratio, target['eager_ratio'])}"
        else:
            yield f"  PyTorch eager not measured: {one['missing']}"


def _together(part: dict) -> Iterator[str]:
    yield f"together: music with {', '.join(part['others']) or 'nobody'} beside it"
    yield from _beside(part)
    beside = part["rows"]["beside"]
    if beside["n"]:
        yield "  beside the others: " + _verdicts(beside, part["target_ms"], "ms")


def _watched(part: dict) -> Iterator[str]:
    yield f"watched: music before {part['pages']} pages and {part['listeners']} OSC listeners ({part['heard']} messages)"
    yield from _beside(part)
    if grown := part["growth"]:
        yield f"  music's p99 × {grown['p99']:.2f}: {_verdict(grown['p99'], part['target']['p99_growth'], '×')}"


def _beside(part: dict) -> Iterator[str]:
    yield _head("  accompany: OSC note in → first OSC note out, ms", "lost")
    for name, row in part["rows"].items():
        yield _row(f"music {name}", row, row["lost"])


def _steps(part: dict) -> Iterator[str]:
    runs = f"{part['file']} on {part['device']} ({part['runtime']})"
    yield f"model: {part['package']}, {part['parameters'] / 1e6:.1f} M parameters, {runs}, ms: allows {part['allows']}"
    named = {"hot": "one event, hot", "after_20_ms": "one event after 20 ms", "prefill_16": "prefill, 16 events"}
    for key, name in named.items():
        row = part[key]
        yield f"  {name:<34} n {row['n']:<5} p50 {row['p50']:7.3f}  p99 {row['p99']:7.3f}"
    yield from _each(part["each"])


def _each(part: dict) -> Iterator[str]:
    speed = f"{part['products_a_second'] / 1e9:.0f} G products of floats a second"
    yield _head(f"steps: hot, ms, one core, in turns; {speed}", "")
    for name, one in part["packages"].items():
        for who, row in one["rows"].items():
            yield _row(f"{name}: {who}", row, "")
        read = f"{one['read_bytes'] / 1e6:.2f} MB at {one['read_gb_s']:.0f} GB/s"
        times = ", ".join(f"{who} takes {ratio:.1f} times as long" for who, ratio in one["ratios"].items())
        floor = f"{one['floor_ratio']:.2f} × its floor of {one['floor_ms']:.3f} ms ({one['binds']} binds; {read})"
        verdict = f": {_verdict(one['floor_ratio'], part['target']['floor'], '×')}" if name == part["largest"] else ""
        yield f"  {name}: {floor}{verdict}"
        yield f"  {name}: {times or 'no other form measured'}" + (f"; {one['missing']}" if one["missing"] else "")


def _clock(part: dict) -> Iterator[str]:
    yield "clock: phase error of a followed MIDI clock, ms p50 / p99, in virtual time"
    names = [name for name in part["rows"][0] if name not in ("clock", "judged")]
    yield f"  {'':<38}" + "".join(f"{name:>24}" for name in names)
    for row in part["rows"]:
        yield f"  {row['clock']:<38}" + "".join(f"{_phase(row[name]):>24}" for name in names)
    judged = [row["duende"] for row in part["rows"] if row["judged"]]
    worst = {"p99": max(row["p99"] for row in judged)}
    yield f"  the worst of all that keep their tempo: {_verdicts(worst, part['target_ms'], 'ms')}"


def _phase(row: dict) -> str:
    return f"loses count ({row['miscounted']})" if row["miscounted"] else f"{row['p50']:.2f} / {row['p99']:.2f}"


def _scale(part: dict) -> Iterator[str]:
    players, context, messages = part["players"], part["context"], part["messages"]
    yield _head("scale: players of music who accompany the same keys, ms from the key", "lost")
    for count, row in players["rows"].items():
        for what, name in (("first", "each one's first note"), ("all", "until all have answered")):
            if what in row:
                yield _row(f"{count} players, {name}", row[what], row["lost"])
    for count, row in players["rows"].items():
        cost = f", {players['cost'][count]:.2f} × one" if players["cost"] else ""
        yield f"  {count:>2} players: {row['cpu_ms_a_key']:.2f} ms of processor time a key{cost}; {row['pss_mib']} MiB"
    if players["cost"]:
        most = max(players["cost"], key=int)
        verdict = _verdict(players["cost"][most], part["target"]["cost"], "×")
        yield f"  {most} players cost {players['cost'][most]:.2f} times one: {verdict}"
    yield _head(f"  one step after so many events, hot ({context['runtime']})", "")
    for count, row in context["rows"].items():
        yield _row(f"{count} events", row, "")
    yield _head("  a note beside so many control messages a second", "lost")
    for rate, row in messages["rows"].items():
        yield _row(f"{rate} a second", row, row["lost"])


def _idle(part: dict) -> Iterator[str]:
    yield _head(f"idle: the first note after {part['silence_s']:g} s of silence, ms from the key", "lost")
    for name, row in part["rows"].items():
        yield _row(name, row, row["lost"])
    if "p50_ratio" in part:
        ratio = part["p50_ratio"]
        yield f"  first / warm at the median: {ratio:.2f}: {_verdict(ratio, part['target']['p50_ratio'], '×')}"


def _recovery(part: dict) -> Iterator[str]:
    target, most = part["target"], part["busy_programs_a_core"]
    for half, rows in part["rows"].items():
        beside = f", beside {most} programs a core that want it whole" if half == "busy" else ""
        yield f"recovery: from the fault until the model itself is heard again, s{beside}"
        for name, row in rows.items():
            back, silence = row.get("back_s"), row.get("silence_ms")
            times = f"p50 {back['p50']:6.3f}  p99 {back['p99']:6.3f}" if back else "did not come back"
            ended = f"  what sounded ended within {silence['max']:.1f} ms" if silence else ""
            yield f"  {name:<20} n {row['n']:<4} {times}  never {row['never']}  unanswered {row['lost']}{ended}"
        worst = max((row["back_s"]["p99"] for row in rows.values() if "back_s" in row), default=0.0)
        longest = max((row["silence_ms"]["max"] for row in rows.values() if "silence_ms" in row), default=0.0)
        ends = f", notes end {_verdict(longest, target['silence_ms'], 'ms')}" if longest else ""
        yield f"  the worst p99: back {_verdict(worst, target['back_s'], 's')}{ends}"


def _head(title: str, last: str) -> str:
    return f"{title:<70} {last:>10}"


def _row(name: str, row: dict, last: object) -> str:
    if not row["n"]:
        return f"  {name:<34} no answer; {last} lost"
    figures = "  ".join(f"{word} {row[key]:7.3f}" for word, key in _COLUMNS)
    return f"  {name:<34} n {row['n']:<5} {figures}  {last}"


_COLUMNS = (("p50", "p50"), ("p99", "p99"), ("p99.9", "p999"), ("max", "max"))


def _verdicts(row: dict, targets: dict[str, float], unit: str) -> str:
    return ", ".join(f"{name} {_verdict(row[name], target, unit)}" for name, target in targets.items())


def _verdict(value: float, target: float, unit: str) -> str:
    return f"{'within' if value <= target else 'BEYOND'} {target:g} {unit}"


def _reached(value: float, target: float) -> str:
    return f"{'reaches' if value >= target else 'BELOW'} {target:g}"


PARTS = {
    "accompany": _accompany,
    "midi": _midi,
    "jitter": _jitter,
    "answer": _answer,
    "startup": _startup,
    "burst": _burst,
    "flood": _flood,
    "steps": _steps,
    "idle": _idle,
    "scale": _scale,
    "pictures": _pictures,
    "text": _text,
    "together": _together,
    "clock": _clock,
    "watched": _watched,
    "recovery": _recovery,
}
