// The sound of the page: the human is a plucked string on the left, the machine a reed on the right, channel 10 a drum kit.
// Every voice fades in and out, so nothing clicks; every on is remembered until its off, so nothing hangs.

import {strike} from './drums.js';
import {pluck, RATE} from './pluck.js';
import {room} from './room.js';

const VOICES = 40;  // at once; the oldest gives way
const DRUMS = 10;
const MOST_AHEAD_S = 0.03;  // of the output's own latency that is made up for, where the server speaks early enough
export const HUMAN = 'human', MACHINE = 'machine';

export class Synth {
  constructor() {
    this.context = null;
    this.strings = new Map();  // pitch → AudioBuffer, made when first struck or while nothing else is to do
    this.voices = new Map();  // "who/pitch/channel" → voice, in order of age
    this.pedal = new Set();  // whose pedal is down
    this.held = new Map();  // who → keys of voices that only the pedal holds
    this.levels = {all: 0.8, human: 1, machine: 1};
    this.prepare();
  }

  get awake() { return this.context?.state === 'running'; }

  /** Browsers allow sound only after a gesture: call it from one. Quick when it is awake already. */
  wake() {
    this.build();
    if (this.context && this.context.state !== 'running') this.context.resume().catch(() => {});
  }

  /** The graph, asleep until a gesture: making it takes long enough to be heard, so it is made before. */
  build() {
    if (this.context || this.deaf) return;
    try {
      this.construct();
    } catch (error) {  // a machine without sound: everything else goes on
      this.context = null;
      this.deaf = true;
      console.warn(error);
    }
  }

  construct() {
    const context = this.context = new AudioContext({latencyHint: 'interactive'});
    Object.assign(this, room(context));
    this.sides = {};
    for (const [who, pan] of [[HUMAN, -0.28], [MACHINE, 0.32]]) {
      const side = this.sides[who] = new GainNode(context, {gain: this.levels[who]});
      const place = new StereoPannerNode(context, {pan});
      side.connect(place);
      place.connect(this.dry);
      place.connect(this.wet);
    }
    this.reed = context.createPeriodicWave(new Float32Array(REED.length), REED);
    this.level('all', this.levels.all);
  }

  /** The graph, and strings around the middle, are made while nobody waits for them. */
  prepare() {
    const wanted = Array.from({length: 49}, (_, i) => 60 + (i % 2 ? (i + 1) / 2 : -i / 2));
    const next = () => {
      const pitch = wanted.shift();
      if (pitch === undefined) return;
      this.string(pitch);
      setTimeout(next, 8);
    };
    setTimeout(() => { this.build(); next(); }, 250);
  }

  level(who, value) {
    this.levels[who] = value;
    if (!this.context) return;
    const gain = who === 'all' ? this.volume.gain : this.sides[who].gain;
    gain.setTargetAtTime(who === 'all' ? value * value * 1.25 : value, this.context.currentTime, 0.015);
  }

  /** The moment in AudioContext time at which a note must start to be heard at `at` (performance ms); late ones now. */
  moment(at) {
    const context = this.context, now = context.currentTime;
    if (at === null) return now;
    const ahead = Math.min(context.outputLatency || 0, MOST_AHEAD_S);
    return Math.max(now, now + (at - performance.now()) / 1000 - ahead);
  }

  /** A key goes down. Returns the AudioContext moment, or null while there is no sound. */
  on(who, pitch, velocity, channel = 1, at = null) {
    if (!this.context) return null;
    const when = this.moment(at), loud = 0.12 + 0.88 * (velocity / 127) ** 1.6;
    if (channel === DRUMS) {
      this.drum(who, pitch, loud, when);
      return when;
    }
    const key = `${who}/${pitch}/${channel}`;
    this.release(key, when);
    while (this.voices.size >= VOICES) this.release(this.voices.keys().next().value, when, 0.01);
    this.voices.set(key, who === HUMAN ? this.plucked(pitch, loud, when) : this.blown(pitch, loud, when));
    return when;
  }

  /** A key goes up; under the pedal it sounds on. */
  off(who, pitch, channel = 1, at = null) {
    if (!this.context || channel === DRUMS) return;
    const key = `${who}/${pitch}/${channel}`;
    if (this.pedal.has(who)) this.held.get(who).add(key);
    else this.release(key, this.moment(at));
  }

  sustain(who, down) {
    if (down) {
      this.pedal.add(who);
      if (!this.held.has(who)) this.held.set(who, new Set());
      return;
    }
    this.pedal.delete(who);
    for (const key of this.held.get(who) || []) this.release(key, this.context.currentTime);
    this.held.delete(who);
  }

  /** End what sounds: of everybody, or of `who`. */
  silence(who = null) {
    if (!this.context) return;
    for (const key of [...this.voices.keys()]) if (!who || key.startsWith(`${who}/`)) this.release(key, this.context.currentTime, 0.025);
    for (const each of who ? [who] : [HUMAN, MACHINE]) this.sustain(each, false);
    this.choke?.(this.context.currentTime);
  }

  release(key, when, seconds = null) {
    this.voices.get(key)?.end(when, seconds);
    this.voices.delete(key);
  }

  drum(who, pitch, loud, when) {
    if (pitch === 42 || pitch === 44) this.choke?.(when);
    const end = strike(this.context, this.sides[who], pitch, loud * 0.8, when);
    if (pitch === 46) this.choke = end;
  }

  string(pitch) {
    if (!this.strings.has(pitch)) {
      const samples = pluck(pitch), buffer = new AudioBuffer({length: samples.length, sampleRate: RATE});
      buffer.copyToChannel(samples, 0);
      this.strings.set(pitch, buffer);
    }
    return this.strings.get(pitch);
  }

  plucked(pitch, loud, when) {
    const context = this.context, source = new AudioBufferSourceNode(context, {buffer: this.string(pitch)});
    const filter = new BiquadFilterNode(context, {type: 'lowpass', frequency: 900 + 7000 * loud * loud, Q: 0.4});
    const gain = new GainNode(context, {gain: loud * 0.62});
    source.connect(filter).connect(gain).connect(this.sides[HUMAN]);
    source.start(when);
    source.onended = () => gain.disconnect();
    return {end: (at, seconds) => fade(gain, source, Math.max(at, when + 0.03), seconds ?? 0.09)};
  }

  blown(pitch, loud, when) {
    const context = this.context, frequency = 440 * 2 ** ((pitch - 69) / 12), gain = new GainNode(context, {gain: 0});
    const filter = new BiquadFilterNode(context, {type: 'lowpass', frequency: Math.min(9000, frequency * 2 + 700 + 3200 * loud), Q: 0.6});
    const pair = [-4, 5].map(detune => new OscillatorNode(context, {frequency, detune, periodicWave: this.reed}));
    const peak = loud * 0.115 * Math.min(1.5, (300 / frequency) ** 0.25);
    gain.gain.setValueAtTime(0, when);
    gain.gain.linearRampToValueAtTime(peak, when + 0.012);
    gain.gain.setTargetAtTime(peak * 0.62, when + 0.02, 0.35);
    filter.connect(gain).connect(this.sides[MACHINE]);
    for (const tone of pair) {
      tone.connect(filter);
      tone.start(when);
    }
    pair[0].onended = () => gain.disconnect();
    return {end: (at, seconds) => pair.forEach(tone => fade(gain, tone, Math.max(at, when + 0.02), seconds ?? 0.14))};
  }
}

/** A reed: strong odd partials, a little breath of the others. */
const REED = Float32Array.from([0, 1, 0.32, 0.46, 0.12, 0.24, 0.06, 0.11, 0.03, 0.05, 0.015, 0.02]);

function fade(gain, source, at, seconds) {
  gain.gain.cancelAndHoldAtTime?.(at) ?? gain.gain.cancelScheduledValues(at);
  gain.gain.setTargetAtTime(0, at, seconds / 3);
  source.stop(at + seconds * 2.4);
}
