// An image player: its newest picture, the seeds it came by as small pictures to come back to, and hands to lead it.
// A tap glides to a new picture; a sideways drag makes it wander faster or slower.

import {button, make, ours, picker} from './dom.js';
import {drag} from './knobs.js';
import {words} from './tree.js';

const REMEMBERED = 12;  // seeds
const AGAIN_MS = 1000, THUMB = 56;
const FASTEST = 4;  // pictures a bar, at the end of a drag
const BIG = 2 ** 31;

export class PictureBody {
  constructor(panel) {
    Object.assign(this, {panel, walk: 0, seeds: [], waiting: null, drawing: false, over: false});
    this.canvas = make('canvas.picture', {
      width: 128, height: 128, tabIndex: 0, role: 'button', title: 'tap: glide to a new picture · drag sideways: wander',
      'aria-label': `the picture of ${panel.name}; Enter glides to a new one`});
    this.pen = this.canvas.getContext('2d', {alpha: false});
    this.seed = make('input.seed', {type: 'number', min: 0, max: BIG - 1, value: 0, 'aria-label': 'seed', title: 'the same seed is the same picture'});
    this.beats = make('select', {'aria-label': 'beats of a glide', title: 'how long a glide takes'},
      ...[0, 1, 2, 4, 8, 16].map(n => make('option', {value: n, selected: n === 4}, n ? `in ${n} beat${n > 1 ? 's' : ''}` : 'at once')));
    this.strip = make('ol.strip', {'aria-label': 'pictures that it came by'});
    this.element = make('div.body', {}, make('div.frame', {}, this.canvas, make('div.side', {}, this.strip)), make('div.asks', {},
      button('‹', () => this.step(-1), {'aria-label': 'the seed before'}), this.seed, button('›', () => this.step(1), {'aria-label': 'the next seed'}),
      button('glide', () => this.glide(Number(this.seed.value))), this.beats,
      button('surprise', () => this.surprise(), {title: 'a seed by chance'}), ...this.classes()));
    this.seed.addEventListener('change', () => this.glide(Number(this.seed.value)));
    this.seed.addEventListener('keydown', event => event.key === 'Enter' && this.seed.blur());
    this.touch();
    this.connect();
  }

  classes() {
    const known = words(this.panel.node, 'class');
    if (!known.length) return [];
    const list = picker('class', word => word && this.panel.send('class', word));
    list.fill(known, '', 'any class');
    return [list];
  }

  touch() {
    let begun = 0, moved = false;
    drag(this.canvas, () => { begun = Math.cbrt(this.walk / FASTEST); moved = false; return begun; }, place => {
      moved ||= Math.abs(place - begun) > 0.04;
      if (moved) this.wander(FASTEST * Math.max(0, place) ** 3);
    });
    this.canvas.addEventListener('click', () => moved || this.surprise());
    this.canvas.addEventListener('keydown', event => {
      if (event.key === 'Enter') this.surprise();
      else if (event.key === 'ArrowUp') this.wander(Math.min(FASTEST, this.walk + 0.25));
      else if (event.key === 'ArrowDown') this.wander(Math.max(0, this.walk - 0.25));
      else return;
      event.preventDefault();
    });
  }

  wander(speed) {
    this.walk = Math.round(speed * 100) / 100;
    this.panel.send('walk', this.walk);
    this.panel.knobs.get('walk')?.take(this.walk);
  }

  surprise() { this.glide(Math.floor(Math.random() * 100000)); }

  step(by) { this.glide(Math.max(0, Number(this.seed.value) + by)); }

  glide(seed) {
    if (!(seed >= 0 && seed < BIG)) return;
    const beats = Number(this.beats.value);
    this.remember();
    this.seed.value = seed;
    if (beats) this.panel.send('morph', Math.round(seed), beats);
    else this.panel.send('seed', Math.round(seed));
    this.now = Math.round(seed);
  }

  /** The picture that is seen now joins the strip, as the one of the seed that it came by last. */
  remember(seed = this.now) {
    if (seed === undefined || !this.shown || this.seeds.includes(seed)) return;
    const small = make('canvas', {width: THUMB, height: THUMB}), pen = small.getContext('2d');
    pen.drawImage(this.canvas, 0, 0, THUMB, THUMB);
    const one = make('li', {}, button('', () => this.glide(seed), {'aria-label': `back to the picture of seed ${seed}`, title: `seed ${seed}`}));
    one.firstChild.append(small);
    this.seeds.push(seed);
    this.strip.prepend(one);
    if (this.seeds.length > REMEMBERED) {
      this.seeds.shift();
      this.strip.lastChild.remove();
    }
  }

  hear(tail, args, at) {
    if (tail === 'seed') this.panel.house.later(at + 40, () => {  // the picture of that beat is on its way
      this.now = args[0];
      this.seed.value = args[0];
      this.remember(args[0]);
    });
  }

  take(tail, args) {
    if (tail === 'walk') this.walk = args[0];
    if (tail === 'seed') this.seed.value = this.now = args[0];
  }

  // ---- the pictures: one is drawn at a time, and of those that come meanwhile only the newest is kept

  connect() {
    const address = ours(`/ws/${this.panel.name}`);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const line = this.line = new WebSocket(address);
    line.binaryType = 'arraybuffer';
    line.onmessage = ({data}) => typeof data !== 'string' && this.show(data);
    line.onclose = () => { if (!this.over) this.next = setTimeout(() => this.connect(), AGAIN_MS); };
  }

  async show(data) {
    this.waiting = data;
    if (this.drawing) return;
    this.drawing = true;
    while (this.waiting) {
      const bytes = this.waiting;
      this.waiting = null;
      try {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes, 16)], {type: 'image/jpeg'})), {width, height} = bitmap;
        if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, {width, height});
        this.pen.drawImage(bitmap, 0, 0);
        bitmap.close();
        this.shown = true;
      } catch { continue; }  // half a picture: the next one is whole
    }
    this.drawing = false;
  }

  close() {
    this.over = true;
    clearTimeout(this.next);
    this.line.close();
  }
}
