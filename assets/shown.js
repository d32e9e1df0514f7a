// What a program shows beside its output, at any of its steps: a drawing by turtles, pictures and tables; and the files that it left.
// Here and not in Python because a drawing has thousands of marks. Rule: going to another step touches what is different there.

const SVG = "http://www.w3.org/2000/svg";

let shown = null;
let parts = [];

/** Show in `room` what `what` (the engine's "shown") holds before step `step` begins. */
export function show(room, what, step) {
  if (what !== shown) {
    shown = what;
    room.replaceChildren();
    parts = [];
    if (what?.drawing) parts.push(new Drawing(room, what.drawing));
    showFiles(what?.files ?? []);
    if (what?.items.length) parts.push(new Items(room, what.items));
  }
  parts.forEach((part) => part.goTo(step));
}

// One place for all pictures and tables: the last one that was shown before the step.
class Items {
  constructor(room, items) {
    Object.assign(this, { items, at: null });
    this.place = document.createElement("div");
    this.place.className = items.some(([, kind]) => kind === "picture") ? "item high" : "item";
    this.place.tabIndex = 0; // a long table is scrolled with the keyboard
    this.place.setAttribute("role", "group");
    this.words = document.createElement("figcaption");
    room.append(this.place, this.words);
  }

  goTo(step) {
    const at = countBefore(this.items, step);
    if (at === this.at) return;
    this.at = at;
    const [, kind, content] = this.items[at - 1] ?? [];
    const words = at ? `${kind === "picture" ? "Picture" : "Table"}, ${at} of ${this.items.length} shown` : "Nothing is shown yet.";
    this.words.textContent = words;
    this.place.setAttribute("aria-label", words);
    this.place.replaceChildren();
    if (kind === "picture") this.place.append(Object.assign(new Image(), { src: content, alt: words }));
    else if (kind) this.place.innerHTML = content; // cleaned by the engine
  }
}

class Drawing {
  constructor(room, { width, height, title, marks, changes, looks, poses, backgrounds, full }) {
    Object.assign(this, { title, marks, changes, looks, poses, backgrounds });
    this.at = 0; // of the changes, those that are made
    this.elements = [];
    this.turtles = new Map();
    this.paper = made("rect", { width, height });
    [this.under, this.over] = [made("g", { "stroke-linecap": "round", "stroke-linejoin": "round" }), made("g", {})];
    this.svg = made("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" });
    this.svg.append(this.paper, this.under, this.over);
    this.words = document.createElement("figcaption");
    room.style.setProperty("--width", `${width}px`);
    room.style.setProperty("--ratio", width / height);
    room.append(this.svg, this.words);
    this.more = full ? " More is drawn than can be shown: the first 50,000 marks are here." : "";
    for (const [, turtle] of poses) this.turtles.set(turtle, null);
    for (const turtle of this.turtles.keys()) this.turtles.set(turtle, this.over.appendChild(made("g", {})));
    this.posesOf = new Map([...this.turtles.keys()].map((turtle) => [turtle, poses.filter((pose) => pose[1] === turtle)]));
    this.looksNow = new Map();
  }

  goTo(step) {
    const { changes } = this;
    const wanted = countBefore(changes, step);
    if (wanted > this.at) this.build(wanted);
    for (; this.at < wanted; this.at += 1) this.turn(changes[this.at][1], changes[this.at][2]);
    for (; this.at > wanted; this.at -= 1) this.turn(changes[this.at - 1][1], !changes[this.at - 1][2]);
    const background = this.backgrounds[countBefore(this.backgrounds, step) - 1];
    this.paper.setAttribute("fill", background?.[1] ?? "#ffffff");
    for (const [turtle, poses] of this.posesOf) this.pose(turtle, poses[countBefore(poses, step) - 1]);
    const where = this.poses[countBefore(this.poses, step) - 1]?.[4] ?? "Nothing is drawn yet";
    const words = (this.title && `${this.title}: `) + where + "." + this.more;
    if (this.words.textContent === words) return;
    this.words.textContent = words;
    this.svg.setAttribute("aria-label", `Turtle drawing. ${words}`);
  }

  // Elements stand in the order of painting, so all up to the last one that is wanted are made, at once.
  build(wanted) {
    let last = -1;
    for (let at = this.at; at < wanted; at += 1) last = Math.max(last, this.changes[at][1]);
    const { elements, marks, under } = this;
    if (last < elements.length) return;
    const html = marks.slice(elements.length, last + 1).map((mark) => mark || "<g/>");
    under.insertAdjacentHTML("beforeend", html.join(""));
    for (let element = elements.at(-1)?.nextSibling ?? under.firstChild; element; element = element.nextSibling) {
      element.style.display = "none";
      elements.push(element);
    }
  }

  turn(mark, on) {
    this.elements[mark].style.display = on ? "" : "none";
  }

  pose(turtle, pose) {
    const element = this.turtles.get(turtle);
    const look = pose ? this.looks[pose[2]] : "";
    if (this.looksNow.get(turtle) !== look) {
      this.looksNow.set(turtle, look);
      element.innerHTML = look;
    }
    if (pose) element.setAttribute("transform", pose[3]);
  }
}

function made(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// How many of these, in the order of their steps, happened before this step began.
function countBefore(entries, step) {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle][0] < step) low = middle + 1;
    else high = middle;
  }
  return low;
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
