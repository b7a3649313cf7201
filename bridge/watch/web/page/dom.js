// Making elements, in few words.

/** `make('button.quiet', {onclick}, 'words', child …)`: a tag with classes, properties (`aria-…` and `data-…` as attributes). */
export function make(what, properties = {}, ...inside) {
  const [tag, ...classes] = what.split('.'), element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  set(element, properties);
  element.append(...inside.filter(one => one !== null && one !== undefined && one !== false && one !== 0));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';
export function draw(tag, attributes = {}, ...inside) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

export function set(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (/^(aria|data)-|^(role|for|list)$/.test(name)) element.setAttribute(name, value);
    else element[name] = value;
  }
}

/** Words that changed: a text that stays the same is not touched, so that nobody reads it aloud twice. */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** A button that acts and, when it was clicked, gives the focus back: keys play notes again, and Space is the pedal. */
export function button(words, act, properties = {}, what = 'button') {
  const element = make(what, {type: 'button', ...properties}, words);
  element.addEventListener('click', event => {
    act(event);
    if (event.detail > 0) element.blur();
  });
  return element;
}

/** One of some words: a row of buttons that behaves as a radio group. `choose(word)`; `.show(word)` marks the one. */
export function choices(label, words, choose, titles = {}) {
  const group = make('div.choices', {role: 'radiogroup', 'aria-label': label});
  const each = words.map(word => {
    const one = button(word, () => choose(word), {role: 'radio', 'aria-checked': 'false', tabIndex: -1, title: titles[word] || ''});
    group.append(one);
    return one;
  });
  group.show = word => each.forEach((one, i) => {
    const chosen = words[i] === word;
    one.setAttribute('aria-checked', String(chosen));
    one.tabIndex = chosen || (!words.includes(word) && i === 0) ? 0 : -1;
  });
  group.addEventListener('keydown', event => {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const next = each[(each.indexOf(document.activeElement) + step + each.length) % each.length];
    next.focus();
    next.click();
  });
  group.show(null);
  return group;
}

/** A list to pick from, which keeps its place when the words change. */
export function picker(label, choose) {
  const list = make('select', {'aria-label': label, title: label});
  list.addEventListener('change', () => { choose(list.value); list.blur(); });
  list.fill = (words, value, first = null) => {
    const wanted = [...(first === null ? [] : [first]), ...words, ...(first === null && value && !words.includes(value) ? [value] : [])];
    if ([...list.options].map(one => one.textContent).join('\n') !== wanted.join('\n')) {
      list.replaceChildren(...wanted.map((word, i) => make('option', {value: first !== null && i === 0 ? '' : word}, word)));
    }
    if (document.activeElement !== list || list.value !== value) list.value = first !== null && !words.includes(value) ? '' : value;
  };
  return list;
}

/** A drawer that opens over the page; a click elsewhere closes it. */
export function pop(name, ...inside) {
  const drawer = make('details.pop', {}, make('summary', {}, name), make('div.card', {}, ...inside));
  addEventListener('pointerdown', event => { if (!drawer.contains(event.target)) drawer.open = false; });
  return drawer;
}

/** A phone in portrait: what has no room stands elsewhere. */
export const SMALL = matchMedia('(max-width: 40rem)');
export const still = matchMedia('(prefers-reduced-motion: reduce)');

/** A colour of the page, by the name of its custom property. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Make a canvas as sharp as the screen; true when its size changed. */
export function sharpen(canvas) {
  const ratio = Math.min(devicePixelRatio || 1, 3), width = Math.round(canvas.clientWidth * ratio), height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

const token = new URLSearchParams(location.search).get('token');

/** One of our own addresses; a token that this page was opened with goes along. */
export function ours(path) {
  const address = new URL(path, location.href);
  if (token) address.searchParams.set('token', token);
  return address;
}
