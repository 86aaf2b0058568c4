import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { checkValue } from "../base/check.ts";
import { DTypeError, FileError, FormatError, IndexError, WasmgradError } from "../base/errors.ts";
import { checkKnownDType } from "../tensor/check.ts";
import type { Dataset, Field } from "../data/dataset.ts";
import { idxLayout } from "../io/idx-layout.ts";
import type { Layout } from "../io/layout.ts";
import { isNpy, npyLayout, NPY_PREFIX, npyStart } from "../io/npy-layout.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import { formatShape, sizeOf } from "../tensor/shape.ts";
import { reasonOf } from "./files.ts";

/** One half of samples in a file. */
export interface ArrayFile {
  /** An npy or IDX file, not packed, whose first axis counts samples. */
  readonly path: string;
  /** What its numbers become; default int32 for whole ones, float32 for others. */
  readonly dtype?: DType | undefined;
  /** What they are multiplied by, 1 / 255 for pixels say: then they become float32. Default 1. */
  readonly scale?: number | undefined;
}

/** More than any header takes: of what says that its is longer, nothing is read. */
const LONGEST_HEAD = 2 ** 16;

/**
 * Samples in two files that may be larger than memory: of each, what is wanted is read when it is wanted, in any order, so that
 * `fit` shuffles all of them.
 *
 *     using train = openDataset({ path: "images.npy", scale: 1 / 255 }, "labels.npy");
 *
 * Shapes: x and y as a row of their files. Throws `FileError` if a file cannot be read, `FormatError` if it is no npy or IDX file, is cut off, or
 * is in Fortran's order; both name it. `FormatError` unless there are as many inputs as targets, `ValueError` for a scale that is not finite. Close it, or declare it with `using`.
 */
export function openDataset(x: string | ArrayFile, y: string | ArrayFile): FileDataset {
  return new FileDataset(x, y);
}

/** Samples in files. Made by `openDataset`. */
export class FileDataset implements Dataset, Disposable {
  readonly length: number;
  readonly x: Field;
  readonly y: Field;
  readonly #x: FileColumn;
  readonly #y: FileColumn;

  /** `openDataset` calls it. */
  constructor(x: string | ArrayFile, y: string | ArrayFile) {
    this.#x = new FileColumn(x);
    try {
      this.#y = new FileColumn(y);
    } catch (error) {
      this.#x.close();
      throw error;
    }
    this.length = this.#x.length;
    [this.x, this.y] = [this.#x.field, this.#y.field];
    if (this.#y.length !== this.length) {
      this.close();
      throw new FormatError(`openDataset: y holds ${this.#y.length} samples, expected ${this.length} like x`);
    }
  }

  /** Throws `IndexError` for a sample that is not there, `FileError` and `FormatError` for what the files do not hold any more. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void {
    for (const index of indices) {
      if (!(index >= 0 && index < this.length)) {
        throw new IndexError(`FileDataset: index is ${index}, expected 0 <= index < ${this.length}`);
      }
    }
    this.#x.read(indices, x);
    this.#y.read(indices, y);
  }

  close(): void {
    this.#x.close();
    this.#y.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** An array in a file, whose rows are read one by one, or together where they follow each other. */
class FileColumn {
  readonly length: number;
  readonly field: Field;
  readonly #path: string;
  readonly #layout: Layout;
  readonly #scale: number;
  #file: number | null;

  constructor(given: string | ArrayFile) {
    const { path, dtype, scale = 1 } = typeof given === "string" ? { path: given } : given;
    if (dtype !== undefined) checkKnownDType("openDataset", dtype);
    checkValue("openDataset", "scale", scale, Number.isFinite(scale), "a finite number");
    this.#path = path;
    this.#scale = scale;
    this.#file = this.#try(() => openSync(path, "r"));
    try {
      this.#layout = this.#inFormat(() => this.#readLayout());
      const [length, ...shape] = this.#layout.shape;
      if (length === undefined || sizeOf(shape) === 0) {
        throw new FormatError(
          `openDataset: ${path}: it is ${formatShape(this.#layout.shape)}, expected an axis of samples, each of a number at least`,
        );
      }
      this.length = length;
      const isFloat = this.#layout.isFloat || scale !== 1;
      if (dtype === "int32" && isFloat) {
        throw new DTypeError(`openDataset: dtype is int32, expected float32 for the fractions in ${path}`);
      }
      this.field = { shape, dtype: dtype ?? (isFloat ? "float32" : "int32") };
    } catch (error) {
      this.close();
      throw error;
    }
  }

  read(indices: Int32Array, into: TypedArray): void {
    const size = sizeOf(this.field.shape);
    const { start, width, get } = this.#layout;
    for (let from = 0; from < indices.length;) {
      let end = from + 1;
      while (end < indices.length && indices[end] === indices[end - 1]! + 1) end++;
      const count = (end - from) * size;
      const view = this.#bytes(start + indices[from]! * size * width, count * width);
      const at = from * size;
      if (this.field.dtype === "float32") {
        for (let i = 0; i < count; i++) into[at + i] = get(view, i * width) * this.#scale;
      } else {
        for (let i = 0; i < count; i++) {
          const value = get(view, i * width);
          if ((value | 0) !== value) {
            throw new FormatError(
              `openDataset: ${this.#path}: sample ${indices[from + Math.floor(i / size)]} holds ${value}, expected a whole number of 32 bits`,
            );
          }
          into[at + i] = value;
        }
      }
      from = end;
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #readLayout(): Layout {
    const fileSize = this.#try(() => fstatSync(this.#file!).size);
    const head = (bytes: number): Uint8Array => {
      const { buffer } = this.#bytes(0, Math.min(bytes, fileSize));
      return new Uint8Array(buffer);
    };
    const first = head(NPY_PREFIX);
    if (!isNpy(first)) return idxLayout(head(4 + 4 * (first[3] ?? 0)), fileSize);
    const layout = npyLayout(head(Math.min(npyStart(first), LONGEST_HEAD)), fileSize);
    if (layout.fortranOrder) throw new FormatError("npy: it is in Fortran's order, expected rows in C's; save it anew");
    return layout;
  }

  /** So many bytes from a place on. */
  #bytes(position: number, length: number): DataView<ArrayBuffer> {
    const file = this.#file;
    if (file === null) throw new FileError(`FileDataset: ${this.#path} is closed, expected it open`);
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const read = this.#try(() => readSync(file, bytes, done, length - done, position + done));
      if (read === 0) throw new FormatError(`openDataset: ${this.#path} ends early, expected it as it was when opened`);
      done += read;
    }
    return new DataView(bytes.buffer);
  }

  #inFormat<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof WasmgradError) || error instanceof FileError) throw error;
      throw new FormatError(`openDataset: ${this.#path}: ${error.message}`, { cause: error });
    }
  }

  #try<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new FileError(`openDataset: ${this.#path} cannot be read: ${reasonOf(error)}`, { cause: error });
    }
  }
}
