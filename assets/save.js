// Files that the page makes of a recording. Here and not in Python because what a browser refuses it throws, and MicroPython cannot catch that.

const SCALE = 2; // pixels of an image for each of the picture's
const MOST_PIXELS = 32 * 2 ** 20; // of a canvas; browsers give no more

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
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const by = Math.min(scale, Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * by);
  canvas.height = Math.round(height * by);
  const context = canvas.getContext("2d", { willReadFrequently: scale === 1 });
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { canvas, context };
}

async function png(svg) {
  const { canvas } = await painted(svg, SCALE);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the image is too large");
  return blob;
}

async function gif({ images, frame_ms, last_ms }) {
  const { framesOf } = await import("./gif.js");
  const frames = framesOf();
  for (const [at, svg] of images.entries()) {
    const { canvas, context } = await painted(svg, 1);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    frames.add(data, canvas.width, canvas.height, at + 1 < images.length ? frame_ms : last_ms);
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
  frame.srcdoc = html.replace("<style>", '<style nonce="editor">'); // it is under the page's policy too
  document.body.append(frame);
  await loaded;
  frame.contentWindow.focus();
  frame.contentWindow.print();
}
