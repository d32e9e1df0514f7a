// Starts and ends the engine's worker. Here and not in Python because a browser may refuse to start one, and MicroPython cannot catch what
// JavaScript throws.

/**
 * A new worker; null where the browser lets none start (a sandboxed frame). `onMessage(data)` gets what it says, `onError(message)` why its
 * script could not run.
 */
export function start(onMessage, onError) {
  let worker;
  try {
    worker = new Worker(new URL("engine.js", import.meta.url), { type: "module" });
  } catch {
    return null;
  }
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onerror = (event) => {
    event.preventDefault();
    onError(event.message ?? "it could not be loaded");
  };
  return worker;
}

export function end(worker) {
  worker.onmessage = worker.onerror = null;
  worker.terminate();
}
