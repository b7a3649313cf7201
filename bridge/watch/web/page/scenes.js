// Scenes: all parameters under a name, kept and brought back, at once or gliding.

import {make, picker, pop} from './dom.js';
import {words} from './tree.js';

export class Scenes {
  constructor(place, house) {
    this.house = house;
    this.list = picker('bring back a scene', name => name && this.recall(name));
    this.beats = make('select', {'aria-label': 'beats of the glide', title: 'how long a recall glides'},
      ...[0, 1, 4, 8, 16, 32].map(n => make('option', {value: n}, n ? `in ${n}` : 'at once')));
    this.name = make('input', {placeholder: 'name', 'aria-label': 'name of a new scene', size: 7, maxLength: 40, autocomplete: 'off', spellcheck: false});
    const form = make('form', {}, this.name, make('button', {title: 'keep all knobs as they stand under this name'}, 'save'));
    form.addEventListener('submit', event => { event.preventDefault(); this.save(); });
    place.append(pop('scenes', make('div.row', {}, this.list, this.beats), form));
  }

  build(tree) {
    const known = words(tree, 'scene/recall');
    this.list.fill(known, '', known.length ? 'scene …' : 'no scenes yet');
    this.list.disabled = this.beats.disabled = !known.length;
  }

  recall(name) {
    const beats = Number(this.beats.value);
    this.house.send('/scene/recall', name, beats);
    this.house.word(beats ? `${name}, in ${beats} beats` : name);
    this.list.value = '';
  }

  save() {
    const name = this.name.value.trim();
    if (!name || !this.house.send('/scene/save', name)) return void this.name.focus();
    this.name.value = '';
    this.name.blur();
    this.house.word(`kept as ${name}`);
  }
}
