import { variable, gradients } from "../../src/autograd/tape.ts";
import { logSoftmax } from "../../src/ops/log-softmax.ts";
import { sum } from "../../src/ops/sum.ts";
import { ctc as ours } from "../../src/ops/ctc.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import * as baseline from "../baseline/ctc.ts";
import type { Case, Suite } from "../case.ts";
import { both, indices, noise, results } from "../inputs.ts";

/** Losses of unsegmented labels, and their gradients. */
export const ctc: Suite = {
  "ctc B32 T100 C30 L20": () => losses(32, { T: 100, C: 30, S: 20 }),
};

function losses(B: number, sizes: baseline.Sizes): Case {
  const { T, C, S } = sizes;
  const x = both(logSoftmax(tensor(noise(B * T * C), [B, T, C])).data as Float32Array, B, T, C);
  const labels = indices(B * S, C - 1).map((label) => label + 1);
  const targets = tensor(labels, [B, S]);
  const loss = new Float32Array(B);
  const alpha = new Float32Array(B * T * (2 * S + 1));
  const dx = results(B, T, C);
  variable(x.t);
  const gradient = () => gradients(sum(ours(x.t, targets))).get(x.t)!;
  return {
    ours: () => scope(() => void gradient()),
    baseline: () => {
      baseline.ctc(loss, alpha, x.data, labels, sizes);
      baseline.ctcBackward(dx.data, loss, alpha, x.data, labels, sizes);
    },
    results: () => ({ got: gradient().data, want: dx.data }),
    // The baseline's logarithms, of some 300, have rounding errors of their own.
    tolerance: 1e-3,
    flops: 0,
    elements: B * T * (2 * S + 1),
  };
}
