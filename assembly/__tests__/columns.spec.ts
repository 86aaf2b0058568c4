import { col2im, im2col } from "../columns";
import { address, blank, expect_same, whole } from "./helpers";

describe("columns", () => {
  test("im2col copies windows, and col2im sums them back", () => {
    for (let step = 1; step < 4; step++) {
      for (let gap = 1; gap < 3; gap++) {
        const P = 3;
        const Q = 5;
        const H = 7;
        const W = (Q - 1) * step + gap;
        const x = whole<f32>(2 * H * W);
        const cols = blank<f32>(2 * 6 * P * Q);
        // Windows of 2 × 3 that begin one row and one column earlier, and end one later.
        im2col(address(cols), address(x), H, W, 2, 3, P, Q, 2, step, 2, gap, 1, 1, 5, 12);
        im2col(address(cols), address(x), H, W, 2, 3, P, Q, 2, step, 2, gap, 1, 1, 0, 5);
        const expected = new StaticArray<f32>(cols.length);
        const sums = new StaticArray<f32>(x.length);
        for (let k = 0; k < cols.length; k++) {
          const tap = k / (P * Q);
          const h = ((k / Q) % P) * 2 + ((tap / 3) % 2) * 2 - 1;
          const w = (k % Q) * step + (tap % 3) * gap - 1;
          if (h < 0 || h >= H || w < 0 || w >= W) continue;
          expected[k] = x[((tap / 6) * H + h) * W + w];
          sums[((tap / 6) * H + h) * W + w] += expected[k];
        }
        expect_same(cols, expected, "cols");
        const y = blank<f32>(x.length);
        col2im(address(y), address(cols), H, W, 2, 3, P, Q, 2, step, 2, gap, 1, 1, 1, 2);
        col2im(address(y), address(cols), H, W, 2, 3, P, Q, 2, step, 2, gap, 1, 1, 0, 1);
        expect_same(y, sums, "sums");
      }
    }
  });
});
