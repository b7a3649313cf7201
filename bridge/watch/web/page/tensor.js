// A tensor player, whatever its model is: numbers in, numbers out.

import {Bars} from './bars.js';
import {button, make, say} from './dom.js';
import {places} from './tree.js';

const MOST = 24;  // bars; the rest is only told

export class TensorBody {
  constructor(panel) {
    const count = Math.min(MOST, places(panel.node, 'in') || 8);
    this.values = new Array(count).fill(0.5);
    this.inside = new Bars(count, (i, value) => { this.values[i] = value; panel.send('in', ...this.values); }, panel.name);
    this.outside = new Bars(count, null, panel.name);
    this.told = make('p.told', {'aria-label': `what ${panel.name} puts out`}, '');
    this.element = make('div.body', {}, make('div.pair', {}, this.inside.element, this.outside.element), this.told,
      make('div.asks', {}, button('reset', () => panel.send('reset'))));
    this.panel = panel;
  }

  hear(tail, args, at) {
    if (tail !== 'value') return;
    this.panel.house.later(at, () => {
      this.outside.machine(args);
      say(this.told, args.slice(0, MOST).map(x => x.toPrecision(3)).join('  '));
    });
  }
}
