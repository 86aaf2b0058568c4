import { decode } from "jpeg-js";
import type { Picture } from "../../data/pictures.ts";

/** Bytes that decoding may take for each pixel. */
const BYTES_PER_PIXEL = 24;

/**
 * The picture in a JPEG file, as it is stored: an orientation in its metadata is ignored. Throws if it is broken, or `most` pixels are
 * exceeded, before these are allocated.
 */
export function decodeJpeg(bytes: Uint8Array, most: number): Picture {
  return decode(bytes, {
    useTArray: true,
    tolerantDecoding: false,
    maxResolutionInMP: most / 1e6,
    maxMemoryUsageInMB: Math.ceil((most * BYTES_PER_PIXEL) / 2 ** 20) + 16,
  });
}
