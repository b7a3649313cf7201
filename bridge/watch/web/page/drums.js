// Channel 10: General MIDI's drums, made of a sine that falls, noise that is filtered, and six squares for metal.

const KICKS = [35, 36], SNARES = [38, 40], CLAPS = [39], STICKS = [37], TOMS = {41: 82, 43: 98, 45: 116, 47: 138, 48: 164, 50: 196};
const HATS = {42: 0.05, 44: 0.06, 46: 0.42}, CYMBALS = {49: 1.6, 57: 1.4, 55: 0.7, 52: 1.0, 51: 0.9, 59: 0.9, 53: 0.7};
const METAL = [205.3, 304.4, 369.6, 522.7, 540, 800];

let noise = null;
function hiss(context) {
  if (!noise) {
    noise = new AudioBuffer({length: context.sampleRate, sampleRate: context.sampleRate});
    const samples = noise.getChannelData(0);
    for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  }
  return new AudioBufferSourceNode(context, {buffer: noise, loop: true});
}

/** Strike a drum at `when`; returns how to choke it (a closed hat ends an open one). */
export function strike(context, out, pitch, loud, when) {
  if (KICKS.includes(pitch)) return fall(context, out, 150, 46, 0.32, loud * 1.1, when);
  if (SNARES.includes(pitch)) return [fall(context, out, 240, 170, 0.12, loud * 0.5, when), breath(context, out, 'highpass', 1500, 0.19, loud * 0.55, when)];
  if (CLAPS.includes(pitch)) return [0, 0.012, 0.026].map(late => breath(context, out, 'bandpass', 1300, 0.13, loud * 0.6, when + late));
  if (STICKS.includes(pitch)) return breath(context, out, 'bandpass', 2400, 0.035, loud * 0.9, when);
  if (TOMS[pitch]) return fall(context, out, TOMS[pitch] * 1.5, TOMS[pitch], 0.34, loud * 0.8, when);
  if (HATS[pitch]) return breath(context, out, 'highpass', 7200, HATS[pitch], loud * 0.34, when);
  if (CYMBALS[pitch]) return [breath(context, out, 'highpass', 5200, CYMBALS[pitch], loud * 0.26, when), metal(context, out, CYMBALS[pitch], loud * 0.05, when)];
  if (pitch === 54 || pitch === 70 || pitch === 82) return breath(context, out, 'highpass', 6000, 0.09, loud * 0.3, when);
  if (pitch === 56) return metal(context, out, 0.22, loud * 0.16, when);
  return fall(context, out, 330 + (pitch % 5) * 60, 300 + (pitch % 5) * 60, 0.12, loud * 0.5, when);
}

function shaped(context, out, peak, seconds, when) {
  const gain = new GainNode(context, {gain: 0});
  gain.gain.setValueAtTime(0, when);
  gain.gain.linearRampToValueAtTime(peak, when + 0.0015);
  gain.gain.exponentialRampToValueAtTime(0.0005, when + seconds);
  gain.connect(out);
  return gain;
}

function played(sources, gain, seconds, when) {
  for (const source of sources) {
    source.start(when);
    source.stop(when + seconds + 0.02);
  }
  sources[0].onended = () => gain.disconnect();
  return at => {
    gain.gain.cancelScheduledValues(at);
    gain.gain.setTargetAtTime(0, at, 0.008);
  };
}

function fall(context, out, from, to, seconds, peak, when) {
  const tone = new OscillatorNode(context, {frequency: from}), gain = shaped(context, out, peak, seconds, when);
  tone.frequency.setValueAtTime(from, when);
  tone.frequency.exponentialRampToValueAtTime(to, when + Math.min(0.09, seconds / 2));
  tone.connect(gain);
  return played([tone], gain, seconds, when);
}

function breath(context, out, type, frequency, seconds, peak, when) {
  const source = hiss(context), filter = new BiquadFilterNode(context, {type, frequency, Q: type === 'bandpass' ? 1.4 : 0.7});
  const gain = shaped(context, out, peak, seconds, when);
  source.connect(filter).connect(gain);
  return played([source], gain, seconds, when);
}

function metal(context, out, seconds, peak, when) {
  const filter = new BiquadFilterNode(context, {type: 'highpass', frequency: 700}), gain = shaped(context, out, peak, seconds, when);
  filter.connect(gain);
  const tones = METAL.map(frequency => new OscillatorNode(context, {type: 'square', frequency: frequency * 1.6}));
  for (const tone of tones) tone.connect(filter);
  return played(tones, gain, seconds, when);
}
