import { compile } from "../autograd/compile.ts";
import { type Gradients, gradients, noGrad } from "../autograd/tape.ts";
import type { Module } from "../nn/module.ts";
import type { Persistent } from "../tensor/persistent.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A scalar from the model's output for a batch and the batch's targets. */
export type Loss = (output: Tensor, y: Tensor) => Tensor;

/** What a batch comes to. */
export type BatchResult = { readonly loss: Tensor; readonly output: Tensor };

/** What is done with a batch: launches alone, nothing is read. `dispose` frees what the step keeps. */
export interface BatchStep {
  (x: Tensor, y: Tensor): BatchResult;
  /** What the step keeps from one batch to the next, by name. */
  readonly kept: ReadonlyMap<string, Persistent>;
  /** Goes on behind the first `batches` of an epoch. */
  resume(batches: number): void;
  dispose(): void;
}

/** `f` as one call into WebAssembly; or as it is, if `compiled` is false. */
function stepOf(f: (x: Tensor, y: Tensor) => BatchResult, compiled: boolean): BatchStep {
  const step = compiled ? compile<[Tensor, Tensor], BatchResult>(f) : Object.assign(f, { dispose: () => undefined });
  return Object.assign(step, { kept: new Map<string, Persistent>(), resume: () => undefined });
}

/** Computes the loss of a batch and moves the parameters along its gradients. */
export function trainingStep(
  model: Module,
  loss: Loss,
  move: (grads: Gradients) => void,
  compiled: boolean,
): BatchStep {
  return stepOf((x, y) => {
    const output = model.forward(x);
    const value = loss(output, y);
    move(gradients(value));
    return { loss: value, output };
  }, compiled);
}

/** Computes the loss of a batch. */
export function evaluationStep(model: Module, loss: Loss, compiled: boolean): BatchStep {
  return stepOf(
    (x, y) =>
      noGrad(() => {
        const output = model.forward(x);
        return { loss: loss(output, y), output };
      }),
    compiled,
  );
}
