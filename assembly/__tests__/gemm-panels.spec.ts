import { gemm_panels } from "../gemm-panels";
import { address, blank, expect_same, product, whole } from "./helpers";

const DEPTHS: StaticArray<i32> = [1, 3, 4, 33, 384, 385];
const scratch = new StaticArray<f32>(384 * 24);

describe("gemm-panels", () => {
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
