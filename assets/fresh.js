// A fresh interpreter for every run: what a run has changed is put back to what it was when the engine had just started.
//
// An interpreter is its memory, and what JavaScript holds for it: the objects that it refers to, its files, and whatever will call it later
// (assets/eras.js). Compiled code and the table of functions stay. They only grow, and a memory that knows less of them does no harm.

import { fenceTimer, keepEra, suspendedStacks } from "./eras.js";

const BLOCK_BYTES = 16384;

// A memory cannot shrink. One that has grown beyond this is given back by ending the worker.
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Remembers the interpreter as it is now. `canPutBack()` is false where nothing short of another worker will do: a stack is suspended,
 * a program has loaded a library, the memory has grown too much. `putBack()` wants an event of its own, with no call of Python under way.
 */
export function keep(pyodide) {
  const wasm = pyodide._module;
  const libraries = () => Object.keys(wasm.LDSO.loadedLibsByName).length;
  const before = libraries();
  fenceTimer(pyodide._api);
  let putFilesBack = keepFiles(wasm);
  let moreFiles = null;
  const putBacks = [
    ...[self, pyodide].map(keepProperties),
    ...[keepStreams, keepObjects, keepStack, keepMemory].map((keepPart) => keepPart(wasm)),
    keepEra(),
  ];
  return {
    canPutBack: () => !suspendedStacks() && libraries() === before && wasm.HEAPU8.length <= MOST_BYTES,
    putBack() {
      putFilesBack();
      putBacks.forEach((putBack) => putBack());
      if (!moreFiles) return;
      moreFiles();
      putFilesBack = keepFiles(wasm);
      moreFiles = null;
    },
    /** What has been written until now belongs to the beginning. No program may have run since the last `putBack`. */
    keepNewFiles() {
      putFilesBack = keepFiles(wasm);
    },
    /** Has `write` write files that belong to the beginning, as soon as no program can see them come. */
    addFiles(write) {
      moreFiles = write;
    },
  };
}

// Half of it is zero: only what is not is held twice.
function keepMemory(wasm) {
  const pieces = usedPieces(wasm.HEAPU8).map(([from, to]) => [from, wasm.HEAPU8.slice(from, to)]);
  return () => {
    const memory = wasm.HEAPU8; // another view, if it has grown
    let end = 0;
    for (const [from, piece] of pieces) {
      memory.fill(0, end, from);
      memory.set(piece, from);
      end = from + piece.length;
    }
    memory.fill(0, end);
  };
}

function usedPieces(memory) {
  const words = new Int32Array(memory.buffer);
  const isUsed = (at) => {
    const end = (at + BLOCK_BYTES) / 4;
    let word = at / 4;
    while (word < end && words[word] === 0) word += 1;
    return word < end;
  };
  const pieces = [];
  for (let at = 0; at < memory.length; at += BLOCK_BYTES) {
    if (!isUsed(at)) continue;
    if (pieces.at(-1)?.[1] === at) pieces.at(-1)[1] += BLOCK_BYTES;
    else pieces.push([at, at + BLOCK_BYTES]);
  }
  return pieces;
}

// A run that was broken off may have left the stack standing elsewhere.
function keepStack(wasm) {
  const { stackStop, suspenderGlobal, validSuspender } = wasm;
  const [place, suspender, isValid] = [wasm.stackSave(), suspenderGlobal.value, validSuspender.value];
  return () => {
    wasm.stackRestore(place);
    wasm.stackStop = stackStop;
    suspenderGlobal.value = suspender;
    validSuspender.value = isValid;
  };
}

// JavaScript's objects that Python refers to lie in a table. Where it ends can only be found by trying.
function keepObjects(wasm) {
  const objects = [...tableEntries(wasm)];
  return () => {
    objects.forEach((object, index) => wasm.__hiwire_set(index, object));
    const more = [...tableEntries(wasm, objects.length)];
    more.forEach((_, index) => wasm.__hiwire_set(objects.length + index, null));
  };
}

function* tableEntries(wasm, from = 0) {
  for (let index = from; ; index += 1) {
    try {
      yield wasm.__hiwire_get(index);
    } catch {
      return;
    }
  }
}

// Pyodide's file system lies in JavaScript: a table of chains of nodes, each a directory or a file.
function keepFiles({ FS, MEMFS }) {
  const { currentPath, nextInode } = FS;
  const chains = FS.nameTable.slice();
  const nodes = new Map();
  for (let node of chains) for (; node && !nodes.has(node); node = node.name_next) nodes.set(node, copied(node));
  copyBeforeWriting(MEMFS.ops_table.file.stream, nodes);
  return () => {
    Object.assign(FS, { currentPath, nextInode });
    chains.forEach((first, place) => (FS.nameTable[place] = first));
    for (let place = 0; place < FS.nameTable.length; place += 1) if (!chains[place]) delete FS.nameTable[place];
    for (const [node, values] of nodes) Object.assign(node, copied(values));
  };
}

const copied = (node) => ({ ...node, contents: isTable(node.contents) ? { ...node.contents } : node.contents });
const isTable = (contents) => contents && Object.getPrototypeOf(contents) === Object.prototype;

// A file's bytes are not held twice: whoever writes into one of those that were there gets a copy.
function copyBeforeWriting(operations, nodes) {
  const write = operations.plainWrite ?? operations.write;
  operations.plainWrite = write;
  operations.write = (stream, ...values) => {
    const { node } = stream;
    if (nodes.get(node)?.contents === node.contents) node.contents = node.contents.slice();
    return write(stream, ...values);
  };
}

function keepStreams({ FS }) {
  const streams = FS.streams.map((stream) => stream && [stream, { ...stream }, { ...stream.shared }]);
  return () => {
    FS.streams.length = 0;
    streams.forEach((kept, descriptor) => {
      if (kept) FS.streams[descriptor] = Object.assign(kept[0], kept[1], { shared: Object.assign(kept[1].shared, kept[2]) });
    });
  };
}

function keepProperties(object) {
  const known = new Map(Object.entries(Object.getOwnPropertyDescriptors(object)));
  return () => {
    for (const name of Object.getOwnPropertyNames(object)) if (!known.has(name)) Reflect.deleteProperty(object, name);
    for (const [name, { value, writable }] of known) if (writable && object[name] !== value) Reflect.set(object, name, value);
  };
}
