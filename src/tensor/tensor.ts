import { MemoryError, ShapeError } from "../base/errors.ts";
import { Storage, TRACED } from "../wasm/storage.ts";
import { readFloats, readInts } from "../wasm/views.ts";
import type { DType, NestedArray } from "./dtype.ts";
import { formatTensor } from "./format.ts";
import { Owned } from "./scope.ts";
import { checkSizes, formatShape, type Shape, sizeOf } from "./shape.ts";

/** How a tensor was made: enough to send a gradient back to its inputs. Written by autograd only. */
export interface Origin {
  readonly op: string;
}

/** What a tensor holds after its `dispose`. */
const FREED = new Storage(0);
FREED.problem = "it was disposed of";
const FREED_IN_TRACE = new Storage(0);
FREED_IN_TRACE.problem = TRACED;

/**
 * A handle on a contiguous row-major array in the engine's memory: storage, offset, shape and dtype.
 *
 * Values do not change after creation, except those of parameters and states. Made by `tensor`, `zeros`, … and by ops.
 */
export class Tensor extends Owned {
  readonly shape: Shape;
  readonly dtype: DType;
  /** Number of elements. */
  readonly size: number;
  /** Used by autograd; null for tensors that no gradient reaches. */
  origin: Origin | null = null;
  #storage: Storage = FREED; // until the constructor has one, so that a scope can clean up after a refusal
  readonly #offset: number;

  /**
   * Contents undefined, for a kernel to fill; or a view of `storage` from `offset` bytes on. For ops; users call `tensor`.
   * `permanent`: no scope frees it.
   */
  constructor(shape: Shape, dtype: DType = "float32", storage?: Storage, offset = 0, permanent = false) {
    super(permanent);
    this.size = checkSizes("tensor", shape);
    this.shape = shape;
    this.dtype = dtype;
    this.#storage = storage ?? new Storage(this.size * 4);
    this.#offset = offset;
  }

  /** Number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** Byte address of the first element, for launches; 0 for a tensor without elements. */
  get address(): number {
    if (this.#storage.problem !== null) this.#refuse();
    return this.#storage.address + this.#offset;
  }

  /** Whether `dispose` was called on this handle. */
  override get disposed(): boolean {
    return this.#storage === FREED || this.#storage === FREED_IN_TRACE;
  }

  /** What backs this tensor, for views and versions. */
  get storage(): Storage {
    if (this.disposed) this.#refuse();
    return this.#storage;
  }

  /** Another handle on the same numbers: `shape` elements from element `start` on. */
  view(shape: Shape, start = 0): Tensor {
    const { storage } = this;
    if (sizeOf(shape) === 0) return new Tensor(shape, this.dtype);
    return new Tensor(shape, this.dtype, storage.share(), this.#offset + 4 * start);
  }

  /** A copy of the numbers, row by row. */
  get data(): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
    return this.dtype === "int32" ? readInts(this.address, this.size) : readFloats(this.address, this.size);
  }

  /** The only element. Throws `ShapeError` if there are more or none. */
  item(): number {
    if (this.size !== 1) throw new ShapeError(`item: the tensor is ${formatShape(this.shape)}, expected one element`);
    return this.data[0]!;
  }

  /** A copy of the numbers as nested arrays; a plain number for rank 0. */
  toArray(): NestedArray {
    const { data, shape } = this;
    if (shape.length === 0) return data[0]!;
    let next = 0;
    // Apart, so that V8 keeps the numbers of a row unboxed.
    const row = (n: number): number[] => {
      const values: number[] = [];
      for (const end = next + n; next < end; next++) values.push(data[next]!);
      return values;
    };
    const level = (axis: number): NestedArray =>
      axis === shape.length - 1 ? row(shape[axis]!) : Array.from({ length: shape[axis]! }, () => level(axis + 1));
    return level(0);
  }

  /** The numbers as NumPy prints them. */
  override toString(): string {
    return formatTensor(this.data, this.shape, this.dtype);
  }

  /** Gives the memory back, unless views still use it. Using or disposing of the tensor afterwards is a `MemoryError`. */
  override dispose(): void {
    if (this.disposed) throw new MemoryError(`dispose: the tensor ${formatShape(this.shape)} was disposed of before`);
    const storage = this.#storage;
    this.#storage = storage.virtual ? FREED_IN_TRACE : FREED;
    storage.release();
  }

  [Symbol.dispose](): void {
    if (!this.disposed) this.dispose();
  }

  #refuse(): never {
    throw new MemoryError(
      `tensor: the tensor ${formatShape(this.shape)} cannot be used: ${this.#storage.problem}; keep it alive by returning it from the scope that made it, or by not disposing of it`,
    );
  }
}
