// Files that come to the page: dropped on it, chosen, opened with it from the device's files, shared by another app.

import { takeShared } from "./offline.js";

const RECORDING = ".cvt";
const PROGRAM = ".py";
const LARGEST = { program: 2_000_000, recording: 200_000_000 }; // bytes; see app/address.py and tracer/record/limits.py

/**
 * Begin. `tell(kind, name, content)`: kind is program (a text), recording (an ArrayBuffer), offered (files for the program: JSON of [name, bytes] of each), or why there is none of them:
 * large, empty, binary, unread, lost, several. The result has a choice for each: `open()`, a program or a recording; `add()`, files for the program. A program that was dropped
 * together with files is told of by `dropped()`, for they must be there first.
 */
export function listen(tell) {
  const take = (file) => taken(file).then(([kind, content]) => tell(kind, file.name, content));
  const refuse = (kind) => tell(kind, "", null);
  const offer = async (files) => tell("offered", "", (await import("./added_files.js")).offer(files));
  let waiting = [];
  listenToDrops((files) => {
    const own = files.filter((file) => endsWith(file, PROGRAM) || endsWith(file, RECORDING));
    const others = files.filter((file) => !own.includes(file));
    if (own.length > 1 || (others.length && own.some((file) => endsWith(file, RECORDING)))) return refuse("several");
    if (!others.length) return own.forEach(take);
    waiting = own;
    offer(others);
  });
  window.launchQueue?.setConsumer(async ({ files }) => files?.length && take(await files[0].getFile()));
  if (location.search === "?shared") receive(take, () => refuse("lost"));
  return {
    open: () => choose(([file]) => take(file), { accept: ".py,.cvt,text/x-python,text/plain" }),
    add: () => choose(offer, { multiple: true }),
    dropped: () => waiting.splice(0).forEach(take),
  };
}

const endsWith = ({ name }, ending) => name.toLowerCase().endsWith(ending);

async function taken(file) {
  const kind = endsWith(file, RECORDING) ? "recording" : "program";
  if (file.size > LARGEST[kind]) return ["large", null];
  try {
    const bytes = await file.arrayBuffer();
    if (kind === "recording") return [kind, bytes];
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.trim()) return ["empty", null];
    return text.includes("\0") ? ["binary", null] : [kind, text.replace(/\r\n?/g, "\n")];
  } catch (problem) {
    return [problem instanceof TypeError ? "binary" : "unread", null];
  }
}

// Before the editor, which would put a file's text into the middle of the program.
function listenToDrops(take) {
  const { dataset } = document.documentElement;
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  const on = (name, then) =>
    window.addEventListener(
      name,
      (event) => {
        if (!brings(event)) return;
        event.preventDefault();
        event.stopPropagation();
        then(event);
      },
      { capture: true },
    );
  on("dragover", () => (dataset.drop = ""));
  on("dragleave", (event) => event.relatedTarget || delete dataset.drop); // none: out of the window
  on("drop", ({ dataTransfer }) => {
    delete dataset.drop;
    take([...dataTransfer.files]);
  });
}

// Only from a click or a key: a browser shows no dialog otherwise.
function choose(take, options) {
  const field = Object.assign(document.createElement("input"), { type: "file", ...options });
  field.onchange = () => field.files.length && take([...field.files]);
  field.click();
}

async function receive(take, lose) {
  history.replaceState(null, "", location.pathname + location.hash);
  const shared = await takeShared();
  if (shared) take(new File([shared.bytes], shared.name));
  else lose();
}
