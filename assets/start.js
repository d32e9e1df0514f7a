// Starts and ends the engine's worker. Here and not in Python because a browser may refuse to start one, and MicroPython cannot catch what
// JavaScript throws.

let early = spawn(); // reads its scripts while the page's own Python is on its way

/**
 * A worker that begins to work; null where the browser lets none start (a sandboxed frame). `onMessage(data)` gets what it says,
 * `onError(message)` why its script could not run.
 */
export function start(onMessage, onError) {
  const worker = early ?? spawn();
  early = null;
  if (worker === null) return null;
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onerror = (event) => {
    event.preventDefault();
    onError(event.message ?? "it could not be loaded");
  };
  if (worker.failed) onError(worker.failed);
  worker.postMessage("begin");
  return worker;
}

export function end(worker) {
  worker.onmessage = worker.onerror = null;
  worker.terminate();
}

function spawn() {
  try {
    const address = new URL("engine.js", import.meta.url);
    address.searchParams.set("v", document.documentElement.dataset.version ?? ""); // assets/service-worker.js gives no page the engine of another version
    const worker = new Worker(address, { type: "module" });
    worker.onerror = (event) => {
      event.preventDefault();
      worker.failed = event.message ?? "it could not be loaded";
    };
    return worker;
  } catch {
    return null;
  }
}
