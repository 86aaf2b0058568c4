import { ValueError } from "../../base/errors.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Accumulator } from "./metric.ts";

/**
 * A figure over all samples: a function of outputs and targets, and a metric of `fit` and `evaluate`, which is right whatever the
 * size of the batches. Where it is not defined, such as over labels of one class alone, the function throws `ValueError`; in a
 * pass over data it is NaN.
 */
export interface Figure<T = Tensor> {
  (output: T, y: T): number;
  start(): Accumulator;
}

/** A figure from its accumulator, whose value is not finite where it is not defined: unless `needed`. */
export function figure<T>(
  op: string,
  start: () => { add(output: T, y: T): void; value(): number },
  needed: string,
): Figure<T | Tensor> {
  const whole = (output: T | Tensor, y: T | Tensor): number => {
    const accumulator = start();
    accumulator.add(output as T, y as T);
    const value = accumulator.value();
    if (!Number.isFinite(value)) throw new ValueError(`${op}: the figure is ${value}, expected ${needed}`);
    return value;
  };
  return Object.assign(whole, { start: start as () => Accumulator });
}
