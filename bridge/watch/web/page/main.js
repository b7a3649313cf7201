// The page: one line to the server, one synth, and panels made from the server's tree.

import {Clock} from './clock.js';
import {ours, picker, say, SMALL} from './dom.js';
import {Figures} from './figures.js';
import {Hands} from './hands.js';
import {Keys} from './keys.js';
import {Panel} from './panel.js';
import {Scenes} from './scenes.js';
import {Socket} from './socket.js';
import {Sound} from './sound.js';
import {HUMAN, MACHINE, Synth} from './synth.js';
import {Transport} from './transport.js';
import {players, shape} from './tree.js';

const LOOKAHEAD_MS = 40, NO_PORT = 1;  // a port counts over UDP alone; on this line replies come back by themselves
const HEARD = [
  '/*/out/note', '/*/out/heard', '/*/out/plan', '/*/out/plan/clear', '/*/out/chord', '/*/out/state', '/*/out/word', '/*/out/line',
  '/*/out/stanza', '/*/out/preview', '/*/out/seed', '/*/out/value', '/*/out/ladder', '/clock/out/beat',
];
const WORD_MS = 6000, TREE_MS = 120;
const at = id => document.getElementById(id);

const synth = new Synth(), clock = new Clock(), panels = new Map();
let invited = '', standing = '', focused = null, line = null, timers = new Set();

// ---- what panels may do

const house = {
  clock, synth,
  send: (...message) => line.send(...message),
  word,
  /** Do it at `at` (performance ms), unless the line breaks before. */
  later(when, act) {
    const wait = when - performance.now();
    if (wait < 2) return act();
    const timer = setTimeout(() => { timers.delete(timer); act(); }, wait);
    timers.add(timer);
  },
  /** A note of the machine: sounds at its moment, and lights its key. */
  machine(name, pitch, velocity, channel, when) {
    if (!synth.awake && !invited) word(invited = 'Touch or press anything to hear it.');
    if (velocity) synth.on(MACHINE, pitch, velocity, channel, when);
    else synth.off(MACHINE, pitch, channel, when);
    if (channel !== 10) house.later(when, () => keys.light(pitch, MACHINE, velocity > 0));
  },
  /** A note that a human played elsewhere: by MIDI, by OSC, on another page. */
  other(pitch, velocity, channel, when) {
    if (velocity) synth.on(HUMAN, pitch, velocity, channel, when);
    else synth.off(HUMAN, pitch, channel, when);
    keys.light(pitch, HUMAN, velocity > 0);
  },
  mine: (...note) => hands.mine(...note),
  learn(panel, one) {
    if (line.send(`/${panel.name}/${one.tail}/learn`)) word(`Move a controller: it will drive ${one.tail} of ${panel.name}.`);
  },
};

const focus = () => panels.get(focused)?.body ?? null;
const figures = new Figures(at('figures'), told);
const hands = new Hands(synth, {send: (...message) => line.send(...message)}, focus, (ours, whole) => figures.key(ours, whole));
hands.panic = panic;
const keys = new Keys(at('keys'), hands);
new Sound(at('sound'), synth, hands);
const transport = new Transport(at('clock'), house), scenes = new Scenes(at('scenes'), house);
const partner = picker('who hears you', name => { focused = name; });
partner.classList.add('partner');
keys.tools.append(partner);
const put = () => (SMALL.matches ? at('foot') : keys.tools).append(at('figures'));
SMALL.addEventListener('change', put);
put();

// ---- panic, and the first gesture

function panic() {
  line.send('/panic');
  quiet();
  for (const {body} of panels.values()) body.roll?.end();
}

/** Nothing sounds here any more. */
function quiet() {
  for (const timer of timers) clearTimeout(timer);
  timers.clear();
  keys.release();
  synth.silence();
  keys.dark();
}

at('panic').addEventListener('click', event => { panic(); if (event.detail) at('panic').blur(); });
addEventListener('keydown', event => event.key === 'Escape' && panic(), {capture: true});
for (const gesture of ['pointerdown', 'keydown']) {
  addEventListener(gesture, event => !['Escape', 'Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key) && synth.wake(), {capture: true, passive: true});
}

for (const link of document.querySelectorAll('a[href^="/"]')) link.href = ours(link.getAttribute('href'));

// ---- the line

let reading = read();  // while the line is being opened
line = new Socket({heard, told: commanded, opened, closed, timed: (...trip) => clock.timed(...trip)});

async function opened() {
  clock.forget();
  line.send('/hello', NO_PORT, 1, LOOKAHEAD_MS);
  line.send('/listen', ...HEARD);
  line.send('/feedback', 1);
  if (!await reading) await read();
  reading = false;
  performance.mark('interactive');
  document.body.classList.remove('away');
  if (at('word').dataset.away) word('');
}

function closed() {
  if (document.body.classList.contains('away')) return;
  document.body.classList.add('away');
  quiet();
  for (const panel of panels.values()) panel.rest();
  word('The server is away. This page comes back with it; your own notes sound on.', true);
}

function heard({address, args, time}) {
  const when = clock.local(time), [, first, ...rest] = address.split('/');
  if (address === '/error') return word(args[1]);
  if (address === '/clock/out/beat') return transport.beat(...args, when);
  if (first === 'clock') return transport.take(rest.join('/'), args);
  const panel = panels.get(first);
  if (!panel) return;
  if (rest[0] === 'out') panel.hear(rest.slice(1).join('/'), args, when);
  else panel.take(rest.join('/'), args);
}

let again = 0;
function commanded({COMMAND}) {
  if (!COMMAND?.startsWith('PATH_')) return;
  clearTimeout(again);
  again = setTimeout(read, TREE_MS);  // many paths change together
}

// ---- the tree

/** Read the tree and show it; false when it could not be had. */
async function read() {
  let tree;
  try {
    tree = await (await fetch(ours('/'), {headers: {Accept: 'application/json'}})).json();
  } catch {
    if (line?.open) setTimeout(read, 500);
    return false;
  }
  build(tree);
  refresh(tree);
  figures.look();
  return true;
}

/** Panels of players that are new or have other addresses; all others stay as they are, with what they have drawn. */
function build(tree) {
  const here = players(tree);
  for (const [name, panel] of [...panels]) {
    const player = here.find(one => one.name === name);
    if (player?.kind === panel.kind && shape(player.node) === shape(panel.node)) continue;
    panel.close();
    panels.delete(name);
  }
  for (const player of here) {
    const column = at(player.kind === 'music' ? 'music' : 'others'), panel = panels.get(player.name) || new Panel(player, house);
    panels.set(player.name, panel);
    const due = here.filter(one => (one.kind === 'music') === (player.kind === 'music')).indexOf(player);
    if (column.children[due] !== panel.element) column.insertBefore(panel.element, column.children[due] || null);
  }
  const music = [...panels.values()].filter(panel => panel.kind === 'music').map(panel => panel.name);
  if (!music.includes(focused)) focused = music[0] ?? null;
  partner.fill(music, focused ?? '');
  partner.hidden = music.length < 2;
  document.body.dataset.music = music.length;
  document.body.dataset.others = panels.size - music.length;
  if (tree.CONTENTS?.clock && shape(tree.CONTENTS.clock) !== standing) transport.build(tree.CONTENTS.clock);
  standing = tree.CONTENTS?.clock ? shape(tree.CONTENTS.clock) : '';
}

/** Values that may be others now. */
function refresh(tree) {
  for (const {name, node} of players(tree)) {
    const panel = panels.get(name);
    panel.node = node;
    for (const [tail, child] of Object.entries(node.CONTENTS || {})) if (child.VALUE?.length) panel.take(tail, child.VALUE);
  }
  for (const [tail, child] of Object.entries(tree.CONTENTS?.clock?.CONTENTS || {})) if (child.VALUE?.length) transport.take(tail, child.VALUE);
  scenes.build(tree);
}

function told(status) {
  for (const own of status.players || []) panels.get(own.name)?.status(own);
  transport.status(status);
  const port = (status.osc || '').split(':').pop() || 7770, host = /^(localhost|127\.|\[::1\])/.test(location.hostname) ? 'localhost' : location.hostname;
  at('try').hidden = !focused;
  say(at('try').lastChild, `oscsend ${host} ${port} /${focused}/note ii 60 100`);
  say(at('version'), status.version ? `duende ${status.version}` : '');
}

// ---- a word to the human

let silence = 0;
function word(words, away = false) {
  clearTimeout(silence);
  say(at('word'), words || '');
  at('word').dataset.away = away ? 'yes' : '';
  if (words && !away) silence = setTimeout(() => word(''), WORD_MS);
}

window.duende = {synth, clock, panels, keys, line, figures};  // for tests, and for who likes to look inside
