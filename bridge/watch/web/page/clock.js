// Two clocks made one: the server's Unix seconds (timetags) and this page's performance.now(). And where the beats are.

const KEPT = 16;  // answers; the quickest of them is the truest

export class Clock {
  constructor() {
    this.answers = [];
    this.offset = (performance.timeOrigin) / 1000;  // until the server has been asked: both clocks are right
    this.tempo = 120;
    this.meter = 4;
    this.playing = true;
    this.beats = [];  // {at, bar, beat}, at in performance milliseconds, those said in the last while
  }

  /** A question sent at `sent` was answered at `now` (performance ms) with the server's time, Unix seconds. */
  timed(sent, server, now) {
    this.answers.push({trip: now - sent, offset: server - (sent + now) / 2000});
    if (this.answers.length > KEPT) this.answers.shift();
    this.offset = this.answers.reduce((best, one) => one.trip < best.trip ? one : best).offset;
  }

  /** A new line: what the old server's clock said does not count. */
  forget() {
    this.answers.length = 0;
    this.beats.length = 0;
  }

  /** A timetag as performance milliseconds; null is now. */
  local(time) {
    return time === null ? performance.now() : (time - this.offset) * 1000;
  }

  get beatMs() { return 60000 / this.tempo; }

  /** The server said that this beat is at `at` (performance ms). */
  beat(bar, beat, tempo, at) {
    this.tempo = tempo;
    this.beats.push({at, bar, beat});
    if (this.beats.length > 64) this.beats.shift();
  }

  /** Beats between two moments, those to come reckoned from the last one said: [{at, bar, beat}]. */
  *between(from, to) {
    for (const one of this.beats) if (one.at >= from && one.at <= to) yield one;
    let last = this.beats.at(-1);
    if (!last || performance.now() - last.at > 4 * this.beatMs) return;
    while (last.at + this.beatMs <= to) {
      const over = last.beat >= this.meter;
      last = {at: last.at + this.beatMs, bar: last.bar + (over ? 1 : 0), beat: over ? 1 : last.beat + 1};
      if (last.at >= from) yield last;
    }
  }
}
