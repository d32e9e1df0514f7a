// Keeps the whole site on this device, so that it works without a connection.
//
// Rules: a version is kept as a whole or not at all. What is kept has the hash that the build listed, wherever it came from, so neither a host in
// the middle of a deployment nor the browser's own cache can slip in another file. A page of one version never gets a file of another. Files lie in
// the cache under their hashes: versions share what is the same, and a download that was cut off goes on where it ended.

const SITE = { version: "", files: {} }; // tools/offline.py writes it: {path: [bytes, hash, hash once a host has unpacked it]}

const SCOPE = self.registration.scope;
const STORE = `codeviz ${SCOPE}`; // one origin may hold several sites
const SHARED = keyOf("shared");
const AT_ONCE = 3;
const FILES = new Map(Object.entries(SITE.files));
const fromHost = new Set(); // pages that this worker could not give: all that they ask for comes from the host

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(hear(event)));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const path = pathOf(url);
  if (method === "GET" && FILES.has(path)) event.respondWith(answer(event, path));
  if (method === "POST" && path === "open") event.respondWith(receive(event.request));
});

async function install() {
  const added = [];
  try {
    const store = await caches.open(STORE);
    // Once more from the start while something is missing: an older version that begins its work at this moment tidies up.
    for (let missing = await missingIn(store); missing.length; missing = await missingIn(store)) {
      await fetchAll(store, missing, added);
    }
  } catch (problem) {
    const why = reasonOf(problem);
    if (why === "full") await Promise.all(added.map(async (key) => (await caches.open(STORE)).delete(key)));
    await tell({ kind: "failed", why, path: problem.path ?? "", all: size([...FILES.keys()]) });
    throw problem;
  }
}

async function missingIn(store) {
  const kept = new Set((await store.keys()).map(({ url }) => url));
  return [...FILES.keys()].filter((path) => !kept.has(keyOf(hashOf(path))));
}

// Every path of `missing`, a few at a time. The first failure ends it.
async function fetchAll(store, missing, added) {
  const all = size([...FILES.keys()]);
  const queue = [...missing];
  let done = all - size(missing);
  let failed = false;
  await tell({ kind: "storing", done, all });
  const work = async () => {
    while (queue.length && !failed) {
      const path = queue.shift();
      const key = keyOf(hashOf(path));
      await store.put(key, await fetched(path));
      added.push(key);
      done += size([path]);
      await tell({ kind: "storing", done, all });
    }
  };
  const fail = (problem) => {
    failed = true;
    throw problem;
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => work().catch(fail)));
  const problem = results.find(({ status }) => status === "rejected");
  if (problem) throw problem.reason;
}

// The file as it was built. The browser's own cache may have it from the page's start; the hash tells whether it is the right one.
async function fetched(path) {
  const url = new URL(path === "index.html" ? "./" : path, SCOPE); // some hosts send whoever asks for index.html elsewhere
  for (const cache of ["force-cache", "reload"]) {
    const answer = await fetch(url, { cache, priority: "low" });
    if (!answer.ok) continue;
    const bytes = await answer.arrayBuffer();
    if (FILES.get(path).slice(1).includes(await sha256(bytes))) return new Response(bytes, { headers: headersOf(answer) });
  }
  throw Object.assign(new Error(`${path} is not the file that was listed`), { path });
}

// Policies stay, and the type; what speaks of the way that the bytes took goes.
function headersOf(answer) {
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding", "vary"]) headers.delete(name);
  return headers;
}

async function activate() {
  if (self.registration.installing) return; // it counts on what is there; it will tidy up in its turn
  const store = await caches.open(STORE);
  const wanted = new Set([SHARED, ...[...FILES.keys()].map((path) => keyOf(hashOf(path)))]);
  const kept = await store.keys();
  await Promise.all(kept.filter(({ url }) => !wanted.has(url)).map((request) => store.delete(request)));
}

async function answer(event, path) {
  if (fromHost.has(event.clientId) || !(await isOfThisVersion(event))) return fetch(event.request);
  const kept = await keptAt(keyOf(hashOf(path)));
  return kept ?? recovered(event, path);
}

async function keptAt(key) {
  try {
    return await (await caches.open(STORE)).match(key);
  } catch {
    return undefined; // the browser's storage does not answer: as if it were empty
  }
}

// A worker is asked for by a page, and may be given to us even if that page came from the host: its address says of which version it is.
async function isOfThisVersion({ request, clientId }) {
  if (request.mode === "navigate") return true;
  const said = versionIn(request.url) ?? versionIn((clientId && (await self.clients.get(clientId))?.url) || SCOPE);
  return said === null || said === SITE.version;
}

const versionIn = (url) => new URL(url).searchParams.get("v");

// The browser has thrown away what was kept. The same file from the host will do; another version's will not: then this version ends here.
async function recovered({ request, resultingClientId }, path) {
  try {
    const fresh = await fetched(path);
    const copy = fresh.clone();
    caches.open(STORE).then((store) => store.put(keyOf(hashOf(path)), copy)).catch(() => {});
    return fresh;
  } catch (problem) {
    if (problem.path) await self.registration.unregister();
    if (request.mode !== "navigate") return Response.error();
    fromHost.add(resultingClientId);
    return fetch(request);
  }
}

async function hear({ data, source }) {
  if (data.ask === "use") {
    if (await isAlone()) await self.skipWaiting();
    else source.postMessage({ kind: "others" });
  } else if (data.ask === "claim") {
    const fits = data.version === SITE.version && (await isAlone());
    if (fits) await self.clients.claim();
    source.postMessage({ kind: fits ? "ready" : "ready_next" });
  } else if (data.ask === "shared") {
    const file = await keptAt(SHARED);
    if (file) await (await caches.open(STORE)).delete(SHARED);
    const name = decodeURIComponent(file?.headers.get("x-name") ?? "");
    source.postMessage({ kind: "shared", name, bytes: file ? await file.arrayBuffer() : null });
  }
}

// Whether at most one page of this site is open. Another one would get files of two versions if this worker took it over.
async function isAlone() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return windows.filter(({ url }) => pathOf(url) === "index.html").length <= 1;
}

// A file that another app shares arrives as a form; the page comes for it.
async function receive(request) {
  try {
    const file = (await request.formData()).get("program");
    const store = await caches.open(STORE);
    await store.put(SHARED, new Response(file, { headers: { "x-name": encodeURIComponent(file.name ?? "") } }));
  } catch {
    // The page finds nothing and says so.
  }
  return Response.redirect(`${SCOPE}?shared`, 303);
}

async function tell(message) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const each of windows) if (pathOf(each.url) === "index.html") each.postMessage({ ...message, version: SITE.version });
}

function reasonOf(problem) {
  if (problem.name === "QuotaExceededError") return "full";
  if (problem.name === "SecurityError") return "refused";
  return problem.path ? "changed" : "network";
}

function pathOf(address) {
  const { origin, pathname } = new URL(address);
  const whole = origin + pathname;
  return whole.startsWith(SCOPE) ? whole.slice(SCOPE.length) || "index.html" : null;
}

function keyOf(name) {
  return new URL(`kept/${name}`, SCOPE).href;
}

function hashOf(path) {
  return FILES.get(path)[1];
}

function size(paths) {
  return paths.reduce((sum, path) => sum + FILES.get(path)[0], 0);
}

async function sha256(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
