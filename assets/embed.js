// <codeviz-embed>: a program of CodeViz in a page of yours. docs/embedding.md tells how. A plain script, so that any static host can serve it to any page.
//
// Rules: nothing is loaded before the element comes near the screen; what is said to the frame goes to CodeViz's origin alone, and only what comes from that frame and that origin is heard.

(() => {
  const BASE = new URL("../", document.currentScript.src);
  const VERSION = 1;
  const NEAR_PX = 400;
  const ANSWER_MS = 10_000;
  // The options of the address, by the names that HTML makes of them.
  const OPTIONS = [
    "curInstr", "cumulative", "heapPrimitives", "textReferences", "verticalStack", "codeDivWidth", "codeDivHeight", "rawInputLstJSON", "py", "mode",
    "theme", "editable", "live", "autoplay", "start", "hide", "line", "show", "trace",
  ];
  const STYLE = `
    :host { display: block; margin: 1em 0; }
    :host([hidden]) { display: none; }
    iframe, .code { display: block; box-sizing: border-box; width: 100%; border: 1px solid #8a939a66; border-radius: 8px; }
    iframe { color-scheme: normal; }
    .code { margin: 0; padding: 16px; overflow: auto; font: 14px/24px ui-monospace, Menlo, Consolas, monospace; white-space: pre; tab-size: 4; }
    .said { margin: 4px 0 0; font: 14px/20px system-ui, sans-serif; }
  `;

  class CodeVizEmbed extends HTMLElement {
    #frame = null;
    #origin = BASE.origin;
    #ready = Promise.withResolvers?.() ?? deferred();
    #answers = new Map();
    #asked = 0;
    #watch = null;
    #hear = (event) => this.#heard(event);

    connectedCallback() {
      addEventListener("message", this.#hear);
      if (this.shadowRoot) return;
      const room = this.attachShadow({ mode: "open" });
      const style = document.createElement("style");
      style.textContent = STYLE;
      room.append(style);
      // Once the parser has read what stands inside.
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => this.#begin(), { once: true });
      else this.#begin();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#watch?.disconnect();
    }

    /** Record the program; `{source, inputs, step}` takes the place of the one there is. Resolves to the state. */
    load(program) {
      return this.#say({ kind: "load", ...program });
    }

    run() {
      return this.#say({ kind: "run" });
    }

    /** Go to a step, counted from 0. */
    seek(step) {
      return this.#say({ kind: "seek", step });
    }

    state() {
      return this.#say({ kind: "state" });
    }

    #begin() {
      const code = this.#code();
      const still = document.createElement("pre");
      still.className = "code";
      still.tabIndex = 0;
      still.setAttribute("aria-label", "Program");
      still.textContent = code;
      still.style.height = `${this.#height(code)}px`;
      this.shadowRoot.append(still);
      this.#watch = new IntersectionObserver(([{ isIntersecting }]) => {
        if (!isIntersecting) return;
        this.#watch.disconnect();
        this.#open(still).catch((problem) => this.#tell(String(problem.message ?? problem)));
      }, { rootMargin: `${NEAR_PX}px` });
      this.#watch.observe(this);
    }

    /** The program that stands inside: in a script of type text/x-python as it is, else as text, without the margin that HTML gives it. */
    #code() {
      const script = this.querySelector('script[type="text/x-python"]');
      const text = script ? script.textContent : [...this.childNodes].filter(({ localName }) => localName !== "script").map((node) => node.textContent).join("");
      const lines = text.replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "").trimEnd().split("\n");
      const margins = lines.filter((line) => line.trim()).map((line) => line.match(/^[ \t]*/)[0].length);
      const margin = Math.min(...margins, Infinity);
      return lines.map((line) => line.slice(margin === Infinity ? 0 : margin)).join("\n");
    }

    #height(code) {
      const asked = Number(this.getAttribute("height"));
      return asked > 0 ? asked : Math.min(480, Math.max(240, 24 * (code.split("\n").length + 1) + 220));
    }

    async #open(still) {
      const asked = new URLSearchParams();
      for (const name of OPTIONS) if (this.hasAttribute(name)) asked.set(name, this.getAttribute(name));
      if (!asked.has("start")) asked.set("start", "touch");
      if (window.origin !== "null") asked.set("host", window.origin);
      const pictures = this.querySelector('script[type="application/x-codeviz-pictures"]');
      if (pictures) asked.set("pictures", pictures.textContent.trim());
      else if (this.hasAttribute("src")) asked.set("code", await fetched(this.getAttribute("src")));
      else if (!asked.has("trace")) asked.set("code", this.#code());
      const frame = document.createElement("iframe");
      frame.title = this.title || "A Python program, step by step";
      frame.allow = "clipboard-write";
      if (this.hasAttribute("sandbox")) {
        frame.setAttribute("sandbox", this.getAttribute("sandbox"));
        if (!frame.sandbox.contains("allow-same-origin")) this.#origin = "null";
      }
      frame.style.height = still.style.height;
      frame.src = `${new URL("embed.html", BASE)}#${asked}`;
      this.#frame = frame;
      still.replaceWith(frame);
    }

    #tell(sentence) {
      const said = document.createElement("p");
      said.className = "said";
      said.setAttribute("role", "alert");
      said.textContent = sentence;
      this.shadowRoot.append(said);
    }

    async #say(message) {
      const id = ++this.#asked;
      const answer = Promise.withResolvers?.() ?? deferred();
      if (this.#watch) this.#near();
      await this.#ready.promise;
      this.#answers.set(id, answer);
      this.#frame.contentWindow.postMessage({ ...message, codeviz: VERSION, id }, this.#origin);
      const late = setTimeout(() => this.#settle(id, "reject", new Error("The program in the frame has not answered.")), ANSWER_MS);
      return answer.promise.finally(() => clearTimeout(late));
    }

    /** Somebody speaks to it before it was near the screen. */
    #near() {
      const still = this.shadowRoot.querySelector(".code");
      if (!still || this.#frame) return;
      this.#watch.disconnect();
      this.#open(still).catch((problem) => this.#tell(String(problem.message ?? problem)));
    }

    #settle(id, how, value) {
      this.#answers.get(id)?.[how](value);
      this.#answers.delete(id);
    }

    #heard({ data, origin, source }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin || data?.codeviz !== VERSION) return;
      const { kind, id, ...rest } = data;
      if (kind === "resize" && !this.hasAttribute("height") && Number.isFinite(rest.height)) {
        this.#frame.style.height = `${Math.min(Math.max(rest.height, 100), 2000)}px`;
      }
      if (kind === "ready") this.#ready.resolve();
      if (kind === "refused") this.#settle(id, "reject", new Error(rest.sentence));
      if (kind === "state" && id !== null) this.#settle(id, "resolve", rest);
      if (["ready", "state", "result", "refused"].includes(kind)) this.dispatchEvent(new CustomEvent(`codeviz-${kind}`, { detail: rest, bubbles: true }));
    }
  }

  function deferred() {
    const made = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
  }

  async function fetched(address) {
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) throw new Error(`“${address}” could not be fetched${answer ? ` (the host answered ${answer.status})` : ""}. Check the src of this program.`);
    return answer.text();
  }

  if (!customElements.get("codeviz-embed")) customElements.define("codeviz-embed", CodeVizEmbed);
})();
