// duende for Chataigne. Made for the show at @HOST@, port @OSC@.
// Values of the module show what the players do; changing one of those that can be turned sends it. Commands do the rest.

// address -> where the value stands, [container, value]; and back, "container/value" -> [address, letter]
var SHOWN = @SHOWN@;
var TURNED = @TURNED@;

var told = {}; // what the server said last, so that it is not sent back

function init() {
	hello();
}

function hello() {
	local.send("/hello", local.parameters.oscInput.localPort.get());
	local.send("/feedback", 1);
	for (var i = 0; i < ASKED.length; i++) local.send(ASKED[i]);
}

var ASKED = @ASKED@;

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
