// Makes the engine's memory snapshot: node JSPI_FLAG tools/snapshot.mjs SOURCES HOME SNAPSHOT
//
// SOURCES is a JSON object, {name: text}, of the sources as they will lie in the browser, under HOME; SNAPSHOT is the gzipped result.
// A snapshot remembers whether its maker could switch stacks, so this one must be made with JSPI on: tools/engine.py finds
// the flag that the installed Node knows.

import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { loadPyodide } from "pyodide";

// What learners import. Pyodide has loaded most of it by itself; each of the others costs at most 0.1 s once and little room.
// unittest, doctest and logging are left out: 1 MB more to download, and seldom needed.
const FOR_LEARNERS = `
abc array ast asyncio base64 bisect builtins calendar cmath collections collections.abc contextlib copy csv dataclasses datetime
decimal dis enum fractions functools gc graphlib hashlib heapq inspect io itertools json keyword linecache math numbers operator
os pathlib pprint queue random re statistics string string.templatelib struct sys textwrap time tokenize traceback types typing
warnings weakref zlib`;

// Recorded once and drawn, so that what Python prepares for a first time (patterns, caches) is in the snapshot too.
const REHEARSAL = `
class Point:
    def __init__(self, x):
        self.x = [x]

def twice(n):
    return n + n

points = {n: Point(twice(n)) for n in range(3)}
try:
    points[3]
except KeyError as error:
    print("no", error)
`;

// Node would print the failing line of Pyodide, which is a megabyte long.
process.on("uncaughtException", (problem) => {
  console.error(`${problem.type ?? problem.name}: ${problem.message}\n${problem.stack}`);
  process.exit(3);
});

const [sources, home, output] = process.argv.slice(2);

const pyodide = await loadPyodide({ _makeSnapshot: true });
for (const [name, text] of Object.entries(JSON.parse(readFileSync(sources, "utf8")))) {
  const path = `${home}/${name}`;
  pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
  pyodide.FS.writeFile(path, text);
}
pyodide.globals.set("home", home);
pyodide.globals.set("names", `${FOR_LEARNERS} tracer.worker tracer.native tracer.packages tracer.installer lessons.grading.texts`);
pyodide.globals.set("rehearsal", REHEARSAL);
pyodide.runPython(`
import importlib, sys
sys.path.append(home)
for name in names.split():
    importlib.import_module(name)
from tracer.session import Session
told = []
session = Session(lambda notification, content: told.append(notification), None, lambda: 0.0)
session.command({"kind": "record", "run": 1, "source": rehearsal, "inputs": []}, None)
for step in range(told[-1]["steps"]):
    session.command({"kind": "draw", "run": 1, "ask": step, "step": step, "view": {"width": 650}}, None)
assert {notification["kind"] for notification in told} == {"progress", "recorded", "drawn"}, told
del home, importlib, name, names, rehearsal, session, Session, step, sys, told
`);
writeFileSync(output, gzipSync(pyodide.makeMemorySnapshot(), { level: 9 }));
