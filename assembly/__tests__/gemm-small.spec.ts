import { gemm_dot, gemv } from "../gemm-small";
import { address, blank, expect_same, product, whole } from "./helpers";

const DEPTHS: StaticArray<i32> = [1, 3, 4, 33, 513];
const scratch = new StaticArray<f32>(32);

function dot(
  c: StaticArray<f32>,
  x: StaticArray<f32>,
  w: StaticArray<f32>,
  bias: StaticArray<f32>,
  M: i32,
  K: i32,
  from: i32,
  to: i32,
): void {
  scratch.fill(NaN);
  gemm_dot(address(c), address(x), address(w), address(bias), address(scratch), M, bias.length, K, K, K, from, to);
}

describe("gemm-small", () => {
  test("gemm_dot multiplies by the rows of W", () => {
    for (let d = 0; d < DEPTHS.length; d++) {
      const K = DEPTHS[d];
      for (let M = 1; M < 5; M++) {
        for (let N = 1; N < 10; N++) {
          const x = whole<f32>(M * K);
          const w = whole<f32>(N * K);
          const bias = whole<f32>(N);
          const c = blank<f32>(M * N);
          const items = (N + 3) / 4;
          if (items > 1) dot(c, x, w, bias, M, K, 1, items);
          dot(c, x, w, bias, M, K, 0, 1);
          expect_same(c, product(x, w, bias, M, K, K, 1, 1, K), M.toString() + " x " + N.toString());
        }
      }
    }
  });

  test("gemv multiplies one row, its numbers apart or not", () => {
    for (let d = 0; d < DEPTHS.length; d++) {
      const K = DEPTHS[d];
      for (let N = 1; N < 70; N += 3) {
        const step = (N & 1) + 1;
        const x = whole<f32>(K * step);
        const b = whole<f32>(K * N);
        const bias = whole<f32>(N);
        const c = blank<f32>(N);
        const cut = N > 32 ? 32 : 0;
        gemv(address(c), address(x), address(b), address(bias), K, step, N, cut, N);
        if (cut) gemv(address(c), address(x), address(b), address(bias), K, step, N, 0, cut);
        expect_same(c, product(x, b, bias, 1, K, 0, step, N, 1), N.toString());
      }
    }
  });
});
