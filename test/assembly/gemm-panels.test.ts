import { describe, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { type Operand, runCase } from "../helpers/kernels.ts";
import { biasFor, expectProduct, LAYOUTS, matrix } from "../helpers/product.ts";
import { noise } from "../helpers/random.ts";

describe.each(LAYOUTS)("gemm_panels, A by %s, B by %s", (aLayout, bLayout) => {
  test.each([1, 2, 3, 4, 5, 6, 11])("%i rows", (M) => {
    for (const N of [1, 4, 7, 8, 9, 33]) {
      for (const K of [0, 1, 5, 384, 385]) {
        const A = matrix(M, K, aLayout);
        const B = matrix(K, N, bLayout);
        const bias = biasFor(N, K);
        const [c, a, b, used] = runCase({
          kernel: "gemm_panels",
          args: [{ length: M * N }, A.operand, B.operand, bias ?? 0, M, N, K, ...A.strides, ...B.strides],
          items: Math.ceil(N / 8),
        });
        const what = `${M}×${N}×${K}`;
        expectProduct(c!.floats(), A.of(a!.floats()), B.of(b!.floats()), bias && used!.floats(), [M, N, K], what);
      }
    }
  });
});

test("a long sum errs by a few roundings", () => {
  const positive = (length: number): Operand => ({ length, fill: () => 1 + noise() });
  const [c, x, b] = runCase({
    kernel: "gemm_panels",
    args: [{ length: 4 }, positive(2000), positive(8000), 0, 1, 4, 2000, 2000, 1, 4, 1],
    items: 1,
  });
  const expected = [0, 1, 2, 3].map((j) =>
    x!.floats().reduce((sum, value, k) => sum + value * b!.floats()[k * 4 + j]!, 0),
  );
  expectClose(c!.floats(), expected, 1e-5);
});
