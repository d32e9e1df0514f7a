// Copies a file or a folder of this machine into Pyodide's own file system, without what Python has compiled.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export function copy(FS, from, to) {
  let entries;
  try {
    entries = readdirSync(from, { withFileTypes: true });
  } catch (problem) {
    if (problem.code !== "ENOTDIR") throw problem;
    FS.mkdirTree(to.slice(0, to.lastIndexOf("/")));
    FS.writeFile(to, readFileSync(from));
    return;
  }
  FS.mkdirTree(to);
  for (const { name } of entries) if (name !== "__pycache__") copy(FS, join(from, name), `${to}/${name}`);
}
