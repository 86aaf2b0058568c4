import { checkValue } from "../base/check.ts";
import { FormatError, IndexError, ShapeError } from "../base/errors.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import type { Dataset, Field } from "./dataset.ts";
import type { Row } from "./pipeline/rows.ts";

/** Options of datasets of pictures. */
export interface PictureOptions {
  /** Height and width that every picture is resized to; default none, then all must have the same. */
  readonly size?: readonly [height: number, width: number] | undefined;
  /** 1 for grey, 3 for red, green and blue; default 3. */
  readonly channels?: 1 | 3;
}

/** A picture: bytes of red, green, blue and alpha, pixel by pixel, row by row, as `ImageData` has them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/** No side is longer: 16,384 is what browsers draw. */
export const LONGEST_SIDE = 2 ** 14;
const LEVELS = 255;

/** Throws `ValueError` for a size or a number of channels that no picture has. */
export function checkPictureOptions(op: string, { size, channels = 3 }: PictureOptions): void {
  checkValue(op, "channels", channels, [1, 3].includes(channels), "1 or 3");
  const isValid = size === undefined || (size.length === 2 && size.every(isSide));
  checkValue(op, "size", size, isValid, `a height and a width, whole numbers from 1 to ${LONGEST_SIDE}`);
}

export function isSide(n: number): boolean {
  return Number.isInteger(n) && n >= 1 && n <= LONGEST_SIDE;
}

/**
 * Pictures with a class each. They rest as bytes, a quarter of what float32 takes, and become numbers from 0 to 1 when read.
 *
 * Shapes: x float32 `[C, H, W]`, y int32 `[]`.
 */
export class PictureDataset implements Dataset {
  readonly x: Field;
  readonly y: Field = { shape: [], dtype: "int32" };
  readonly #pictures: readonly Uint8Array[];
  readonly #labels: Int32Array;

  /** `pictures`: bytes channel by channel, as `planes` gives them, all of this height and width. */
  constructor(pictures: readonly Uint8Array[], labels: Int32Array, shape: readonly [number, number, number]) {
    this.#pictures = pictures;
    this.#labels = labels;
    this.x = { shape, dtype: "float32" };
  }

  get length(): number {
    return this.#pictures.length;
  }

  /** Throws `IndexError` for a sample that is not there. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void {
    let to = 0;
    indices.forEach((index, i) => {
      const picture = this.#pictures[index];
      if (picture === undefined) {
        throw new IndexError(`PictureDataset: index is ${index}, expected 0 <= index < ${this.length}`);
      }
      for (let k = 0; k < picture.length; k++) x[to + k] = picture[k]! / LEVELS;
      to += picture.length;
      y[i] = this.#labels[index]!;
    });
  }
}

/** Gathers pictures that become a dataset: resized as the options say, or all of one size. */
export class PictureList {
  readonly #op: string;
  readonly #size: readonly [number, number] | undefined;
  readonly #channels: 1 | 3;
  #shape: readonly [number, number] | null;
  readonly #pictures: Uint8Array[] = [];
  readonly #labels: number[] = [];

  constructor(op: string, options: PictureOptions) {
    checkPictureOptions(op, options);
    this.#op = op;
    this.#size = options.size;
    this.#channels = options.channels ?? 3;
    this.#shape = options.size ?? null;
  }

  /** `name` is for messages. Throws `FormatError` for a picture that holds too few or too many bytes, `ShapeError` for another size. */
  add(name: string, picture: Picture, label: number): void {
    const { width, height } = picture;
    checkPicture(this.#op, name, picture);
    const [H, W] = (this.#shape ??= [height, width]);
    if (this.#size === undefined && (height !== H || width !== W)) {
      throw new ShapeError(
        `${this.#op}: ${name} is ${width}×${height}, expected ${W}×${H} as before; give a size to resize all`,
      );
    }
    this.#pictures.push(resized(planes(picture, this.#channels), this.#channels, [height, width], [H, W]));
    this.#labels.push(label);
  }

  toDataset(): PictureDataset {
    const [H, W] = this.#shape ?? [1, 1];
    return new PictureDataset(this.#pictures, Int32Array.from(this.#labels), [this.#channels, H, W]);
  }
}

/** One picture as the input of a sample, resized as the options say. Throws `FormatError` if it holds too few or too many bytes. */
export function pictureRow(op: string, name: string, picture: Picture, options: PictureOptions): Row {
  checkPicture(op, name, picture);
  const { width, height } = picture;
  const { size = [height, width], channels = 3 } = options;
  const pixels = resized(planes(picture, channels), channels, [height, width], size);
  const data = Float32Array.from(pixels, (level) => level / LEVELS);
  return { data, shape: [channels, ...size], dtype: "float32" };
}

function checkPicture(op: string, name: string, { width, height, data }: Picture): void {
  if (isSide(width) && isSide(height) && data.length === 4 * width * height) return;
  throw new FormatError(
    `${op}: ${name} is ${width}×${height} with ${data.length} bytes, expected sides of 1 to ${LONGEST_SIDE} and 4 bytes a pixel`,
  );
}

/** Channel by channel; what shows through is white. Grey is 0.299 R + 0.587 G + 0.114 B. Source of that: ITU-R BT.601. */
function planes({ width, height, data }: Picture, channels: 1 | 3): Uint8Array {
  const size = width * height;
  const made = new Uint8Array(channels * size);
  for (let i = 0; i < size; i++) {
    const alpha = data[4 * i + 3]! / LEVELS;
    const white = LEVELS * (1 - alpha);
    const r = data[4 * i]! * alpha + white;
    const g = data[4 * i + 1]! * alpha + white;
    const b = data[4 * i + 2]! * alpha + white;
    if (channels === 1) {
      made[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
    } else {
      made[i] = Math.round(r);
      made[size + i] = Math.round(g);
      made[2 * size + i] = Math.round(b);
    }
  }
  return made;
}

/** Bilinear, pixels being areas: where a picture shrinks, all that a new pixel covers takes part, as in Pillow and browsers. */
function resized(
  pixels: Uint8Array,
  channels: number,
  from: readonly [number, number],
  to: readonly [number, number],
): Uint8Array {
  if (from[0] === to[0] && from[1] === to[1]) return pixels;
  const [rows, columns] = [weightsOf(from[0], to[0]), weightsOf(from[1], to[1])];
  const made = new Uint8Array(channels * to[0] * to[1]);
  const narrow = new Float64Array(from[0] * to[1]);
  for (let c = 0; c < channels; c++) {
    const at = c * from[0] * from[1];
    for (let i = 0; i < narrow.length; i++) {
      const { start, weights } = columns[i % to[1]]!;
      const row = at + Math.floor(i / to[1]) * from[1] + start;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * pixels[row + k]!;
      narrow[i] = sum;
    }
    for (let i = 0; i < to[0] * to[1]; i++) {
      const { start, weights } = rows[Math.floor(i / to[1])]!;
      const column = start * to[1] + (i % to[1]);
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * narrow[column + k * to[1]]!;
      made[c * to[0] * to[1] + i] = Math.round(sum);
    }
  }
  return made;
}

/** For each of the new pixels of a row, which old ones it is made of: a triangle as wide as two pixels of the coarser grid. */
function weightsOf(from: number, to: number): { readonly start: number; readonly weights: number[] }[] {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  return Array.from({ length: to }, (_, i) => {
    const center = (i + 0.5) * scale;
    const start = Math.max(0, Math.floor(center - reach + 0.5));
    const end = Math.min(from, Math.floor(center + reach + 0.5));
    const weights = Array.from({ length: end - start }, (_, k) =>
      Math.max(0, 1 - Math.abs(start + k + 0.5 - center) / reach),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    return { start, weights: weights.map((w) => w / sum) };
  });
}
