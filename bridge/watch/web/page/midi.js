// A MIDI keyboard in the browser, asked for by a click. What is not there is said, and nothing else happens.

/** `hands`: {on(pitch, velocity, event), off(pitch), pedal(down), panic()}; `told(words)` how it stands. */
export async function listen(hands, told) {
  if (!navigator.requestMIDIAccess) {
    return told(isSecureContext ? 'this browser has no Web MIDI' : 'Web MIDI needs https or localhost');
  }
  let access;
  try {
    access = await navigator.requestMIDIAccess({sysex: false});
  } catch (error) {
    return told(error.name === 'NotAllowedError' || error.name === 'SecurityError' ? 'MIDI was not allowed' : 'no MIDI on this system');
  }
  const join = () => {
    const inputs = [...access.inputs.values()].filter(port => port.state === 'connected');
    for (const port of inputs) port.onmidimessage = event => hear(event, hands);
    told(inputs.length ? inputs.map(port => port.name).join(', ') : 'MIDI is on: plug in a keyboard');
  };
  access.onstatechange = join;
  join();
}

function hear(event, hands) {
  const [status, a, b] = event.data, kind = status & 0xf0;
  if (kind === 0x90 && b > 0) hands.on(a, b, event);
  else if (kind === 0x80 || kind === 0x90) hands.off(a);
  else if (kind === 0xb0 && a === 64) hands.pedal(b >= 64);
  else if (kind === 0xb0 && (a === 120 || a === 123)) hands.panic();
}
