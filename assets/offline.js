// The page's side of assets/service-worker.js: has it installed, and says how far it is. Here and not in Python because much of it may throw.

const version = document.documentElement.dataset.version; // none in a tree that was not built
const container = containerOf();
let say, registration;

const AGAIN_MS = 60_000; // after a cut, where the browser does not tell that the connection is back

/**
 * Begin. `tell(kind, why, path, done, all)` is called with one of
 * storing (bytes `done` of `all`) · renewing (the same, while an older version is here) · ready · ready_next (from the next visit on) · waiting (a new version, complete) · others (…, but another page
 * has the old one open) · failed (`why`: network, changed (at `path`), full, refused) · kept (failed, but the version that is here goes on) · refused.
 */
export function start(tell) {
  if (!version) return;
  say = (kind, { why = "", path = "", done = 0, all = 0 } = {}) => tell(kind, why, path, done, all);
  if (!container) return say("refused");
  container.addEventListener("message", ({ data }) => hear(data));
  container.addEventListener("controllerchange", () => registration?.waiting || say("ready"));
  window.addEventListener("online", () => register().then(() => registration?.update()).catch(() => {}));
  register();
}

/** Give way to the version that waits, then load it. Where another page would be taken over too, `tell("others")` comes instead. */
export function useNew() {
  const next = registration?.waiting;
  if (!next) return location.reload();
  next.addEventListener("statechange", () => next.state === "activated" && location.reload());
  next.postMessage({ ask: "use" });
}

/** What another app shared with this page: { name, bytes }, or null when there is nothing. */
export async function takeShared() {
  const here = await container?.getRegistration().catch(() => undefined);
  if (!here?.active) return null;
  container.startMessages();
  return new Promise((resolve) => {
    container.addEventListener("message", ({ data }) => data.kind === "shared" && resolve(data.bytes ? data : null));
    here.active.postMessage({ ask: "shared" });
  });
}

function containerOf() {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined; // a sandboxed frame
  }
}

async function register() {
  try {
    registration = await container.register("service-worker.js");
    registration.onupdatefound = () => follow(registration.installing);
    if (registration.waiting) say("waiting");
    else if (registration.installing) follow(registration.installing);
    else if (registration.active) settle();
  } catch (problem) {
    if (problem.name === "TypeError") later("failed", { why: "network" });
    else say("refused");
  }
}

function follow(worker) {
  worker.addEventListener("statechange", () => {
    if (worker.state === "installed" && registration.active) say("waiting");
    if (worker.state === "activated") settle();
  });
}

// A version is complete. A page that came from the host before that is given to it, if it is of the same version.
function settle() {
  if (container.controller) say("ready");
  else registration.active.postMessage({ ask: "claim", version });
}

function hear(told) {
  const here = registration?.active ?? container.controller; // a browser looks for a new version by itself, perhaps before we are registered
  const names = here ? { failed: "kept", storing: "renewing" } : {};
  const kind = names[told.kind] ?? told.kind;
  if (told.why === "network") later(kind, told);
  else if (kind !== "shared") say(kind, told);
}

function later(kind, told) {
  say(kind, told);
  setTimeout(register, AGAIN_MS);
}
