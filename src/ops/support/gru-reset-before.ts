// The GRU of the first paper, whose reset stands before the product: two products a step, so it goes step by step.

import type { Tensor } from "../../tensor/tensor.ts";
import { zeros } from "../../tensor/creation.ts";
import { add } from "../add.ts";
import { detach } from "../detach.ts";
import { linear } from "../linear.ts";
import { mul } from "../mul.ts";
import { reshape } from "../reshape.ts";
import { sigmoid } from "../sigmoid.ts";
import { slice } from "../slice.ts";
import { stack } from "../stack.ts";
import { sub } from "../sub.ts";
import { tanh } from "../tanh.ts";
import { where } from "../where.ts";
import type { Course, Gone, RecurrentWeights } from "./recurrent.ts";

/** `n = tanh(Xn + (r · h)·Whnᵀ + bhn)`, else as `recurrent` with GRU cells, for any number of units. All is checked. */
export function gruResetBefore(
  x: Tensor,
  { wx, wh, bx = null, bh = null }: RecurrentWeights,
  [h0 = null]: readonly (Tensor | null)[],
  { mask, reverse, gates: wanted }: Course,
): Gone {
  const [B, T, U] = [x.shape[0]!, x.shape[1]!, wh.shape[1]!];
  const column = (t: Tensor, step: number) => reshape(slice(t, [null, [step, step + 1]]), [B, t.shape[2] ?? 1]);
  const part = (t: Tensor, from: number, to: number) =>
    slice(t, [...t.shape.slice(1).map(() => null), [from * U, to * U]]);
  const rowsOf = (t: Tensor | null, from: number, to: number) => t && slice(t, [[from * U, to * U]]);
  // NaN in the padding would meet zeros in a gradient.
  const seen = mask === null ? x : where(reshape(mask, [B, T, 1]), x, 0);
  const X = linear(seen, wx, bx);
  const both = [rowsOf(wh, 0, 2)!, rowsOf(bh, 0, 2)] as const;
  const last = [rowsOf(wh, 2, 3)!, rowsOf(bh, 2, 3)] as const;
  let h = h0 ?? zeros([B, U]);
  const [outputs, gates]: [Tensor[], Tensor[]] = [[], []];
  const nothing = zeros([B, U]);
  for (let s = 0; s < T; s++) {
    const t = reverse ? T - 1 - s : s;
    const Xt = column(X, t);
    const rz = sigmoid(add(part(Xt, 0, 2), linear(h, ...both)));
    const [r, z] = [part(rz, 0, 1), part(rz, 1, 2)];
    const n = tanh(add(part(Xt, 2, 3), linear(mul(r, h), ...last)));
    const next = add(n, mul(z, sub(h, n)));
    const active = mask && column(mask, t);
    h = active ? where(active, next, h) : next;
    outputs[t] = active ? where(active, next, nothing) : next;
    if (wanted)
      gates[t] = detach(
        stack(
          [r, z, n].map((gate) => (active ? where(active, gate, nothing) : gate)),
          1,
        ),
      );
  }
  return {
    output: T === 0 ? zeros([B, T, U]) : stack(outputs, 1),
    // A handle of its own, also where it is h0.
    last: [T === 0 ? reshape(h, h.shape) : h],
    gates: !wanted ? null : T === 0 ? zeros([B, T, 3, U]) : stack(gates, 1),
  };
}
