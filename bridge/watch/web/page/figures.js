// How it keeps time: latency, what was late or dropped, which device runs, and the page's own key to sound.

import {make, ours, say} from './dom.js';

const EVERY_MS = 2000, PATIENCE_MS = 3000;
const KEPT = 32;

export class Figures {
  /** `told(status)` for each /api/status. */
  constructor(place, told) {
    Object.assign(this, {place, told, rows: new Map(), trips: []});
  }

  put(name, words, bad = false, title = '') {
    if (!this.rows.has(name)) {
      const value = make('dd', {});
      this.rows.set(name, value);
      this.place.append(make('div', {title}, make('dt', {}, name), value));
    }
    const value = this.rows.get(name);
    say(value, words);
    value.classList.toggle('bad', bad);
  }

  show(status) {
    const players = status.players || [], of = key => players.map(one => one[key]).filter(Number.isFinite);
    const ms = key => Math.max(...of(key)).toFixed(1), known = of('latency_p50_ms').length > 0;
    this.put('latency p50 / p99', known ? `${ms('latency_p50_ms')} / ${ms('latency_p99_ms')} ms` : '–', false, 'from your note to its first, the slowest player');
    this.put('late', String(status.timer_late ?? '–'), status.timer_late > 0, 'left 3 ms and more after their moment');
    this.put('dropped', String(status.timer_dropped ?? '–'), status.timer_dropped > 0, 'would have had to wait, and were left out');
    const devices = [...new Set(players.map(one => one.device).filter(Boolean))].join(', ');
    this.put('runs on', devices || '–', false, players.map(one => `${one.name}: ${one.device}`).join('\n'));
    this.told(status);
  }

  /** A key's way to the ear, in milliseconds: `ours` is what we made of it, `whole` with the system's own. */
  key(ours, whole) {
    this.trips.push({ours, whole});
    if (this.trips.length > KEPT) this.trips.shift();
    const middle = name => this.trips.map(one => one[name]).sort((a, b) => a - b)[this.trips.length >> 1];
    this.put('key to sound', `${middle('ours').toFixed(0)} ms`, middle('ours') > 30, `ours; with the system’s own ${middle('whole').toFixed(0)} ms`);
  }

  async look() {
    clearTimeout(this.next);
    this.next = setTimeout(() => this.look(), EVERY_MS);
    if (document.hidden) return;
    try {
      this.show(await (await fetch(ours('/api/status'), {signal: AbortSignal.timeout(PATIENCE_MS)})).json());
    } catch { /* the line says that the server is away */ }
  }
}
