// The files that the learner has added for programs to open: their bytes, in this tab and in the browser's own store.
//
// Rule: a browser that keeps nothing is no obstacle; then they are here until the tab is closed. app/updates/added.py says which are taken.

const STORE = `files ${new URL("../", import.meta.url).href}`; // one origin may hold several sites
const TABLE = "files";

const added = new Map(); // name: {name, size, modified, bytes}
let offered = new Map(); // name: what was dropped or chosen last

/** JSON of [name, bytes] of each of these; nothing is taken yet. */
export function offer(files) {
  offered = new Map(files.map((file) => [file.name, file]));
  return JSON.stringify([...offered.values()].map(({ name, size }) => [name, size]));
}

/** Take those of the offered files. JSON of {added: [[name, bytes, time of its last change in ms]], unread: [name], kept: whether the browser keeps them}. */
export async function take(names) {
  const [taken, unread] = [[], []];
  for (const name of JSON.parse(names)) {
    try {
      const bytes = await offered.get(name).arrayBuffer();
      taken.push({ name, size: bytes.byteLength, modified: offered.get(name).lastModified, bytes });
    } catch {
      unread.push(name); // it is gone, or a folder
    }
  }
  for (const file of taken) added.set(file.name, file);
  const kept = await changed((table) => taken.forEach((file) => table.put(file)));
  return JSON.stringify({ added: listed(taken), unread, kept });
}

/** JSON of those that an earlier visit left, as above. */
export async function load() {
  let found = [];
  await changed((table) => (table.getAll().onsuccess = ({ target }) => (found = target.result)));
  for (const file of found) added.set(file.name, file);
  return JSON.stringify(listed(found));
}

export async function remove(name) {
  added.delete(name);
  await changed((table) => table.delete(name));
}

/** The bytes of these files, one after the other. */
export function content(names) {
  const parts = JSON.parse(names).map((name) => added.get(name).bytes);
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole.buffer;
}

const listed = (files) => files.map(({ name, size, modified }) => [name, size, modified]);

// Whether `work` was done to the browser's table of files.
async function changed(work) {
  try {
    const store = await opened();
    await new Promise((resolve, reject) => {
      const change = store.transaction(TABLE, "readwrite");
      change.oncomplete = resolve;
      change.onerror = change.onabort = () => reject(change.error);
      work(change.objectStore(TABLE));
    });
    store.close();
    return true;
  } catch {
    return false; // a frame without storage, a device that is full
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.open(STORE, 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore(TABLE, { keyPath: "name" });
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = asking.onblocked = () => reject(asking.error);
  });
}
