// The one line to the server: a WebSocket at `/`, binary frames are OSC packets both ways, text frames are JSON commands.
// When it breaks it comes back by itself, later each time, and whoever listens is told of both.

import {ours} from './dom.js';
import {decode, encode} from './osc.js';

const FIRST_MS = 250, LONGEST_MS = 4000;  // of waiting before the next try
const SILENT_MS = 6000;  // TIME is asked every two seconds: a line that says nothing for so long is dead
const TIME_MS = 2000, EAGER = 5;  // the first few are asked at once, so that the clock is right soon

export class Socket {
  /** `heard(message)` for every OSC message, `told(command)` for every JSON one, `opened()` and `closed()` when so;
   *  `timed(sent, server, now)`: the server's Unix seconds for a question sent and answered at these performance.now(). */
  constructor({heard, told, opened, closed, timed}) {
    Object.assign(this, {heard, told, opened, closed, timed});
    this.wait = FIRST_MS;
    this.connect();
    addEventListener('online', () => this.hurry());
    addEventListener('pageshow', () => this.hurry());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.hurry());
  }

  get open() { return this.line?.readyState === WebSocket.OPEN; }

  /** Send one message; false while the line is down: what is played then is played alone. */
  send(address, ...args) {
    if (!this.open) return false;
    this.line.send(encode(address, ...args));
    return true;
  }

  /** A command of OSCQuery's, as JSON. */
  command(COMMAND, DATA) {
    if (this.open) this.line.send(JSON.stringify({COMMAND, DATA}));
  }

  connect() {
    clearTimeout(this.next);
    this.next = 0;
    const address = ours('/');
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const line = this.line = new WebSocket(address);
    line.binaryType = 'arraybuffer';
    line.onopen = () => {
      this.wait = FIRST_MS;
      this.last = performance.now();
      this.asked = 0;
      this.opened();
      this.ask();
    };
    line.onmessage = ({data}) => line === this.line && this.take(data);
    line.onclose = () => line === this.line && this.broken();
  }

  take(data) {
    this.last = performance.now();
    if (typeof data === 'string') {
      const command = JSON.parse(data);
      if (command.COMMAND !== 'TIME') return this.told(command);
      this.timed(command.DATA[0], command.DATA[1], this.last);
      if (this.asked < EAGER) this.ask();
      return;
    }
    for (const message of decode(data)) this.heard(message);
  }

  ask() {
    clearTimeout(this.timer);
    if (!this.open) return;
    if (performance.now() - this.last > SILENT_MS) return this.cut();
    this.asked += 1;
    this.command('TIME', performance.now());
    this.timer = setTimeout(() => this.ask(), TIME_MS);
  }

  cut() {
    const line = this.line;
    line.onclose = null;
    line.close();
    this.broken();
  }

  broken() {
    clearTimeout(this.timer);
    this.closed();
    this.line = null;
    const soon = this.wait * (0.75 + Math.random() / 2);  // many pages must not all come at once
    this.wait = Math.min(this.wait * 1.6, LONGEST_MS);
    this.next = setTimeout(() => this.connect(), soon);
  }

  hurry() {
    if (this.next && !this.line) {
      this.wait = FIRST_MS;
      this.connect();
    }
  }
}
