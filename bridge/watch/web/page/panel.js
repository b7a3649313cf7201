// A player's panel: name, package, lamp, modes, what its kind shows, the knobs that matter, and all others in a drawer.

import {button, choices, make, ours, picker, say} from './dom.js';
import {knob} from './knobs.js';
import {controls, has, PITCH, words} from './tree.js';
import {GestureBody} from './gesture.js';
import {MusicBody} from './music.js';
import {PictureBody} from './picture.js';
import {TensorBody} from './tensor.js';
import {TextBody} from './text.js';

const BODIES = {music: MusicBody, text: TextBody, image: PictureBody, gesture: GestureBody, tensor: TensorBody};
const LARGE = {
  music: ['temperature', 'density', 'velocity', 'low', 'high', 'length'], text: ['temperature', 'pace', 'top_p'],
  image: ['walk', 'truncation', 'glide'], gesture: ['temperature', 'spread', 'length'],
};
const OPEN = {music: ['style', 'scale']};  // words and lines that are not hidden in the drawer either
const PITCHES = new Set(['low', 'high']);
const APART = new Set(['mode']);  // has a place of its own
const MODES = {
  answer: 'replies when you pause', continue: 'carries on until you play', trade: 'you and it take turns', accompany: 'sounds with each of your notes',
  solo: 'plays by itself', off: 'is silent',
};

export class Panel {
  /** `house`: what all panels share; see main.js. */
  constructor({name, kind, node}, house) {
    Object.assign(this, {name, kind, node, house, knobs: new Map()});
    this.lamp = make('i.lamp', {'aria-hidden': 'true'});
    this.state = make('span.state', {}, '');
    this.load = picker(`the package of ${name}`, word => house.send(`/${name}/load`, word));
    this.element = make('section.panel', {'data-kind': kind, 'data-state': 'idle', 'aria-label': `${name}, ${kind}`, id: `player-${name}`});
    this.body = new (BODIES[kind] || TensorBody)(this);
    this.element.append(this.head(), this.line(), this.body.element, ...this.controls());
  }

  send(tail, ...args) { return this.house.send(`/${this.name}/${tail}`, ...args); }

  head() {
    const {name, kind} = this, seen = kind === 'image' || kind === 'text';
    const words = {target: '_blank', title: 'fill a screen or a projector', 'aria-label': `${name} on a whole screen`};
    return make('header', {}, this.lamp, make('h2', {}, name), this.state, make('span.gap'), this.load,
      has(this.node, 'undo') && button('undo', () => this.send('undo'), {title: 'back to the package before'}, 'button.plain'),
      seen && make('a.plain', {href: ours(`/view/${name}`), ...words}, '↗'));
  }

  /** Modes, and what a body has to ask for in the same line. */
  line() {
    const inside = [...this.modes(), this.body.asks].filter(Boolean);
    return inside.length ? make('div.modes', {}, ...inside) : '';
  }

  modes() {
    const mode = controls(this.node).find(one => one.tail === 'mode');
    if (!mode) return [];
    this.mode = choices(`mode of ${this.name}`, mode.choices, word => { this.mode.show(word); this.send('mode', word); }, MODES);
    this.mode.show(mode.value);
    return [this.mode];
  }

  controls() {
    const large = LARGE[this.kind] || [], open = OPEN[this.kind] || [], all = controls(this.node).filter(one => !APART.has(one.tail));
    if (this.kind === 'music') for (const one of all) if (PITCHES.has(one.tail)) one.unit = PITCH;
    const made = one => {
      const control = knob(one, value => this.send(one.tail, value), {large: large.includes(one.tail), learn: one => this.house.learn(this, one)});
      this.knobs.set(one.tail, control);
      return control.element;
    };
    const before = (names, x, y) => names.indexOf(x.tail) - names.indexOf(y.tail);
    const dials = all.filter(one => large.includes(one.tail)).sort((x, y) => before(large, x, y)), lines = all.filter(one => open.includes(one.tail));
    const rest = all.filter(one => !large.includes(one.tail) && !open.includes(one.tail));
    return [
      (dials.length || lines.length) && make('div.front', {}, dials.length && make('div.dials', {}, ...dials.map(made)),
        lines.length && make('div.lines', {}, ...lines.map(made))),
      rest.length && make('details.drawer', {}, make('summary', {}, `all of ${this.name}’s knobs`), make('div.lines', {}, ...rest.map(made))),
    ].filter(Boolean);
  }

  /** What came from the player: `/NAME/out/TAIL`, to be seen at `at` (performance ms). */
  hear(tail, args, at) {
    if (tail === 'state') this.show(args[0]);
    else if (tail === 'ladder') this.climb(...args);
    else this.body.hear(tail, args, at);
  }

  /** A parameter that others have set. */
  take(tail, args) {
    if (tail === 'mode') this.mode?.show(args[0]);
    this.knobs.get(tail)?.take(args[0]);
    this.body.take?.(tail, args);
  }

  show(state) {
    this.element.dataset.state = state;
    say(this.state, [state === 'idle' ? '' : state, this.ladder].filter(Boolean).join(' · '));
  }

  /** How far its model's lateness has brought it down: one quiet word, none while it is in time. */
  climb(level, what) {
    this.ladder = level > 0 ? what : '';
    this.show(this.element.dataset.state);
  }

  /** Its own lines of /api/status. */
  status(own) {
    this.load.fill(words(this.node, 'load'), own.package || '');
    this.show(own.state || 'idle');
    this.body.status?.(own);
  }

  /** The line broke: nothing that sounds or moves goes on. */
  rest() {
    this.ladder = '';
    this.show('idle');
    this.body.rest?.();
  }

  close() {
    this.body.close?.();
    this.element.remove();
  }
}
