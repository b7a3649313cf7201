// Controls made from the tree: a dial for what matters, a line for the rest, words for choices, a lamp for switches.
// A control has `element` and `take(value)`: what somebody else has set. `send(value)` is called when a hand moves it.

import {button, draw, make, picker, say, set} from './dom.js';
import {placed, shown, stepped, valued} from './tree.js';

const SWEEP = 270, START = -135;  // degrees of a dial, clockwise from straight up
const TRAVEL = 220;  // pixels from one end to the other
const RESTED_MS = 400;  // a pointer that has stayed so long on a knob means it
const FINE = 0.12;  // with Shift

/** The control that suits a parameter; `large` dials stand in the open, small lines in the drawer. */
export function knob(one, send, {large = false, learn = null} = {}) {
  const kind = {choice, switch: lamp, text: field}[one.type] || (bounded(one) ? (large ? dial : line) : field);
  const made = kind(one, throttled(send));
  set(made.element, {title: one.doc});
  if (learn && one.learns) {
    const name = made.element.querySelector('.name');
    name?.after(button('learn', () => learn(one), {title: `the next MIDI controller moved drives ${one.tail}`, 'aria-label': `learn ${one.tail}`}, 'button.learn'));
  }
  return made;
}

const bounded = one => Number.isFinite(one.low) && Number.isFinite(one.high) && one.high - one.low < 1e6;

/** At most one message a frame, the newest. */
function throttled(send) {
  let waiting = null, asked = false;
  return value => {
    waiting = value;
    if (asked) return;
    asked = true;
    send(value);
    waiting = null;
    requestAnimationFrame(() => {
      asked = false;
      if (waiting !== null) send(waiting);
      waiting = null;
    });
  };
}

// ---- numbers: dial and line share their hands

function dial(one, send) {
  const arc = draw('path', {class: 'arc', pathLength: 100}), hand = draw('line', {class: 'hand', x1: 0, y1: -15, x2: 0, y2: -21.5});
  const face = draw('svg', {viewBox: '-27 -27 54 54', 'aria-hidden': 'true'}, draw('path', {class: 'track', d: bow(0, 1)}), arc, hand);
  const number = make('span.number', {'aria-hidden': 'true'}), slider = make('div.dial', {tabIndex: 0}, face, number);
  const element = make('div.knob', {}, slider, make('span.name', {}, one.tail.replace('_', ' ')));
  const zero = one.low < 0 && one.high > 0 ? placed(one, 0) : 0;
  return turning(one, send, element, slider, number, place => {
    arc.setAttribute('d', bow(Math.min(zero, place), Math.max(zero, place)));
    hand.setAttribute('transform', `rotate(${START + SWEEP * place})`);
  });
}

function line(one, send) {
  const fill = make('i.fill'), number = make('span.number');
  const slider = make('div.rail', {tabIndex: 0}, fill), unit = make('small', {}, one.unit);
  const element = make('div.line', {}, make('span.name', {}, one.tail.replace('_', ' ')), slider, make('span.value', {}, number, ' ', unit));
  return turning(one, send, element, slider, number, place => fill.style.setProperty('--place', place));
}

function turning(one, send, element, slider, number, paint) {
  let value = one.value ?? one.fallback ?? one.low, held = false;
  set(slider, {
    role: 'slider', 'aria-label': one.unit ? `${one.tail}, ${one.unit}` : one.tail,
    'aria-valuemin': one.low, 'aria-valuemax': one.high, 'aria-orientation': 'horizontal',
  });
  const show = () => {
    paint(placed(one, value));
    say(number, shown(one, value));
    slider.setAttribute('aria-valuenow', value);
    slider.setAttribute('aria-valuetext', `${shown(one, value)} ${one.unit}`.trim());
  };
  const change = next => {
    if (next === value || !Number.isFinite(next)) return;
    value = next;
    show();
    send(value);
  };
  drag(slider, () => { held = true; return placed(one, value); }, place => change(valued(one, place)), () => { held = false; });
  slider.addEventListener('dblclick', () => one.fallback !== undefined && change(one.fallback));
  let entered = 0;
  slider.addEventListener('pointerenter', () => { entered = performance.now(); });
  slider.addEventListener('wheel', event => {
    if (document.activeElement !== slider && performance.now() - entered < RESTED_MS) return;  // the page is being scrolled
    event.preventDefault();
    change(stepped(one, value, event.deltaY < 0 ? 1 : -1));
  }, {passive: false});
  slider.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = {ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10}[event.key];
    if (step) change(stepped(one, value, step));
    else if (event.key === 'Home') change(one.low);
    else if (event.key === 'End') change(one.high);
    else if (event.key === 'Backspace' || event.key === 'Delete') change(one.fallback ?? value);
    else if (/^[-.\d]$/.test(event.key) || event.key === 'Enter') type(one, slider, number, event.key === 'Enter' ? shown(one, value) : event.key, change);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  show();
  return {element, take: next => { if (!held && typeof next === 'number') { value = next; show(); } }, get value() { return value; }};
}

/** Write a number over the one that stands there. */
function type(one, slider, number, first, change) {
  const field = make('input.typed', {value: first, inputMode: 'decimal', 'aria-label': `${one.tail}, a number`, size: 5});
  let over = false;
  const end = take => {
    if (over) return;
    over = true;
    const typed = Number(field.value.replace(',', '.').replace('−', '-'));
    field.remove();
    number.hidden = false;
    slider.focus();
    if (take && Number.isFinite(typed)) change(Math.min(one.high, Math.max(one.low, one.type === 'whole' ? Math.round(typed) : typed)));
  };
  field.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.key === 'Enter') end(true);
    if (event.key === 'Escape') end(false);
  });
  field.addEventListener('blur', () => end(true));
  number.hidden = true;
  number.before(field);
  field.focus();
  if (first.length > 1) field.select();
}

/** A hand that drags: up or right is more; a finger moves sideways, so that the page can still be scrolled. */
export function drag(element, begin, move, end = () => {}) {
  let from = null;
  element.addEventListener('pointerdown', event => {
    if (event.button) return;
    element.setPointerCapture(event.pointerId);
    from = {x: event.clientX, y: event.clientY, place: begin(), touch: event.pointerType === 'touch'};
  });
  element.addEventListener('pointermove', event => {
    if (!from) return;
    const far = event.clientX - from.x - (from.touch ? 0 : event.clientY - from.y), share = far / TRAVEL * (event.shiftKey ? FINE : 1);
    from = {...from, x: event.clientX, y: event.clientY, place: Math.min(1.05, Math.max(-0.05, from.place + share))};
    if (far) move(from.place);
  });
  const done = () => { if (from) { from = null; end(); } };
  for (const what of ['pointerup', 'pointercancel', 'lostpointercapture']) element.addEventListener(what, done);
}

const at = place => {
  const angle = (START + SWEEP * place) * Math.PI / 180;
  return `${(21.5 * Math.sin(angle)).toFixed(2)} ${(-21.5 * Math.cos(angle)).toFixed(2)}`;
};
const bow = (from, to) => `M${at(from)}A21.5 21.5 0 ${(to - from) * SWEEP > 180 ? 1 : 0} 1 ${at(to)}`;

// ---- words and lamps

function choice(one, send) {
  const list = picker(one.tail, send), element = make('label.line', {}, make('span.name', {}, one.tail.replace('_', ' ')), list);
  const take = value => list.fill(one.choices.map(String), String(typeof value === 'number' ? one.choices[value] ?? value : value));
  take(one.value);
  return {element, take, get value() { return list.value; }};
}

function lamp(one, send) {
  const press = button('', () => { take(value ? 0 : 1); send(value); }, {role: 'switch', 'aria-label': one.tail}, 'button.switch');
  let value = 0;
  const take = next => {
    value = next === true || next === 1 ? 1 : 0;
    press.setAttribute('aria-checked', String(Boolean(value)));
  };
  take(one.value);
  return {element: make('div.line', {}, make('span.name', {}, one.tail.replace('_', ' ')), press), take, get value() { return value; }};
}

function field(one, send) {
  const entry = make('input', {'aria-label': one.tail, spellcheck: false, autocomplete: 'off'});
  const element = make('label.line', {}, make('span.name', {}, one.tail.replace('_', ' ')), entry);
  let known = '';
  const take = value => { known = String(value ?? ''); if (document.activeElement !== entry) entry.value = known; };
  entry.addEventListener('change', () => {
    if (entry.value === known) return;
    known = entry.value;
    send(one.type === 'text' ? entry.value : Number(entry.value) || 0);
  });
  entry.addEventListener('keydown', event => event.key === 'Enter' && entry.blur());
  take(one.value);
  return {element, take, get value() { return entry.value; }};
}
