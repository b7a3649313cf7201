// A text player: the page that is being written, human in ink and machine in colour, and the desk below it.

import {button, make, ours, say} from './dom.js';
import {has} from './tree.js';

const KEPT = 40;
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/;

export class TextBody {
  constructor(panel) {
    Object.assign(this, {panel, own: [], writing: null, previewed: false});
    this.page = make('div.page', {role: 'log', 'aria-label': `what ${panel.name} writes`, tabIndex: 0});
    this.field = make('input', {placeholder: 'a line of yours', 'aria-label': 'a line of yours, or what it goes on from', autocomplete: 'off', maxLength: 600});
    this.offer = make('div.offer', {hidden: true}, make('p', {}), button('take it', () => this.decide('accept')), button('another', () => this.decide('reject')));
    const form = make('form.desk', {}, this.field,
      make('button', {title: 'your line is shown and remembered (Enter)'}, 'say'),
      button('go on from', () => this.prompt(), {title: 'what it goes on from; nothing is written yet'}));
    form.addEventListener('submit', event => { event.preventDefault(); this.say(); });
    this.element = make('div.body', {}, make('div.paper', {}, this.page), this.offer, form, make('div.asks', {},
      button('write a line', () => panel.send('next', 1)), button('a stanza', () => panel.send('next', 4), {title: 'four lines, at once'}),
      button('on the beat', () => panel.send('play', 1), {title: 'on and on, at its pace'}), button('stop', () => panel.send('stop')),
      has(panel.node, 'reset') && button('forget', () => this.forget(), {title: 'a new page; it forgets'})));
    this.recall();
  }

  /** What was written before this page was opened. */
  recall() {
    const address = ours(`/ws/${this.panel.name}`);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const line = this.before = new WebSocket(address);
    line.onmessage = ({data}) => {
      line.close();
      if (this.page.childElementCount) return;
      const {lines, now} = JSON.parse(data);
      for (const {text} of lines) this.end(text, 'machine');
      if (now) this.word(now);
    };
  }

  hear(tail, args, at) {
    const act = {
      word: () => this.word(args[0]), line: () => this.line(args[0]), stanza: () => this.end('', 'machine'),
      preview: () => { this.previewed = true; this.offer.hidden = false; say(this.offer.firstChild, args[0]); },
    }[tail];
    if (act) this.panel.house.later(at, act);
  }

  word(word) {
    if (!this.writing) this.writing = this.put('', 'machine');
    const before = this.writing.textContent, wide = WIDE.test(before.slice(-1)) || WIDE.test(word[0]);
    const tight = !before || wide || /[\s(“‘]$/.test(before) || /^[,.;:!?)’”…]/.test(word);
    this.writing.append(make('span', {}, (tight ? '' : ' ') + word));
    this.follow();
  }

  line(text) {
    const mine = this.own.indexOf(text);
    if (mine >= 0) this.own.splice(0, mine + 1);
    this.end(text, mine >= 0 || (!this.writing && !this.previewed) ? 'human' : 'machine');
    this.previewed = false;
    this.offer.hidden = true;
  }

  end(text, who) {
    const line = this.writing || this.put('', who);
    this.writing = null;
    line.className = who;
    line.replaceChildren(text);
    line.lang = WIDE.test(text) ? 'zh' : '';
    this.follow();
  }

  put(text, who) {
    const line = make(`p.${who}`, {}, text);
    this.page.append(line);
    while (this.page.childElementCount > KEPT) this.page.firstChild.remove();
    return line;
  }

  follow() { this.page.scrollTop = this.page.scrollHeight; }

  say() {
    const text = this.field.value.trim();
    if (!text) return void this.panel.send('next', 1);
    this.own.push(text);
    if (this.panel.send('line', text)) this.field.value = '';
  }

  prompt() {
    const text = this.field.value.trim();
    if (!text || !this.panel.send('prompt', text)) return void this.field.focus();
    this.field.value = '';
    this.panel.house.word(`${this.panel.name} goes on from “${text.slice(0, 60)}”`);
  }

  forget() {
    this.panel.send('reset');
    this.page.replaceChildren();
    this.writing = null;
  }

  decide(how) {
    this.panel.send(how);
    this.offer.hidden = true;
  }

  rest() { this.offer.hidden = true; }

  close() { this.before.close(); }
}
