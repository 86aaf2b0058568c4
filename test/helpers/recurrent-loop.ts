// Recurrent networks as a loop of elementary ops, which have gradients of their own.

import { add, linear, mul, reshape, relu, sigmoid, slice, stack, sub, tanh, where } from "../../src/ops/index.ts";
import type { RecurrentOptions } from "../../src/ops/support/recurrent-units.ts";
import { zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

/** h and c behind a step from x[B, D] and the states before it. */
export type Step = (x: Tensor, h: Tensor, c: Tensor, weights: Weights) => [h: Tensor, c: Tensor];

interface Weights {
  readonly wx: Tensor;
  readonly wh: Tensor;
  readonly bx: Tensor | null;
  readonly bh: Tensor | null;
}

/** Columns [k · U, (k + 1) · U). */
function part(t: Tensor, k: number, U: number): Tensor {
  return slice(t, [null, [k * U, (k + 1) * U]]);
}

/** x[:, t] of x[B, T, D]. */
export function stepOf(x: Tensor, t: number): Tensor {
  return reshape(slice(x, [null, [t, t + 1]]), [x.shape[0]!, x.shape[2]!]);
}

export const lstmStep: Step = (x, h, c, { wx, wh, bx, bh }) => {
  const U = wh.shape[1]!;
  const all = add(linear(x, wx, bx), linear(h, wh, bh));
  const [i, f, o] = [0, 1, 3].map((k) => sigmoid(part(all, k, U))) as [Tensor, Tensor, Tensor];
  const next = add(mul(f, c), mul(i, tanh(part(all, 2, U))));
  return [mul(o, tanh(next)), next];
};

const gruStep =
  (n: (x: Tensor, r: Tensor, h: Tensor, weights: Weights) => Tensor): Step =>
  (x, h, c, weights) => {
    const { wx, wh, bx, bh } = weights;
    const U = wh.shape[1]!;
    const [X, H] = [linear(x, wx, bx), linear(h, wh, bh)];
    const [r, z] = [0, 1].map((k) => sigmoid(add(part(X, k, U), part(H, k, U)))) as [Tensor, Tensor];
    return [add(mul(sub(1, z), n(x, r, h, weights)), mul(z, h)), c];
  };

export const gruAfterStep: Step = gruStep((x, r, h, { wx, wh, bx, bh }) => {
  const U = wh.shape[1]!;
  return tanh(add(part(linear(x, wx, bx), 2, U), mul(r, part(linear(h, wh, bh), 2, U))));
});

export const gruBeforeStep: Step = gruStep((x, r, h, { wx, wh, bx, bh }) => {
  const U = wh.shape[1]!;
  return tanh(add(part(linear(x, wx, bx), 2, U), part(linear(mul(r, h), wh, bh), 2, U)));
});

const rnnStep =
  (f: (x: Tensor) => Tensor): Step =>
  (x, h, c, { wx, wh, bx, bh }) => [f(add(linear(x, wx, bx), linear(h, wh, bh))), c];

export const tanhStep: Step = rnnStep(tanh);
export const reluStep: Step = rnnStep(relu);

/** All steps: a step that is left out keeps the states and gives zeros. */
export function loop(
  step: Step,
  { x, wx, wh, bx, bh, h0, c0 }: Readonly<Record<string, Tensor>>,
  { mask = null, reverse = false }: RecurrentOptions,
): { output: Tensor; h: Tensor; c: Tensor } {
  const [B, T] = x!.shape as [number, number];
  const nothing = zeros([B, wh!.shape[1]!]);
  const weights = { wx: wx!, wh: wh!, bx: bx ?? null, bh: bh ?? null };
  const outputs: Tensor[] = [];
  let [h, c] = [h0 ?? nothing, c0 ?? nothing];
  for (let s = 0; s < T; s++) {
    const t = reverse ? T - 1 - s : s;
    const [nextH, nextC] = step(stepOf(x!, t), h, c, weights);
    if (mask === null) [h, c, outputs[t]] = [nextH, nextC, nextH];
    else {
      const active = slice(mask, [null, [t, t + 1]]);
      [h, c, outputs[t]] = [where(active, nextH, h), where(active, nextC, c), where(active, nextH, nothing)];
    }
  }
  return { output: stack(outputs, 1), h, c };
}
