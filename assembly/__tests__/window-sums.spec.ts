import { window_columns, window_rows } from "../window-sums";
import { address, blank, expect_same, whole } from "./helpers";

describe("window sums", () => {
  test("window_rows adds rows, and puts the sums apart, with zeros between", () => {
    for (let W = 1; W < 11; W++) {
      for (let step = 1; step < 4; step++) {
        const T = 2 + step * W;
        const x = whole<f32>(2 * 5 * W);
        const t = blank<f32>(2 * 3 * T);
        // Rows −1 to 1, 1 to 3, 3 to 5.
        window_rows(address(t), address(x), 5, W, 3, T, 3, 2, 1, -1, 1, step, W, 2, 6);
        window_rows(address(t), address(x), 5, W, 3, T, 3, 2, 1, -1, 1, step, W, 0, 2);
        const expected = new StaticArray<f32>(t.length);
        for (let item = 0; item < 6; item++) {
          for (let h = max(0, (item % 3) * 2 - 1); h < min(5, (item % 3) * 2 + 2); h++) {
            for (let j = 0; j < W; j++) expected[item * T + 1 + step * j] += x[((item / 3) * 5 + h) * W + j];
          }
        }
        expect_same(t, expected, W.toString());
      }
    }
  });

  test("window_columns adds neighbours", () => {
    for (let Q = 1; Q < 19; Q++) {
      for (let step = 1; step < 4; step++) {
        const T = (Q - 1) * step + 3;
        const t = whole<f32>(3 * T);
        const y = blank<f32>(3 * Q);
        window_columns(address(y), address(t), T, Q, 3, step, 2, 1, 3);
        window_columns(address(y), address(t), T, Q, 3, step, 2, 0, 1);
        const expected = new StaticArray<f32>(y.length);
        for (let i = 0; i < y.length; i++) {
          const k = (i / Q) * T + (i % Q) * step;
          expected[i] = (t[k] + t[k + 1] + t[k + 2]) / 2;
        }
        expect_same(y, expected, Q.toString());
      }
    }
  });
});
