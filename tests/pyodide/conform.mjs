// Runs programs plain and recorded inside Pyodide, each run in an interpreter of its own:
//
//     node JSPI_FLAG tests/pyodide/conform.mjs FOLDER_OF_CPYTHONS_TESTS CORE < programs.json > runs.json
//
// programs.json: {name: source}. runs.json: {name: {plain: [stdout, stderr, status], recorded: the same}}. CPython's tests are laid
// into Pyodide's own file system; nothing in the tree is touched.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadPyodide } from "pyodide";
import { copy } from "./copy.mjs";

const PROJECT = ["tracer", "tests/__init__.py", "tests/cpython"];
const FOLDERS = ["support", "typinganndata"]; // of CPython's tests: what their modules import

process.on("uncaughtException", (problem) => {
  console.error(`${problem.type ?? problem.name}: ${problem.message}\n${problem.stack}`);
  process.exit(3);
});

const [folder, core] = process.argv.slice(2);
const parts = readdirSync(folder).filter((name) => name === "__init__.py" || name.endsWith("_tests.py") || FOLDERS.includes(name));
const programs = JSON.parse(readFileSync(0, "utf8"));
const runs = {};
for (const [name, source] of Object.entries(programs)) {
  runs[name] = { plain: await run(source, "plain"), recorded: await run(source, "recorded") };
}
process.stdout.write(JSON.stringify(runs));

async function run(source, way) {
  const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide", NO_COLOR: "1" } });
  const { FS } = pyodide;
  const said = { out: [], err: [] };
  pyodide.setStdin({ error: false, stdin: () => null });
  pyodide.setStdout({ write: (bytes) => said.out.push(Buffer.from(bytes)) && bytes.length });
  pyodide.setStderr({ write: (bytes) => said.err.push(Buffer.from(bytes)) && bytes.length });
  for (const part of PROJECT) copy(FS, part, `/project/${part}`);
  copy(FS, core, "/project/_codeviz.so"); // as in the browser, the native core records
  for (const part of parts) copy(FS, join(folder, part), `/cpython/test/${part}`);
  pyodide.globals.set("source", source);
  pyodide.globals.set("way", way);
  let status;
  try {
    status = await pyodide.runPythonAsync(`
import sys
sys.path += ["/cpython", "/project"]
from tests.cpython import inside
inside.run(source, way)
`);
  } catch (problem) {
    said.err.push(Buffer.from(`${problem.type ?? problem.name}: ${problem.message}`));
    status = -1;
  }
  return [Buffer.concat(said.out).toString(), Buffer.concat(said.err).toString(), status];
}
