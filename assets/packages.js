// Brings the packages that a program imports into the interpreter, before the program runs.
//
// Rules: this host is asked first (packages/, beside the site), then this device; another host only when the learner has agreed to this package.
// What arrives counts only with the hash that was listed for it. What is installed once is there for every later run of this worker: its files
// belong to the beginning that assets/fresh.js puts back. tracer/packages.py decides; this carries.

import { keepBytes, keepPackage, keptBytes, keptPackages, keptText } from "./kept_packages.js";
import { allow } from "./own_host.js";

const fetchNow = self.fetch.bind(self);
const SITE = new URL("../", import.meta.url);
const HERE = new URL("packages/", SITE);
const INDEX = new URL("index.json", HERE);
const LOCK = new URL("vendor/pyodide/pyodide-lock.json", SITE);
const HOSTS = new URL("assets/packages.json", SITE); // a host may change it: where packages come from, and whom programs may ask
const TELL_MS = 200;
const INSTALLER = "micropip";
const NOTHING = undefined; // Python's None, which null is not

/** Why a package cannot be had, as a sentence. */
class Unavailable extends Error {}

/**
 * To be called before the interpreter is kept. `withMoreStack(work)` does work that no program is part of. `say(notification)`. `provide(command, bytes)` of the result takes a "record" and gives the notification "wanting" where the
 * learner must be asked, else null: then all that can be had is installed. `bytes`: those of the files that come with it. It wants an interpreter in which nothing has run.
 */
export function openPackages(pyodide, withMoreStack, say) {
  const [python, installer] = ["tracer.packages", "tracer.installer"].map((name) => pyodide.pyimport(name));
  const installed = new Set();

  async function provide({ run, source, files = [], packages: { agreed = [], declined = [], insisted = [], ask = false } = {} }, bytes, interpreter) {
    const added = modulesOf(files, bytes);
    const sources = [source, ...added.values()];
    if (python.uses_network(...sources)) allow((await hosts().catch(() => ({}))).programs_may_ask ?? []);
    const modules = python.missing_json(JSON.stringify(sources), JSON.stringify([...added.keys()]));
    if (modules === "[]") return null;
    const tables = await Promise.all([hostText(INDEX, "{}"), keptPackages().then(JSON.stringify), hostText(LOCK, '{"packages": {}}')]);
    const { found, unknown, slips } = JSON.parse(python.plan_json(modules, JSON.stringify(insisted), ...tables));
    if (slips.length) say({ kind: "slips", run, modules: slips });
    const order = { run, agreed, tables, wanted: [], isLookedFor: false };
    const ready = [];
    for (const each of found) if (!declined.includes(each.package)) ready.push(...(await gathered(order, each)));
    for (const module of unknown) if (!declined.includes(module)) ready.push(...(await lookedFor(order, module)));
    if (order.isLookedFor) {
      await new Promise((resolve) => setTimeout(resolve)); // out of whatever Python's last call has left to do
      interpreter.putBack();
    }
    if (ask && order.wanted.length) return { kind: "wanting", run, packages: order.wanted };
    await install(ready, interpreter);
    return null;
  }

  // What of one package is not installed yet: [entry, bytes] of each of its wheels. Nothing where the learner is to be asked.
  async function gathered(order, { module, package: name, wheels }) {
    const [ready, foreign] = [[], []];
    const asked = { module, package: name, host: "", bytes: 0, others: 0, problem: "" };
    try {
      for (const wheel of wheels.filter((wheel) => !installed.has(wheel.name))) {
        const bytes = wheel.table === "kept" ? await keptBytes(wheel.sha256) : await fromHere(wheel);
        if (bytes) ready.push([wheel, bytes]);
        else foreign.push(wheel);
      }
      if (!foreign.length) return ready;
      const { pyodide: base } = await hosts();
      const addresses = foreign.map(({ url, file }) => new URL(url ?? file, base));
      Object.assign(asked, { host: addresses[0].host, bytes: sizeOf(foreign), others: foreign.length - 1 });
      if (!navigator.onLine) throw new Unavailable(offline(name));
      if (!order.agreed.includes(name)) return order.wanted.push(asked), [];
      for (const [at, wheel] of foreign.entries()) {
        const bytes = await checked(await download(order.run, name, addresses[at]), wheel);
        await keepPackage({ ...wheel, host: addresses[at].host, bytes: bytes.length, url: addresses[at].href }, bytes);
        ready.push([wheel, bytes]);
      }
      return ready;
    } catch (problem) {
      order.wanted.push({ ...asked, problem: sentenceOf(problem, name, asked.host) });
      return [];
    }
  }

  // A module that no table knows: perhaps PyPI has a package of its name, in pure Python.
  async function lookedFor(order, module) {
    const asked = { module, package: module, host: "", bytes: 0, others: 0, problem: "", guess: true };
    try {
      const { index, files } = await hosts();
      asked.host = new URL(index).host;
      if (!navigator.onLine) throw new Unavailable(offline(module));
      if (!order.agreed.includes(module)) return order.wanted.push(asked), [];
      order.isLookedFor = true;
      const arrived = new Map();
      const bytesFrom = async (url) => {
        if (![index, files || "https://"].some((base) => url.startsWith(base))) throw new Unavailable(`${module} is kept on ${new URL(url).host}, which CodeViz does not ask.`);
        if (!arrived.has(url)) arrived.set(url, await download(order.run, module, new URL(url)));
        return arrived.get(url);
      };
      const wanting = await gathered(order, { module: INSTALLER, package: INSTALLER, wheels: boardEntries(order, INSTALLER) });
      for (const [, bytes] of wanting) installer.install(bytes, false, NOTHING);
      const answer = JSON.parse(await installer.resolve_json(module, order.tables[0], order.tables[2], index, bytesFrom));
      if (answer.problem) throw new Unavailable(answer.problem);
      const ready = [];
      for (const wheel of answer.wheels) {
        const bytes = await checked(arrived.get(wheel.url), wheel);
        ready.push([wheel, bytes]);
        await keepPackage({ ...wheel, host: new URL(wheel.url).host, bytes: bytes.length }, bytes);
      }
      for (const name of answer.known) ready.push(...(await gathered({ ...order, agreed: [name] }, { module, package: name, wheels: JSON.parse(python.wheels_json(name, ...order.tables)) })));
      return ready;
    } catch (problem) {
      order.wanted.push({ ...asked, problem: sentenceOf(problem, module, asked.host) });
      return [];
    }
  }

  const boardEntries = ({ tables }, name) => JSON.parse(python.wheels_json(name, ...tables));

  // From the folder packages/ of this host; null where it is not there.
  async function fromHere(wheel) {
    const answer = await fetchNow(new URL(encodeURIComponent(wheel.file), HERE)).catch(() => null);
    if (!answer?.ok) {
      if (wheel.table === "board") throw new Unavailable(answer ? missingHere(wheel) : offline(wheel.name));
      return null;
    }
    return checked(new Uint8Array(await answer.arrayBuffer()), wheel);
  }

  async function download(run, name, address) {
    let told = 0;
    const tell = (done, all) => {
      if (done && performance.now() - told < TELL_MS) return;
      told = performance.now();
      say({ kind: "fetching", run, package: name, done, all });
    };
    tell(0, 0);
    const answer = await fetchNow(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) throw new Unavailable(answer.status === 404 ? `${address.host} has no package that fits ${name}.` : `${address.host} answered ${answer.status} instead of sending ${name}. Try again later.`);
    const all = Number(answer.headers.get("content-length")) || 0;
    const pieces = [];
    let done = 0;
    for (const reader = answer.body.getReader(); ; ) {
      const { done: isEnd, value } = await reader.read();
      if (isEnd) break;
      pieces.push(value);
      done += value.length;
      tell(done, all);
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  }

  async function checked(bytes, { name, sha256 }) {
    if (!bytes || (await hashOf(bytes)) !== sha256) throw new Unavailable(`What arrived is not the ${name} that was listed, so it is not used. Try again later, or ask who runs this site.`);
    return bytes;
  }

  async function hashOf(bytes) {
    if (!self.crypto?.subtle) return python.sha256(bytes);
    return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function install(ready, interpreter) {
    const fresh = ready.filter(([{ name }], at) => !installed.has(name) && ready.findIndex(([other]) => other.name === name) === at);
    if (!fresh.length) return;
    for (const [{ name, library = false, sha256 }, bytes] of fresh) {
      const compiled = (await keptBytes(`${sha256}-compiled`)) ?? undefined;
      const made = withMoreStack(() => installer.install(bytes, library, compiled));
      if (!compiled) await keepBytes(`${sha256}-compiled`, made.toJs());
      installed.add(name);
    }
    interpreter.keepNewFiles();
    interpreter.putBack();
  }

  return { provide };
}

// {name: text} of the modules among the files that come with a program.
function modulesOf(files, bytes) {
  const modules = new Map();
  let at = 0;
  for (const [name, size] of files) {
    if (name.endsWith(".py")) modules.set(name.slice(0, -3), new TextDecoder().decode(new Uint8Array(bytes, at, size)));
    at += size;
  }
  return modules;
}

/** The table of hosts. The copy of the last visit does where there is no connection. */
export async function hosts() {
  return JSON.parse(await hostText(HOSTS));
}

// A text of this host; where there is no connection, the copy that is kept, or else `instead`.
async function hostText(url, instead) {
  const answer = await fetchNow(url).catch(() => null);
  if (answer?.ok) {
    const text = await answer.text();
    await keptText(url.pathname, text);
    return text;
  }
  const kept = (await keptText(url.pathname)) ?? instead;
  if (kept === undefined) throw new Unavailable("");
  return kept;
}

function sentenceOf(problem, name, host) {
  if (problem instanceof Unavailable) return problem.message || offline(name);
  if (problem?.name === "TypeError") return navigator.onLine === false ? offline(name) : `${name} did not come: ${host || "the host"} cannot be reached from here. Try again later.`;
  throw problem;
}

const offline = (name) => `${name} is not on this device, and there is no connection. Connect and run the program again; what has been loaded once also works without.`;
const missingHere = ({ name, file }) => `${name} should be beside this site, but packages/${file} is missing. Tell who runs the site.`;
const sizeOf = (wheels) => (wheels.every(({ bytes }) => bytes) ? wheels.reduce((sum, { bytes }) => sum + bytes, 0) : 0);
