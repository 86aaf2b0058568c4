import { distances, distances_backward } from "../distance";
import { address, blank, expect_close, expect_same, noise, whole } from "./helpers";

const DEPTHS: StaticArray<i32> = [1, 3, 4, 9];
const scratch = new StaticArray<f32>(8 * 16);

/** One difference's part in a distance of power 1 or 2, or in the largest. */
function join(sum: f32, d: f32, power: i32): f32 {
  return power == 0 ? max(sum, abs(d)) : sum + (power == 1 ? abs(d) : d * d);
}

describe("distance", () => {
  test("distances compares all rows", () => {
    for (let power = 0; power < 3; power++) {
      for (let t = 0; t < DEPTHS.length; t++) {
        const D = DEPTHS[t];
        for (let N = 1; N < 18; N += 4) {
          const M = 3;
          const a = whole<f32>(2 * M * D);
          const b = whole<f32>(2 * N * D);
          const y = blank<f32>(2 * M * N);
          const expected = new StaticArray<f32>(2 * M * N);
          for (let i = 0; i < expected.length; i++) {
            const from = i / N;
            const to = (from / M) * N + (i % N);
            for (let d = 0; d < D; d++) expected[i] = join(expected[i], a[from * D + d] - b[to * D + d], power);
          }
          scratch.fill(NaN);
          distances(address(y), address(a), address(b), address(scratch), M, N, D, power, 2, 6);
          distances(address(y), address(a), address(b), address(scratch), M, N, D, power, 0, 2);
          expect_same(y, expected, "power " + power.toString() + ", " + N.toString() + " x " + D.toString());
        }
      }
    }
  });

  test("distances_backward sums what each distance asks for", () => {
    for (let power = 0; power < 3; power++) {
      for (let t = 0; t < DEPTHS.length; t++) {
        const D = DEPTHS[t];
        const M = 3;
        const N = 5;
        const a = whole<f32>(M * D);
        const b = whole<f32>(N * D);
        const dy = noise(M * N);
        const y = whole<f32>(M * N, 0, 3);
        const da = blank<f32>(M * D);
        const expected = new StaticArray<f64>(M * D);
        for (let i = 0; i < M * D; i++) {
          for (let j = 0; j < N; j++) {
            const at = j * M + i / D;
            const d = a[i] - b[j * D + (i % D)];
            const sign: f64 = d > 0 ? 1 : d < 0 ? -1 : 0;
            if (power == 2) expected[i] += y[at] == 0 ? 0 : (<f64>dy[at] / y[at]) * d;
            else if (power == 1 || abs(d) == y[at]) expected[i] += dy[at] * sign;
          }
        }
        distances_backward(address(da), address(a), address(b), address(dy), address(y), M, N, D, 1, M, power, 1, M);
        distances_backward(address(da), address(a), address(b), address(dy), address(y), M, N, D, 1, M, power, 0, 1);
        expect_close(da, expected, 16, "power " + power.toString() + ", depth " + D.toString());
      }
    }
  });
});
