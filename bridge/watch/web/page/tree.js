// The server's tree (OSCQuery) as what a page shows: players with their controls, acts and choices. Pure.

const UNITS = {'time.bpm': 'BPM', 'time.ms': 'ms', 'time.second': 's', 'time.hz': 'a second', 'time.midinote': ''};  // as people say them
export const PITCH = 'pitch';  // the unit of a number that is a key of a piano
const NAMES = ['C', 'C#', 'D', 'E♭', 'E', 'F', 'F#', 'G', 'A♭', 'A', 'B♭', 'B'];
const PARTS = /^(\d+)$/;

/** One knob's worth of a node: {address, tail, type, low, high, unit, choices, value, fallback, doc, learns}; null when the node
 *  is no parameter. Types: number, whole, switch, choice, text. */
export function control(node, tail) {
  if (node.ACCESS !== 3 || !node.TYPE) return null;
  const range = node.RANGE?.[0] || {}, type = node.TYPE[0], words = range.VALS;
  const shared = {
    address: node.FULL_PATH, tail, unit: UNITS[node.UNIT?.[0]] ?? node.UNIT?.[0] ?? '', doc: node.DESCRIPTION || '', value: node.VALUE?.[0],
    fallback: node.DEFAULT?.[0], learns: (node.TAGS || []).includes('learnable'),
    low: range.MIN, high: range.MAX, choices: words || [], values: node.VALUE || [], count: node.TYPE.length,
  };
  if (type === 'T' || type === 'F') return {...shared, type: 'switch', value: truth(shared.value), low: 0, high: 1};
  if (type === 's') return {...shared, type: words ? 'choice' : 'text'};
  if (type === 'i' && words) return {...shared, type: 'choice'};
  if (type === 'i' && range.MIN === 0 && range.MAX === 1) return {...shared, type: 'switch'};
  if (type === 'i') return {...shared, type: 'whole'};
  return {...shared, type: 'number'};
}

const truth = value => value === true || value === 1 ? 1 : 0;

/** All controls under a node, in its order, `latent/0` … left out: they are places, not knobs. */
export function controls(node) {
  const found = [];
  for (const [tail, child] of Object.entries(node?.CONTENTS || {})) {
    const one = control(child, tail);
    if (one && !PARTS.test(tail)) found.push(one);
  }
  return found;
}

/** The words that an act's first argument may be (`load`, `class`, `scene/recall`). */
export function words(node, tail) {
  const child = tail.split('/').reduce((here, part) => here?.CONTENTS?.[part], node);
  const listed = (child?.RANGE || []).find(one => one?.VALS);
  return (listed?.VALS || []).map(String);
}

/** Is there something at this tail? */
export function has(node, tail) {
  return Boolean(tail.split('/').reduce((here, part) => here?.CONTENTS?.[part], node));
}

/** How many values there are at `tail` (`in`): one a numbered place, or one a letter of its type. */
export function places(node, tail) {
  const child = node?.CONTENTS?.[tail];
  return Object.keys(child?.CONTENTS || {}).filter(part => PARTS.test(part)).length || child?.TYPE?.length || 0;
}

/** Players of the tree, in its order: [{name, kind, node}]. A player is what can load a package; its kind is seen by its addresses. */
export function players(tree) {
  return Object.entries(tree?.CONTENTS || {}).filter(([, node]) => has(node, 'load')).map(([name, node]) => ({name, kind: kindOf(node), node}));
}

function kindOf(node) {
  const sign = Object.keys(SIGNS).find(tail => has(node, tail));
  return sign ? SIGNS[sign] : 'tensor';
}

const SIGNS = {note: 'music', prompt: 'text', walk: 'image', spread: 'gesture'};  // each stands under its kind alone

/** What must stay the same for a panel to keep standing: addresses and words, not values; what can be loaded has a list of its own. */
export function shape(node) {
  const bare = ({TYPE, RANGE, CONTENTS}) => [SWITCHES.has(TYPE) ? 'T' : TYPE, RANGE,
    Object.entries(CONTENTS || {}).filter(([name]) => name !== 'load').map(([name, child]) => [name, bare(child)])];
  return JSON.stringify(bare(node));
}

const SWITCHES = new Set(['T', 'F']);  // a switch tells its value by its type

// ---- positions on a dial: 0 … 1

const LONG = 16;  // a range so long, from 0 up, has its small values spread: half of the way is an eighth of it

const bend = ({type, low, high}) => low >= 0 && high - low >= LONG && (type === 'number') ? 3 : 1;

export function placed(one, value) {
  const share = (value - one.low) / (one.high - one.low);
  return Math.min(1, Math.max(0, share)) ** (1 / bend(one));
}

export function valued(one, place) {
  const value = one.low + (one.high - one.low) * Math.min(1, Math.max(0, place)) ** bend(one);
  if (one.type === 'whole') return Math.round(value);
  if (one.unit === 'beats') return nearest(value, one);
  const step = 10 ** Math.floor(Math.log10(Math.max(Math.abs(value), (one.high - one.low) / 100)) - 1);
  return Number(Math.min(one.high, Math.max(one.low, Math.round(value / step) * step)).toPrecision(6));
}

const BEATS = [0, 0.125, 0.25, 1 / 3, 0.5, 2 / 3, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
function nearest(value, one) {
  return BEATS.filter(x => x >= one.low && x <= one.high).reduce((best, x) => Math.abs(x - value) < Math.abs(best - value) ? x : best);
}

/** One step up or down from a value. */
export function stepped(one, value, steps) {
  if (one.type === 'whole') return Math.min(one.high, Math.max(one.low, Math.round(value) + steps));
  const here = placed(one, value);
  for (let far = 1; far < 100; far++) {  // of the next value that is another one
    const next = valued(one, here + Math.sign(steps) * 0.01 * Math.max(far, Math.abs(steps)));
    if (next !== value) return next;
  }
  return value;
}

/** A value as people write it. */
export function shown(one, value) {
  if (typeof value !== 'number') return String(value ?? '–');
  if (one.unit === PITCH) return `${NAMES[value % 12]}${Math.floor(value / 12) - 1}`;
  if (Number.isInteger(value)) return String(value).replace('-', '−');
  return String(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3))).replace('-', '−');
}
