// Packages that were loaded once are kept on this device, in a cache of their own, which no version of the site tidies up.
//
// Rule: a browser that keeps nothing is no obstacle; then they are fetched again in the next visit. For the page and the engine.

const SITE = new URL("../", import.meta.url).href;
const STORE = `packages ${SITE}`; // one origin may hold several sites

const placeOf = (kind, name) => new URL(`kept-packages/${kind}/${encodeURIComponent(name)}`, SITE).href;

const storage = storageOf(); // before a program runs, from whom assets/own_host.js hides it

function storageOf() {
  try {
    return self.caches;
  } catch {
    return undefined; // a frame without storage
  }
}

async function opened() {
  try {
    return await storage.open(STORE);
  } catch {
    return null; // a frame without storage, a page without a secure connection
  }
}

/** {name: entry} of the packages that are here, in the words of tracer/packages.py; each with its `host`. */
export async function keptPackages() {
  const store = await opened();
  const table = {};
  try {
    for (const request of (await store?.keys()) ?? []) {
      if (!request.url.startsWith(placeOf("entry", ""))) continue;
      const entry = await (await store.match(request)).json();
      table[entry.name] = entry;
    }
  } catch {
    return {}; // damaged: as good as nothing
  }
  return table;
}

/** The same for a list: JSON of [name, version, bytes, host] of each, by name. */
export async function keptList() {
  const entries = Object.values(await keptPackages()).sort((one, other) => (one.name < other.name ? -1 : 1));
  return JSON.stringify(entries.map(({ name, version, bytes, host }) => [name, version, bytes, host]));
}

/** The bytes that are kept under a name (a package's hash); null when they are not. */
export async function keptBytes(name) {
  const found = await (await opened())?.match(placeOf("bytes", name)).catch(() => undefined);
  return found ? new Uint8Array(await found.arrayBuffer()) : null;
}

/** Keep bytes under a name, if that is possible. */
export async function keepBytes(name, bytes) {
  try {
    await (await opened())?.put(placeOf("bytes", name), new Response(bytes));
  } catch {
    // The device is full: it is made once more in the next visit.
  }
}

/** Keep a package, the bytes first: an entry says that they are there. */
export async function keepPackage(entry, bytes) {
  const store = await opened();
  try {
    await store?.put(placeOf("bytes", entry.sha256), new Response(bytes));
    await store?.put(placeOf("entry", entry.name), new Response(JSON.stringify(entry)));
  } catch {
    // The device is full: this visit has it all the same.
  }
}

/** A text that was fetched from this host, for when there is no connection; without `text`, the one that is kept or null. */
export async function keptText(name, text) {
  const store = await opened();
  try {
    if (text !== undefined) await store?.put(placeOf("text", name), new Response(text));
    return (await (await store?.match(placeOf("text", name)))?.text()) ?? null;
  } catch {
    return null;
  }
}

/** Whether all of them are gone from this device. */
export async function forgetPackages() {
  return storage.delete(STORE).catch(() => false);
}
