import { describe, expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { type Operand, runCase } from "../helpers/kernels.ts";
import { biasFor, expectProduct, LAYOUTS, matrix } from "../helpers/product.ts";
import { noise } from "../helpers/random.ts";

// Every dimension at 1, below, at and past its block, and nothing to sum.
const ROWS = [1, 4, 5, 6, 11];
const COLUMNS = [1, 7, 8, 9, 33];
const DEPTHS = [0, 1, 4, 5, 384, 385, 769];
/** K is cut into as few blocks as hold at most so much, as equal as they can be. */
const MOST_DEPTH = 384;

const again = (x: Float32Array): Operand => ({ length: x.length, fill: (i) => x[i]! });

/** The panels of `width` columns of x[K, n] that `gemm_pack` should write, zeros behind column n. */
function packed(x: (k: number, j: number) => number, K: number, n: number, width: number): number[] {
  const panels = Math.ceil(n / width);
  const out: number[] = [];
  const depth = Math.ceil(K / Math.ceil(K / MOST_DEPTH));
  for (let block = 0; block < K; block += depth) {
    for (let panel = 0; panel < panels; panel++) {
      for (let k = block; k < Math.min(block + depth, K); k++) {
        for (let j = panel * width; j < (panel + 1) * width; j++) out.push(j < n ? x(k, j) : 0);
      }
    }
  }
  return out;
}

describe.each(LAYOUTS)("A by %s, B by %s", (aLayout, bLayout) => {
  test.each(ROWS)("panels and tiles, %i rows", (M) => {
    for (const N of COLUMNS) {
      for (const K of DEPTHS) {
        const what = `${M}×${N}×${K}`;
        const A = matrix(M, K, aLayout);
        const B = matrix(K, N, bLayout);
        const [mPanels, nPanels] = [Math.ceil(M / 5), Math.ceil(N / 8)];
        const [pa, pb, aData, bData] = runCase({
          kernel: "gemm_pack",
          args: [
            { length: mPanels * 5 * K },
            { length: nPanels * 8 * K },
            A.operand,
            B.operand,
            M,
            N,
            K,
            ...A.strides,
            ...B.strides,
          ],
          items: mPanels + nPanels,
        }).map((r) => r.floats()) as [Float32Array, Float32Array, Float32Array, Float32Array];
        const a = A.of(aData);
        const b = B.of(bData);
        const panels = [...packed((k, i) => a(i, k), K, M, 5), ...packed(b, K, N, 8)];
        const written = [...pa, ...pb];
        expect(panels.findIndex((value, i) => value !== written[i])).toBe(-1);
        expect(written.length).toBe(panels.length);

        const bias = biasFor(N, K);
        const [c, , , used] = runCase({
          kernel: "gemm_tiles",
          args: [{ length: M * N }, again(pa), again(pb), bias ?? 0, M, N, K],
          items: mPanels * nPanels,
        });
        expectProduct(c!.floats(), a, b, bias && used!.floats(), [M, N, K], what);
      }
    }
  });
});

test("a long sum is as exact as its blocks", () => {
  const K = 2000;
  const positive = (length: number): Operand => ({ length, fill: () => 1 + noise() });
  const [c, pa, pb] = runCase({
    kernel: "gemm_tiles",
    args: [{ length: 40 }, positive(5 * K), positive(8 * K), 0, 5, 8, K],
    items: 1,
  });
  const [a, b] = [pa!.floats(), pb!.floats()];
  const expected = Array.from({ length: 40 }, (_, item) => {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += a[5 * k + Math.floor(item / 8)]! * b[8 * k + (item % 8)]!;
    return sum;
  });
  expectClose(c!.floats(), expected, 1e-6);
});
