import { describe, expect, test } from "vitest";
import { runCase, small } from "../helpers/kernels.ts";

describe("window sums", () => {
  test.each([
    // planes, H, W, rows, T, R, mul, div, first, left, step, count
    [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1],
    [2, 5, 9, 3, 9, 3, 2, 1, -1, 0, 1, 9],
    [3, 7, 12, 4, 13, 2, 2, 1, -1, 2, 1, 11],
    [2, 4, 17, 9, 40, 3, 1, 2, -1, 1, 2, 17],
    [2, 3, 3, 8, 11, 2, 1, 3, -1, 1, 3, 3],
    [1, 2, 8, 5, 11, 1, 3, 1, -4, 1, 1, 8],
  ])("of %i planes, rows: %i × %i to %i × %i, %i at %i/%i from %i, %i before, %i apart, %i", (...sizes) => {
    const [n, H, W, P, T, R, mul, div, first, left, step, count] = sizes;
    const [t, x] = runCase({
      kernel: "window_rows",
      args: [{ length: n * P * T }, small(n * H * W), H, W, P, T, R, mul, div, first, left, step, count],
      items: n * P,
    }).map((r) => r.floats());
    const wanted = new Float32Array(n * P * T);
    for (let item = 0; item < n * P; item++) {
      const [plane, i] = [Math.floor(item / P), item % P];
      for (let h = 0; h < H; h++) {
        const distance = h * div - (i * mul + first);
        if (distance < 0 || distance > R - 1) continue;
        for (let j = 0; j < count; j++) wanted[item * T + left + step * j]! += x![(plane * H + h) * W + j]!;
      }
    }
    expect(t!.map((v) => v + 0)).toEqual(wanted);
  });

  test.each([
    // rows, Q, S, step
    [1, 1, 1, 1],
    [5, 3, 4, 1],
    [3, 8, 3, 1],
    [4, 13, 3, 2],
    [2, 6, 2, 3],
    [7, 17, 1, 1],
  ])("of %i rows, columns: %i of %i, %i apart", (n, Q, S, step) => {
    const T = (Q - 1) * step + S + 1;
    const [y, t] = runCase({
      kernel: "window_columns",
      args: [{ length: n * Q }, small(n * T), T, Q, S, step, 3],
      items: n,
    }).map((r) => r.floats());
    const wanted = Float32Array.from({ length: n * Q }, (_, i) => {
      const start = Math.floor(i / Q) * T + (i % Q) * step;
      return t!.slice(start, start + S).reduce((a, b) => a + b, 0) / 3;
    });
    expect(y!.map((v) => v + 0)).toEqual(wanted.map((v) => v + 0));
  });
});
