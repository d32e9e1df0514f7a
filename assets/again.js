// Clocks and chance, as a program meets them: what one run was told, another run of the same program is told again.
//
// Python asks JavaScript for the time and for bytes by chance, and nobody else. While a program runs, the times are noted; the bytes come
// from a generator that begins anew with each run. To be imported before Pyodide's scripts begin their work.

const MOST_NOTED = 500_000; // different times of one clock in one run; who asks more often gets the real ones the second time

const realNow = performance.now.bind(performance);
const realBytes = crypto.getRandomValues.bind(crypto);

/** Seconds, for the engine itself: what it asks is none of the program's. */
export const ownClock = () => realNow() / 1000;

let isUnderWay = false;
let nextByte = null;
let notes = new Map(); // by run: the times that each clock gave

// The same time is often given many times in a row: it is kept once, with how often.
class Times {
  values = [];
  counts = [];
  add(value) {
    const last = this.values.length - 1;
    if (this.values[last] === value) this.counts[last] += 1;
    else if (last < MOST_NOTED) this.values.push(value), this.counts.push(1);
  }
}

class Clock {
  constructor(owner) {
    const read = owner.now.bind(owner);
    owner.now = () => (isUnderWay ? this.tell(read()) : read());
  }
  begin(noted, before) {
    Object.assign(this, { noted, before, at: 0, given: 0, last: undefined, shift: undefined });
  }
  tell(real) {
    this.last = this.again() ?? real + this.onwards(real);
    this.noted.add(this.last);
    return this.last;
  }
  again() {
    if (!this.before || this.at >= this.before.values.length) return undefined;
    const value = this.before.values[this.at];
    this.given += 1;
    if (this.given >= this.before.counts[this.at]) (this.at += 1), (this.given = 0);
    return value;
  }
  // Where the noted times end, the clock goes on from the last one.
  onwards(real) {
    this.shift ??= this.last === undefined ? 0 : this.last - real;
    return this.shift;
  }
}

const clocks = { performance: new Clock(performance), date: new Clock(Date) };

crypto.getRandomValues = (view) => {
  if (!isUnderWay) return realBytes(view);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = nextByte();
  return view;
};

// sfc32, by Chris Doty-Humphrey.
function generator(seed) {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum & 0xff;
  };
  for (let at = 0; at < 16; at += 1) next();
  return next;
}

/** A program begins. `again`: the run whose times it is to be told, as far as they are known. */
export function beginRun(run, seed, again) {
  const before = notes.get(again) ?? {};
  const noted = Object.fromEntries(Object.keys(clocks).map((name) => [name, new Times()]));
  notes = new Map([
    [again, before],
    [run, noted],
  ]);
  for (const [name, clock] of Object.entries(clocks)) clock.begin(noted[name], before[name]);
  nextByte = generator(seed);
  isUnderWay = true;
}

/** It has ended. */
export function endRun() {
  isUnderWay = false;
}
