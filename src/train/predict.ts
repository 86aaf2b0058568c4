import { compile } from "../autograd/compile.ts";
import { noGrad } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { typedArray } from "../data/collect.ts";
import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, sameShape, type Shape, sizeOf } from "../tensor/shape.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import { Tensor } from "../tensor/tensor.ts";
import { checkCount, checkSamples } from "./check.ts";
import { type Data, inOrder } from "./data.ts";
import { asModule, type Model } from "./model.ts";
import { Session } from "./session.ts";

/** Options of `predict`. */
export interface PredictOptions {
  /** Samples at once; default 256. */
  readonly batchSize?: number;
  /** Ends the work after the batch at hand; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether steps are compiled, as for `fit`; default true. */
  readonly compile?: boolean;
}

/**
 * A model's outputs for all samples, in their order. It works in evaluation mode, a batch at a time: besides the result, memory
 * holds one batch. Afterwards its modules are in the modes they were in. The result belongs to the caller. A pipeline is read as in its
 * first epoch.
 *
 * Shapes: a dataset or a pipeline, whose targets are left alone, or `x [N, ...]` → `[N, ...]`.
 * Throws `ValueError` if there are no samples, `ShapeError` unless the model gives one output a sample, all of one shape.
 */
export async function predict(
  model: Model,
  x: Data | Tensor,
  { batchSize = 256, signal, compile: compiled = true }: PredictOptions = {},
): Promise<Tensor> {
  checkCount("predict", "batchSize", batchSize);
  const N = x instanceof Tensor ? (x.shape[0] ?? 0) : x.length;
  checkSamples("predict", "x", { length: N });
  const session = new Session(asModule(model), signal);
  const forward = (input: Tensor): Tensor => noGrad(() => session.model.forward(input));
  const step = compiled ? compile<[Tensor], Tensor>(forward) : null;
  try {
    session.enter(false);
    const outputs = new Outputs(N);
    const take = (input: Tensor): false => {
      scope(() => outputs.add((step ?? forward)(input), input.shape[0]!));
      return false;
    };
    if (x instanceof Tensor) await session.each(partsOf(x, batchSize), take);
    else await session.each(inOrder("predict", x, batchSize, signal), ([input]) => take(input));
    return outputs.toTensor();
  } finally {
    session.close();
    step?.dispose();
  }
}

function* partsOf(x: Tensor, batchSize: number): Generator<Tensor, void, undefined> {
  const [N, ...sample] = x.shape as [number, ...number[]];
  for (let start = 0; start < N; start += batchSize) {
    using part = x.view([Math.min(batchSize, N - start), ...sample], start * sizeOf(sample));
    yield part;
  }
}

/** Outputs for N samples, if their number is known, gathered outside of the engine's memory batch by batch. */
class Outputs {
  readonly #N: number | null;
  #values: TypedArray = new Float32Array(0);
  #shape: Shape | null = null;
  #dtype: DType = "float32";
  #filled = 0;
  #samples = 0;

  constructor(N: number | null) {
    this.#N = N;
  }

  /** Takes in the outputs for the next `count` samples. */
  add(y: Tensor, count: number): void {
    if (this.#shape === null && y.rank > 0) {
      this.#shape = y.shape.slice(1);
      this.#dtype = y.dtype;
      this.#values = typedArray(y.dtype, (this.#N ?? count) * sizeOf(this.#shape));
    }
    const wanted = [count, ...(this.#shape ?? [])];
    if (!sameShape(y.shape, wanted) || y.dtype !== this.#dtype) {
      throw new ShapeError(
        `predict: the output for ${count} samples is ${y.dtype} ${formatShape(y.shape)}, expected ${this.#dtype} ${formatShape(wanted)}`,
      );
    }
    if (this.#filled + y.size > this.#values.length) this.#grow(this.#filled + y.size);
    this.#values.set(y.data, this.#filled);
    this.#filled += y.size;
    this.#samples += count;
  }

  toTensor(): Tensor {
    return tensor(this.#values.subarray(0, this.#filled), [this.#samples, ...(this.#shape ?? [])]);
  }

  #grow(least: number): void {
    const values = typedArray(this.#dtype, Math.max(least, 2 * this.#values.length));
    values.set(this.#values);
    this.#values = values;
  }
}
