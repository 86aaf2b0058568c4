import { describe, test } from "vitest";
import { runCase } from "../helpers/kernels.ts";
import { expectProduct, type Layout, LAYOUTS, matrix } from "../helpers/product.ts";

/** Sizes of the leading axes, and along which of them A and B repeat. */
const LEADS = [
  { sizes: [1, 1, 5], a: [1, 1, 1], b: [1, 1, 1] },
  { sizes: [1, 3, 2], a: [1, 1, 0], b: [1, 0, 1] },
  { sizes: [2, 3, 2], a: [0, 1, 0], b: [1, 0, 1] },
] as const;

/** As many matrices of one layout as the leading axes that do not repeat ask for, a gap behind each. */
function stack(sizes: readonly number[], whole: readonly number[], rows: number, cols: number, layout: Layout) {
  const { operand, strides, of } = matrix(rows, cols, layout);
  const size = operand.length + 2;
  const steps: number[] = [0, 0, 0];
  let count = 1;
  for (const axis of [2, 1, 0]) {
    if (whole[axis] === 0) continue;
    steps[axis] = count * size;
    count *= sizes[axis]!;
  }
  const values = new Float32Array(count * size).fill(Number.NaN);
  for (let at = 0; at < values.length; at += size) {
    const { fill } = matrix(rows, cols, layout).operand;
    for (let i = 0; i < operand.length; i++) values[at + i] = fill!(i);
  }
  return {
    operand: { length: values.length, fill: (i: number) => values[i]! },
    strides,
    steps: steps as [number, number, number],
    of: (data: Float32Array, index: readonly number[]) =>
      of(data.subarray(index.reduce((sum, i, axis) => sum + i * steps[axis]!, 0))),
  };
}

describe.each(LEADS)("gemm_batches over $sizes, A by $a, B by $b", ({ sizes, a, b }) => {
  test.each(LAYOUTS)("A by %s, B by %s", (aLayout, bLayout) => {
    for (const M of [1, 3, 11, 33]) {
      for (const N of [1, 8, 17]) {
        for (const K of [0, 1, 5, 385]) {
          const A = stack(sizes, a, M, K, aLayout);
          const B = stack(sizes, b, K, N, bLayout);
          const [L, P, Q] = sizes;
          const [c, x, y] = runCase({
            kernel: "gemm_batches",
            args: [
              { length: L * P * Q * M * N },
              A.operand,
              B.operand,
              ...[M, N, K, ...A.strides, ...B.strides, P, Q, ...A.steps, ...B.steps],
            ],
            items: L * P * Q * Math.ceil(N / 8),
          });
          for (let batch = 0; batch < L * P * Q; batch++) {
            const index = [Math.floor(batch / (P * Q)), Math.floor(batch / Q) % P, batch % Q];
            const part = c!.floats().subarray(batch * M * N, (batch + 1) * M * N);
            const what = `${M}×${N}×${K}, product ${index.join()}`;
            expectProduct(part, A.of(x!.floats(), index), B.of(y!.floats(), index), null, [M, N, K], what);
          }
        }
      }
    }
  });
});
