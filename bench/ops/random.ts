import { rand, randn } from "../../src/tensor/random.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { Random } from "../baseline/random.ts";
import type { Case, Suite } from "../case.ts";

const N = 65536;

/** Random numbers. Both sides draw numbers of their own, so only their mean and variance are compared. */
export const random: Suite = {
  [`random uniform ${N}`]: () =>
    draw(
      () => rand([N]),
      (y) => generator.uniform(y),
    ),
  [`random normal ${N}`]: () =>
    draw(
      () => randn([N]),
      (y) => generator.normal(y),
    ),
};

const generator = new Random();

function draw(ours: () => Tensor, baseline: (y: Float32Array) => void): Case {
  const y = new Float32Array(N);
  return {
    ours: () => ours().dispose(),
    baseline: () => baseline(y),
    results: () => ({ got: moments(ours().data), want: moments(y) }),
    tolerance: 0.02,
    flops: 0,
    elements: N,
  };
}

function moments(x: ArrayLike<number>): number[] {
  const mean = Array.from(x).reduce((a, b) => a + b, 0) / x.length;
  return [mean, Array.from(x).reduce((a, b) => a + (b - mean) ** 2, 0) / x.length];
}
