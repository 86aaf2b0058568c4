import { compile } from "../autograd/compile.ts";
import { noGrad } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { batches } from "../data/batches.ts";
import { typedArray } from "../data/collect.ts";
import type { Dataset } from "../data/dataset.ts";
import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, sameShape, type Shape, sizeOf } from "../tensor/shape.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import { Tensor } from "../tensor/tensor.ts";
import { checkCount, checkSamples } from "./check.ts";
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
 * holds one batch. Afterwards its modules are in the modes they were in. The result belongs to the caller.
 *
 * Shapes: a dataset, whose targets are left alone, or `x [N, ...]` → `[N, ...]`.
 * Throws `ValueError` if there are no samples, `ShapeError` unless the model gives one output a sample, all of one shape.
 */
export async function predict(
  model: Model,
  x: Dataset | Tensor,
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
    for (const input of inputsOf(x, batchSize)) {
      scope(() => outputs.add((step ?? forward)(input), input.shape[0]!));
      if (session.isTired) await session.rest();
    }
    return outputs.toTensor();
  } finally {
    session.close();
    step?.dispose();
  }
}

function* inputsOf(x: Dataset | Tensor, batchSize: number): Generator<Tensor, void, undefined> {
  if (!(x instanceof Tensor)) {
    for (const [input] of batches(x, batchSize, { shuffle: false })) yield input;
    return;
  }
  const [N, ...sample] = x.shape as [number, ...number[]];
  for (let start = 0; start < N; start += batchSize) {
    using part = x.view([Math.min(batchSize, N - start), ...sample], start * sizeOf(sample));
    yield part;
  }
}

/** Outputs for N samples, gathered outside of the engine's memory batch by batch. */
class Outputs {
  readonly #N: number;
  #values: TypedArray = new Float32Array(0);
  #shape: Shape | null = null;
  #dtype: DType = "float32";
  #filled = 0;

  constructor(N: number) {
    this.#N = N;
  }

  /** Takes in the outputs for the next `count` samples. */
  add(y: Tensor, count: number): void {
    if (this.#shape === null && y.rank > 0) {
      this.#shape = y.shape.slice(1);
      this.#dtype = y.dtype;
      this.#values = typedArray(y.dtype, this.#N * sizeOf(this.#shape));
    }
    const wanted = [count, ...(this.#shape ?? [])];
    if (!sameShape(y.shape, wanted) || y.dtype !== this.#dtype) {
      throw new ShapeError(
        `predict: the output for ${count} samples is ${y.dtype} ${formatShape(y.shape)}, expected ${this.#dtype} ${formatShape(wanted)}`,
      );
    }
    this.#values.set(y.data, this.#filled);
    this.#filled += y.size;
  }

  toTensor(): Tensor {
    return tensor(this.#values, [this.#N, ...(this.#shape ?? [])]);
  }
}
