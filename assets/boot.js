// Starts the engine at once, while the page's own Python is still on its way, and keeps what it says until somebody listens.
// app/engine_link.py takes both over.

const worker = new Worker("assets/engine.js", { type: "module" });
const said = [];
worker.onmessage = (event) => said.push(event);
worker.onerror = (event) => said.push(event);
self.codevizEngine = { worker, said };
