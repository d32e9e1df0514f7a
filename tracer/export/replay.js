// Replays the trace that lies in this page. Rule: everything is in the file; nothing is fetched and nothing is computed
// but which part goes where.
"use strict";
{
  const byId = (id) => document.getElementById(id);
  const trace = JSON.parse(byId("trace").textContent);
  const count = trace.steps.length;
  const [LINE, WAS, CHARS, WIDTH, HEIGHT, SAID, MARKED, EVENT, SPAN, PARTS, ARROWS] = Array(11).keys();
  const PLAY_MS = 700;
  const SVG = "http://www.w3.org/2000/svg";
  const picture = byId("picture");
  const svg = byId("arrows");
  const parts = new Map(); // key → [element, number of its text]
  const paths = new Map(); // key → path
  let at = -1;
  let playing = 0;

  const rows = trace.code.map((marked) => {
    const row = document.createElement("li");
    row.innerHTML = marked || " ";
    return row;
  });
  byId("code").querySelector("ol").append(...rows);

  let written = 0;
  const ends = []; // characters of output up to the end of each piece
  const pieces = trace.output.map(([, stream, text]) => {
    const piece = document.createElement("span");
    piece.textContent = text;
    if (stream === 2) piece.className = "err";
    ends.push((written += [...text].length));
    return piece;
  });
  byId("output").querySelector("pre").append(...pieces);

  function showCode(step) {
    for (const row of rows) {
      row.className = "";
      row.removeAttribute("aria-current");
    }
    const was = rows[step[WAS] - 1];
    const next = rows[step[LINE] - 1];
    if (was) was.className = "was";
    if (!next) return;
    next.className = ["exception", "uncaught"].includes(step[EVENT]) ? "next failed" : "next";
    next.setAttribute("aria-current", "step");
    const code = byId("code");
    if (next.offsetTop < code.scrollTop || next.offsetTop + next.offsetHeight > code.scrollTop + code.clientHeight) {
      code.scrollTop = next.offsetTop - code.clientHeight / 2;
    }
  }

  function showOutput(step) {
    pieces.forEach((piece, i) => piece.classList.toggle("later", ends[i] > step[CHARS]));
  }

  function showPicture(step) {
    const kept = new Set();
    for (const number of step[PARTS]) {
      const [key, x, y, text] = trace.parts[number];
      let part = parts.get(key);
      if (!part) {
        const element = document.createElement("div");
        element.className = "part";
        picture.append(element);
        part = [element, -1];
        parts.set(key, part);
      }
      if (part[1] !== text) {
        part[0].innerHTML = trace.texts[text];
        part[1] = text;
        for (const button of part[0].querySelectorAll("button")) button.disabled = true;
      }
      part[0].style.transform = `translate(${x}px, ${y}px)`;
      kept.add(key);
    }
    for (const [key, part] of parts) {
      if (!kept.has(key)) {
        part[0].remove();
        parts.delete(key);
      }
    }
    // Reading order for those who hear the page; only what is out of place moves.
    let before = svg;
    for (const number of step[PARTS]) {
      const element = parts.get(trace.parts[number][0])[0];
      if (before.nextSibling !== element) before.after(element);
      before = element;
    }
    showArrows(step);
    picture.style.width = svg.style.width = `${step[WIDTH]}px`;
    picture.style.height = svg.style.height = `${step[HEIGHT]}px`;
  }

  function showArrows(step) {
    const kept = new Set();
    for (const number of step[ARROWS]) {
      const [key, d, name] = trace.arrows[number];
      let path = paths.get(key);
      if (!path) {
        path = document.createElementNS(SVG, "path");
        byId("paths").append(path);
        paths.set(key, path);
      }
      path.setAttribute("d", d);
      path.setAttribute("class", name);
      kept.add(key);
    }
    for (const [key, path] of paths) {
      if (!kept.has(key)) {
        path.remove();
        paths.delete(key);
      }
    }
  }

  function show(wanted) {
    const now = Math.max(0, Math.min(count - 1, wanted));
    if (now === at || !count) return;
    at = now;
    const step = trace.steps[at];
    showCode(step);
    showOutput(step);
    showPicture(step);
    byId("sentence").innerHTML = trace.words[step[MARKED]];
    byId("status").textContent = `Step ${at + 1} of ${count}`;
    byId("step").value = at + 1;
    byId("step").setAttribute("aria-valuetext", `Step ${at + 1} of ${count}. ${trace.words[step[SAID]]}`);
    byId("first").disabled = byId("back").disabled = at === 0;
    byId("next").disabled = byId("last").disabled = at === count - 1;
    if (at === count - 1) play(false);
  }

  function play(on) {
    clearInterval(playing);
    playing = on ? setInterval(() => show(at + 1), PLAY_MS) : 0;
    byId("play").textContent = on ? "Pause" : "Play";
    byId("play").setAttribute("aria-label", on ? "Pause" : "Play");
    byId("sentence").setAttribute("aria-live", on ? "off" : "polite");
  }

  function go(wanted) {
    play(false);
    show(wanted);
  }

  const moves = {
    ArrowLeft: () => go(at - 1),
    ArrowRight: () => go(at + 1),
    Home: () => go(0),
    End: () => go(count - 1),
  };
  document.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  });
  byId("first").addEventListener("click", moves.Home);
  byId("back").addEventListener("click", moves.ArrowLeft);
  byId("next").addEventListener("click", moves.ArrowRight);
  byId("last").addEventListener("click", moves.End);
  byId("step").addEventListener("input", (event) => go(event.target.value - 1));
  byId("play").addEventListener("click", () => {
    if (at === count - 1) show(0);
    play(!playing);
  });

  if (count) {
    show(0);
  } else {
    // A program that never ran has no step: its outcome is all there is to show.
    byId("status").textContent = trace.outcome.reason;
    byId("sentence").textContent = trace.outcome.traceback || trace.outcome.reason;
    for (const control of byId("bar").children) control.disabled = true;
  }
}
