"""The page at `/` before a real server, in a real browser: what a newcomer does first, and a performer all evening."""

import time
from urllib.parse import urlsplit

import pytest
from peers.page import Visitor, chromium
from peers.server import NO_MIDI, Duende
from peers.waiting import until

PLANNED = "[...duende.panels.values()].some(one => one.body.roll?.plan.some(note => note.from > performance.now()))"
MODE = "document.querySelector('#player-music [role=radio][aria-checked=true]').textContent"
MACHINE = "[...document.querySelectorAll('.page p.machine')].map(p => p.textContent)"
HUMAN = MACHINE.replace("machine", "human")
PICTURE = """(() => {
    const canvas = document.querySelector('.picture'), pen = canvas.getContext('2d');
    const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, x, i) => (sum + x * (i % 251)) % 1000003, 0);
})()"""
LEAST_LEVEL = 0.002  # of what is heard; silence is below a thousandth of it
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser, duende):
    """`visit(**words)` is a visitor; at the end none may have met an error or asked anybody else."""
    visitors = []

    def come(**words):
        visitors.append(Visitor(browser, duende.http, **words))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.close()
        assert visitor.complaints == []
        assert {urlsplit(url).netloc for url in visitor.asked} == {urlsplit(visitor.home).netloc}


# --- music


def test_a_phrase_on_the_computer_keys_is_answered_seen_and_heard(client, visit):
    visitor = visit()
    assert visitor.loud() == 0
    visitor.play()
    until(lambda: visitor.coloured("--ink") > 20, "the human's notes are not drawn")
    until(lambda: visitor.coloured("--ember") > 20, "the answer is not drawn")
    until(lambda: visitor.loud("machine") > LEAST_LEVEL, "the answer is not heard")


def test_a_key_sounds_by_itself_at_once_even_without_a_server(visit):
    visitor = visit()
    visitor.value("""() => new Promise(gone => {
        const {line} = duende.line, closed = line.onclose;
        line.onclose = () => { closed(); gone(); };  // what sounded ends then, so the key must come after it
        line.close();
    })""")
    visitor.page.keyboard.down("d")
    until(lambda: visitor.loud("human") > LEAST_LEVEL, "the key is not heard")
    way = visitor.value("performance.getEntriesByName('key to sound')[0]")
    assert way["duration"] > 0
    visitor.page.keyboard.up("d")


def test_what_the_human_plays_elsewhere_is_drawn_and_heard(client, visit):
    visitor = visit()
    visitor.page.mouse.click(640, 5)  # the first gesture, which lets a page sound
    client.send("/music/note", 67, 100)
    until(lambda: visitor.coloured("--ink") > 20, "it is not drawn")
    until(lambda: visitor.loud("human") > LEAST_LEVEL, "it is not heard")
    client.send("/music/note", 67, 0)


def test_a_note_of_our_own_does_not_come_back_as_somebody_elses(client, visit):
    visitor = visit()
    visitor.value("""() => { window.doubles = 0; const {synth} = duende, on = synth.on.bind(synth);
        synth.on = (who, ...rest) => { if (who === 'human') window.doubles += 1; return on(who, ...rest); }; }""")
    visitor.play("adg")
    until(lambda: visitor.coloured("--ember") > 20, "no answer")
    assert visitor.value("window.doubles") == 3


def test_the_plan_is_drawn_ahead_of_now(client, visit):
    visitor = visit()
    client.send("/music/mode", "solo")
    visitor.until(PLANNED, "no plan")
    client.send("/music/mode", "answer")


def test_escape_is_panic(client, visit):
    visitor = visit()
    visitor.page.mouse.click(640, 5)
    client.send("/music/mode", "solo")
    until(lambda: visitor.loud("machine") > LEAST_LEVEL, "solo is not heard")
    visitor.page.keyboard.press("Escape")
    until(lambda: client.status()["notes_sounding"] == "0", "notes sound on at the server")
    until(lambda: visitor.loud("machine") < LEAST_LEVEL / 10, "the page sounds on")
    visitor.page.wait_for_timeout(600)
    assert visitor.loud("machine") < LEAST_LEVEL / 10
    assert visitor.value("document.querySelectorAll('.board .machine').length") == 0


def test_fingers_glide_over_the_keys(client, visit):
    visitor = visit()
    box = visitor.page.locator(".white").nth(8).bounding_box()
    middle = box["y"] + box["height"] * 0.85
    client.hello()
    client.send("/listen", "/music/out/heard")
    visitor.page.mouse.move(box["x"] + 10, middle)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + 10 + box["width"] * 2, middle, steps=6)
    visitor.page.mouse.up()
    heard = [client.wait("/music/out/heard").args[:2] for _ in range(6)]
    struck, ended = [pitch for pitch, velocity in heard if velocity], [pitch for pitch, velocity in heard if not velocity]
    assert struck == ended == sorted(struck)
    assert len(struck) == 3


def test_letters_play_no_notes_while_somebody_writes(client, visit):
    visitor = visit()
    visitor.page.locator(".desk input").fill("")
    visitor.page.locator(".desk input").press_sequentially("sad")
    assert visitor.page.locator(".desk input").input_value() == "sad"
    assert visitor.value("document.querySelectorAll('.board .human').length") == 0
    assert visitor.value("duende.synth.voices.size") == 0


# --- knobs


def test_a_knob_turned_by_keys_reaches_the_engine(client, visit):
    visitor = visit()
    visitor.knob("music", "temperature").focus()
    visitor.page.keyboard.press("Home")
    until(lambda: client.ask("/music/temperature") == (0.0,), "it did not arrive")
    for key in ("1", ".", "5", "Enter"):
        visitor.page.keyboard.press(key)
    until(lambda: client.ask("/music/temperature") == (1.5,), "a typed number did not arrive")


def test_a_knob_dragged_reaches_the_engine(client, visit):
    visitor = visit()
    client.send("/text/temperature", 0.0)
    until(lambda: visitor.stands("text", "temperature") == "0", "it did not move")
    visitor.knob("text", "temperature").scroll_into_view_if_needed()
    box = visitor.knob("text", "temperature").bounding_box()
    visitor.page.mouse.move(box["x"] + 20, box["y"] + 20)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + 20, box["y"] - 60, steps=8)
    visitor.page.mouse.up()
    until(lambda: client.ask("/text/temperature")[0] > 0.5, "it did not arrive")
    client.send("/text/temperature", 0.8)


def test_a_double_click_is_the_default(client, visit):
    visitor = visit()
    client.send("/music/velocity", 30)
    until(lambda: visitor.stands("music", "velocity") == "30", "it did not move")
    visitor.knob("music", "velocity").dblclick()
    until(lambda: client.ask("/music/velocity") == (0,), "it did not go back")


def test_a_parameter_changed_elsewhere_moves_the_knob(client, visit):
    visitor = visit()
    client.send("/music/density", 7.5)
    until(lambda: visitor.stands("music", "density") == "7.5 notes per beat", "the knob stands still")
    client.send("/music/density", 0.0)


def test_every_parameter_of_every_player_has_a_control(client, visit):
    """The tree is the measure, but for what has a place of its own: the mode, and coordinates by the dozen."""
    visitor = visit()
    missing = visitor.value("""async () => {
        const tree = await (await fetch('/', {headers: {Accept: 'application/json'}})).json(), missing = [];
        for (const [name, panel] of duende.panels) for (const [tail, node] of Object.entries(tree.CONTENTS[name].CONTENTS)) {
            if (node.ACCESS === 3 && tail !== 'mode' && !panel.knobs.has(tail)) missing.push(`/${name}/${tail}`);
        }
        return missing;
    }""")
    assert missing == []


def test_a_mode_chosen_reaches_the_player(client, visit):
    visitor = visit()
    visitor.page.locator("#player-music").get_by_role("radio", name="accompany").click()
    until(lambda: client.ask("/music/mode") == ("accompany",), "it did not arrive")
    client.send("/music/mode", "answer")
    visitor.until(f"{MODE} === 'answer'", "not shown")


def test_a_scene_saved_in_the_page_can_be_brought_back(client, visit):
    visitor = visit()
    client.send("/music/density", 3.0)
    visitor.page.get_by_text("scenes", exact=True).click()
    visitor.page.get_by_label("name of a new scene").fill("third")
    visitor.page.get_by_role("button", name="save").click()
    visitor.until("[...document.querySelectorAll('#scenes option')].some(one => one.value === 'third')", "it is not offered")
    client.send("/music/density", 9.0)
    visitor.page.get_by_label("bring back a scene").select_option("third")
    until(lambda: client.ask("/music/density") == (3.0,), "it did not come back")
    until(lambda: visitor.stands("music", "density") == "3 notes per beat", "the knob stands elsewhere")
    client.send("/music/density", 0.0)


def test_a_package_picked_is_loaded_and_undone(client, visit):
    visitor = visit()
    visitor.page.get_by_label("the package of text").select_option("tang")
    until(lambda: client.status()["text_package"] == "tang", "it was not loaded")
    visitor.page.locator("#player-text").get_by_role("button", name="undo").click()
    until(lambda: client.status()["text_package"] == "verse", "it was not undone")
    visitor.until("document.querySelector('#player-text select').value === 'verse'", "the list stands elsewhere")


def test_the_clock_is_led_from_the_page(client, visit):
    visitor = visit()
    visitor.until("document.querySelector('.where').textContent.includes('.')", "no beat is shown")
    visitor.page.get_by_label("tempo, BPM").focus()
    for key in ("9", "0", "Enter"):
        visitor.page.keyboard.press(key)
    until(lambda: client.ask("/clock/tempo") == (90.0,), "the tempo did not arrive")
    run = visitor.page.locator(".run")
    run.click()
    until(lambda: client.status()["clock_playing"] == "0", "the clock goes on")
    run.click()
    until(lambda: client.status()["clock_playing"] == "1", "the clock stands")
    client.send("/clock/tempo", 120.0)
    tempo = visitor.page.get_by_label("tempo, BPM")
    until(lambda: tempo.get_attribute("aria-valuenow") == "120", "the dial stands elsewhere")


def test_a_knob_asks_to_be_learned(client, visit):
    """This server has no MIDI, and says so: the question has reached it."""
    visitor = visit()
    visitor.knob("music", "temperature").hover()
    visitor.page.get_by_role("button", name="learn temperature").first.click()
    visitor.until("document.querySelector('#word').textContent.includes('no MIDI to learn from')", "nothing is said")


def test_what_is_refused_is_said(client, visit):
    visitor = visit()
    scale = visitor.page.locator("#player-music").get_by_label("scale")
    scale.fill("Q major")
    scale.press("Enter")
    visitor.until("document.querySelector('#word').textContent.includes('Q major')", "nothing is said")


def test_figures_tell_latency_and_what_runs(client, visit):
    visitor = visit()
    visitor.play()
    until(lambda: visitor.coloured("--ember") > 20, "no answer")
    shown = "document.querySelector('#figures').innerText"
    visitor.until(f"/\\d\\.\\d \\/ \\d+\\.\\d ms/.test({shown})", "no latency is told")
    assert all(word in visitor.value(shown) for word in ("late", "dropped", "runs on", "cpu", "key to sound"))


# --- MIDI in the browser


def test_a_browser_without_midi_says_so(visit):
    visitor = visit()
    visitor.page.get_by_text("sound", exact=True).click()
    visitor.page.get_by_role("button", name="MIDI").click()
    visitor.until("document.querySelector('#sound .told').textContent.includes('MIDI')", "nothing is said")


def test_a_keyboard_plugged_into_the_browser_plays(client, visit):
    """A port that a script has made: this machine has none."""
    visitor = visit()
    client.hello()
    client.send("/listen", "/music/out/heard")
    visitor.value("""() => { window.port = {name: 'a keyboard', state: 'connected'};
        navigator.requestMIDIAccess = async () => ({inputs: new Map([['1', window.port]])}); }""")
    visitor.page.get_by_text("sound", exact=True).click()
    visitor.page.get_by_role("button", name="MIDI").click()
    visitor.until("document.querySelector('#sound .told').textContent === 'a keyboard'", "not joined")
    for data in ([0x90, 62, 101], [0x90, 62, 0]):
        visitor.value("data => window.port.onmidimessage({data: new Uint8Array(data), timeStamp: performance.now()})", data)
    assert [client.wait("/music/out/heard").args[:2] for _ in range(2)] == [(62, 101), (62, 0)]


# --- the other arts


def test_a_line_asked_for_is_written(client, visit):
    visitor = visit()
    visitor.page.get_by_role("button", name="write a line").click()
    visitor.until(f"{MACHINE}.some(line => line)", "nothing is written")


def test_a_line_of_the_humans_stands_in_ink(client, visit):
    visitor = visit()
    visitor.page.locator(".desk input").fill("床前明月光")
    visitor.page.keyboard.press("Enter")
    visitor.until(f"{HUMAN}.includes('床前明月光')", "not shown")
    assert visitor.value("document.querySelector('.page p.human:lang(zh)').textContent") == "床前明月光"


def test_a_preview_is_taken_by_a_button(client, visit):
    visitor = visit()
    client.send("/text/preview", 1)
    visitor.page.get_by_role("button", name="write a line").click()
    visitor.until("!document.querySelector('.offer').hidden", "no preview is offered")
    offered = visitor.value("document.querySelector('.offer p').textContent")
    visitor.page.get_by_role("button", name="take it").click()
    until(lambda: offered in visitor.value(MACHINE), "not taken")
    client.send("/text/preview", 0)


def test_the_picture_is_shown_and_a_tap_brings_another(client, visit):
    visitor = visit()
    visitor.until("duende.panels.get('image').body.shown", "no picture")
    before = visitor.value(PICTURE)
    visitor.page.locator(".picture").click()
    visitor.until(f"{PICTURE} !== {before}", "it stands still")


def test_a_movement_drawn_is_answered(client, visit):
    visitor = visit()
    box = visitor.page.locator(".pad").bounding_box()
    visitor.page.locator(".pad").scroll_into_view_if_needed()
    box = visitor.page.locator(".pad").bounding_box()
    visitor.page.mouse.move(box["x"] + 60, box["y"] + 60)
    visitor.page.mouse.down()
    for step in range(12):
        visitor.page.mouse.move(box["x"] + 60 + 10 * step, box["y"] + 60 + 30 * (step % 3))
        visitor.page.wait_for_timeout(30)
    visitor.page.mouse.up()
    until(lambda: visitor.coloured("--ink", ".pad") > 20, "the hand is not drawn")
    until(lambda: visitor.coloured("--ember", ".pad") > 5, "the answer is not drawn")


# --- the whole


def test_what_is_loaded_is_small_and_comes_from_here(duende, visit):
    visitor = visit()
    kinds = ("resource", "navigation")
    sizes = [visitor.value(f"performance.getEntriesByType('{kind}').map(one => one.transferSize)") for kind in kinds]
    assert 10_000 < sum(map(sum, sizes)) < 300_000
    assert visitor.value("performance.getEntriesByName('interactive').length") > 0


def test_every_link_leads_somewhere(visit):
    visitor = visit()
    visitor.until("document.links.length > 5", "there are no links")
    ask = "async one => [one.pathname, (await fetch(one.href)).status]"
    found = visitor.value(f"Promise.all([...document.links].map({ask}))")
    assert {status for _, status in found} == {200}, found
    assert {"/patches/", "/reference", "/view/image", "/view/text"} <= {path for path, _ in found}


def test_a_phone_in_portrait_does_not_scroll_sideways(visit):
    visitor = visit(**PHONE)
    assert visitor.value("document.documentElement.scrollWidth") == 360
    hands = "[...document.querySelectorAll('button, select, input, [tabindex]')].filter(one => one.checkVisibility())"
    assert visitor.value(f"Math.max(...{hands}.map(one => one.getBoundingClientRect().right))") <= 360


def test_panic_and_keys_are_always_in_reach(visit):
    visitor = visit()
    for width, height in ((360, 640), (640, 360), (768, 1024), (1280, 720), (1920, 1080)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.value("scrollTo(0, document.body.scrollHeight)")
        for what in ("#panic", ".board"):
            box = visitor.page.locator(what).bounding_box()
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height, (what, width, height)


def test_a_finger_on_the_phone_plays(client, visit):
    visitor = visit(**PHONE)
    client.hello()
    client.send("/listen", "/music/out/heard")
    key = visitor.page.locator(".white").nth(2).bounding_box()
    visitor.page.touchscreen.tap(key["x"] + 8, key["y"] + key["height"] - 12)
    assert client.wait("/music/out/heard").args[0] == 64


def test_light_and_dark_are_two_papers(visit):
    visitor, ground = visit(color_scheme="light"), "getComputedStyle(document.documentElement).backgroundColor"
    assert sum(map(int, visitor.value(ground)[4:-1].split(","))) > 600
    visitor.page.emulate_media(color_scheme="dark")
    assert sum(map(int, visitor.value(ground)[4:-1].split(","))) < 120


def test_all_of_it_can_be_reached_by_the_keyboard_alone(visit):
    """Tab comes by everything that acts, shows where it is, and comes to an end."""
    visitor = visit()
    seen = []
    for _ in range(160):
        visitor.page.keyboard.press("Tab")
        here = visitor.value("""() => { const one = document.activeElement;
            if (one === document.body) return null;
            const style = getComputedStyle(one);
            return [one.getAttribute('aria-label') || one.textContent.trim().slice(0, 30), one.matches(':focus-visible'),
                    style.outlineStyle !== 'none' || one.className === 'skip']; }""")
        if here is None:
            break
        seen.append(here)
    names = [name for name, *_ in seen]
    assert all(visible and outlined for _, visible, outlined in seen)
    assert names[:2] == ["to the keys", "to the players"]
    for wanted in ("panic", "tempo, BPM", "volume", "temperature", "write a line"):
        assert wanted in names, names
    assert any(name.startswith("piano") for name in names)


def test_who_wants_no_motion_gets_none(client, visit):
    visitor = visit(reduced_motion="reduce")
    visitor.play("ad")
    until(lambda: visitor.coloured("--ink") > 20, "not drawn")
    assert visitor.value("document.getAnimations().filter(one => one.playState === 'running').length") == 0


def test_the_roll_rests_when_nothing_happens(client, visit):
    visitor = visit()
    visitor.until("duende.panels.get('music').body.roll.asleep", "it draws on and on")


class Evening:
    """A server with these music players, a visitor, and the same doors again after a restart."""

    def __init__(self, browser, folder):
        self._browser, self._folder, self._servers = browser, folder, []
        self.visitor = None

    def begin(self, *names):
        show = self._folder / f"{len(self._servers)}.toml"
        show.write_text("".join(f'[[player]]\nname = "{name}"\nkind = "music"\n' for name in names))
        first = self._servers[0] if self._servers else None
        doors = ("--osc-port", str(first.osc), "--http-port", str(first.http)) if first else ()
        self._servers.append(Duende(self._folder, str(show), *NO_MIDI, *doors))
        if first is None:
            self.visitor = Visitor(self._browser, self._servers[0].http)

    def end(self):
        self._servers[-1].end()
        self.visitor.until("document.body.classList.contains('away')", "it did not notice")

    def clean_up(self):
        for server in self._servers:
            server.clean_up()
        if self.visitor:
            self.visitor.close()


@pytest.fixture
def evening(browser, tmp_path):
    evening = Evening(browser, tmp_path)
    yield evening
    evening.clean_up()


def test_a_restart_is_survived(evening):
    """The page says that the server is away, ends what sounded, comes back by itself, and plays on."""
    evening.begin("music")
    visitor = evening.visitor
    visitor.page.mouse.click(640, 5)
    visitor.value("duende.line.send('/music/mode', 'solo')")
    until(lambda: visitor.loud("machine") > LEAST_LEVEL, "solo is not heard")
    evening.end()
    until(lambda: visitor.loud("machine") < LEAST_LEVEL / 10, "it sounds on")
    evening.begin("music")
    visitor.until_ready()
    visitor.until(f"{MODE} === 'answer'", "old knobs")
    visitor.play("adg")
    until(lambda: visitor.coloured("--ember") > 20, "no answer after the restart")
    assert visitor.value("document.querySelectorAll('.panel').length") == 1


def test_other_players_after_a_restart_are_other_panels(evening):
    evening.begin("music")
    visitor = evening.visitor
    evening.end()
    evening.begin("left", "right")
    visitor.until("[...duende.panels.keys()].join() === 'left,right'", "the old panels stand")
    visitor.page.get_by_label("who hears you").select_option("right")
    visitor.play("adg")
    until(lambda: visitor.coloured("--ember", "#player-right canvas") > 20, "right does not answer")
    assert visitor.coloured("--ink", "#player-left canvas") == 0


def test_time_is_agreed_with_the_server(client, visit):
    """The page's clock and the server's, which here are one machine's."""
    visitor = visit()
    visitor.until("duende.clock.answers.length >= 5", "TIME is not answered")
    now = visitor.value("performance.now() / 1000 + duende.clock.offset")
    assert abs(now - time.time()) < 0.25
