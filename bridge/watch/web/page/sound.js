// Volume, the two voices' balance, MIDI: the page's own sound. Where it was left is remembered by this browser.

import {button, make, pop, say, SMALL} from './dom.js';
import * as midi from './midi.js';
import {HUMAN, MACHINE} from './synth.js';

const KEY = 'duende sound';

export class Sound {
  constructor(place, synth, hands) {
    this.synth = synth;
    const kept = read();
    const slider = (who, name, title) => {
      const input = make('input', {type: 'range', min: 0, max: 1, step: 0.01, value: kept[who] ?? synth.levels[who], 'aria-label': title, title});
      const set = () => { synth.level(who, Number(input.value)); write(synth.levels); };
      input.addEventListener('input', set);
      input.addEventListener('keydown', event => event.key.startsWith('Arrow') && event.stopPropagation());
      input.addEventListener('pointerup', () => input.blur());
      synth.level(who, Number(input.value));
      return make(`label.level.${who}`, {}, make('span', {}, name), input);
    };
    this.told = make('span.told', {role: 'status'});
    const told = words => { say(this.told, words); this.midi.title = words; };
    this.midi = button('MIDI', () => midi.listen(hands, told), {title: 'play a MIDI keyboard that is plugged into this computer'});
    const volume = slider('all', 'volume', 'volume'), drawer = pop('sound', slider(HUMAN, 'you', 'how loud you are'),
      slider(MACHINE, 'machine', 'how loud the machine is'), make('div.row', {}, this.midi, this.told));
    const put = () => SMALL.matches ? drawer.lastChild.prepend(volume) : place.prepend(volume);
    place.append(drawer);
    SMALL.addEventListener('change', put);
    put();
  }
}

function read() {
  try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
}

function write(levels) {
  try { localStorage.setItem(KEY, JSON.stringify(levels)); } catch { /* private windows forget */ }
}
