// Runs pytest inside Pyodide: node JSPI_FLAG tests/pyodide/run.mjs SITE_PACKAGES CORE [pytest words ...]
//
// CORE is the compiled native core, which `python -m tools.native` makes. Python finds it as the extension module _codeviz.
// The sources and the pure-Python packages that pytest needs are copied into Pyodide's own file system; nothing in the tree is
// touched. Prints what pytest prints and ends with its status.

import { join } from "node:path";
import { loadPyodide } from "pyodide";
import { copy } from "./copy.mjs";

const PROJECT = ["assets", "tracer", "lessons", "tests/__init__.py", "tests/conftest.py", "tests/tracer"];
const PACKAGES = [
  ..."_pytest pytest py.py pluggy iniconfig packaging pygments".split(" "),
  ..."hypothesis _hypothesis_globals.py sortedcontainers".split(" "),
];

// Node would print the failing line of Pyodide, which is a megabyte long.
process.on("uncaughtException", (problem) => {
  console.error(`${problem.type ?? problem.name}: ${problem.message}\n${problem.stack}`);
  process.exit(3);
});

const [sitePackages, core, ...words] = process.argv.slice(2);

const pyodide = await loadPyodide();
for (const name of PROJECT) copy(pyodide.FS, name, `/project/${name}`);
for (const name of PACKAGES) copy(pyodide.FS, join(sitePackages, name), `/packages/${name}`);
copy(pyodide.FS, core, "/project/_codeviz.so");
pyodide.FS.writeFile("/pytest.ini", "[pytest]\nfilterwarnings = error\npythonpath = /project\n");
pyodide.globals.set("words", pyodide.toPy(words));

// As a task, so that the suite runs where stacks can be switched, as learner code does.
process.exitCode = await pyodide.runPythonAsync(`
import os, sys
sys.path += ["/packages", "/project"]
os.chdir("/project")
import pytest
int(pytest.main(["-c", "/pytest.ini", "--rootdir=/project", "--import-mode=importlib", "-p", "no:cacheprovider", *words]))
`);
