// One question a line on standard input, as JSON {what, given}; one answer a line. The modules are those that the page loads.

import {createInterface} from 'node:readline';

const page = new URL('../../../bridge/watch/web/page/', import.meta.url);
const osc = await import(new URL('osc.js', page)), tree = await import(new URL('tree.js', page));
const {pluck, RATE} = await import(new URL('pluck.js', page)), {Clock} = await import(new URL('clock.js', page));
const hex = bytes => Buffer.from(bytes).toString('hex'), bytes = hex => new Uint8Array(Buffer.from(hex, 'hex'));

const acts = {
  decode: packet => osc.decode(bytes(packet)),
  encode: ([address, ...args]) => hex(osc.encode(address, ...args)),
  bundle: ([time, ...messages]) => hex(osc.bundle(time, ...messages.map(one => osc.encode(...one)))),
  players: whole => tree.players(whole).map(({name, kind, node}) => ({
    name, kind, load: tree.words(node, 'load'), controls: tree.controls(node), values: tree.places(node, 'in'),
  })),
  scenes: whole => tree.words(whole, 'scene/recall'),
  same: ([one, another, name]) => tree.shape(one.CONTENTS[name]) === tree.shape(another.CONTENTS[name]),
  placed: ([control, value]) => tree.placed(control, value),
  valued: ([control, place]) => tree.valued(control, place),
  stepped: ([control, value, steps]) => tree.stepped(control, value, steps),
  shown: ([control, value]) => tree.shown(control, value),
  pluck: pitch => ({rate: RATE, samples: [...pluck(pitch)]}),
  clock: answers => {
    const clock = new Clock();
    for (const answer of answers) clock.timed(...answer);
    return clock.offset;
  },
  beats: ([said, from, to]) => {
    const clock = new Clock();
    for (const one of said) clock.beat(...one.slice(0, 3), performance.now() + one[3]);
    return [...clock.between(performance.now() + from, performance.now() + to)].map(({bar, beat}) => [bar, beat]);
  },
};

for await (const line of createInterface({input: process.stdin})) {
  const {what, given} = JSON.parse(line);
  let answer;
  try { answer = {answer: acts[what](given)}; } catch (error) { answer = {error: error.name}; }
  console.log(JSON.stringify(answer));
}
