// The keyboard at the foot of the page: fingers on the screen (several, gliding), the computer's keys as one row of a piano,
// and a lamp on every key that sounds, whoever plays it.

import {button, make, say} from './dom.js';
import {HUMAN} from './synth.js';

const ROW = ['KeyA', 'KeyW', 'KeyS', 'KeyE', 'KeyD', 'KeyF', 'KeyT', 'KeyG', 'KeyY', 'KeyH', 'KeyU', 'KeyJ', 'KeyK', 'KeyO', 'KeyL', 'KeyP', 'Semicolon', 'Quote'];
const LABELS = {Semicolon: ';', Quote: '’'};
const BLACK = new Set([1, 3, 6, 8, 10]), LOWEST = 24, HIGHEST = 108;
const WIDTH = 40, NARROW = 33;  // pixels of a white key, at least; on a phone
const SOFT = 58, FIRM = 92, LOUD = 122;
const WRITES = 'input, textarea, select, [contenteditable]', PRESSES = 'button, a, summary, [role=switch], [role=radio]';

/** Pitches of so many white keys and the black ones between them: from a C on, the row of letters about the middle. */
function range(base, count) {
  let low = Math.max(LOWEST, base - 12 * Math.max(0, Math.floor((count - 11) / 14)));
  while (low > LOWEST && (HIGHEST - low) / 12 * 7 + 1 < count) low -= 12;
  const found = [];
  for (let pitch = low, whites = 0; pitch <= HIGHEST && whites < count; pitch++) {
    found.push(pitch);
    whites += BLACK.has(pitch % 12) ? 0 : 1;
  }
  return found;
}

export class Keys {
  /** `hands`: {on(pitch, velocity, event), off(pitch), pedal(down)}. */
  constructor(place, hands) {
    Object.assign(this, {hands, base: 60, down: new Map(), held: new Map(), lit: new Map(), latched: false});
    this.board = make('div.board', {
      tabIndex: 0, role: 'group',
      'aria-label': 'piano: the keys A to ’ play, Z and X change the octave, Space is the pedal, Shift is louder',
    });
    this.octave = make('output', {'aria-live': 'polite'});
    this.pedal = button('pedal', () => this.press(!this.latched), {'aria-pressed': 'false', title: 'hold what sounds (Space)'});
    this.tools = make('div.tools', {},
      button('−', () => this.shift(-1), {'aria-label': 'an octave down', title: 'an octave down (Z or ←)'}), this.octave,
      button('+', () => this.shift(1), {'aria-label': 'an octave up', title: 'an octave up (X or →)'}), this.pedal);
    place.append(this.tools, this.board);
    this.lay();
    new ResizeObserver(() => this.lay()).observe(this.board);
    this.listen();
    navigator.keyboard?.getLayoutMap?.().then(map => { this.map = map; this.lay(true); }).catch(() => {});
  }

  // ---- what is seen

  lay(again = false) {
    const width = this.board.clientWidth, count = Math.max(8, Math.floor(width / (width < 700 ? NARROW : WIDTH)));
    if (!again && count === this.count) return;
    this.count = count;
    this.each = new Map();
    const pitches = range(this.base, count), whites = pitches.filter(pitch => !BLACK.has(pitch % 12)).length;
    let passed = 0;
    for (const pitch of pitches) {
      const black = BLACK.has(pitch % 12), row = ROW[pitch - this.base], words = row ? this.label(row) : '';
      const key = make(black ? 'i.black' : 'i.white', {'data-pitch': pitch}, make('kbd', {}, words), pitch % 12 ? '' : make('small', {}, `C${pitch / 12 - 1}`));
      if (black) key.style.setProperty('--at', passed / whites);
      else passed += 1;
      this.each.set(pitch, key);
    }
    this.board.style.setProperty('--count', whites);
    this.board.replaceChildren(...this.each.values());
    say(this.octave, `C${this.base / 12 - 1}`);
    for (const [pitch, who] of this.lit) this.each.get(pitch)?.classList.add(who);
  }

  label(code) {
    return this.map?.get(code)?.toUpperCase() || LABELS[code] || code.slice(3);
  }

  /** A key sounds, or no longer: `who` played it. */
  light(pitch, who, on) {
    if (on) this.lit.set(pitch, who);
    else if (this.lit.get(pitch) === who) this.lit.delete(pitch);
    this.each.get(pitch)?.classList.toggle(who, on);
  }

  shift(octaves) {
    const base = Math.min(96, Math.max(24, this.base + 12 * octaves));
    if (base === this.base) return;
    this.base = base;
    this.lay(true);
  }

  // ---- what is played: a source (finger, key) holds one pitch; a pitch ends with the last that holds it

  on(source, pitch, velocity, event) {
    if (this.down.has(source)) return;
    this.down.set(source, pitch);
    this.held.set(pitch, (this.held.get(pitch) || 0) + 1);
    this.light(pitch, HUMAN, true);
    this.hands.on(pitch, velocity, event);
  }

  off(source) {
    const pitch = this.down.get(source);
    if (pitch === undefined) return;
    this.down.delete(source);
    const left = this.held.get(pitch) - 1;
    if (left > 0) return void this.held.set(pitch, left);
    this.held.delete(pitch);
    this.light(pitch, HUMAN, false);
    this.hands.off(pitch);
  }

  press(down) {
    if (down === this.latched) return;
    this.latched = down;
    this.pedal.setAttribute('aria-pressed', String(down));
    this.hands.pedal(down);
  }

  /** Let go of everything. */
  release() {
    for (const source of [...this.down.keys()]) this.off(source);
    this.press(false);
  }

  /** All lamps out: panic, or the line broke. */
  dark() {
    for (const [pitch, who] of [...this.lit]) this.light(pitch, who, false);
  }

  // ---- hands

  listen() {
    const {board} = this;
    board.addEventListener('pointerdown', event => {
      if (event.button) return;
      event.preventDefault();
      if (document.activeElement?.matches(WRITES)) document.activeElement.blur();  // letters are notes again
      board.setPointerCapture(event.pointerId);
      this.touch(event);
    });
    board.addEventListener('pointermove', event => this.down.has(event.pointerId) && this.touch(event));
    for (const what of ['pointerup', 'pointercancel', 'lostpointercapture']) board.addEventListener(what, event => this.off(event.pointerId));
    board.addEventListener('contextmenu', event => event.preventDefault());
    addEventListener('keydown', event => this.key(event));
    addEventListener('keyup', event => {
      if (event.code === 'Space' && this.spaced) { this.spaced = false; this.press(false); }
      this.off(event.code);
    });
    addEventListener('blur', () => this.release());
    document.addEventListener('visibilitychange', () => document.hidden && this.release());
  }

  touch(event) {
    const key = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-pitch]');
    if (!key || !this.board.contains(key)) return;
    const pitch = Number(key.dataset.pitch);
    if (this.down.get(event.pointerId) === pitch) return;
    const box = key.getBoundingClientRect(), deep = (event.clientY - box.top) / box.height;
    this.off(event.pointerId);
    this.on(event.pointerId, pitch, Math.round(SOFT + (LOUD - SOFT) * Math.min(1, Math.max(0, deep))), event);
  }

  key(event) {
    const {target, code} = event;
    if (target.closest?.(WRITES) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.repeat && code === 'Space' && this.spaced) event.preventDefault();  // the page must not scroll under the pedal
    if (event.repeat || document.body.dataset.music === '0') return;
    if (code === 'Space') {
      if (target.closest?.(PRESSES)) return;
      this.spaced = true;
      this.press(true);
    } else if (code === 'KeyZ' || code === 'ArrowLeft') this.shift(-1);
    else if (code === 'KeyX' || code === 'ArrowRight') this.shift(1);
    else if (ROW.includes(code)) this.on(code, this.base + ROW.indexOf(code), event.shiftKey ? LOUD : FIRM, event);
    else return;
    event.preventDefault();
  }
}
