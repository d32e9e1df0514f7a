// The engine's shell: a module worker that starts CPython and carries messages to and from `tracer.worker`.
// It knows no message but its own, "ready", "spent", "crashed", and those of assets/packages.js, "wanting", "fetching" and "slips", that "record"
// runs a program, and "check", which assets/checking.js answers with "checked" or "unjudged"; the others are Python's.
//
//   page -> worker   "begin", then JSON text, or {json: text, bytes: ArrayBuffer}
//   worker -> page   the same two shapes; an ArrayBuffer is handed over, not copied
//
// What it asks of Python: tracer.worker.connect(post, clock, why_not, watch), .receive(json_text, bytes_or_none) (async), .raw_output(fd, text);
// tracer.native.why_not() loads the native core; lessons.grading.texts judges.

import { beginRun, endRun, ownClock } from "./again.js";
import { openChecks, Unjudged } from "./checking.js";
import { fence, isOver } from "./eras.js";
import { keep } from "./fresh.js";
import { fenceHosts, whyNot } from "./own_host.js";
import { openPackages } from "./packages.js";
import { watchFiles } from "./watched_files.js";

const ENGINE = new URL("../engine/", import.meta.url);
const PYODIDE = new URL("../vendor/pyodide/", import.meta.url).href;
const WASM = PYODIDE + "pyodide.asm.wasm";
const CORE = "_codeviz.so"; // as tracer/native.py looks for it, beside its package

// How much of its stack in linear memory Python may use before it raises RecursionError. The browser's own stack, which
// Python cannot see, must not end first: that kills the interpreter. Measured in a Chromium worker: at 96 KiB a comparison
// of deeply nested lists dies, at 80 none of the cases in tests/browser/test_engine_shell.py does; at 48 the compiler
// refuses 80 parentheses. 72 leaves a tenth to spare, and about 100 calls of a recursive __repr__.
const STACK_BYTES = 72 * 1024;
// Modules of packages nest deeper than a learner's program does, and compiling needs less of the browser's own stack than calls back and forth do.
const COMPILER_BYTES = 128 * 1024;

// Where memory lies beyond this, Pyodide takes its addresses for negative numbers, and texts that it hands to JavaScript are nothing but zeros.
// A program that wants more gets a MemoryError.
const MOST_MEMORY_BYTES = 2 ** 31;
const PAGE_BYTES = 2 ** 16;
const { grow } = WebAssembly.Memory.prototype;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * PAGE_BYTES > MOST_MEMORY_BYTES) throw new RangeError("as much memory as a program can have is in use");
  return grow.call(this, pages);
};

const LATER_MS = 2000; // after the start, or after a run, when nobody waits any more

const waiting = [];
let deliver = (message) => waiting.push(message);
self.onmessage = ({ data }) => (data === "begin" ? begin() : deliver(data));

// What Pyodide says as it dies goes with the notification instead of to the console: the page tells the learner.
const lastWords = [];
console.error = (...words) => lastWords.push(words.map(String).join(" "));

for (const kind of ["error", "unhandledrejection"]) {
  self.addEventListener(kind, (event) => {
    event.preventDefault();
    const reason = event.reason ?? event.error ?? event.message;
    if (!isOver(reason)) crashed(reason);
  });
}

const fetchNow = self.fetch.bind(self);
const scripts = Promise.all([import("../vendor/pyodide/pyodide.mjs"), import("../vendor/pyodide/pyodide.asm.mjs")]);
scripts.catch(() => {}); // whoever waits for them is told
let compiled;

// The heavy part waits for the page's word: on a machine with two cores it would make the page itself late.
function begin() {
  compiled = WebAssembly.compileStreaming(fetchNow(WASM));
  compiled.catch(() => {}); // a host that does not call it application/wasm: `instantiated` finds another way
  start().catch(crashed);
}

async function start() {
  const engine = await (await fetched("engine.json")).json();
  const core = compiledCore(engine.core);
  const { how, pyodide } = await boot(engine);
  // A snapshot holds the modules without their files, which then only tracebacks of the engine's own ask for.
  if (how === "plain") layOut(engine, pyodide, await sources(engine));
  const coreMissing = await addCore(engine, pyodide, core);
  const worker = pyodide.pyimport("tracer.worker");
  const bytesOf = pyodide.runPython("lambda buffer: buffer.to_bytes()");
  routeOutput(pyodide, worker);
  worker.connect(post, ownClock, whyNot, watchFiles(pyodide, pyodide.FS.cwd()));
  fenceHosts();
  const packages = openPackages(pyodide, (work) => withMoreStack(pyodide._module, work), tell);
  // Not awaited: while a program waits for its input, the message that brings the input must get through.
  const checks = openChecks(pyodide);
  const interpreter = keep(pyodide);
  const check = (command) => checks(command, interpreter);
  deliver = afresh(interpreter, packages, check, (json, bytes) => worker.receive(json, bytes && bytesOf(bytes)));
  tell({ kind: "ready", how, waits: "Suspending" in WebAssembly, coreMissing });
  waiting.splice(0).forEach((message) => deliver(message));
  if (how === "snapshot") setTimeout(() => addSources(engine, pyodide, interpreter).catch(() => {}), LATER_MS);
}

// Every program but the first finds the interpreter put back. That waits for the answers to what came before, and what comes after waits for it.
function afresh(interpreter, packages, check, receive) {
  const underWay = new Set();
  let turn = Promise.resolve();
  let isUsed = false;

  async function take({ json, bytes }) {
    const command = JSON.parse(json);
    const { kind, run, seed, again } = command;
    const isRun = kind === "record";
    if (kind === "check") {
      if (interpreter.canPutBack()) await Promise.all(underWay);
      if (!interpreter.canPutBack()) return spent();
      isUsed = true;
      return judge(command);
    }
    if (isRun && isUsed) {
      if (interpreter.canPutBack()) await Promise.all(underWay);
      await new Promise((resolve) => setTimeout(resolve)); // out of whatever Python's last call has left to do
      if (!interpreter.canPutBack()) return spent();
      interpreter.putBack();
    }
    isUsed ||= isRun;
    const wanting = isRun && (await packages.provide(command, bytes, interpreter));
    if (wanting) return tell(wanting);
    if (isRun) beginRun(run, seed, again);
    const answered = receive(json, bytes).catch(crashed);
    if (isRun) answered.then(endRun);
    underWay.add(answered);
    answered.then(() => underWay.delete(answered));
    if (isRun) answered.then(() => setTimeout(() => underWay.size || interpreter.canPutBack() || spent(), LATER_MS));
  }

  async function judge(command) {
    try {
      const { json, bytes } = await check(command);
      if (interpreter.canPutBack()) interpreter.putBack();
      self.postMessage(bytes ? { json, bytes } : json, bytes ? [bytes] : []);
    } catch (problem) {
      if (!(problem instanceof Unjudged)) throw problem;
      tell({ kind: "unjudged", run: command.run, secret: command.secret }); // the page ends this worker
    }
  }

  return (message) => {
    turn = turn.then(() => take(typeof message === "string" ? { json: message } : message)).catch(crashed);
  };
}

async function boot(engine) {
  // A snapshot made where stacks can be switched is of no use where they cannot.
  if ("Suspending" in WebAssembly) {
    try {
      return { how: "snapshot", pyodide: await load(engine, { _loadSnapshot: unpacked(engine.snapshot) }) };
    } catch {
      // Falls through: the plain load takes longer and ends in the same place.
    }
  }
  return { how: "plain", pyodide: await load(engine, {}) };
}

async function load(engine, options) {
  options._loadSnapshot?.catch(() => {}); // Pyodide comes to wait for it only once its scripts are here
  const [{ loadPyodide }, { default: createPyodideModule }] = await scripts;
  let trampoline;
  const pyodide = await withCompiled(() =>
    loadPyodide({
      indexURL: PYODIDE,
      packageBaseUrl: PYODIDE,
      stdin: () => null,
      createPyodideModule: async (settings) => {
        const wasm = await createPyodideModule(settings);
        trampoline = wasm.HEAP32[trampolineIndex(wasm)];
        return wasm;
      },
      ...options,
    }),
  );
  pyodide._module.HEAP32[trampolineIndex(pyodide._module)] = trampoline;
  protectStack(pyodide._module);
  const path = pyodide.pyimport("sys").path;
  if (!path.includes(engine.folder)) path.append(engine.folder);
  return pyodide;
}

// Compiled while the rest is on its way; null when it cannot be had. It cannot come with the snapshot: a module's functions lie in the
// interpreter's table, which is not in the memory.
async function compiledCore(name) {
  try {
    return await WebAssembly.compile(await (await fetched(name)).arrayBuffer());
  } catch {
    return null;
  }
}

// Gives Python the core and has it tried. Returns why it cannot be used, "" when it can: the engine does without.
// A plain import would compile it once more and look through 8,000 names for undefined ones, of which tools/native.py has made sure that
// there are none: for a core of 100 KB, 23 ms in Chromium instead of 10.
async function addCore(engine, pyodide, core) {
  const place = `${engine.folder}/${CORE}`;
  const compiled = await core;
  try {
    if (compiled) {
      pyodide.FS.mkdirTree(engine.folder);
      pyodide.FS.writeFile(place, ""); // Python wants to see a file there
      const { loadWebAssemblyModule, preloadedWasm } = pyodide._module;
      preloadedWasm[place] = loadWebAssemblyModule(compiled, { nodelete: true, allowUndefined: true }, place, {});
    }
    return pyodide.pyimport("tracer.native").why_not();
  } catch (problem) {
    return `the native core cannot be loaded: ${problem}`;
  }
}

const sources = async (engine) => (await fetched(engine.sources)).json();

async function addSources(engine, pyodide, interpreter) {
  const texts = await sources(engine);
  interpreter.addFiles(() => layOut(engine, pyodide, texts));
}

function layOut(engine, pyodide, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const path = `${engine.folder}/${name}`;
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    pyodide.FS.writeFile(path, text);
  }
}

// Python calls its C functions through a trampoline which this browser has compiled for itself; the snapshot brings the
// address of its maker's, which may be none. Without the right one a frame of JavaScript lies between every two of Python's:
// stacks cannot be switched, and end sooner.
function trampolineIndex(wasm) {
  return (wasm.__PyRuntime + wasm.HEAP32[wasm.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2]) >> 2;
}

// Pyodide gives every task a thread state of its own, and each takes its limits from these bounds.
function protectStack(wasm, bytes = STACK_BYTES) {
  const base = wasm._emscripten_stack_get_base();
  wasm._emscripten_stack_set_limits(base, base - bytes);
  wasm._PyUnstable_ThreadState_ResetStackProtection(wasm._PyThreadState_Get());
}

// For work that no program is part of, and in which JavaScript and Python do not call each other: compiling.
function withMoreStack(wasm, work) {
  protectStack(wasm, COMPILER_BYTES);
  try {
    return work();
  } finally {
    protectStack(wasm);
  }
}

async function fetched(name) {
  const answer = await fetchNow(new URL(name, ENGINE));
  if (!answer.ok) throw new Error(`${name}: the host answered ${answer.status}`);
  return answer;
}

// Unpacked while it arrives. Some hosts unpack a .gz on its way here; gzip's first two bytes tell.
async function unpacked(name) {
  const reader = (await fetched(name)).body.getReader();
  const { value: first } = await reader.read();
  const whole = new ReadableStream({
    start: (stream) => stream.enqueue(first),
    pull: async (stream) => {
      const { done, value } = await reader.read();
      if (done) stream.close();
      else stream.enqueue(value);
    },
  });
  const isPacked = first[0] === 0x1f && first[1] === 0x8b;
  return new Response(isPacked ? whole.pipeThrough(new DecompressionStream("gzip")) : whole).arrayBuffer();
}

// Pyodide would begin to compile its WebAssembly only when the snapshot has been unpacked. While `work` goes on, it is given what has been
// compiled since the worker began.
async function withCompiled(work) {
  const { instantiateStreaming } = WebAssembly;
  self.fetch = (request, options) => (String(request) === WASM ? Promise.resolve(null) : fetchNow(request, options));
  WebAssembly.instantiateStreaming = (_, imports) => instantiated(imports);
  try {
    return await work();
  } finally {
    self.fetch = fetchNow;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

async function instantiated(imports) {
  try {
    fence(imports.env);
    const module = await compiled.catch(async () => WebAssembly.compile(await (await fetched(WASM)).arrayBuffer()));
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  } catch (problem) {
    crashed(problem); // Pyodide would only write to the console, and wait for ever
    throw problem;
  }
}

// What reaches the file descriptors 1 and 2 without Python's sys.stdout: os.write, faulthandler, C code. Python may not be
// called in the middle of such a write (it has let go of its lock), so the text waits until the running call has ended.
function routeOutput(pyodide, worker) {
  const written = [];
  const flush = () => written.splice(0).forEach(([descriptor, text]) => worker.raw_output(descriptor, text));
  const writerTo = (descriptor) => {
    const decoder = new TextDecoder();
    return {
      write(bytes) {
        if (!written.length) setTimeout(flush);
        written.push([descriptor, decoder.decode(bytes, { stream: true })]);
        return bytes.length;
      },
    };
  };
  pyodide.setStdout(writerTo(1));
  pyodide.setStderr(writerTo(2));
}

function post(json, blob) {
  if (blob === undefined || blob === null) return self.postMessage(json);
  const { buffer } = blob.toJs();
  self.postMessage({ json, bytes: buffer }, [buffer]);
}

// No other program can run in this interpreter; it still answers about the last one.
function spent() {
  tell({ kind: "spent" });
}

function tell(notification) {
  self.postMessage(JSON.stringify(notification));
}

function crashed(reason) {
  const type = reason?.type ? `${reason.type} ` : ""; // of an exception of Python's
  tell({ kind: "crashed", reason: type + String(reason), details: lastWords.splice(0).join("\n") });
}
