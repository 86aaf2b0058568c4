import { describe, expect, test } from "vitest";
import { runCase, small } from "../helpers/kernels.ts";

describe.each([
  // planes, image, window, places, steps, dilations, rows and columns before the image
  [1, [1, 1], [1, 1], [1, 1], [1, 1], [1, 1], [0, 0]],
  [3, [5, 6], [3, 3], [5, 6], [1, 1], [1, 1], [1, 1]],
  [2, [7, 9], [2, 3], [3, 4], [2, 2], [1, 1], [0, 0]],
  [4, [6, 37], [1, 2], [6, 38], [1, 1], [1, 1], [0, 1]],
  [2, [4, 5], [3, 2], [2, 4], [3, 2], [2, 3], [2, 3]],
  [2, [2, 2], [5, 5], [2, 2], [1, 1], [1, 1], [2, 2]],
] as const)("%i planes of %j, windows %j at %j, %j, %j, %j before", (n, image, [R, S], [P, Q], step, gap, before) => {
  const [H, W] = image;
  const sizes = [H, W, R, S, P, Q, ...step, ...gap, ...before];
  const taps = n * R * S;
  /** The place in the images of each number of the columns, −1 for none. */
  const places = Array.from({ length: taps * P * Q }, (_, k) => {
    const [tap, p, q] = [Math.floor(k / (P * Q)), Math.floor(k / Q) % P, k % Q];
    const [h, w] = [
      p * step[0] + (Math.floor(tap / S) % R) * gap[0] - before[0],
      q * step[1] + (tap % S) * gap[1] - before[1],
    ];
    return h < 0 || w < 0 || h >= H || w >= W ? -1 : (Math.floor(tap / (R * S)) * H + h) * W + w;
  });

  test("im2col", () => {
    const args = [{ length: places.length }, { length: n * H * W }, ...sizes];
    const [cols, x] = runCase({ kernel: "im2col", args, items: taps }).map((r) => r.floats());
    expect(Array.from(cols!)).toEqual(places.map((i) => (i < 0 ? 0 : x![i]!)));
  });

  test("col2im", () => {
    const args = [{ length: n * H * W }, small(places.length), ...sizes];
    const [x, cols] = runCase({ kernel: "col2im", args, items: n }).map((r) => r.floats());
    const expected = new Float32Array(n * H * W);
    places.forEach((i, k) => (i < 0 ? 0 : (expected[i]! += cols![k]!)));
    expect(x).toEqual(expected);
  });
});
