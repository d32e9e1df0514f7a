// What a program shows beside its output, on the page: what it draws and shows at any step (drawn.js), and the files that it left.

import "./drawn.js";

let shown = null;
let parts = [];

/** Show in `room` what `what` (the engine's "shown") holds before step `step` begins. */
export function show(room, what, step) {
  if (what !== shown) {
    shown = what;
    room.replaceChildren();
    parts = what ? globalThis.codevizPartsOf(room, what) : [];
    showFiles(what?.files ?? []);
  }
  parts.forEach((part) => part.goTo(step));
}

// The files that the program left: their content to read, and all of it to save. What is in them is text, whatever it looks like.
function showFiles(files) {
  const room = document.getElementById("files");
  room.replaceChildren();
  room.hidden = !files.length;
  if (!files.length) return;
  const title = Object.assign(document.createElement("h2"), { textContent: "Files, as they are at the end" });
  room.append(title, ...files.map(fileEntry));
}

function fileEntry({ name, size, text, cut, bytes }) {
  const entry = document.createElement("details");
  const head = Object.assign(document.createElement("summary"), { textContent: name });
  head.append(Object.assign(document.createElement("span"), { className: "soft", textContent: ` ${size.toLocaleString("en")} ${size === 1 ? "byte" : "bytes"}` }));
  entry.append(head);
  if (text === null) entry.append(said(bytes === null ? "It is too large to be kept: all files together may have 5 MB." : "It is not a text."));
  else entry.append(Object.assign(document.createElement("pre"), { textContent: text, tabIndex: 0 }));
  if (cut) entry.append(said("The first 10,000 characters are shown. Download it to see all."));
  if (bytes !== null) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: "Download" });
    button.setAttribute("aria-label", `Download ${name}`);
    button.onclick = () => download(name, bytes);
    entry.append(button);
  }
  return entry;
}

const said = (sentence) => Object.assign(document.createElement("p"), { className: "soft", textContent: sentence });

function download(name, bytes) {
  const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([content])), download: name.split("/").at(-1) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
