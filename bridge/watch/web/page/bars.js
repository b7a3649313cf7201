// Values as bars, one a column: a finger sets the human's mark (ink), the machine's level moves in ember.

import {make, set} from './dom.js';

export class Bars {
  /** `send(index, value)` for what a hand does; `null`: they are only looked at. */
  constructor(count, send, name) {
    this.send = send;
    this.bars = Array.from({length: count}, (_, i) => make('i.bar', {}, make('b.level'), make('b.mark')));
    this.element = make('div.bars', {}, ...this.bars);
    this.element.style.setProperty('--count', count);
    if (!send) return;
    this.bars.forEach((bar, i) => {
      set(bar, {tabIndex: 0, role: 'slider', 'aria-label': `${name}, value ${i}`, 'aria-orientation': 'vertical'});
      set(bar, {'aria-valuemin': 0, 'aria-valuemax': 1, 'aria-valuenow': 0.5});
      bar.addEventListener('keydown', event => {
        const step = {ArrowUp: 0.05, ArrowDown: -0.05, ArrowRight: 0.05, ArrowLeft: -0.05}[event.key];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        this.hand(i, (bar.value ?? 0.5) + step);
      });
    });
    this.listen();
  }

  listen() {
    const {element} = this, down = new Set();
    const touch = event => {
      const box = element.getBoundingClientRect(), i = Math.floor((event.clientX - box.left) / box.width * this.bars.length);
      if (this.bars[i]) this.hand(i, 1 - (event.clientY - box.top) / box.height);
    };
    element.addEventListener('pointerdown', event => {
      element.setPointerCapture(event.pointerId);
      down.add(event.pointerId);
      touch(event);
    });
    element.addEventListener('pointermove', event => down.has(event.pointerId) && touch(event));
    for (const what of ['pointerup', 'pointercancel']) element.addEventListener(what, event => down.delete(event.pointerId));
  }

  hand(i, value) {
    value = Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
    this.put(i, '--mark', value);
    this.bars[i].value = value;
    this.bars[i].setAttribute('aria-valuenow', value);
    this.send(i, value);
  }

  human(values) { values.forEach((value, i) => this.put(i, '--mark', value)); }

  machine(values) { values.forEach((value, i) => this.put(i, '--level', value)); }

  put(i, name, value) { this.bars[i]?.style.setProperty(name, Math.min(1, Math.max(0, value))); }

  clear() { for (let i = 0; i < this.bars.length; i++) this.put(i, '--level', 0); }
}
