// A GIF from frames of pixels. The build puts the encoder into it (tools/bundle.py); it is fetched when the first GIF is made.

import { applyPalette, GIFEncoder, quantize } from "gifenc";

const COLOURS = 256;
const STAYS = 1; // a frame is drawn over the one before it, which stays

/** Takes frames of one size, as a canvas gives them, and then gives the file. After the first one, only pixels that are other ones than before are written. */
export function framesOf() {
  const encoder = GIFEncoder();
  let before = null;
  return {
    add(pixels, width, height, delay) {
      const now = new Uint32Array(pixels.buffer); // a pixel each
      const options = before ? changesOf(before, now) : wholeOf(pixels);
      encoder.writeFrame(options.index, width, height, { ...options, delay, dispose: STAYS });
      before = now;
    },
    bytes() {
      encoder.finish();
      return encoder.bytes();
    },
  };
}

function wholeOf(pixels) {
  const palette = quantize(pixels, COLOURS);
  return { index: applyPalette(pixels, palette), palette };
}

function changesOf(before, now) {
  const places = [];
  for (let at = 0; at < now.length; at += 1) if (now[at] !== before[at]) places.push(at);
  if (!places.length) places.push(0); // a frame of nothing has no colours
  const changed = new Uint8Array(Uint32Array.from(places, (at) => now[at]).buffer);
  const palette = quantize(changed, COLOURS - 1);
  const transparentIndex = palette.length;
  const index = new Uint8Array(now.length).fill(transparentIndex);
  applyPalette(changed, palette).forEach((colour, n) => (index[places[n]] = colour));
  return { index, palette: [...palette, [0, 0, 0]], transparent: true, transparentIndex };
}
