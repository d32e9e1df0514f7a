// What a program makes of the files in its folder, step by step.
//
// Python's files are untouched, so a program cannot tell: Pyodide's file system lies in JavaScript, below all of Python's buffers, and there its writing is
// overheard. So a file is shown as it is, and what still waits in a buffer is not in it. The native core's own count says at which step that happens.
//
// Rule: it may be too much to be kept. Then the file is only known as it is at the end.

const SHOWN_BYTES = 40_000; // at the beginning of a file: 10,000 characters
const MOST_BYTES = 2_000_000; // that are kept, of all files
const MOST_CHANGES = 10_000; // of one file
const MOST_FILES = 100;
const GONE = -1;

/** To be called before the interpreter is kept. `folder`: the program's. The result is what tracer/record/left_files.py calls Watch. */
export function watchFiles({ _module: wasm, FS }, folder) {
  const { MEMFS } = wasm;
  const { dir, file } = MEMFS.ops_table;
  const logs = new Map(); // path: [{step, size, position, parts}], null where it was too much
  let kept = 0;
  let address = 0;

  const step = () => (address ? wasm.HEAP32[address >> 2] - 1 : -1);
  const isThere = (node) => node.parent.contents?.[node.name] === node;

  function note(path, size, position = 0, bytes = new Uint8Array()) {
    if (!path.startsWith(`${folder}/`)) return;
    const name = path.slice(folder.length + 1);
    if (!logs.has(name)) {
      if (logs.size >= MOST_FILES) return;
      logs.set(name, []);
    }
    const log = logs.get(name);
    if (!log) return;
    const part = bytes.slice(0, Math.max(0, SHOWN_BYTES - position));
    kept += part.length;
    if (!goesOn(log.at(-1), size, position, part)) log.push({ step: step(), size, position, parts: part.length ? [part] : [] });
    if (kept <= MOST_BYTES && log.length <= MOST_CHANGES) return;
    for (const { parts } of log) for (const { length } of parts) kept -= length;
    logs.set(name, null);
  }

  // Whether what is written is the next piece of what the same step has written last, which it then becomes a part of.
  function goesOn(last, size, position, part) {
    if (!last || last.step !== step() || last.size === GONE || size < last.size) return false;
    if (!last.parts.length) last.position = position;
    else if (position !== last.position + last.parts.reduce((sum, { length }) => sum + length, 0)) return false;
    last.size = size;
    if (part.length) last.parts.push(part);
    return true;
  }

  // A file, or all files of a directory, with another name than before.
  function moved(node, from, to) {
    if (FS.isFile(node.mode)) {
      note(from, GONE);
      note(to, node.usedBytes, 0, new Uint8Array(node.contents.slice(0, Math.min(node.usedBytes, SHOWN_BYTES))));
    } else if (FS.isDir(node.mode)) {
      for (const [name, inner] of Object.entries(node.contents)) moved(inner, `${from}/${name}`, `${to}/${name}`);
    }
  }

  after(file.stream, "write", ({ node }, buffer, offset, length, position) => {
    if (!length || !isThere(node)) return;
    note(FS.getPath(node), node.usedBytes, position, new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length));
  });
  after(file.node, "setattr", (node, { size }) => size !== undefined && isThere(node) && note(FS.getPath(node), size));
  after(dir.node, "mknod", (parent, name, mode) => FS.isFile(mode) && note(`${FS.getPath(parent)}/${name}`, 0));
  after(dir.node, "unlink", (parent, name) => note(`${FS.getPath(parent)}/${name}`, GONE));
  const { rename } = dir.node;
  dir.node.rename = (node, parent, name) => {
    const from = FS.getPath(node);
    rename(node, parent, name);
    moved(node, from, `${FS.getPath(parent)}/${name}`);
  };

  return {
    begin() {
      logs.clear();
      kept = address = 0;
    },
    follow(place) {
      address = place;
    },
    told() {
      address = 0;
      const entries = [...logs].map(([name, log]) => [name, log?.map(({ step, size, position, parts }) => [step, size, position, packed(parts)]) ?? null]);
      return JSON.stringify(Object.fromEntries(entries));
    },
  };
}

function after(operations, name, then) {
  const before = operations[name];
  operations[name] = (...values) => {
    const result = before(...values);
    then(...values);
    return result;
  };
}

function packed(parts) {
  let text = "";
  for (const part of parts) for (const byte of part) text += String.fromCharCode(byte);
  return btoa(text);
}
