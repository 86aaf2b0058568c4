import { ShapeError, ValueError } from "../base/errors.ts";
import { tensor } from "../tensor/creation.ts";
import { formatShape, type Shape, sizeOf } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { ArrayDataset, type Column, columnOf, type SampleData } from "./array-dataset.ts";
import { collect } from "./collect.ts";
import type { Dataset } from "./dataset.ts";

/** `(x − shift) / scale` for every number of an input. */
export interface Affine {
  readonly shift: readonly number[];
  readonly scale: readonly number[];
}

/** What scalers share: each number of an input is shifted and scaled by itself, by what `fit` has learned of it. */
export abstract class Scaler<S> {
  readonly #name: string;
  #learned: { readonly state: S; readonly affine: Affine } | null = null;

  /** `name` begins the messages of errors. */
  protected constructor(name: string) {
    this.#name = name;
  }

  /** What there is to know about the inputs of a dataset that is not empty. */
  protected abstract learn(data: Dataset): S;
  protected abstract affine(state: S): Affine;

  /** Starts with what another has learned. Throws `ValueError` unless that is finite, and every scale positive. */
  protected restore(state: S): void {
    const affine = this.affine(state);
    const { shift, scale } = affine;
    if (shift.length !== scale.length || !scale.every((s, i) => s > 0 && isUsable(affine, i))) {
      throw new ValueError(`${this.#name}: state is unusable, expected what another scaler's state gave`);
    }
    this.#learned = { state, affine };
  }

  /** What it has learned. Throws `ValueError` before `fit`. */
  get state(): S {
    return this.#fitted.state;
  }

  /** Learns from the inputs. Throws `ValueError` if there are none, or one is not finite. */
  fit(data: Dataset): this {
    if (data.length === 0) throw new ValueError(`${this.#name}: data holds 0 samples, expected at least one`);
    const state = this.learn(data);
    const affine = this.affine(state);
    const bad = affine.shift.findIndex((_, i) => !isUsable(affine, i));
    if (bad >= 0)
      throw new ValueError(`${this.#name}: number ${bad} of x is not finite in all samples, expected it is`);
    this.#learned = { state, affine };
    return this;
  }

  /** The samples with scaled inputs, float32. Throws `ShapeError` unless an input holds as many numbers as in `fit`. */
  transform(data: Dataset): ArrayDataset {
    const { x, y } = collect(data);
    return new ArrayDataset({ data: this.#scaled(x), shape: x.shape }, y);
  }

  /**
   * Scaled inputs alone, for samples whose targets are not known: `predict(model, scaler.transformInputs([[5.1, 3.5, 1.4, 0.2]]))`.
   * The tensor, float32, belongs to the caller.
   *
   * Shapes: a tensor or arrays `[N, ...]` → `[N, ...]`. Throws as `transform` does.
   */
  transformInputs(x: Tensor | SampleData): Tensor {
    const column = x instanceof Tensor ? { data: x.data, shape: x.shape.slice(1) } : columnOf(`${this.#name}: x`, x);
    const values = this.#scaled(column);
    return tensor(values, [values.length / sizeOf(column.shape), ...column.shape]);
  }

  /** The samples with inputs as they were before `transform`, up to rounding. Throws as that does. */
  inverseTransform(data: Dataset): ArrayDataset {
    const { x, y } = collect(data);
    const { shift, scale } = this.#fitting(x.shape);
    const values = mapped(x, (v, i) => v * scale[i]! + shift[i]!);
    return new ArrayDataset({ data: values, shape: x.shape }, y);
  }

  get #fitted(): { readonly state: S; readonly affine: Affine } {
    if (this.#learned === null) {
      throw new ValueError(`${this.#name}: it has learned nothing yet, expected a call of fit before`);
    }
    return this.#learned;
  }

  #scaled(inputs: Inputs): Float32Array<ArrayBuffer> {
    const { shift, scale } = this.#fitting(inputs.shape);
    return mapped(inputs, (v, i) => (v - shift[i]!) / scale[i]!);
  }

  #fitting(shape: Shape): Affine {
    const { affine } = this.#fitted;
    if (sizeOf(shape) !== affine.shift.length) {
      throw new ShapeError(
        `${this.#name}: x is ${formatShape(shape)}, expected ${affine.shift.length} numbers a sample as in fit`,
      );
    }
    return affine;
  }
}

function isUsable({ shift, scale }: Affine, i: number): boolean {
  return Number.isFinite(shift[i]) && Number.isFinite(scale[i]);
}

/** Numbers row by row, and the shape of a row. */
type Inputs = Pick<Column, "data" | "shape">;

/** `f` of each number and its place in its row. */
function mapped({ data, shape }: Inputs, f: (v: number, i: number) => number): Float32Array<ArrayBuffer> {
  const size = sizeOf(shape);
  const values = new Float32Array(data.length);
  for (let k = 0; k < values.length; k++) values[k] = f(data[k]!, k % size);
  return values;
}
