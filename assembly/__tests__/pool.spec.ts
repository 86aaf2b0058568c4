import { max_pool, max_pool_indices, max_pool_pairs, max_pool_pairs_backward } from "../pool";
import { address, blank, expect_same, whole } from "./helpers";

/** Where the first of the largest of R × S numbers lies, the last NaN if there is one; rows W apart, `step` between numbers. */
function winner(x: StaticArray<f32>, first: i32, R: i32, S: i32, W: i32, step: i32): i32 {
  let best = first;
  for (let r = 0; r < R; r++) {
    for (let s = 0; s < S; s++) {
      const i = first + r * W + s * step;
      if (x[i] > x[best] || isNaN(x[i])) best = i;
    }
  }
  return best;
}

describe("pool", () => {
  test("max_pool_pairs takes the largest of four, NaN before all, and its gradient goes back there", () => {
    for (let W = 8; W < 20; W++) {
      for (let H = 2; H < 6; H++) {
        const P = H >> 1;
        const Q = W >> 1;
        const x = whole<f32>(3 * H * W, -3, 3);
        for (let i = 0; i < x.length; i += 13) x[i] = NaN;
        const dy = whole<f32>(3 * P * Q, 1, 9);
        const y = blank<f32>(3 * P * Q);
        const dx = blank<f32>(3 * H * W);
        max_pool_pairs(address(y), address(x), H, W, P, 3 * P);
        max_pool_pairs(address(y), address(x), H, W, 0, P);
        max_pool_pairs_backward(address(dx), address(dy), address(x), H, W, 1, 3);
        max_pool_pairs_backward(address(dx), address(dy), address(x), H, W, 0, 1);
        const expected = new StaticArray<f32>(dx.length);
        for (let i = 0; i < y.length; i++) {
          const best = winner(x, ((i / (P * Q)) * H + 2 * ((i / Q) % P)) * W + 2 * (i % Q), 2, 2, W, 1);
          expect(y[i] == x[best] || (isNaN(y[i]) && isNaN(x[best]))).toBe(true, W.toString());
          expected[best] = dy[i];
        }
        expect_same(dx, expected, "dx " + W.toString());
      }
    }
  });

  test("max_pool takes the largest of any window, max_pool_indices where it lies", () => {
    for (let Q = 1; Q < 10; Q++) {
      for (let sw = 1; sw < 4; sw++) {
        const W = (Q - 1) * sw + 5;
        const x = whole<f32>(2 * 8 * W, -3, 3);
        const y = blank<f32>(2 * 3 * Q);
        const index = blank<i32>(2 * 3 * Q);
        for (let i = 0; i < x.length; i += 17) x[i] = NaN;
        max_pool(address(y), address(x), 8, W, 2, 3, 3, Q, 3, sw, 1, 2, 2, 6);
        max_pool(address(y), address(x), 8, W, 2, 3, 3, Q, 3, sw, 1, 2, 0, 2);
        max_pool_indices(address(index), address(x), 8, W, 2, 3, 3, Q, 3, sw, 1, 2, 0, 0, 8, W, 1, 6);
        max_pool_indices(address(index), address(x), 8, W, 2, 3, 3, Q, 3, sw, 1, 2, 0, 0, 8, W, 0, 1);
        for (let i = 0; i < y.length; i++) {
          const plane = (i / (3 * Q)) * 8 * W;
          const best = winner(x, plane + ((i / Q) % 3) * 3 * W + (i % Q) * sw, 2, 3, W, 2);
          expect(y[i] == x[best] || (isNaN(y[i]) && isNaN(x[best]))).toBe(true, "largest");
          expect(index[i]).toBe(best - plane);
        }
      }
    }
  });

  test("max_pool_indices stays inside the image where all is −∞", () => {
    const x = new StaticArray<f32>(20).fill(-Infinity);
    const index = blank<i32>(6);
    // An image of 2 × 3 with one row and one column around, and windows of 3 × 3.
    max_pool_indices(address(index), address(x), 4, 5, 3, 3, 2, 3, 1, 1, 1, 1, 1, 1, 2, 3, 0, 2);
    expect_same(index, [0, 0, 1, 0, 0, 1], "places");
  });
});
