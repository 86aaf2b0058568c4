import { gemm_pack, gemm_tiles } from "../gemm";

function matrix(n: i32, k: f32): StaticArray<f32> {
  const a = new StaticArray<f32>(n);
  for (let i = 0; i < n; i++) a[i] = <f32>((i * 7) % 13) * k - 1;
  return a;
}

describe("gemm", () => {
  test("matches three loops in float64 around the tile", () => {
    for (let M = 1; M < 10; M += 2) {
      for (let N = 1; N < 20; N += 3) {
        const K = 9;
        const a = matrix(M * K, 0.25);
        const b = matrix(K * N, -0.5);
        const c = new StaticArray<f32>(M * N);
        const pa = new StaticArray<f32>(((M + 3) & ~3) * K);
        const pb = new StaticArray<f32>(((N + 7) & ~7) * K);
        const mPanels = (M + 3) / 4;
        const nPanels = (N + 7) / 8;
        gemm_pack(
          changetype<usize>(pa),
          changetype<usize>(pb),
          changetype<usize>(a),
          changetype<usize>(b),
          M,
          N,
          K,
          K,
          1,
          N,
          1,
          0,
          mPanels + nPanels,
        );
        gemm_tiles(
          changetype<usize>(c),
          changetype<usize>(pa),
          changetype<usize>(pb),
          0,
          M,
          N,
          K,
          0,
          mPanels * nPanels,
        );
        for (let i = 0; i < M; i++) {
          for (let j = 0; j < N; j++) {
            let sum: f64 = 0;
            for (let k = 0; k < K; k++) sum += <f64>a[i * K + k] * <f64>b[k * N + j];
            expect(c[i * N + j]).toBeCloseTo(<f32>sum, 5);
          }
        }
      }
    }
  });
});
