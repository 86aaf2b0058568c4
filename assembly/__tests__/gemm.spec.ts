import { gemm_pack, gemm_tiles } from "../gemm";
import { address, blank, expect_same, whole } from "./helpers";

const DEPTHS: StaticArray<i32> = [1, 4, 9, 384, 385];
const scratch = new StaticArray<f32>(48);

/** Packs and multiplies A[M, K]·B[K, N] + bias in two parts each, A or B lying transposed. */
function prove_product(M: i32, N: i32, K: i32, a_transposed: bool, b_transposed: bool): void {
  const a = whole<f32>(M * K);
  const b = whole<f32>(K * N);
  const bias = whole<f32>(N);
  const ar = a_transposed ? 1 : K;
  const ac = a_transposed ? M : 1;
  const br = b_transposed ? 1 : N;
  const bc = b_transposed ? K : 1;
  const m = (M + 4) / 5;
  const n = (N + 7) / 8;
  const pa = blank<f32>(5 * m * K);
  const pb = blank<f32>(8 * n * K);
  gemm_pack(address(pa), address(pb), address(a), address(b), M, N, K, ar, ac, br, bc, 1, m + n);
  gemm_pack(address(pa), address(pb), address(a), address(b), M, N, K, ar, ac, br, bc, 0, 1);
  const c = blank<f32>(M * N);
  scratch.fill(NaN);
  gemm_tiles(address(c), address(pa), address(pb), address(bias), address(scratch), M, N, K, 1, m * n);
  gemm_tiles(address(c), address(pa), address(pb), address(bias), address(scratch), M, N, K, 0, 1);
  const expected = new StaticArray<f32>(M * N);
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N; j++) {
      let sum = <f64>bias[j];
      for (let k = 0; k < K; k++) sum += <f64>a[i * ar + k * ac] * <f64>b[k * br + j * bc];
      expected[i * N + j] = <f32>sum;
    }
  }
  expect_same(c, expected, M.toString() + " x " + N.toString() + " x " + K.toString());
}

describe("gemm", () => {
  test("matches three loops in float64 around tiles and blocks, transposed or not", () => {
    for (let k = 0; k < DEPTHS.length; k++) {
      for (let M = 1; M < 12; M += 2) {
        for (let N = 1; N < 20; N += 6) {
          for (let t = 0; t < 4; t++) prove_product(M, N, DEPTHS[k], (t & 1) != 0, (t & 2) != 0);
        }
      }
      prove_product(10, 16, DEPTHS[k], true, true);
    }
  });
});
