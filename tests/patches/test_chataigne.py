"""The module for Chataigne keeps to the format of module.json; its script does what it says, in a double of Chataigne."""

import json
import subprocess

import pytest
from peers.waiting import needs

from bridge.patches import Player, Setting
from bridge.patches.chataigne import definition, script, short

TYPES = {"Container", "Float", "Integer", "Boolean", "String", "Enum", "Trigger"}
KEYS = {"name", "type", "path", "version", "description", "hasInput", "hasOutput", "hideDefaultCommands", "defaults",
        "hideDefaultParameters", "scripts", "parameters", "values", "commands"}  # fmt: skip
VALUE = {"type", "description", "default", "min", "max", "options", "readOnly", "useForMapping"}
BACH = Setting(
    (Player("bach", "music", words={"style": ("folk", "song")}), Player("pen", "gesture", places=("in/0", "in/1")))
)

# What a script of a module meets: `local`, its values with `get` and `set`, and what was sent.
DOUBLE = """
const fs = require('fs'), vm = require('vm');
const [definition, script, doing] = process.argv.slice(2);
const short = title => title.split(/[^A-Za-z0-9]+/).map((w, i) => i ? w[0].toUpperCase() + w.slice(1)
  : w[0].toLowerCase() + w.slice(1)).join('');
const sent = [], told = JSON.parse(fs.readFileSync(definition));
const container = (name, items) => {
  const children = {};
  const me = {name, getChild: child => { if (!children[child]) throw `no child ${child}`; return children[child] }};
  for (const [title, item] of Object.entries(items)) {
    if (typeof item != 'object') continue;
    const key = short(title);
    if (children[key]) throw `${key} twice`;
    children[key] = item.type == 'Container' ? container(key, item) : {
      name: key, now: item.default, getParent: () => me, isParameter: () => item.type != 'Trigger',
      get() { return this.now }, set(value) { this.now = value; world.moduleValueChanged(this) }};
  }
  return me;
};
const world = vm.createContext({
  local: {send: (...args) => sent.push(args), parameters: {oscInput: {localPort: {get: () => 9004}}}}, script: {log() {}}});
vm.runInContext(fs.readFileSync(script, 'utf8'), world);
world.local.values = container('values', told.values);
const at = (c, v) => world.local.values.getChild(c).getChild(v);
eval(doing);
console.log(JSON.stringify(sent));
"""


def values(node):
    for title, item in node.items():
        if isinstance(item, dict) and "type" in item:
            yield title, item
            if item["type"] == "Container":
                yield from values(item)


@pytest.fixture
def told(setting):
    return json.loads(definition(setting))


def test_the_module_has_the_keys_of_the_format(told):
    assert set(told) == KEYS
    assert (told["type"], told["scripts"]) == ("OSC", ["duende.js"])


def test_it_sends_to_the_server_of_the_show(told, setting):
    output = told["defaults"]["OSC Outputs"]["OSC Output"]
    assert (output["remoteHost"], output["remotePort"]) == (setting.host, setting.osc_port)


def test_every_value_is_of_a_type_and_has_only_its_attributes(told):
    for title, item in values(told["values"]):
        assert item["type"] in TYPES, title
        assert item["type"] == "Container" or set(item) <= VALUE, title
        if item["type"] == "Enum":
            assert item["options"]
            assert "default" not in item or item["default"] in item["options"]


def test_every_command_has_a_callback_in_the_script(told, setting):
    for title, command in told["commands"].items():
        assert set(command) == {"menu", "callback", "parameters"}, title
        names = ", ".join(short(name) for name in command["parameters"])
        assert f"function {command['callback']}(" in script(setting), title
        assert all(item["type"] in TYPES for item in command["parameters"].values()), names


def test_a_player_has_a_container_with_the_ranges_of_the_table():
    bach = json.loads(definition(BACH))["values"]["bach"]
    assert {key: bach["Temperature"][key] for key in ("type", "min", "max", "default")} == {
        "type": "Float", "min": 0, "max": 2, "default": 1.0,
    }  # fmt: skip
    assert list(bach["Style"]["options"]) == ["folk", "song"]


@pytest.mark.parametrize(("title", "name"), [("Top p", "topP"), ("Came by", "cameBy"), ("In 0", "in0"), ("Note", "note")])
def test_what_a_script_calls_a_value(title, name):
    assert short(title) == name


@pytest.fixture
def chataigne(tmp_path):
    """`chataigne(doing)` is what the module has sent after that."""
    (tmp_path / "module.json").write_text(definition(BACH))
    (tmp_path / "duende.js").write_text(script(BACH))
    (tmp_path / "double.js").write_text(DOUBLE)

    def run(doing):
        files = [str(tmp_path / name) for name in ("double.js", "module.json", "duende.js")]
        done = subprocess.run(["node", *files, doing], capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@needs("nodejs", "node")
def test_it_says_hello_with_its_port_and_asks_how_everything_stands(chataigne):
    sent = chataigne("world.init()")
    assert sent[:2] == [["/hello", 9004], ["/feedback", 1]]
    assert ["/bach/temperature"] in sent
    assert ["/pen/in/0"] not in sent


@needs("nodejs", "node")
def test_a_value_that_is_turned_is_sent(chataigne):
    doing = "at('bach', 'topP').set(0.5); at('bach', 'plan').set(false); at('pen', 'in1').set(0.2)"
    assert chataigne(doing) == [["/bach/top_p", 0.5], ["/bach/plan", 0], ["/pen/in/1", 0.2]]


@needs("nodejs", "node")
def test_a_trigger_sends_its_address_alone(chataigne):
    assert chataigne("world.moduleValueChanged(at('bach', 'answer'))") == [["/bach/answer"]]


@needs("nodejs", "node")
def test_what_the_server_says_is_shown_and_not_sent_back(chataigne):
    doing = """
    world.oscEvent('/bach/temperature', [0.5]); world.oscEvent('/bach/out/note', [60, 90, 1]);
    world.oscEvent('/pen/out/value', [0.1, 0.2]); world.oscEvent('/nobody/out/line', ['x']);
    sent.push([at('bach', 'temperature').now, at('bach', 'pitch').now, at('bach', 'loudness').now, at('pen', 'value1').now])
    """
    assert chataigne(doing) == [[0.5, 60, 90, 0.2]]


@needs("nodejs", "node")
def test_a_command_says_what_it_is_told(chataigne):
    assert chataigne("world.note('bach', 60, 100); world.panic()") == [["/bach/note", 60, 100], ["/panic"]]
