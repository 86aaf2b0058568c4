import { gradients, variable } from "../../src/autograd/tape.ts";
import { mul } from "../../src/ops/mul.ts";
import { scaledDotProductAttention } from "../../src/ops/scaled-dot-product-attention.ts";
import { sum } from "../../src/ops/sum.ts";
import { scope } from "../../src/tensor/scope.ts";
import * as baseline from "../baseline/attention.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

/** Attention of B × A × T × D, and its gradients; operations are those of the products. */
export const attention: Suite = {
  "attention 8x4x64x32": () => forward(8, 4, 64, 32, false),
  "attention 8x4x64x32 causal": () => forward(8, 4, 64, 32, true),
  "attention 8x4x64x32 backward": () => backward(8, 4, 64, 32),
};

function operands(B: number, A: number, T: number, D: number) {
  const some = () => both(noise(B * A * T * D), B, A, T, D);
  return { q: some(), k: some(), v: some(), p: new Float32Array(B * A * T * T), y: new Float32Array(B * A * T * D) };
}

function forward(B: number, A: number, T: number, D: number, causal: boolean): Case {
  const { q, k, v, p, y } = operands(B, A, T, D);
  const run = () => scaledDotProductAttention(q.t, k.t, v.t, { causal });
  return {
    ours: () => run().dispose(),
    baseline: () => baseline.attention(y, p, q.data, k.data, v.data, { L: B * A, T, D, causal }),
    results: () => ({ got: run().data, want: y }),
    flops: 4 * B * A * T * T * D,
  };
}

function backward(B: number, A: number, T: number, D: number): Case {
  const { q, k, v, p, y } = operands(B, A, T, D);
  const sizes = { L: B * A, T, D, causal: false };
  const dy = both(noise(B * A * T * D), B, A, T, D);
  const data = [q.data, k.data, v.data] as const;
  const grads = [new Float32Array(y.length), new Float32Array(y.length), new Float32Array(y.length)] as const;
  const xs = [q, k, v].map(({ t }) => variable(t));
  const loss = sum(mul(scaledDotProductAttention(xs[0]!, xs[1]!, xs[2]!), dy.t));
  baseline.attention(y, p, ...data, sizes);
  const run = () => gradients(loss, { retain: true });
  return {
    ours: () => scope(() => void run()),
    baseline: () => baseline.attentionBackward(grads, dy.data, p, data, sizes),
    results: () => ({
      got: scope(() => Float32Array.from(xs.flatMap((x) => [...run().get(x)!.data]))),
      want: Float32Array.from(grads.flatMap((dx) => [...dx])),
    }),
    flops: 8 * B * A * T * T * D,
  };
}
