// What will call into the interpreter later (a timer, a promise, JavaScript's collector of garbage) belongs to the era in which it was made.
// When an era ends, the interpreter's memory becomes another one's: whatever comes from an era that is over must not get there.
//
// To be imported before Pyodide's scripts begin their work.

const OVER = "This belongs to a run that is over.";

const FENCED = ["create_once_callable", "create_promise_handles", "saveState", "restoreState", "__hiwire_deduplicate_set"];

const BEGINNING = -1; // before anything was remembered

let era = BEGINNING;
let suspended = 0;
const proxies = new Set(); // what JavaScript knows of each of Python's objects that it holds
const numbered = new Set(); // maps from JavaScript's objects to the interpreter's numbers for them

/** Whether an error says no more than that something of an era that is over was used. */
export const isOver = (error) => String(error?.message ?? error).includes(OVER);

/** How many stacks wait for something in the middle of a call. They are part of the interpreter, and cannot be copied. */
export const suspendedStacks = () => suspended;

/** What does the same as `call`, as long as this era lasts, and nothing later. */
export function ofThisEra(call) {
  const born = Math.max(era, 0); // what is under way when the first era begins belongs to that
  const isNow = () => born === Math.max(era, 0);
  const fenced = (...values) => (isNow() ? call(...values) : undefined);
  if (call.destroy) fenced.destroy = () => isNow() && call.destroy();
  return fenced;
}

// JavaScript lets go of one of Python's objects when it has collected its own part of it. Those of the beginning outlast the eras.
self.FinalizationRegistry = class extends FinalizationRegistry {
  constructor(free) {
    super(({ held, token, born }) => {
      proxies.delete(token);
      if (born === BEGINNING || born === era) free(held);
    });
  }
  register(target, held, token) {
    const isProxy = token !== target && token && "destroyed_msg" in token;
    if (isProxy) proxies.add(token);
    super.register(target, { held, token: isProxy && token, born: era }, token);
  }
  unregister(token) {
    proxies.delete(token);
    return super.unregister(token);
  }
};

/** Takes hold of the ways on which JavaScript gets to know the interpreter. `env`: what its WebAssembly is about to import. */
export function fence(env) {
  const { create_once_callable, create_promise_handles, saveState, restoreState, __hiwire_deduplicate_set } = env;
  for (const name of FENCED) if (!env[name]) throw new Error(`this Pyodide has no ${name}`);
  env.create_once_callable = (...values) => {
    const made = create_once_callable(...values);
    return typeof made === "function" ? ofThisEra(made) : made;
  };
  env.create_promise_handles = (...values) => {
    const made = create_promise_handles(...values);
    return Array.isArray(made) ? made.map(ofThisEra) : made;
  };
  env.saveState = () => {
    const state = saveState();
    if (state.stackState) suspended += 1;
    return state;
  };
  env.restoreState = (state) => {
    suspended -= 1;
    restoreState(state);
  };
  env.__hiwire_deduplicate_set = (map, object, number) => {
    numbered.add(map);
    __hiwire_deduplicate_set(map, object, number);
  };
}

/** The same for Pyodide's own timer, with which it also waits before it enters the interpreter. */
export function fenceTimer(api) {
  const { scheduleCallback } = api;
  api.scheduleCallback = (call, delay_ms) => scheduleCallback(ofThisEra(call), delay_ms);
}

/** Remembers what JavaScript knows of the interpreter now. The result ends the era: it makes that all that is known. */
export function keepEra() {
  const known = new Map([...proxies].map((proxy) => [proxy, { values: { ...proxy }, names: [...proxy.cache.map] }]));
  const numbers = new Map([...numbered].map((map) => [map, [...map]]));
  era = 0;
  return () => {
    era += 1;
    for (const proxy of [...proxies].filter((proxy) => !known.has(proxy))) {
      Object.assign(proxy, { ptr: 0, destroyed_msg: OVER, gcRegistered: false });
      proxies.delete(proxy);
    }
    for (const [proxy, { values, names }] of known) {
      Object.assign(proxy, values);
      refill(proxy.cache.map, names);
    }
    for (const map of numbered) refill(map, numbers.get(map) ?? []);
  };
}

function refill(map, pairs) {
  map.clear();
  for (const [key, value] of pairs) map.set(key, value);
}
