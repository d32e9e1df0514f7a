// Makes the engine's memory snapshot: node JSPI_FLAG tools/snapshot.mjs SOURCES HOME SNAPSHOT
//
// SOURCES holds the sources as they will lie in the browser, under HOME; SNAPSHOT is the gzipped result.
// A snapshot remembers whether its maker could switch stacks, so this one must be made with JSPI on: tools/engine.py finds
// the flag that the installed Node knows.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadPyodide } from "pyodide";

// What learners import. Pyodide has loaded most of it by itself; each of the others costs at most 0.1 s once and little room.
// unittest, doctest and logging are left out: 1 MB more to download, and seldom needed.
const FOR_LEARNERS = `
abc array ast asyncio base64 bisect builtins calendar cmath collections collections.abc contextlib copy csv dataclasses datetime
decimal dis enum fractions functools gc graphlib hashlib heapq inspect io itertools json keyword linecache math numbers operator
os pathlib pprint queue random re statistics string string.templatelib struct sys textwrap time tokenize traceback types typing
warnings weakref zlib`;

// Node would print the failing line of Pyodide, which is a megabyte long.
process.on("uncaughtException", (problem) => {
  console.error(`${problem.type ?? problem.name}: ${problem.message}\n${problem.stack}`);
  process.exit(3);
});

const [sources, home, output] = process.argv.slice(2);

const pyodide = await loadPyodide({ _makeSnapshot: true });
mount(sources, home);
pyodide.globals.set("home", home);
pyodide.globals.set("names", FOR_LEARNERS);
pyodide.runPython(`
import importlib, sys
sys.path.append(home)
for name in [*names.split(), "tracer.worker"]:
    importlib.import_module(name)
del home, importlib, name, names, sys
`);
writeFileSync(output, gzipSync(pyodide.makeMemorySnapshot(), { level: 9 }));

function mount(from, to) {
  pyodide.FS.mkdirTree(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), `${to}/${entry.name}`];
    if (entry.isDirectory()) mount(source, target);
    else pyodide.FS.writeFile(target, readFileSync(source));
  }
}
