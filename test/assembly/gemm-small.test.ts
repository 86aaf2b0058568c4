import { describe, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { type Operand, runCase } from "../helpers/kernels.ts";
import { biasFor, expectProduct, matrix } from "../helpers/product.ts";
import { noise } from "../helpers/random.ts";

describe.each([1, 2, 3, 4, 5])("gemm_dot, %i rows", (M) => {
  test("multiplies by the rows of W in place", () => {
    for (const N of [1, 3, 4, 5, 8, 9, 30]) {
      for (const K of [0, 1, 3, 4, 5, 31, 513]) {
        const X = matrix(M, K, "rows");
        const W = matrix(N, K, "rows");
        const bias = biasFor(N, K);
        const [c, x, w, b] = runCase({
          kernel: "gemm_dot",
          args: [{ length: M * N }, X.operand, W.operand, bias ?? 0, M, N, K, X.strides[0], W.strides[0]],
          items: Math.ceil(N / 4),
        });
        const wOf = W.of(w!.floats());
        expectProduct(
          c!.floats(),
          X.of(x!.floats()),
          (k, j) => wOf(j, k),
          bias && b!.floats(),
          [M, N, K],
          `${M}×${N}×${K}`,
        );
      }
    }
  });
});

describe.each(["rows", "scattered"] as const)("gemv, x by %s", (layout) => {
  test("multiplies one row by B in place", () => {
    for (const N of [1, 3, 4, 5, 31, 32, 33, 36, 63, 64, 100, 260]) {
      for (const K of [0, 1, 2, 5, 33]) {
        const X = matrix(1, K, layout);
        const B = matrix(K, N, "rows");
        const bias = biasFor(N, K);
        const [c, x, b, used] = runCase({
          kernel: "gemv",
          args: [{ length: N }, X.operand, B.operand, bias ?? 0, K, X.strides[1], B.strides[0]],
          items: N,
        });
        const what = `1×${N}×${K}`;
        expectProduct(c!.floats(), X.of(x!.floats()), B.of(b!.floats()), bias && used!.floats(), [1, N, K], what);
      }
    }
  });
});

test.each([
  { kernel: "gemm_dot", numbers: [1, 4, 2000, 2000, 2000], items: 1, step: [1, 2000] },
  { kernel: "gemv", numbers: [2000, 1, 4], items: 4, step: [4, 1] },
] as const)("a long sum of $kernel errs by a few roundings", ({ kernel, numbers, items, step: [k, j] }) => {
  const positive = (length: number): Operand => ({ length, fill: () => 1 + noise() });
  const [c, x, b] = runCase({ kernel, args: [{ length: 4 }, positive(2000), positive(8000), 0, ...numbers], items });
  const expected = [0, 1, 2, 3].map((column) =>
    x!.floats().reduce((sum, value, i) => sum + value * b!.floats()[i * k + column * j]!, 0),
  );
  expectClose(c!.floats(), expected, 1e-5);
});
