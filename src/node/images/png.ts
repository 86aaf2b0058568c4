import { inflateSync } from "node:zlib";
import { decode } from "fast-png";
import { FormatError } from "../../base/errors.ts";
import { isSide, LONGEST_SIDE, type Picture } from "../../data/pictures.ts";

const SIGNATURE = 8;
/** Type, then as many channels as that has: grey, RGB, palette, grey and alpha, RGBA. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const KEPT = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

/**
 * The picture in a PNG file, 16 bits cut down to 8. Throws `FormatError` if it is broken, or `most` pixels are exceeded; what its
 * header says is checked before anything is allocated, and what it unpacks to against the header.
 */
export function decodePng(bytes: Uint8Array, most: number): Picture {
  const { kept, packed } = chunksOf(bytes);
  const header = new DataView(bytes.buffer, bytes.byteOffset + SIGNATURE + 8, 13);
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  if (!isSide(width) || !isSide(height) || width * height > most) {
    throw new FormatError(
      `it is ${width}×${height}, expected sides of 1 to ${LONGEST_SIDE}, and at most ${most} pixels`,
    );
  }
  const [depth, type, interlaced] = [header.getUint8(8), header.getUint8(9), header.getUint8(12) !== 0];
  const bits = depth * (CHANNELS[type] ?? 0);
  if (interlaced && depth < 8) throw new FormatError(`it is interlaced with ${depth} bits, expected 8 or 16`);
  const length = interlaced ? interlacedLength(width, height, bits / 8) : height * (1 + Math.ceil((width * bits) / 8));
  const found = inflateSync(packed, { maxOutputLength: length + 1 }).length;
  if (found !== length) throw new FormatError(`it unpacks to ${found} bytes, expected ${length}`);
  const png = decode(kept);
  return { width, height, data: rgbaOf(png, type) };
}

/** The file without what is no part of the picture, which may unpack to anything, and the packed pixels. */
function chunksOf(bytes: Uint8Array): { readonly kept: Uint8Array; readonly packed: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept = [bytes.subarray(0, SIGNATURE)];
  const packed: Uint8Array[] = [];
  for (let at = SIGNATURE, type = ""; type !== "IEND";) {
    const end = at + 12 + (at + 8 <= bytes.length ? view.getUint32(at) : 0);
    if (end > bytes.length) throw new FormatError("it is cut off");
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if ((at === SIGNATURE) !== (type === "IHDR") || (type === "IHDR" && end - at !== 25)) {
      throw new FormatError("it does not begin with one header of 13 bytes");
    }
    if (KEPT.includes(type)) kept.push(bytes.subarray(at, end));
    if (type === "IDAT") packed.push(bytes.subarray(at + 8, end - 4));
    at = end;
  }
  return { kept: Buffer.concat(kept), packed: Buffer.concat(packed) };
}

/** Bytes of the seven passes of Adam7. Source: W3C, "Portable Network Graphics (PNG)", section 8. */
function interlacedLength(width: number, height: number, pixel: number): number {
  const passes = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
  ] as const;
  return passes.reduce((sum, [x, y, stepX, stepY]) => {
    const [w, h] = [Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY)];
    return sum + (w > 0 && h > 0 ? h * (1 + w * pixel) : 0);
  }, 0);
}

/** Pixels of any type and depth as bytes of red, green, blue and alpha. */
function rgbaOf(
  { width, height, data, depth, palette, transparency }: ReturnType<typeof decode>,
  type: number,
): Uint8Array {
  const channels = CHANNELS[type]!;
  const rgba = new Uint8Array(4 * width * height);
  const row = Math.ceil((width * channels * depth) / 8);
  const most = 2 ** depth - 1;
  /** Number k of pixel x in row y. */
  const raw = (y: number, x: number, k: number): number => {
    if (depth >= 8) return data[(y * width + x) * channels + k]!;
    const bit = x * depth;
    return (data[y * row + (bit >> 3)]! >> (8 - depth - (bit & 7))) & most;
  };
  const scale = 255 / most;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const first = raw(y, x, 0);
      if (type === 3) {
        const color = palette?.[first];
        if (color === undefined) throw new FormatError(`it has a pixel of color ${first}, expected one of its palette`);
        for (let k = 0; k < 4; k++) rgba[i + k] = color[k] ?? 255;
        continue;
      }
      const isGrey = channels < 3;
      let isClear = transparency !== undefined;
      for (let k = 0; k < 3; k++) {
        const value = isGrey ? first : raw(y, x, k);
        rgba[i + k] = Math.round(value * scale);
        isClear &&= value === transparency![isGrey ? 0 : k];
      }
      const hasAlpha = channels === 2 || channels === 4;
      const alpha = hasAlpha ? Math.round(raw(y, x, channels - 1) * scale) : 255;
      rgba[i + 3] = isClear ? 0 : alpha;
    }
  }
  return rgba;
}
