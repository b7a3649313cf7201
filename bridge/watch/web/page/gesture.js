// A gesture player: two or three values are a pad to draw on, more are bars. Human in ink, machine in ember.

import {button, colour, make, sharpen, still} from './dom.js';
import {Bars} from './bars.js';
import {places} from './tree.js';

const SEEN_MS = 9000;  // a stroke fades in this time
const EVERY_MS = 16;
const OWN_MS = 250;  // what comes back so soon after our own hand is our own hand
const PAD = 3;  // values: x, y and, of a pen, whether it touches

export class GestureBody {
  constructor(panel) {
    const count = places(panel.node, 'in') || 3;
    this.panel = panel;
    this.inside = count <= PAD ? new Pad(count, values => this.move(values)) : new Bars(count, (i, value) => panel.send(`in/${i}`, value), panel.name);
    this.element = make('div.body', {}, this.inside.element, make('div.asks', {},
      button('answer', () => panel.send('answer'), {title: 'go on now'}), button('stop', () => panel.send('stop')),
      button('forget', () => { panel.send('reset'); this.inside.clear(); }, {title: 'a new movement begins'})));
  }

  move(values) { this.panel.send('in', ...values); }

  hear(tail, args, at) {
    if (tail === 'value') this.panel.house.later(at, () => this.inside.machine(args));
    else if (tail === 'heard') this.inside.human(args);
  }

  rest() { this.inside.lift?.(); }
}

class Pad {
  constructor(count, send) {
    Object.assign(this, {count, send, points: [], asleep: true, here: [0.5, 0.5], sent: 0, own: -1e9});
    const canvas = this.canvas = make('canvas.pad', {tabIndex: 0, role: 'img', 'aria-label': 'a pad to draw on: with a finger, a mouse, or the arrow keys'});
    this.hint = make('p.hint', {}, make('span', {}, 'Draw here. When you rest, it goes on.'));
    this.element = make('div.padding', {}, canvas, this.hint);
    this.pen = canvas.getContext('2d');
    new ResizeObserver(() => this.wake()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.wake());
    this.listen();
  }

  listen() {
    const {canvas} = this;
    let down = false;
    const at = event => {
      const box = canvas.getBoundingClientRect(), inside = x => Math.min(1, Math.max(0, x));
      return [inside((event.clientX - box.left) / box.width), inside((event.clientY - box.top) / box.height)];
    };
    canvas.addEventListener('pointerdown', event => {
      canvas.setPointerCapture(event.pointerId);
      down = true;
      const [x, y] = at(event);
      this.hand(x, y, false);  // the pen comes down here
      this.hand(x, y, true);
    });
    canvas.addEventListener('pointermove', event => {
      if (!down || event.timeStamp - this.sent < EVERY_MS) return;
      this.sent = event.timeStamp;
      this.hand(...at(event), true);
    });
    const up = event => {
      if (!down) return;
      down = false;
      this.hand(...at(event), false);
    };
    canvas.addEventListener('pointerup', up);
    canvas.addEventListener('pointercancel', up);
    canvas.addEventListener('keydown', event => {
      const step = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
      if (!step) return;
      event.preventDefault();
      this.here = this.here.map((x, i) => Math.min(1, Math.max(0, x + step[i] * 0.03)));
      this.hand(...this.here, true);
    });
  }

  hand(x, y, touches) {
    this.here = [x, y];
    this.own = performance.now();
    this.point('ink', x, y, touches);
    this.send([x, y, ...(this.count > 2 ? [touches ? 1 : 0] : [])]);
  }

  machine([x, y, touches = 1]) { this.point('ember', x, y, touches > 0.5); }

  /** Where the human is, told by the server: our own hand is drawn already. */
  human([x, y, touches = 1]) {
    if (performance.now() - this.own > OWN_MS) this.point('ink', x, y, touches > 0.5);
  }

  point(who, x, y, touches) {
    this.hint.hidden = true;
    this.points.push({who, x, y, touches, at: performance.now()});
    this.wake();
  }

  clear() {
    this.points.length = 0;
    this.wake();
  }

  wake() {
    if (!this.asleep) return;
    this.asleep = false;
    requestAnimationFrame(() => this.frame());
  }

  frame() {
    const now = performance.now(), {pen, canvas} = this;
    this.points = this.points.filter(point => now - point.at < SEEN_MS);
    sharpen(canvas);
    const ratio = canvas.width / (canvas.clientWidth || 1);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineCap = pen.lineJoin = 'round';
    const last = {};
    for (const point of this.points) {
      const before = last[point.who];
      last[point.who] = point;
      if (!before || !point.touches || !before.touches) continue;
      pen.strokeStyle = colour(`--${point.who}`);
      pen.globalAlpha = Math.max(0, 1 - (now - point.at) / SEEN_MS) ** 0.6;
      pen.lineWidth = (point.who === 'ink' ? 2.2 : 3) * ratio;
      pen.beginPath();
      pen.moveTo(before.x * canvas.width, before.y * canvas.height);
      pen.lineTo(point.x * canvas.width, point.y * canvas.height);
      pen.stroke();
    }
    for (const [who, point] of Object.entries(last)) {
      pen.fillStyle = colour(`--${who}`);
      pen.globalAlpha = Math.max(0, 1 - (now - point.at) / 2500) * (point.touches ? 1 : 0.4);
      pen.beginPath();
      pen.arc(point.x * canvas.width, point.y * canvas.height, 5 * ratio, 0, 7);
      pen.fill();
    }
    pen.globalAlpha = 1;
    if (!this.points.length) this.asleep = true;
    else if (still.matches) setTimeout(() => requestAnimationFrame(() => this.frame()), 100);
    else requestAnimationFrame(() => this.frame());
  }
}
