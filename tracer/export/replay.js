// Replays the trace that lies in this page. Rule: everything is in the file; nothing is fetched, and nothing is computed
// but which part goes where.
"use strict";
{
  const PLAY_MS = 700;
  const SVG = "http://www.w3.org/2000/svg";
  const OLD = "This browser is too old to unpack the recording in this file. Open it in one from 2023 or later.";
  const DAMAGED = "The recording in this file is damaged. Fetch the file once more, or export it again.";
  const byId = (id) => document.getElementById(id);

  // A list or text of which only the middle is new: [how much stays at its start, how much at its end, the new].
  const joined = (old, start, end, news) => old.slice(0, start).concat(news, old.slice(old.length - end));

  async function loaded() {
    const { textContent, dataset } = byId("trace");
    if (dataset.kind === "plain") return JSON.parse(textContent);
    const bytes = Uint8Array.from(atob(textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  // The pictures of one width: which parts and arrows each step has, and the text with a number.
  function drawingOf({ width, height, texts, parts, arrows, steps }) {
    const known = new Map();
    let before = [[], []];
    const shown = steps.map((changes) => {
      before = changes.map((change, i) => (change ? joined(before[i], change[0], change[1], change.slice(2)) : before[i]));
      return before;
    });
    function text(number) {
      // A text says what differs from an earlier one, and that from another: back to one that is known or whole, then forwards.
      const chain = [];
      while (!known.has(number)) {
        const entry = texts[number];
        chain.push(number);
        if (typeof entry === "string") break;
        number = entry[0];
      }
      for (let next; (next = chain.pop()) !== undefined; ) {
        const entry = texts[next];
        known.set(next, typeof entry === "string" ? entry : joined(known.get(entry[0]), entry[1], entry[2], entry[3]));
        number = next;
      }
      return known.get(number);
    }
    return { width, height, parts, arrows, shown, whole: (wanted) => text(wanted) };
  }

  function replay(trace) {
    const count = trace.line.length;
    const drawings = trace.drawings.map(drawingOf);
    const picture = byId("picture");
    const svg = byId("arrows");
    const stage = byId("stage");
    const elements = new Map(); // key → [element, number of its text]
    const paths = new Map(); // key → path
    let drawing = null;
    let at = -1;
    let playing = 0;

    const rows = trace.code.map((marked) => {
      const row = document.createElement("li");
      row.innerHTML = marked || " ";
      return row;
    });
    byId("code").querySelector("ol").append(...rows);

    const shownParts = trace.shown ? partsOf(byId("shown"), trace.shown) : [];
    byId("shown").hidden = !trace.shown;

    let written = 0;
    const ends = []; // characters of output up to the end of each piece
    const pieces = trace.output.map(([stream, text]) => {
      const piece = document.createElement("span");
      piece.textContent = text;
      if (stream === 2) piece.className = "err";
      ends.push((written += [...text].length));
      return piece;
    });
    byId("output").querySelector("pre").append(...pieces);

    function showCode() {
      for (const row of rows) {
        row.className = "";
        row.removeAttribute("aria-current");
      }
      const was = rows[trace.was[at] - 1];
      const next = rows[trace.line[at] - 1];
      if (was) was.className = "was";
      if (!next) return;
      next.className = trace.failed[at] ? "next failed" : "next";
      next.setAttribute("aria-current", "step");
      const code = byId("code");
      if (next.offsetTop < code.scrollTop || next.offsetTop + next.offsetHeight > code.scrollTop + code.clientHeight) {
        code.scrollTop = next.offsetTop - code.clientHeight / 2;
      }
    }

    function showOutput() {
      let last = null;
      pieces.forEach((piece, i) => {
        const later = ends[i] > trace.chars[at];
        piece.classList.toggle("later", later);
        if (!later) last = piece;
      });
      const region = byId("output");
      const below = last ? last.offsetTop + last.offsetHeight - region.clientHeight + 16 : 0;
      if (region.scrollTop < below || !last) region.scrollTop = below;
    }

    function showPicture() {
      const [numbers, arrows] = drawing.shown[at];
      const kept = new Set();
      for (const number of numbers) {
        const [key, x, y, text] = drawing.parts[number];
        let part = elements.get(key);
        if (!part) {
          const element = document.createElement("div");
          element.className = "part";
          picture.append(element);
          part = [element, -1];
          elements.set(key, part);
        }
        if (part[1] !== text) {
          part[0].innerHTML = drawing.whole(text);
          part[1] = text;
          // The policy of this file lets no style attribute in; a script may set the same.
          for (const styled of part[0].querySelectorAll("[data-style]")) styled.style.cssText = styled.dataset.style;
        }
        part[0].style.transform = `translate(${x}px, ${y}px)`;
        kept.add(key);
      }
      for (const [key, part] of elements) {
        if (!kept.has(key)) {
          part[0].remove();
          elements.delete(key);
        }
      }
      // Reading order for those who hear the page; only what is out of place moves.
      let before = svg;
      for (const number of numbers) {
        const element = elements.get(drawing.parts[number][0])[0];
        if (before.nextSibling !== element) before.after(element);
        before = element;
      }
      showArrows(arrows);
      picture.style.width = svg.style.width = `${drawing.width}px`;
      picture.style.height = svg.style.height = `${drawing.height[at]}px`;
    }

    function showArrows(numbers) {
      const kept = new Set();
      for (const number of numbers) {
        const [key, d, name] = drawing.arrows[number];
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
      if (now === at) return;
      at = now;
      showCode();
      showOutput();
      shownParts.forEach((part) => part.goTo(at === count - 1 ? count : at)); // what the last step still drew is there too
      showPicture();
      const where = `Step ${trace.first + at + 1} of ${trace.total}`;
      const sentence = byId("sentence");
      sentence.innerHTML = trace.words[trace.said[at]];
      byId("status").textContent = where;
      byId("step").value = trace.first + at + 1;
      byId("step").setAttribute("aria-valuetext", `${where}. ${sentence.textContent}`);
      byId("first").disabled = byId("back").disabled = at === 0;
      byId("next").disabled = byId("last").disabled = at === count - 1;
      if (at === count - 1) play(false);
    }

    function play(on) {
      clearInterval(playing);
      playing = on ? setInterval(() => show(at + 1), PLAY_MS) : 0;
      byId("play").textContent = on ? "Pause" : "Play";
      byId("sentence").setAttribute("aria-live", on ? "off" : "polite");
    }

    function toggle() {
      if (!playing && at === count - 1) show(0);
      play(!playing && at < count - 1);
    }

    function go(wanted) {
      const focused = document.activeElement;
      play(false);
      show(wanted);
      if (focused && focused.disabled) byId("step").focus(); // a button at its end lets go of the focus
    }

    // The drawing for the room there is.
    function fit() {
      const { paddingLeft, paddingRight } = getComputedStyle(stage);
      const room = stage.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      const best = drawings.find(({ width }) => width <= room) || drawings[drawings.length - 1];
      if (best === drawing) return;
      drawing = best;
      for (const [element] of elements.values()) element.remove();
      elements.clear();
      for (const path of paths.values()) path.remove();
      paths.clear();
      if (at >= 0) showPicture();
    }

    const moves = {
      ArrowLeft: () => go(at - 1),
      ArrowRight: () => go(at + 1),
      Home: () => go(0),
      End: () => go(count - 1),
      " ": toggle,
    };
    function listen() {
      document.addEventListener("keydown", (event) => {
        const move = moves[event.key];
        if (!move || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        if (event.key === " " && event.target.tagName === "BUTTON") return;
        event.preventDefault();
        move();
      });
      byId("first").addEventListener("click", moves.Home);
      byId("back").addEventListener("click", moves.ArrowLeft);
      byId("next").addEventListener("click", moves.ArrowRight);
      byId("last").addEventListener("click", moves.End);
      byId("step").addEventListener("input", (event) => go(event.target.value - 1 - trace.first));
      byId("play").addEventListener("click", toggle);
      addEventListener("resize", fit);
    }

    if (!count) return fail(trace.reason); // a program that never ran has no step: how it ended is all there is to show
    byId("step").min = trace.first + 1;
    byId("step").max = trace.first + count;
    byId("play").disabled = count < 2;
    fit();
    listen();
    show(0);
  }

  function fail(reason) {
    byId("status").textContent = "No steps";
    byId("sentence").textContent = reason;
    for (const control of byId("bar").children) control.disabled = true;
  }

  if (byId("trace").dataset.kind === "packed" && !("DecompressionStream" in window)) {
    fail(OLD);
  } else {
    loaded().then(replay, () => fail(DAMAGED));
  }
}
