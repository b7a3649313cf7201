// What a human plays in this page: heard at once from here, told to the server, drawn. Nothing waits for anything else.

import {HUMAN} from './synth.js';

const FORGET_MS = 2000;  // a note of ours that did not come back by then never will

export class Hands {
  /** `line`: the Socket; `focus()`: the music body that is played to, or null; `timed(ours, whole)`: a key's way to the ear. */
  constructor(synth, line, focus, timed) {
    Object.assign(this, {synth, line, focus, timed, sent: [], played: false});
  }

  on(pitch, velocity, event) {
    const {synth} = this, first = !this.played;
    synth.wake();
    this.played = true;
    const when = synth.on(HUMAN, pitch, velocity);
    this.measure(event, when, first);
    this.tell(pitch, velocity);
  }

  off(pitch) {
    this.synth.off(HUMAN, pitch);
    this.tell(pitch, 0);
  }

  pedal(down) {
    this.synth.sustain(HUMAN, down);
    const body = this.focus();
    if (body) this.line.send(`/${body.panel.name}/sustain`, down ? 127 : 0);
  }

  tell(pitch, velocity) {
    const body = this.focus();
    if (!body) return;
    const {name} = body.panel, key = `${name}/${pitch}/${velocity > 0}`;
    if (this.line.send(`/${name}/note`, pitch, velocity)) this.sent.push({key, at: performance.now()});
    body.human(pitch, velocity, 1, performance.now());
  }

  /** Did this note that the server heard come from here? */
  mine(name, pitch, velocity) {
    const old = performance.now() - FORGET_MS;
    while (this.sent.length && this.sent[0].at < old) this.sent.shift();
    const i = this.sent.findIndex(one => one.key === `${name}/${pitch}/${velocity > 0}`);
    if (i >= 0) this.sent.splice(i, 1);
    return i >= 0;
  }

  /** From the event to the moment at which the sound leaves us, and to the one at which the system lets it out. */
  measure(event, when, first) {
    const {context} = this.synth;
    if (when === null || !event?.timeStamp) return;
    const handled = performance.now() - event.timeStamp;
    const ours = handled + 128000 / context.sampleRate, whole = handled + Math.max(context.outputLatency || 0, context.baseLatency) * 1000;
    performance.measure('key to sound', {start: event.timeStamp, end: event.timeStamp + ours, detail: {ours, whole, first}});
    if (!first) this.timed(ours, whole);  // the first one also waits for the system's sound to wake
  }
}
