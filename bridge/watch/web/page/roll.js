// The piano roll: what was played moves left from "now", what is planned comes from the right in outlines. Human in ink,
// machine in ember. Drawn only while there is something to see; with reduced motion the page stands and the line moves.

import {colour, sharpen, still} from './dom.js';
import {HUMAN, MACHINE} from './synth.js';

const BEFORE = 10, AFTER = 6;  // beats that are seen, at most
const NOW = BEFORE / (BEFORE + AFTER);
const WIDEST_S = 8, REST_MS = 1500;  // of seconds before now; of drawing on after the last thing has left
const LEAST_SPAN = 25;  // semitones

export class Roll {
  constructor(canvas, clock) {
    Object.assign(this, {canvas, clock, pen: canvas.getContext('2d'), notes: [], plan: [], open: new Map()});
    this.low = 48;
    this.high = 84;
    this.asleep = true;
    new ResizeObserver(() => this.wake()).observe(canvas);
    for (const watched of [matchMedia('(prefers-color-scheme: dark)'), still]) watched.addEventListener('change', () => this.recolour());
    this.recolour();
  }

  recolour() {
    this.colours = Object.fromEntries(['ink', 'ember', 'line', 'quiet', 'sheet', 'faint', 'future'].map(name => [name, colour(`--${name}`)]));
    this.wake();
  }

  /** A key went down (velocity > 0) or up, at `at` (performance ms). `who`: HUMAN or MACHINE. */
  note(who, pitch, velocity, channel, at) {
    const key = `${who}/${pitch}/${channel}`, open = this.open.get(key);
    if (open) {
      open.to = Math.max(open.from + 15, at);
      this.open.delete(key);
    }
    if (velocity > 0) {
      const note = {who, pitch, velocity, from: at, to: null, drum: channel === 10};
      this.notes.push(note);
      this.open.set(key, note);
      if (who === MACHINE) this.plan = this.plan.filter(one => one.pitch !== pitch || Math.abs(one.from - at) > 120);
    }
    this.wake();
  }

  planned(beats, pitch, velocity, length, at) {
    this.plan.push({pitch, velocity, from: at + beats * this.clock.beatMs, length: length * this.clock.beatMs});
    this.wake();
  }

  clearPlan() {
    this.plan.length = 0;
    this.wake();
  }

  /** Whatever sounds ends now: the line broke, or panic. */
  end() {
    for (const note of this.open.values()) note.to = Math.max(note.from + 15, performance.now());
    this.open.clear();
    this.clearPlan();
  }

  wake() {
    this.last = performance.now();
    if (!this.asleep) return;
    this.asleep = false;
    requestAnimationFrame(() => this.frame());
  }

  get beforeMs() { return Math.min(WIDEST_S * 1000, BEFORE * this.clock.beatMs); }

  frame() {
    const now = performance.now(), before = this.beforeMs;
    this.notes = this.notes.filter(note => note.to === null || note.to > now - before * 1.1);
    this.plan = this.plan.filter(one => one.from > now - 60);
    this.paint(now);
    const busy = this.notes.length || this.plan.length;
    if (busy) this.last = now;
    if (now - this.last > REST_MS) this.asleep = true;  // the last picture stays: an empty page
    else if (still.matches && !this.open.size) setTimeout(() => requestAnimationFrame(() => this.frame()), 60);
    else requestAnimationFrame(() => this.frame());
  }

  paint(now) {
    sharpen(this.canvas);
    const {pen, canvas, clock} = this, width = canvas.width, height = canvas.height, ratio = width / (canvas.clientWidth || 1);
    if (!width || !height) return;
    const whole = this.beforeMs / NOW, scale = width / whole;
    const start = still.matches ? Math.floor(now / (whole * 0.6)) * whole * 0.6 - whole * 0.15 : now - this.beforeMs;
    const x = at => (at - start) * scale, here = x(now);
    this.fit(start + whole);
    const row = height / (this.high - this.low + 1), y = pitch => (this.high - pitch) * row;
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = this.colours.future;
    pen.fillRect(here, 0, width - here, height);
    this.ground(x, y, row, start, start + whole, ratio);
    pen.fillStyle = this.colours.quiet;
    pen.fillRect(Math.round(here) - ratio / 2, 0, 1.5 * ratio, height);
    const thick = Math.max(2 * ratio, Math.min(row * 0.82, 11 * ratio));
    for (const one of this.plan) this.outline(one, x, y(one.pitch) + row / 2, thick, scale, ratio);
    for (const note of this.notes) {
      const middle = y(note.pitch) + row / 2, length = (note.to ?? note.from + clock.beatMs / 2) - note.from;
      if (note.from > now) this.outline({...note, length}, x, middle, thick, scale, ratio);  // it has left, and is not heard yet
      else this.bar(note, x, middle, thick, now, here, ratio);
    }
  }

  /** Beat and bar lines with the bars' numbers; octaves. */
  ground(x, y, row, from, to, ratio) {
    const {pen, canvas, colours, clock} = this;
    pen.font = `italic ${13 * ratio}px Garamond, serif`;
    pen.fillStyle = colours.faint;
    for (let pitch = Math.ceil(this.low / 12) * 12; pitch <= this.high; pitch += 12) pen.fillRect(0, Math.round(y(pitch) + row), canvas.width, ratio);
    for (const {at, bar, beat} of clock.between(from, to)) {
      const here = Math.round(x(at));
      pen.fillStyle = beat === 1 ? colours.line : colours.faint;
      pen.fillRect(here, 0, ratio, canvas.height);
      if (beat !== 1) continue;
      pen.fillStyle = colours.quiet;
      pen.fillText(bar, here + 5 * ratio, canvas.height - 8 * ratio);
    }
    pen.fillStyle = colours.quiet;
    for (let pitch = Math.ceil(this.low / 12) * 12; pitch <= this.high; pitch += 12) {
      pen.fillText(`C${pitch / 12 - 1}`, 6 * ratio, y(pitch) + row - 4 * ratio);
    }
  }

  bar(note, x, middle, thick, now, here, ratio) {
    const {pen, colours} = this, left = x(note.from), end = note.to === null ? now : Math.min(note.to, now), sounding = note.to === null || note.to > now;
    const right = Math.max(left + thick * 0.9, x(end)), loud = 0.6 + 0.4 * note.velocity / 127;
    pen.fillStyle = note.who === HUMAN ? colours.ink : colours.ember;
    pen.globalAlpha = loud * Math.min(1, Math.max(0.1, 1.7 - 1.5 * (here - right) / (here || 1)));
    if (sounding && now - note.from < 4000) {
      pen.shadowColor = pen.fillStyle;
      pen.shadowBlur = 16 * ratio * Math.max(0.25, 1 - (now - note.from) / 700);
      pen.globalAlpha = 1;
    }
    round(pen, left, middle - thick / 2, right - left, thick);
    pen.fill();
    pen.shadowBlur = 0;
    pen.globalAlpha = 1;
  }

  outline(one, x, middle, thick, scale, ratio) {
    const {pen, colours} = this, left = x(one.from);
    pen.strokeStyle = one.who === HUMAN ? colours.ink : colours.ember;
    pen.globalAlpha = 0.35 + 0.4 * one.velocity / 127;
    pen.lineWidth = 1.25 * ratio;
    round(pen, left, middle - thick / 2, Math.max(thick, one.length * scale - 2 * ratio), thick);
    pen.stroke();
    pen.globalAlpha = 1;
  }

  /** The range of pitches follows what is seen, slowly. */
  fit(end) {
    const seen = [...this.notes, ...this.plan].filter(note => note.from < end);
    let low = 48, high = 84;
    if (seen.length) {
      low = Math.min(...seen.map(note => note.pitch)) - 3;
      high = Math.max(...seen.map(note => note.pitch)) + 3;
      const lacking = Math.max(0, LEAST_SPAN - (high - low)) / 2;
      low -= lacking;
      high += lacking;
    } else if (!this.asleep) return;
    const slow = still.matches ? 1 : 0.12;
    this.low += (low - this.low) * slow;
    this.high += (high - this.high) * slow;
  }
}

function round(pen, x, y, width, height) {
  pen.beginPath();
  pen.roundRect(x, y, width, height, Math.min(height / 2, width / 2));
}
