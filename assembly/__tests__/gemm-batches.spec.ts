import { gemm_batches } from "../gemm-batches";
import { address, blank, expect_same, product, whole } from "./helpers";

const DEPTHS: StaticArray<i32> = [1, 4, 33, 385];
const scratch = new StaticArray<f32>(384 * 64);

/** The matrix `index` of `size` numbers. */
function part(x: StaticArray<f32>, index: i32, size: i32): StaticArray<f32> {
  return StaticArray.slice<f32>(x, index * size, (index + 1) * size);
}

describe("gemm-batches", () => {
  test("gemm_batches multiplies each pair, A repeated along the last axis, transposed or not", () => {
    for (let d = 0; d < DEPTHS.length; d++) {
      const K = DEPTHS[d];
      for (let M = 1; M < 36; M += 17) {
        for (let N = 1; N < 20; N += 6) {
          for (let t = 0; t < 4; t++) {
            const ar = t & 1 ? 1 : K;
            const ac = t & 1 ? M : 1;
            const br = t & 2 ? 1 : N;
            const bc = t & 2 ? K : 1;
            const a = whole<f32>(2 * M * K, 1); // no zeros: without a bias they keep their sign
            const b = whole<f32>(6 * K * N, 1);
            const c = blank<f32>(6 * M * N);
            const items = 6 * ((N + 7) / 8);
            for (let item = items; item > 0; item -= 2) {
              scratch.fill(NaN);
              gemm_batches(
                address(c),
                address(a),
                address(b),
                address(scratch),
                M,
                N,
                K,
                ar,
                ac,
                br,
                bc,
                2,
                3,
                0,
                M * K,
                0,
                6 * K * N,
                3 * K * N,
                K * N,
                max(item - 2, 0),
                item,
              );
            }
            const none = new StaticArray<f32>(N);
            for (let l = 0; l < 6; l++) {
              const expected = product(part(a, l / 3, M * K), part(b, l, K * N), none, M, K, ar, ac, br, bc);
              expect_same(part(c, l, M * N), expected, l.toString() + ": " + M.toString() + " x " + N.toString());
            }
          }
        }
      }
    }
  });
});
