// The clock of the whole stage: lamp, place, tempo, tap, start and stop, who leads, the meter.

import {button, make, picker, say, still} from './dom.js';
import {knob} from './knobs.js';
import {control} from './tree.js';

const FLASH = [{opacity: 1, transform: 'scale(1.25)'}, {opacity: 0.25, transform: 'scale(1)'}];

export class Transport {
  constructor(place, house) {
    Object.assign(this, {place, house, clock: house.clock});
    this.lamp = make('i.beat', {'aria-hidden': 'true'});
    this.where = make('span.where', {title: 'bar and beat'}, '–');
    this.run = button('stop', () => this.toggle(), {title: 'the clock: start and stop'}, 'button.run');
  }

  /** Built from the tree's `/clock`. */
  build(node) {
    const at = tail => node?.CONTENTS?.[tail] && control(node.CONTENTS[tail], tail), {house} = this;
    const tempo = at('tempo'), source = at('source'), meter = at('meter');
    this.tempo = tempo && knob(tempo, value => house.send('/clock/tempo', value), {large: true});
    this.tempo?.element.classList.add('tempo');
    this.tempo?.element.querySelector('.name').replaceChildren('BPM');
    this.source = source && picker('who leads the clock', word => house.send('/clock/source', word));
    if (source) this.source.fill(source.choices, source.value);
    this.meter = meter && picker('beats in a bar', word => house.send('/clock/meter', ...word.split('/').map(Number)));
    if (meter) this.measure(meter.values);
    this.place.replaceChildren(this.lamp, this.where, ...[this.tempo?.element].filter(Boolean),
      button('tap', () => house.send('/clock/tap'), {title: 'once a beat'}), this.run, ...[this.meter, this.source].filter(Boolean));
    if (tempo) this.clock.tempo = tempo.value;
  }

  measure([beats, unit] = [4, 4]) {
    this.clock.meter = beats;
    this.meter?.fill(['2/4', '3/4', '4/4', '5/4', '6/8', '7/8', '9/8', '12/8'], `${beats}/${unit}`);
  }

  toggle() {
    this.house.send(this.clock.playing ? '/clock/stop' : '/clock/start');
    this.playing(!this.clock.playing);
  }

  playing(so) {
    this.clock.playing = so;
    say(this.run, so ? 'stop' : 'start');
    this.place.classList.toggle('rests', !so);
  }

  /** `/clock/out/beat`, at `at` (performance ms). */
  beat(bar, beat, tempo, at) {
    this.clock.beat(bar, beat, tempo, at);
    this.house.later(at, () => {
      say(this.where, `${bar}.${beat}`);
      this.lamp.classList.toggle('one', beat === 1);
      if (!still.matches) this.lamp.animate(FLASH, {duration: Math.min(420, this.clock.beatMs * 0.8), easing: 'ease-out'});
      this.tempo?.take(Math.round(tempo * 10) / 10);
    });
  }

  take(tail, args) {
    if (tail === 'tempo') { this.clock.tempo = args[0]; this.tempo?.take(Math.round(args[0] * 10) / 10); }
    if (tail === 'source') this.source?.fill([...this.source.options].map(one => one.textContent), args[0]);
    if (tail === 'meter') this.measure(args);
  }

  status(status) { this.playing(status.clock_playing !== 0); }
}
