// Files: those that the learner opens or drops on the page, and those that the page makes. Here and not in Python because what a browser refuses it
// throws, and MicroPython cannot catch that.

const MAGIC = [0x43, 0x56, 0x54, 0x0d, 0x0a, 0x1a]; // of a recording: docs/trace-format.md
const MOST_READ = 128 * 2 ** 20; // bytes; what is longer is refused by its size
const SCALE = 2; // pixels of an image for each of the picture's
const MOST_PIXELS = 32 * 2 ** 20; // of a canvas; browsers give no more
const FRAME_MS = 1200;
const LAST_MS = 3000; // the end is looked at longer

let told = () => {};

/** From now on `onFile(name, size, kind, text, buffer)` hears of every file that is chosen or dropped. */
export function take(onFile) {
  told = onFile;
  const root = document.documentElement;
  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const on = (type, listener) =>
    document.addEventListener(
      type,
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation(); // the editor would write the file into the program
        listener(event);
      },
      true,
    );
  const mark = (by) => root.toggleAttribute("data-dropping", (depth = Math.max(0, by ? depth + by : 0)) > 0);
  on("dragenter", () => mark(1));
  on("dragleave", () => mark(-1));
  on("dragover", (event) => (event.dataTransfer.dropEffect = "copy"));
  on("drop", ({ dataTransfer }) => {
    mark(0);
    const { files } = dataTransfer;
    if (files.length === 1) read(files[0]);
    else told(files[0]?.name ?? "", 0, files.length ? "several" : "unread", "", null);
  });
}

/** The browser's own dialog. */
export function pick() {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".py,.cvt,.txt,text/x-python";
  input.addEventListener("change", () => input.files[0] && read(input.files[0]));
  input.click();
}

async function read(file) {
  const { name, size } = file;
  try {
    const start = new Uint8Array(await file.slice(0, MAGIC.length).arrayBuffer());
    if (MAGIC.every((byte, i) => start[i] === byte)) return told(name, size, "cvt", "", size > MOST_READ ? null : await file.arrayBuffer());
    if (size > MOST_READ) return told(name, size, "text", "", null);
    const bytes = await file.arrayBuffer();
    let text = null;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return told(name, size, "binary", "", null);
    }
    told(name, size, "text", text, null);
  } catch {
    told(name, size, "unread", "", null); // a folder, or a file that is gone
  }
}

/** A file from what the engine sent, an ArrayBuffer; `done(problem)` hears why it could not be made, or "". */
export async function make(format, name, type, buffer, done) {
  try {
    const text = () => new TextDecoder().decode(buffer);
    if (format === "pdf") await print(text());
    else if (format === "png") save(name, await png(text()));
    else if (format === "gif") save(name, await gif(JSON.parse(text())));
    else save(name, new Blob([buffer], { type }));
    done("");
  } catch (problem) {
    done(`This browser could not make the file: ${problem?.message ?? problem}. Choose another format.`);
  }
}

function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A canvas with the image on it, and its context. */
async function painted(svg, scale) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const by = Math.min(scale, Math.sqrt(MOST_PIXELS / (width * height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * by);
    canvas.height = Math.round(height * by);
    const context = canvas.getContext("2d", { willReadFrequently: scale === 1 });
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { canvas, context };
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function png(svg) {
  const { canvas } = await painted(svg, SCALE);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the image is too large");
  return blob;
}

async function gif(images) {
  const { framesOf } = await import("./gif.js");
  const frames = framesOf();
  for (const [at, svg] of images.entries()) {
    const { canvas, context } = await painted(svg, 1);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    frames.add(data, canvas.width, canvas.height, at + 1 < images.length ? FRAME_MS : LAST_MS);
    await new Promise((resolve) => setTimeout(resolve)); // the page goes on meanwhile
  }
  return new Blob([frames.bytes()], { type: "image/gif" });
}

/** The browser's print dialog for a document of its own. */
async function print(html) {
  document.getElementById("paper")?.remove();
  const frame = document.createElement("iframe");
  frame.id = "paper";
  frame.title = "Hand-out";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.style.cssText = "position:fixed;right:0;bottom:0;width:0;height:0;border:0";
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  frame.srcdoc = html;
  document.body.append(frame);
  await loaded;
  frame.contentWindow.focus();
  frame.contentWindow.print();
}
