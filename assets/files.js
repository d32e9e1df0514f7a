// Files that come to the page: dropped on it, chosen, opened with it from the device's files, shared by another app.

import { takeShared } from "./offline.js";

const RECORDING = ".cvt";
const LARGEST = { program: 2_000_000, recording: 200_000_000 }; // bytes; see app/address.py and tracer/record/limits.py

/**
 * Begin. `tell(kind, name, content)`: kind is program (a text), recording (an ArrayBuffer), or why there is neither: large, empty, binary, unread, lost, several.
 */
export function listen(tell) {
  const take = (file) => taken(file).then(([kind, content]) => tell(kind, file.name, content));
  const refuse = (kind) => tell(kind, "", null);
  listenToDrops(take, refuse);
  window.launchQueue?.setConsumer(async ({ files }) => files?.length && take(await files[0].getFile()));
  if (location.search === "?shared") receive(take, () => refuse("lost"));
  return () => choose(take);
}

async function taken(file) {
  const kind = file.name.toLowerCase().endsWith(RECORDING) ? "recording" : "program";
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
function listenToDrops(take, refuse) {
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
    const { files } = dataTransfer;
    if (files.length > 1) refuse("several");
    else if (files.length) take(files[0]);
  });
}

// Only from a click or a key: a browser shows no dialog otherwise.
function choose(take) {
  const field = Object.assign(document.createElement("input"), { type: "file", accept: ".py,.cvt,text/x-python,text/plain" });
  field.onchange = () => field.files.length && take(field.files[0]);
  field.click();
}

async function receive(take, lose) {
  history.replaceState(null, "", location.pathname + location.hash);
  const shared = await takeShared();
  if (shared) take(new File([shared.bytes], shared.name));
  else lose();
}
