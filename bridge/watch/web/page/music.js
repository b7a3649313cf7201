// A music player: the roll, the chord that both hold, and what can be asked of it.

import {button, make, say} from './dom.js';
import {Roll} from './roll.js';
import {HUMAN, MACHINE} from './synth.js';
import {has} from './tree.js';

const ASKED = {answer: 'reply now', again: 'the last reply, note for note', end: 'come to an end: a cadence, not a cut', stop: 'cut now'};

const NAMES = {answer: 'answer now'};

export class MusicBody {
  constructor(panel) {
    Object.assign(this, {panel, played: false});
    const canvas = make('canvas', {role: 'img', 'aria-label': 'piano roll: you in ink, the machine in colour, its plan in outlines'});
    this.chord = make('span.chord', {title: 'the harmony that you and it hold'});
    const letters = ['A', 'S', 'D'].flatMap(letter => [make('kbd', {}, letter), ' ']);
    this.hint = make('p.hint', {}, make('span.touching', {}, 'Play a phrase on the keys below.'),
      make('span.typing', {}, 'Play a phrase: ', make('b', {}, ...letters, '…'), ' or the keys below.'),
      make('span', {}, 'When you pause, it answers.'));
    const asked = Object.keys(ASKED).filter(tail => has(panel.node, tail));
    this.asks = make('div.asks', {}, ...asked.map(tail => button(NAMES[tail] || tail, () => panel.send(tail), {title: ASKED[tail]})));
    const legend = make('p.legend', {}, make('span.you', {}, 'you'), make('span.it', {}, 'machine'), make('span.plan', {}, 'to come'));
    this.element = make('div.body', {}, make('div.roll', {}, canvas, this.chord, this.hint, legend));
    this.roll = new Roll(canvas, panel.house.clock);
  }

  hear(tail, args, at) {
    const {house, name} = this.panel;
    if (tail === 'note') {
      const [pitch, velocity, channel] = args;
      this.greet();
      this.roll.note(MACHINE, pitch, velocity, channel, at);
      house.machine(name, pitch, velocity, channel, at);
    } else if (tail === 'plan') this.roll.planned(...args, at);
    else if (tail === 'plan/clear') this.roll.clearPlan();
    else if (tail === 'heard') this.human(...args, at, true);
    else if (tail === 'chord') house.later(at, () => say(this.chord, args[0]));
  }

  /** What the human plays: here, or (`heard`) wherever it came from. */
  human(pitch, velocity, channel, at, heard = false) {
    if (heard && this.panel.house.mine(this.panel.name, pitch, velocity)) return;
    this.greet();
    this.roll.note(HUMAN, pitch, velocity, channel, at);
    if (heard) this.panel.house.other(pitch, velocity, channel, at);
  }

  greet() {
    if (!this.played) this.hint.hidden = this.played = true;
  }

  rest() {
    this.roll.end();
    say(this.chord, '');
  }
}
