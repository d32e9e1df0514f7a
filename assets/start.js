// Starts the engine's worker at once, while the page's own Python is still on its way; app/engine_link.py takes it over.
// Here and not there also because a browser may refuse to start one, and MicroPython cannot catch what JavaScript throws.

let early = spawn();

/**
 * The worker that is starting already, or a new one; null where the browser lets none start (a sandboxed frame).
 * `onMessage(data)` gets everything it says, also what it said before; `onError(message)` why it could not start.
 */
export function start(onMessage, onError) {
  const worker = early ?? spawn();
  early = null;
  if (worker === null) return null;
  const heard = worker.heard.splice(0);
  worker.onmessage = ({ data }) => (heard.length ? heard.push(data) : onMessage(data));
  worker.onerror = (event) => {
    event.preventDefault();
    onError(event.message ?? "it could not be loaded");
  };
  if (worker.failed) onError(worker.failed);
  setTimeout(() => {
    while (heard.length) onMessage(heard.shift());
  });
  return worker;
}

export function end(worker) {
  worker.onmessage = worker.onerror = null;
  worker.terminate();
}

function spawn() {
  try {
    const worker = new Worker(new URL("engine.js", import.meta.url), { type: "module" });
    worker.heard = [];
    worker.onmessage = ({ data }) => worker.heard.push(data);
    worker.onerror = (event) => {
      event.preventDefault();
      worker.failed = event.message ?? "it could not be loaded";
    };
    return worker;
  } catch {
    return null;
  }
}
