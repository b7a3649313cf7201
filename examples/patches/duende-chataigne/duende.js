// duende for Chataigne. Made for the show at 127.0.0.1, port 7770.
// Values of the module show what the players do; changing one of those that can be turned sends it. Commands do the rest.

// address -> where the value stands, [container, value]; and back, "container/value" -> [address, letter]
var SHOWN = {
	"/clock/tempo": ["stage", "clockTempo"],
	"/clock/offset": ["stage", "clockOffset"],
	"/clock/source": ["stage", "clockSource"],
	"/journal": ["stage", "journal"],
	"/music/mode": ["music", "mode"],
	"/music/style": ["music", "style"],
	"/music/temperature": ["music", "temperature"],
	"/music/top_p": ["music", "topP"],
	"/music/density": ["music", "density"],
	"/music/low": ["music", "low"],
	"/music/high": ["music", "high"],
	"/music/scale": ["music", "scale"],
	"/music/polyphony": ["music", "polyphony"],
	"/music/velocity": ["music", "velocity"],
	"/music/quantize": ["music", "quantize"],
	"/music/grid": ["music", "grid"],
	"/music/pause": ["music", "pause"],
	"/music/length": ["music", "length"],
	"/music/yield": ["music", "yield"],
	"/music/in_channel": ["music", "inChannel"],
	"/music/out_channel": ["music", "outChannel"],
	"/music/plan": ["music", "plan"],
	"/music/seed": ["music", "seed"],
	"/text/temperature": ["text", "temperature"],
	"/text/top_p": ["text", "topP"],
	"/text/pace": ["text", "pace"],
	"/text/quantize": ["text", "quantize"],
	"/text/max_line": ["text", "maxLine"],
	"/text/preview": ["text", "preview"],
	"/text/seed": ["text", "seed"],
	"/image/seed": ["image", "seed"],
	"/image/latent/0": ["image", "latent0"],
	"/image/latent/1": ["image", "latent1"],
	"/image/latent/2": ["image", "latent2"],
	"/image/latent/3": ["image", "latent3"],
	"/image/latent/4": ["image", "latent4"],
	"/image/latent/5": ["image", "latent5"],
	"/image/latent/6": ["image", "latent6"],
	"/image/latent/7": ["image", "latent7"],
	"/image/walk": ["image", "walk"],
	"/image/fps": ["image", "fps"],
	"/image/truncation": ["image", "truncation"],
	"/image/quantize": ["image", "quantize"],
	"/image/glide": ["image", "glide"],
	"/gesture/in/0": ["gesture", "in0"],
	"/gesture/in/1": ["gesture", "in1"],
	"/gesture/in/2": ["gesture", "in2"],
	"/gesture/mode": ["gesture", "mode"],
	"/gesture/temperature": ["gesture", "temperature"],
	"/gesture/spread": ["gesture", "spread"],
	"/gesture/quantize": ["gesture", "quantize"],
	"/gesture/pause": ["gesture", "pause"],
	"/gesture/length": ["gesture", "length"],
	"/gesture/seed": ["gesture", "seed"],
	"/music/out/state": ["music", "state"],
	"/music/out/note": ["music", "pitch", "loudness"],
	"/music/out/chord": ["music", "harmony"],
	"/text/out/state": ["text", "state"],
	"/text/out/line": ["text", "line"],
	"/text/out/word": ["text", "word"],
	"/image/out/state": ["image", "state"],
	"/image/out/seed": ["image", "cameBy"],
	"/gesture/out/state": ["gesture", "state"],
	"/gesture/out/value": ["gesture", "value0", "value1", "value2"]
};
var TURNED = {
	"stage/clockTempo": ["/clock/tempo", "fader"],
	"stage/clockOffset": ["/clock/offset", "fader"],
	"stage/clockSource": ["/clock/source", "menu"],
	"stage/journal": ["/journal", "switch"],
	"stage/panic": ["/panic", "trigger"],
	"stage/clockStart": ["/clock/start", "trigger"],
	"stage/clockStop": ["/clock/stop", "trigger"],
	"stage/clockContinue": ["/clock/continue", "trigger"],
	"stage/clockTap": ["/clock/tap", "trigger"],
	"music/mode": ["/music/mode", "menu"],
	"music/style": ["/music/style", "menu"],
	"music/temperature": ["/music/temperature", "fader"],
	"music/topP": ["/music/top_p", "fader"],
	"music/density": ["/music/density", "fader"],
	"music/low": ["/music/low", "fader"],
	"music/high": ["/music/high", "fader"],
	"music/scale": ["/music/scale", "text"],
	"music/polyphony": ["/music/polyphony", "fader"],
	"music/velocity": ["/music/velocity", "fader"],
	"music/quantize": ["/music/quantize", "fader"],
	"music/grid": ["/music/grid", "fader"],
	"music/pause": ["/music/pause", "fader"],
	"music/length": ["/music/length", "fader"],
	"music/yield": ["/music/yield", "fader"],
	"music/inChannel": ["/music/in_channel", "fader"],
	"music/outChannel": ["/music/out_channel", "fader"],
	"music/plan": ["/music/plan", "switch"],
	"music/seed": ["/music/seed", "number"],
	"music/answer": ["/music/answer", "trigger"],
	"music/again": ["/music/again", "trigger"],
	"music/end": ["/music/end", "trigger"],
	"music/stop": ["/music/stop", "trigger"],
	"music/reset": ["/music/reset", "trigger"],
	"music/undo": ["/music/undo", "trigger"],
	"text/temperature": ["/text/temperature", "fader"],
	"text/topP": ["/text/top_p", "fader"],
	"text/pace": ["/text/pace", "fader"],
	"text/quantize": ["/text/quantize", "fader"],
	"text/maxLine": ["/text/max_line", "fader"],
	"text/preview": ["/text/preview", "switch"],
	"text/seed": ["/text/seed", "number"],
	"text/accept": ["/text/accept", "trigger"],
	"text/reject": ["/text/reject", "trigger"],
	"text/stop": ["/text/stop", "trigger"],
	"text/reset": ["/text/reset", "trigger"],
	"text/undo": ["/text/undo", "trigger"],
	"image/seed": ["/image/seed", "number"],
	"image/latent0": ["/image/latent/0", "fader"],
	"image/latent1": ["/image/latent/1", "fader"],
	"image/latent2": ["/image/latent/2", "fader"],
	"image/latent3": ["/image/latent/3", "fader"],
	"image/latent4": ["/image/latent/4", "fader"],
	"image/latent5": ["/image/latent/5", "fader"],
	"image/latent6": ["/image/latent/6", "fader"],
	"image/latent7": ["/image/latent/7", "fader"],
	"image/walk": ["/image/walk", "fader"],
	"image/fps": ["/image/fps", "fader"],
	"image/truncation": ["/image/truncation", "fader"],
	"image/quantize": ["/image/quantize", "fader"],
	"image/glide": ["/image/glide", "fader"],
	"image/stop": ["/image/stop", "trigger"],
	"image/reset": ["/image/reset", "trigger"],
	"image/undo": ["/image/undo", "trigger"],
	"gesture/in0": ["/gesture/in/0", "fader"],
	"gesture/in1": ["/gesture/in/1", "fader"],
	"gesture/in2": ["/gesture/in/2", "fader"],
	"gesture/mode": ["/gesture/mode", "menu"],
	"gesture/temperature": ["/gesture/temperature", "fader"],
	"gesture/spread": ["/gesture/spread", "fader"],
	"gesture/quantize": ["/gesture/quantize", "fader"],
	"gesture/pause": ["/gesture/pause", "fader"],
	"gesture/length": ["/gesture/length", "fader"],
	"gesture/seed": ["/gesture/seed", "number"],
	"gesture/answer": ["/gesture/answer", "trigger"],
	"gesture/stop": ["/gesture/stop", "trigger"],
	"gesture/reset": ["/gesture/reset", "trigger"],
	"gesture/undo": ["/gesture/undo", "trigger"]
};

var told = {}; // what the server said last, so that it is not sent back

function init() {
	hello();
}

function hello() {
	local.send("/hello", local.parameters.oscInput.localPort.get());
	local.send("/feedback", 1);
	for (var i = 0; i < ASKED.length; i++) local.send(ASKED[i]);
}

var ASKED = ["/clock/tempo", "/clock/offset", "/clock/source", "/journal", "/music/mode", "/music/style", "/music/temperature", "/music/top_p", "/music/density", "/music/low", "/music/high", "/music/scale", "/music/polyphony", "/music/velocity", "/music/quantize", "/music/grid", "/music/pause", "/music/length", "/music/yield", "/music/in_channel", "/music/out_channel", "/music/plan", "/music/seed", "/text/temperature", "/text/top_p", "/text/pace", "/text/quantize", "/text/max_line", "/text/preview", "/text/seed", "/image/seed", "/image/latent/0", "/image/latent/1", "/image/latent/2", "/image/latent/3", "/image/latent/4", "/image/latent/5", "/image/latent/6", "/image/latent/7", "/image/walk", "/image/fps", "/image/truncation", "/image/quantize", "/image/glide", "/gesture/mode", "/gesture/temperature", "/gesture/spread", "/gesture/quantize", "/gesture/pause", "/gesture/length", "/gesture/seed"];

function oscEvent(address, args) {
	var place = SHOWN[address];
	if (place == undefined) return;
	var container = local.values.getChild(place[0]);
	if (place.length == 2) {
		told[place[0] + "/" + place[1]] = args[0];
		container.getChild(place[1]).set(args[0]);
		return;
	}
	for (var i = 1; i < place.length && i <= args.length; i++) container.getChild(place[i]).set(args[i - 1]);
}

function moduleValueChanged(value) {
	var key = value.getParent().name + "/" + value.name;
	var turned = TURNED[key];
	if (turned == undefined) return;
	if (value.isParameter()) {
		var now = value.get();
		if (told[key] == now) return;
		told[key] = now;
		if (turned[1] == "switch") now = now ? 1 : 0;
		local.send(turned[0], now);
	} else local.send(turned[0]);
}

// commands

function note(player, pitch, velocity) {
	local.send("/" + player + "/note", pitch, velocity);
}

function mode(player, word) {
	local.send("/" + player + "/mode", word);
}

function next(player, count) {
	local.send("/" + player + "/next", count);
}

function prompt(player, text) {
	local.send("/" + player + "/prompt", text);
}

function morph(player, seed, beats) {
	local.send("/" + player + "/morph", seed, beats);
}

function set(address, value) {
	local.send(address, value);
}

function trigger(address) {
	local.send(address);
}

function scene(name, beats) {
	local.send("/scene/recall", name, beats);
}

function panic() {
	local.send("/panic");
}
