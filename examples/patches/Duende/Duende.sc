// duende in SuperCollider: neural models as players. Help: Duende.openHelpFile
//   d = Duende.new; s.boot; d.sound; d.music.note(60, 100); Pbind(\type, \duende, \degree, Pwhite(0, 7), \dur, 0.5).play

Duende {
	classvar <>default; // what events of type \duende play, where they name none

	var <addr, <lookahead, <players, <welcome;
	var receiver, hearers, waiting, voices, following, meter = 4;

	*initClass {
		StartUp.add {
			Event.addEventType(\duende, {
				var duende = ~duende ? Duende.default;
				if(duende.notNil) { duende.prPlayEvent } { "duende: there is none yet; make one with Duende.new".warn };
			});
		};
	}

	// lookahead: seconds by which the server sends ahead, so that what it plays sounds at its very moment
	*new { |host = "127.0.0.1", port = 7770, lookahead = 0.1|
		^super.new.init(host, port, lookahead)
	}

	init { |host, port, seconds|
		addr = NetAddr(host, port);
		lookahead = seconds;
		players = IdentityDictionary.new;
		hearers = IdentityDictionary.new;
		waiting = IdentityDictionary.new;
		voices = Dictionary.new;
		default = this;
		this.connect;
	}

	// ---- the connection

	// Says hello: from here on all that the players do comes to this sclang, tagged with its moment. Cmd-. does not end it.
	connect {
		this.free;
		receiver = { |msg, time, from| if(from == addr) { this.prHear(msg, time) } };
		thisProcess.addOSCRecvFunc(receiver);
		CmdPeriod.add(this);
		this.hear('/welcome', { |msg| welcome = msg[1..] });
		this.hear('/error', { |msg| "duende: % %".format(msg[1], msg[2]).warn });
		this.hear('/players', { |msg| this.player(msg[1]).kind_(msg[2]) });
		this.hear('/clock/meter', { |msg| meter = msg[1] });
		this.hear('/clock/out/beat', { |msg, time| this.prBeat(msg, time) });
		addr.sendMsg('/hello', NetAddr.langPort, 1, lookahead * 1000);
		addr.sendMsg('/players');
		addr.sendMsg('/clock/meter');
	}

	// Hears no more.
	free {
		receiver !? { thisProcess.removeOSCRecvFunc(receiver) };
		receiver = nil;
		CmdPeriod.remove(this);
		hearers.clear;
		waiting.clear;
	}

	// Says bye, too.
	bye { addr.sendMsg('/bye'); this.free }

	// func.(msg, time) for whatever comes at this address; time is its moment, as thisThread.seconds counts. nil: no more.
	hear { |address, func| hearers[address.asSymbol] = func }

	send { |address ... args| addr.sendMsg(address, *args) }

	// The same at a moment to come, counted from now on the logical clock: no jitter of the network is heard.
	sendIn { |seconds, address ... args| addr.sendBundle(seconds, [address] ++ args) }

	// func.(value, ...): the value of a parameter, when the answer is here
	ask { |address, func|
		waiting[address.asSymbol] = func;
		addr.sendMsg(address);
	}

	panic { addr.sendMsg('/panic') }
	cmdPeriod { this.panic; voices.clear }
	status { this.hear('/status', { |msg| "% %".format(msg[1], msg[2]).postln }); addr.sendMsg('/status') }
	saveScene { |name| addr.sendMsg('/scene/save', name) }
	recallScene { |name, beats = 0| addr.sendMsg('/scene/recall', name, beats.asFloat) }

	// ---- the players: d.music, d.bach2 …

	player { |name|
		name = name.asSymbol;
		^players[name] ?? { players[name] = DuendePlayer(this, name); players[name] }
	}

	at { |name| ^this.player(name) }

	doesNotUnderstand { |selector ... args|
		if(args.isEmpty and: { selector.isSetter.not }) { ^this.player(selector) };
		^this.superPerformList(\doesNotUnderstand, selector, args)
	}

	// ---- sound: what the music players play, on scsynth

	// Every note at its moment, by a SynthDef with the arguments freq, amp, gate, pan. nil: all music players.
	sound { |player, def = \duende, server, out = 0|
		server = server ? Server.default;
		if(def == \duende) { Duende.addSynthDef(server) };
		this.hearNotes(player, { |msg, time, name|
			var pitch = msg[1], velocity = msg[2], channel = msg[3];
			var key = [name, pitch, channel], delta = (time - thisThread.seconds).max(0.0);
			if(velocity > 0) {
				var synth = Synth.basicNew(def, server);
				voices[key] = voices[key].add(synth);
				server.sendBundle(delta, synth.newMsg(server.defaultGroup,
					[\out, out, \freq, pitch.midicps, \amp, (velocity / 127).squared * 0.3, \pan, pitch.linlin(36, 96, -0.4, 0.4)]));
			} {
				voices[key].do { |synth| server.sendBundle(delta, synth.setMsg(\gate, 0)) };
				voices.removeAt(key);
			};
		})
	}

	// func.(msg, time, player) for every note; msg is [address, pitch, velocity, channel], velocity 0 ends it. nil: no more.
	hearNotes { |player, func|
		if(player.isNil) { hearers[\notes] = func } {
			this.hear("/%/out/note".format(player), func !? { { |msg, time| func.(msg, time, player) } });
		}
	}

	silence { |player| this.hearNotes(player, nil); voices.do(_.do(_.set(\gate, 0))); voices.clear }

	*addSynthDef { |server|
		// an electric piano: a sine bent by a sine two strikes quick, a breath of detune
		SynthDef(\duende, { |out = 0, freq = 440, amp = 0.1, gate = 1, pan = 0|
			var strike = EnvGen.kr(Env.perc(0.002, 0.6 * (freq.explin(60, 2000, 2.2, 0.5))));
			var body = EnvGen.kr(Env.adsr(0.003, 1.6, 0.35, 0.25), gate, doneAction: 2);
			var bend = SinOsc.ar(freq * 14, 0, strike.squared * freq * 0.25) + SinOsc.ar(freq, 0, strike * freq * amp.linlin(0, 0.3, 0.3, 1.4));
			var tone = SinOsc.ar([freq * 0.999, freq * 1.001] + bend);
			OffsetOut.ar(out, Balance2.ar(tone[0], tone[1], pan, LeakDC.kr(body) * amp));
		}).add(server: server);
	}

	// ---- time: one clock for both

	// A TempoClock follows the server's beats: tempo and phase, by small corrections, a jump where it is far off.
	follow { |aClock| following = aClock ? TempoClock.default }
	unfollow { following = nil }

	// The server takes the tempo of a TempoClock now, and starts on its next bar.
	lead { |aClock|
		var leader = aClock ? TempoClock.default;
		addr.sendMsg('/clock/tempo', leader.tempo * 60.0);
		leader.schedAbs(leader.nextBar, { this.sendIn(lookahead, '/clock/start'); nil });
	}

	tempo_ { |bpm| addr.sendMsg('/clock/tempo', bpm.asFloat) }

	// ---- private

	prBeat { |msg, time|
		var bar = msg[1], beat = msg[2], bpm = msg[3], error, target;
		if(following.isNil) { ^this };
		target = ((bar - 1) * meter) + (beat - 1);
		error = following.secs2beats(time) - target;
		if(error.abs > 0.25) {
			following.beats = following.beats - error;
			following.tempo = bpm / 60;
		} {
			following.tempo = (bpm / 60) * (1 - (error * 0.5)).clip(0.9, 1.1);
		};
	}

	prHear { |msg, time|
		var address = msg[0], parts;
		hearers[address].value(msg, time);
		if(msg.size > 1) { waiting.removeAt(address) !? { |func| func.(*msg[1..]) } };
		hearers[\notes] !? { |func|
			parts = address.asString.split($/);
			if((parts.size == 4) and: { parts[2] == "out" } and: { parts[3] == "note" }) { func.(msg, time, parts[1].asSymbol) };
		};
	}

	prPlayEvent {
		var wait = ~latency ? lookahead, length = ~sustain.value, clock = thisThread.clock;
		var address = "/%/note".format(~player ? \music).asSymbol;
		[~midinote.value, ~amp.value, ~channel ? 1].flop.do { |note|
			var pitch = note[0].round.asInteger, velocity = (note[1] * 127).clip(1, 127).round.asInteger;
			addr.sendBundle(wait, [address, pitch, velocity, note[2]]);
			clock.sched(length, { addr.sendBundle(wait, [address, pitch, 0, note[2]]); nil });
		};
	}
}

// One player: d.music.note(60, 100), d.music.temperature_(1.2), d.music.mode = \accompany, d.music.ask(\style, _.postln)
DuendePlayer {
	var <duende, <name, <>kind;

	*new { |duende, name| ^super.newCopyArgs(duende, name) }

	address { |tail| ^"/%/%".format(name, tail).asSymbol }

	send { |tail ... args| duende.addr.sendMsg(this.address(tail), *args) }
	sendIn { |seconds, tail ... args| duende.addr.sendBundle(seconds, [this.address(tail)] ++ args) }
	ask { |tail, func| duende.ask(this.address(tail), func ? { |...args| args.postln }) }
	hear { |tail, func| ^duende.hear(this.address("out/" ++ tail), func) }
	sound { |def = \duende, server, out = 0| ^duende.sound(name, def, server, out) }

	note { |pitch = 60, velocity = 100, channel = 1| this.send(\note, pitch.asInteger, velocity.asInteger, channel) }
	// A note and its end: seconds or, on a TempoClock, beats.
	strike { |pitch = 60, velocity = 100, length = 0.3, channel = 1|
		this.note(pitch, velocity, channel);
		thisThread.clock.sched(length, { this.note(pitch, 0, channel); nil });
	}

	// Addresses whose names every object knows.
	play { |on = 1| this.send(\play, on) }
	next { |count = 1, unit = \line| this.send(\next, count, unit) }
	reset { this.send(\reset) }
	stop { this.send(\stop) }
	load { |package| this.send(\load, package) }
	line { |text| this.send(\line, text) }

	// Everything else: a setter sets a parameter, a word sends its arguments.
	doesNotUnderstand { |selector ... args|
		var tail = selector.asString;
		if(selector.isSetter) { tail = tail.drop(-1) };
		this.send(tail, *args.collect { |each| if(each.isKindOf(Boolean)) { each.binaryValue } { each } });
	}
}
