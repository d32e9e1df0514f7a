// A GIF from frames of pixels. The build puts the encoder into it (tools/bundle.py); it is fetched when the first GIF is made.

import { applyPalette, GIFEncoder, quantize } from "gifenc";

const COLOURS = 256;

/** Takes frames of one size, as a canvas gives them, and then gives the file. */
export function framesOf() {
  const encoder = GIFEncoder();
  return {
    add(pixels, width, height, delay) {
      const palette = quantize(pixels, COLOURS);
      encoder.writeFrame(applyPalette(pixels, palette), width, height, { palette, delay });
    },
    bytes() {
      encoder.finish();
      return encoder.bytes();
    },
  };
}
