import { gemm_dot, gemm_panels, gemv } from "../gemm-small";
import { address, blank, expect_same, whole } from "./helpers";

const DEPTHS: StaticArray<i32> = [1, 3, 4, 33, 513];
const scratch = new StaticArray<f32>(512 * 8);

/** A[M, K]·B[K, N] + bias in float64, through strides. */
function product(
  a: StaticArray<f32>,
  b: StaticArray<f32>,
  bias: StaticArray<f32>,
  M: i32,
  K: i32,
  ar: i32,
  ac: i32,
  br: i32,
  bc: i32,
): StaticArray<f32> {
  const N = bias.length;
  const c = new StaticArray<f32>(M * N);
  for (let item = 0; item < c.length; item++) {
    const i = item / N;
    const j = item % N;
    let sum = <f64>bias[j];
    for (let k = 0; k < K; k++) sum += <f64>a[i * ar + k * ac] * <f64>b[k * br + j * bc];
    c[item] = <f32>sum;
  }
  return c;
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
          if (items > 1) gemm_dot(address(c), address(x), address(w), address(bias), M, N, K, K, K, 1, items);
          gemm_dot(address(c), address(x), address(w), address(bias), M, N, K, K, K, 0, 1);
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

  test("gemm_panels multiplies panel by panel, transposed or not", () => {
    for (let d = 0; d < DEPTHS.length; d++) {
      const K = DEPTHS[d];
      for (let M = 1; M < 10; M += 2) {
        for (let N = 1; N < 20; N += 6) {
          for (let t = 0; t < 4; t++) {
            const ar = t & 1 ? 1 : K;
            const ac = t & 1 ? M : 1;
            const br = t & 2 ? 1 : N;
            const bc = t & 2 ? K : 1;
            const a = whole<f32>(M * K);
            const b = whole<f32>(K * N);
            const bias = whole<f32>(N);
            const c = blank<f32>(M * N);
            const items = (N + 7) / 8;
            for (let item = items - 1; item >= 0; item--) {
              scratch.fill(NaN);
              gemm_panels(
                address(c),
                address(a),
                address(b),
                address(bias),
                address(scratch),
                M,
                N,
                K,
                ar,
                ac,
                br,
                bc,
                item,
                item + 1,
              );
            }
            expect_same(c, product(a, b, bias, M, K, ar, ac, br, bc), M.toString() + " x " + N.toString());
          }
        }
      }
    }
  });
});
