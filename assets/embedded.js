// Before the first paint of an embedded program: the colours that its address asks for; pictures that its author exported; and where the page around it lets nothing
// run, those pictures and a sentence that says so. A plain script: in a frame of no origin of its own browsers load no modules from most hosts.
{
  const root = document.documentElement;
  const asked = () => new URLSearchParams(location.hash.slice(1));
  const theme = asked().get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  // Exported pictures come from whoever wrote the address. What of their HTML the drawing never has is taken out.
  const TAGS = new Set("b br button code dd div dl dt em h2 h3 i li ol p section small span sup ul".split(" "));
  const ATTRIBUTES = new Set("class title aria-label data-open data-count".split(" "));
  const SIZES = /^(?:(?:max-)?width|margin-left):\d+(?:\.\d+)?px$/;
  const MOST_CHARACTERS = 8_000_000;

  // What a program shows: tables as tracer/draw/cleaned.py leaves them, marks of a drawing as tracer/draw/sheet.py writes them, pictures by data: address.
  const OF_TABLES = new Set(
    ("table caption thead tbody tfoot tr th td p div span b strong i em u s sub sup small code pre kbd samp br hr ul ol li dl dt dd blockquote h1 h2 h3 h4 h5 h6 mark abbr").split(" "),
  );
  const OF_CELLS = new Set(["colspan", "rowspan", "scope"]);
  const OF_MARKS = new Set(["g", "polyline", "polygon", "circle", "text", "tspan"]);
  const SVG = "http://www.w3.org/2000/svg";
  const VALUES = new Map();
  for (const name of ["fill", "stroke"]) VALUES.set(name, /^(?:none|#[0-9a-f]{6})$/);
  for (const name of ["stroke-width", "x", "y", "dy", "cx", "cy", "r", "font-size"]) VALUES.set(name, /^-?[\d.]+$/);
  for (const name of ["text-anchor", "font-weight", "font-style", "xml:space"]) VALUES.set(name, /^[a-z]+$/);
  VALUES.set("points", /^[\d., -]+$/).set("transform", /^[a-z\d., ()-]+$/).set("font-family", /^[\w, -]+$/);
  const ADDRESS = /^(?:data:image\/(?:png|svg\+xml);base64,[A-Za-z0-9+/]+={0,2})?$/;

  const strip = (root, belongs, stays) => {
    for (const element of root.querySelectorAll("*")) {
      if (!belongs(element)) {
        element.remove();
        continue;
      }
      for (const { name, value } of [...element.attributes]) if (!stays(name, value)) element.removeAttribute(name);
      if (element.localName === "button") element.type = "button";
    }
  };
  const parsed = (html) => new DOMParser().parseFromString(`<body>${html}`, "text/html").body;

  const clean = (html) => {
    const body = parsed(html);
    strip(body, ({ localName }) => TAGS.has(localName), (name, value) => ATTRIBUTES.has(name) || (name === "style" && SIZES.test(value)));
    return body.innerHTML;
  };

  const cleanTable = (html) => {
    const body = parsed(html);
    strip(body, ({ localName }) => OF_TABLES.has(localName), (name) => OF_CELLS.has(name));
    return body.innerHTML;
  };

  /** These marks, each cleaned; one that ends what is around it makes all of them invalid. */
  const cleanMarks = (marks) => {
    const body = parsed(`<svg>${marks.map((mark) => `<g>${mark}</g>`).join("")}</svg>`);
    const svg = body.firstElementChild;
    strip(svg, (element) => element.namespaceURI === SVG && OF_MARKS.has(element.localName), (name, value) => VALUES.get(name)?.test(value));
    if (body.children.length !== 1 || svg.children.length !== marks.length) throw new TypeError("damaged");
    return [...svg.children].map((group) => group.innerHTML);
  };

  const cleanShown = (shown) => {
    if (!shown) return null;
    const { drawing, items } = shown;
    const cleaned = items.map(([step, kind, content]) => {
      const text = String(content);
      if (kind !== "table" && !ADDRESS.test(text)) throw new TypeError("damaged");
      return [step, kind, kind === "table" ? cleanTable(text) : text];
    });
    return { drawing: drawing && { ...drawing, marks: cleanMarks(drawing.marks), looks: cleanMarks(drawing.looks) }, items: cleaned };
  };

  const unpacked = async (text) => {
    const data = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    let json = "";
    for (const reader = stream.pipeThrough(new TextDecoderStream()).getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      json += value;
      if (json.length > MOST_CHARACTERS) throw new RangeError("too long");
    }
    const content = JSON.parse(json);
    content.texts = content.texts.map((html) => clean(String(html)));
    content.recorded.shown = cleanShown(content.recorded.shown);
    for (const picture of content.drawn) picture.sentence_html = clean(String(picture.sentence_html));
    return content;
  };

  /** The exported pictures of a text that an address carries, as JSON with nothing but harmless HTML in it; "" when it is damaged. */
  window.codevizPictures = (text) => unpacked(text).then(JSON.stringify, () => "");

  const REMEDY = "The page around this program does not let it run: its iframe has a sandbox. There, allow-same-origin must stand beside allow-scripts.";

  if (window.origin === "null") {
    root.dataset.walled = "";
    addEventListener("DOMContentLoaded", async () => {
      const said = document.createElement("span");
      said.textContent = REMEDY;
      document.getElementById("advice").append(said);
      const [text, code] = ["pictures", "code"].map((name) => asked().get(name));
      if (text) await unpacked(text).then(show, () => {});
      else if (code !== null) read(code);
    });
  }

  // Without Python the pictures can still be looked at, one after the other.
  const at = (id) => document.getElementById(id);

  /** The program as text; its lines come back. */
  const read = (source) => {
    const lines = source.split("\n").map((line, index) => {
      const row = document.createElement("span");
      row.className = "line";
      const number = document.createElement("i");
      number.textContent = index + 1;
      row.append(number, `${line}\n`);
      return row;
    });
    at("still").append(...lines);
    Object.assign(at("main").dataset, { layout: "columns", show: "code picture controls output" });
    return lines;
  };

  const show = ({ recorded, drawn, texts, step }) => {
    const slider = at("slider");
    const lines = read(recorded.source);
    Object.assign(slider, { max: drawn.length - 1, disabled: false });
    at("picture").innerHTML = '<svg id="arrows" aria-hidden="true"><g id="paths"></g></svg><div id="parts"></div>';
    let beside = [];
    const draw = (wanted) => {
      step = Math.max(0, Math.min(wanted, drawn.length - 1));
      const picture = drawn[step];
      lines.forEach((row, index) => row.classList.toggle("now", index + 1 === picture.line));
      slider.value = step;
      at("status").textContent = `Step ${step + 1} of ${Number(recorded.steps)}`;
      at("sentence").innerHTML = `<span class="said">${picture.sentence_html}</span>`;
      at("written").textContent = recorded.output.filter(([when]) => when < step).map(([, , text]) => text).join("");
      beside.forEach((part) => part.goTo(step + 1 < recorded.steps ? step : recorded.steps)); // what the last step still drew is there too
      Object.assign(at("picture").style, { width: `${picture.width}px`, height: `${picture.height}px` });
      at("parts").replaceChildren(
        ...picture.parts.map(([, x, y, number]) => {
          const part = document.createElement("div");
          part.className = "part";
          part.style.transform = `translate(${Number(x)}px,${Number(y)}px)`;
          part.innerHTML = texts[number];
          return part;
        }),
      );
      at("paths").replaceChildren(
        ...picture.arrows.map(([, path, kind]) => {
          const arrow = document.createElementNS("http://www.w3.org/2000/svg", "path");
          arrow.setAttribute("d", path);
          arrow.setAttribute("class", kind);
          return arrow;
        }),
      );
    };
    const moves = { first: () => 0, previous: () => step - 1, next: () => step + 1, last: () => drawn.length - 1 };
    const keys = { Home: "first", ArrowLeft: "previous", ArrowRight: "next", End: "last" };
    for (const [id, place] of Object.entries(moves)) at(id).addEventListener("click", () => draw(place()));
    slider.addEventListener("input", () => draw(slider.valueAsNumber));
    addEventListener("keydown", ({ key, target }) => key in keys && target !== slider && draw(moves[keys[key]]()));
    if (recorded.shown) {
      const script = document.createElement("script");
      script.src = "assets/drawn.js";
      script.onload = () => {
        at("shown").hidden = false;
        beside = window.codevizPartsOf(at("shown"), recorded.shown);
        draw(step);
      };
      document.head.append(script);
    }
    draw(Number(asked().get("curInstr") ?? step) || 0);
    const host = asked().get("host");
    const height = Math.max(24 * lines.length + 270, ...drawn.map((picture) => picture.height + 170));
    if (host) window.parent.postMessage({ codeviz: 1, kind: "resize", height: Math.min(height, 720) }, host);
  };
}
