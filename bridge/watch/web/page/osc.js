// OSC 1.0 packets: bytes ↔ messages. Nothing here knows about sockets or sound.
//
// A message is {address, args, time}; `time` is the moment of its bundle in Unix seconds, null for "now".
// A whole number leaves as `i`, any other as `f`: the server takes either where the other is due.

const EPOCH = 2208988800;  // seconds from 1900, where timetags count from, to 1970
const FRACTION = 2 ** 32;
const text = new TextEncoder(), words = new TextDecoder();

/** One message as bytes. Args: numbers, strings, booleans (T, F). */
export function encode(address, ...args) {
  const tags = ',' + args.map(tag).join('');
  const parts = [padded(address), padded(tags)];
  for (const arg of args) {
    if (typeof arg === 'string') parts.push(padded(arg));
    else if (typeof arg !== 'boolean') parts.push(number(arg));
  }
  return joined(parts);
}

/** Messages that take effect together at `time` (Unix seconds; null: at once). */
export function bundle(time, ...packets) {
  const head = new Uint8Array(16), view = new DataView(head.buffer);
  head.set(text.encode('#bundle\0'));
  if (time === null) view.setUint32(12, 1);
  else {
    view.setUint32(8, Math.floor(time) + EPOCH);
    view.setUint32(12, Math.floor((time % 1) * FRACTION));
  }
  return joined([head, ...packets.flatMap(packet => [size(packet.length), packet])]);
}

/** All messages of a packet, those of nested bundles too. Throws RangeError when it is cut off or no OSC. */
export function decode(data, time = null) {
  const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
  if (bytes[0] !== 35) return [message(bytes, time)];  // '#'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), found = [];
  const seconds = view.getUint32(8), fraction = view.getUint32(12);
  const at = seconds === 0 && fraction <= 1 ? null : seconds - EPOCH + fraction / FRACTION;
  for (let here = 16; here < bytes.length;) {
    const length = view.getUint32(here);
    if (here + 4 + length > bytes.length) throw new RangeError('a bundle is cut off');
    found.push(...decode(bytes.subarray(here + 4, here + 4 + length), at));
    here += 4 + length;
  }
  return found;
}

function message(bytes, time) {
  const reader = new Reader(bytes), address = reader.string();
  if (address[0] !== '/') throw new RangeError(`no OSC address: ${address.slice(0, 40)}`);
  const tags = reader.here < bytes.length ? reader.string() : ',';
  return {address, args: [...tags.slice(1)].filter(one => one !== '[' && one !== ']').map(one => reader.take(one)), time};
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.here = 0;
  }

  string() {
    const end = this.bytes.indexOf(0, this.here);
    if (end < 0) throw new RangeError('a string without an end');
    const found = words.decode(this.bytes.subarray(this.here, end));
    this.here = (end + 4) & ~3;
    return found;
  }

  take(tag) {
    const here = this.here, view = this.view;
    switch (tag) {
      case 'i': this.here += 4; return view.getInt32(here);
      case 'f': this.here += 4; return view.getFloat32(here);
      case 'h': this.here += 8; return Number(view.getBigInt64(here));
      case 'd': this.here += 8; return view.getFloat64(here);
      case 's': case 'S': return this.string();
      case 'T': return true;
      case 'F': return false;
      case 'N': return null;
      case 'I': return Infinity;
      case 't': this.here += 8; return view.getUint32(here) - EPOCH + view.getUint32(here + 4) / FRACTION;
      case 'b': {
        const length = view.getUint32(here);
        this.here += 4 + ((length + 3) & ~3);
        return this.bytes.slice(here + 4, here + 4 + length);
      }
      case 'c': case 'r': case 'm': this.here += 4; return view.getUint32(here);
      default: throw new RangeError(`an argument of unknown type ${tag}`);
    }
  }
}

function tag(arg) {
  if (typeof arg === 'string') return 's';
  if (typeof arg === 'boolean') return arg ? 'T' : 'F';
  return Number.isInteger(arg) ? 'i' : 'f';
}

function number(arg) {
  const bytes = new Uint8Array(4), view = new DataView(bytes.buffer);
  if (Number.isInteger(arg)) view.setInt32(0, arg);
  else view.setFloat32(0, arg);
  return bytes;
}

function size(count) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, count);
  return bytes;
}

function padded(string) {
  const bytes = text.encode(string), whole = new Uint8Array((bytes.length + 4) & ~3);
  whole.set(bytes);
  return whole;
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let here = 0;
  for (const part of parts) {
    whole.set(part, here);
    here += part.length;
  }
  return whole;
}
