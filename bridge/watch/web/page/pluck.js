// A plucked nylon string, computed once for each pitch: Karplus and Strong's loop (1983), a burst of noise that runs round a
// delay line and loses its high partials on the way. Mono, at RATE samples a second.

export const RATE = 44100;
const LONGEST_S = 2.8;

/** Samples of the string of this MIDI pitch; the loudest is 0.9. */
export function pluck(pitch) {
  const period = RATE / (440 * 2 ** ((pitch - 69) / 12));
  const dull = Math.min(0.5, Math.max(0.06, 0.5 - 0.012 * (pitch - 52)));  // a high string loses less of itself in a round
  const size = Math.floor(period - dull), between = period - dull - size;  // whole samples, and the rest for the tuning
  const keep = 0.9995 - 0.00008 * Math.max(0, pitch - 40);
  const taps = [(1 - dull) * (1 - between), dull * (1 - between) + (1 - dull) * between, dull * between].map(x => x * keep);
  const out = new Float32Array(Math.round(RATE * Math.min(LONGEST_S, 1 + 160 / (RATE / period))));
  out.set(finger(size + 2, pitch));
  for (let i = size + 2; i < out.length; i++) {
    const back = i - size;
    out[i] = taps[0] * out[back] + taps[1] * out[back - 1] + taps[2] * out[back - 2];
  }
  return finished(out);
}

/** Soft noise, plucked at a fifth of the string, so that each fifth partial is weak; without a mean. */
function finger(size, pitch) {
  const line = new Float32Array(size), dark = pitch < 84 ? 0.6 : 0.3;
  let seed = 1 + pitch * 7919, low = 0;
  for (let i = 0; i < size; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    low = low * dark + (seed / 0x3fffffff - 1) * (1 - dark);
    line[i] = low;
  }
  const near = Math.max(1, Math.floor(size / 5)), plain = line.slice();
  for (let i = 0; i < size; i++) line[i] = plain[i] - plain[(i + near) % size];
  const mean = line.reduce((sum, x) => sum + x, 0) / size;
  return line.map(x => x - mean);
}

function finished(out) {
  const end = RATE * 0.5, start = 32;
  const shaped = out.map((x, i) => x * Math.min(1, (out.length - i) / end) * Math.min(1, i / start));
  const peak = shaped.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-6);
  return shaped.map(x => x * 0.9 / peak);
}
