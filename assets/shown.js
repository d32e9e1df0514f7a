// What a program shows beside its output, on the page: what it draws and shows at any step (drawn.js), and the files that it left.

import "./drawn.js";

const MOST_TEXT = 10_000; // characters of a file that are shown
const MOST_BYTES = 40_000; // in which they lie; as in assets/watched_files.js

let shown = null;
let parts = [];

/** Show in `room` what `what` (the engine's "shown") holds before step `step` begins. */
export function show(room, what, step) {
  if (what !== shown) {
    shown = what;
    room.replaceChildren();
    parts = what ? globalThis.codevizPartsOf(room, what) : [];
    parts.push(new Files(document.getElementById("files"), what?.files ?? []));
  }
  parts.forEach((part) => part.goTo(step));
}

// The files that the program left, or had for some time: what is in them, to read, and all of it to save. It is text, whatever it looks like.
class Files {
  constructor(room, files) {
    room.replaceChildren();
    room.hidden = !files.length;
    if (!files.length) return;
    const words = files.some(({ changes }) => changes) ? "Files at this step" : "Files, as they are at the end";
    this.entries = files.map((file) => new FileEntry(file));
    room.append(Object.assign(document.createElement("h2"), { textContent: words }), ...this.entries.map(({ element }) => element));
  }

  goTo(step) {
    this.entries?.forEach((entry) => entry.goTo(step));
  }
}

// One file. `changes` ([step, size, position, bytes in base64]; none where only its end is known) say what is in it at a step.
class FileEntry {
  constructor({ name, size, text, cut, bytes, changes }) {
    Object.assign(this, { name, bytes, changes, at: null, text, cut, size });
    this.element = document.createElement("details");
    this.status = Object.assign(document.createElement("span"), { className: "soft" });
    const head = Object.assign(document.createElement("summary"), { textContent: `${name} ` });
    head.append(this.status);
    this.content = document.createElement("div");
    this.element.append(head, this.content);
    this.element.ontoggle = () => this.fill();
    if (bytes !== null) this.element.append(this.download());
    if (!changes) this.status.textContent = sizeOf(size);
  }

  download() {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: "Download" });
    button.setAttribute("aria-label", `Download ${this.name}`);
    if (this.changes) button.title = "As it is at the end";
    button.onclick = () => download(this.name, this.bytes);
    return button;
  }

  goTo(step) {
    if (!this.changes) return;
    const at = globalThis.codevizCountBefore(this.changes, step);
    if (at === this.at) return;
    this.at = at;
    const size = at ? this.changes[at - 1][1] : -1;
    const isThere = size >= 0;
    this.status.textContent = isThere ? sizeOf(size) : at ? "is gone" : "comes later";
    this.element.toggleAttribute("data-absent", !isThere);
    this.fill();
  }

  fill() {
    if (this.element.open) this.content.replaceChildren(...(this.changes ? this.contentNow() : this.contentAtEnd()));
  }

  contentAtEnd() {
    const { text, cut, bytes } = this;
    const shown = text === null ? [said(bytes === null ? "It is too large to be kept: all files together may have 5 MB." : "It is not a text.")] : [textIn(text)];
    if (cut) shown.push(said("The first 10,000 characters are shown. Download it to see all."));
    if (this.changes === null) shown.push(said("It was written to too often to be shown at each step: this is how it is at the end."));
    return shown;
  }

  contentNow() {
    const { changes, at } = this;
    const size = at ? changes[at - 1][1] : -1;
    if (size < 0) return [said(at ? "The program has removed it." : "It is not there yet at this step.")];
    const end = changes.findIndex(([, size], next) => next >= at && size < 0);
    const comes = changes.slice(at, end < 0 ? undefined : end).some(([, size]) => size > 0);
    if (!size) return [said(comes ? "Nothing is in it yet. What a program writes is in the file when the file is closed, or after flush()." : "Nothing is in it.")];
    const text = textOf(bytesAfter(changes.slice(0, at)));
    if (text === null) return [said("It is not a text.")];
    const isCut = text.length > MOST_TEXT || size > MOST_BYTES;
    return [textIn(text.slice(0, MOST_TEXT)), ...(isCut ? [said("The first 10,000 characters are shown.")] : [])];
  }
}

// The beginning of a file, as these changes have made it.
function bytesAfter(changes) {
  let content = new Uint8Array();
  for (const [, size, position, packed] of changes) {
    const part = unpacked(packed);
    const longer = new Uint8Array(Math.min(Math.max(size, 0), MOST_BYTES)); // where nothing was written, there are zeros
    longer.set(content.subarray(0, longer.length));
    if (part.length) longer.set(part.subarray(0, Math.max(0, longer.length - position)), position);
    content = longer;
  }
  return content;
}

// As text, without a letter of which not all is there; null where it is none.
function textOf(bytes) {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

const sizeOf = (size) => `${size.toLocaleString("en")} ${size === 1 ? "byte" : "bytes"}`;
const textIn = (text) => Object.assign(document.createElement("pre"), { textContent: text, tabIndex: 0 });
const said = (sentence) => Object.assign(document.createElement("p"), { className: "soft", textContent: sentence });

function download(name, bytes) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([unpacked(bytes)])), download: name.split("/").at(-1) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const unpacked = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
