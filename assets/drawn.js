// What a program shows beside its output, at any of its steps: a drawing by turtles, pictures and tables. The page takes it as a module (shown.js); a replay has it in its own
// script (tracer/export/resources.py); and where the page around lets no module load, it is a plain script (embedded.js). So it exports nothing and has a global name.
// In JavaScript because a drawing has thousands of marks. Rule: going to another step touches what is different there.

const SVG_NS = "http://www.w3.org/2000/svg";

/** The parts of what is shown, in `room`; each goes to a step with `goTo(step)`: what happened before that step begins is there. */
function partsOf(room, { drawing, items }) {
  const parts = drawing ? [new Drawing(room, drawing)] : [];
  return items.length ? [...parts, new Items(room, items)] : parts;
}
Object.assign(globalThis, { codevizPartsOf: partsOf, codevizCountBefore: countBefore });

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
  const element = document.createElementNS(SVG_NS, name);
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
