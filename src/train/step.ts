import { gradients, noGrad } from "../autograd/tape.ts";
import type { Module } from "../nn/module.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A scalar from the model's output for a batch and the batch's targets. */
export type Loss = (output: Tensor, y: Tensor) => Tensor;

/** What is done with a batch: launches alone, nothing is read. */
export type Step = (x: Tensor, y: Tensor) => { readonly loss: Tensor; readonly output: Tensor };

/** Computes the loss of a batch and moves the parameters along its gradients. */
export function trainingStep(model: Module, loss: Loss, optimizer: Optimizer): Step {
  return (x, y) => {
    const output = model.forward(x);
    const value = loss(output, y);
    optimizer.step(gradients(value));
    return { loss: value, output };
  };
}

/** Computes the loss of a batch. */
export function evaluationStep(model: Module, loss: Loss): Step {
  return (x, y) =>
    noGrad(() => {
      const output = model.forward(x);
      return { loss: loss(output, y), output };
    });
}
