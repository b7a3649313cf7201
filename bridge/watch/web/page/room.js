// Where everything sounds: a reverb from a made impulse, a soft ceiling, one volume, and a meter at the end.

const TAIL_S = 2.2, WET = 0.2;

/** {dry, wet, volume, meter}: inputs for voices, the master gain, an AnalyserNode at the very end. */
export function room(context) {
  const volume = new GainNode(context, {gain: 0.8}), ceiling = new WaveShaperNode(context, {curve: CEILING});
  const meter = new AnalyserNode(context, {fftSize: 2048, smoothingTimeConstant: 0});
  volume.connect(ceiling).connect(meter).connect(context.destination);
  const dry = new GainNode(context, {gain: 0.85}), wet = new GainNode(context, {gain: WET});
  dry.connect(volume);
  const hall = new ConvolverNode(context), dark = new BiquadFilterNode(context, {type: 'lowpass', frequency: 5200});
  wet.connect(hall).connect(dark).connect(volume);
  setTimeout(() => { hall.buffer = impulse(context.sampleRate); });  // the first note does not wait for it
  return {dry, wet, volume, meter};
}

/** Two channels of noise that dies away, its high part sooner, after a short silence: a small chapel. */
function impulse(rate) {
  const length = Math.floor(rate * TAIL_S), buffer = new AudioBuffer({length, sampleRate: rate, numberOfChannels: 2});
  const early = Math.floor(rate * 0.012);
  for (let channel = 0; channel < 2; channel++) {
    const samples = buffer.getChannelData(channel);
    let low = 0;
    for (let i = early; i < length; i++) {
      const age = i / length, open = 0.75 * (1 - age) ** 2 + 0.03;
      low += (Math.random() * 2 - 1 - low) * open;
      samples[i] = low * Math.exp(-5.5 * age);
    }
  }
  return buffer;
}

/** Straight up to 0.6, then bent so that nothing ever leaves above 0.98; without a compressor's 6 ms of looking ahead. */
const CEILING = Float32Array.from({length: 4097}, (_, i) => {
  const x = (i / 2048 - 1), loud = Math.abs(x);
  if (loud <= 0.6) return x;
  return Math.sign(x) * (0.6 + 0.38 * Math.tanh((loud - 0.6) / 0.38));
});
