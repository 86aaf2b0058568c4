import { expect, test } from "vitest";
import { again, convolved, type Sizes, unsigned } from "../helpers/convolution.ts";
import { runCase, small } from "../helpers/kernels.ts";

/**
 * [B, G, M, D, H, W, R, S, stride, stride, dilation, dilation]. Depths of one block of a sum and of three, rows of one column on, images
 * of less places than a panel has, panels that end with a row and that go over one or several ends, more than are packed at once.
 */
const CASES = [
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  [2, 1, 6, 3, 5, 7, 3, 3, 1, 1, 1, 1],
  [3, 1, 5, 2, 9, 11, 2, 4, 1, 1, 2, 3],
  [1, 3, 7, 2, 8, 12, 3, 2, 2, 2, 1, 2],
  [2, 2, 11, 1, 10, 13, 1, 5, 3, 3, 1, 1],
  [1, 1, 12, 45, 9, 9, 3, 3, 1, 1, 1, 1],
  [2, 1, 4, 400, 3, 6, 1, 2, 2, 1, 1, 1],
  [1, 1, 9, 4, 4, 30, 4, 27, 1, 1, 1, 1],
  [2, 1, 10, 1, 16, 8, 1, 1, 1, 1, 1, 1],
  [1, 1, 7, 2, 30, 30, 3, 3, 2, 2, 1, 1],
  [2, 1, 5, 1, 14, 16, 3, 3, 1, 1, 1, 1],
] as const;

test.each(CASES)("conv_tiles %j", (B, G, M, D, H, W, R, S, sh, sw, dh, dw) => {
  const P = Math.floor((H - dh * (R - 1) - 1) / sh) + 1;
  const Q = Math.floor((W - dw * (S - 1) - 1) / sw) + 1;
  const K = D * R * S;
  const sizes: Sizes = {
    ...{ B, G, M, D, image: [H, W], filter: [R, S], places: [P, Q] },
    ...{ stride: [sh, sw], dilation: [dh, dw], before: [0, 0] },
  };
  const panels = G * Math.ceil(M / 5);
  const w = small(G * M * K);
  const pack = [{ length: panels * 5 * K }, w, M, D, R, S, M * K, K, R * S, S, 1];
  const [packed, weights] = runCase({ kernel: "conv_filters", args: pack, items: panels }).map((r) => r.floats());
  const items = B * G * Math.ceil((P * Q) / 8);
  const x = small(B * G * D * H * W);
  // Densely, plain and with a bias; then every third column of every second row, of which the others stay.
  for (const [pStep, qStep, relu, isBiased] of [
    [1, 1, 0, false],
    [1, 1, 1, true],
    [2, 3, 1, true],
  ] as const) {
    const [row, plane] = [qStep * Q * pStep, pStep * P * qStep * Q];
    const y = { length: B * G * M * plane, fill: () => 0.5 };
    const bias = isBiased ? small(G * M) : 0;
    const strides = [G * M * plane, plane, row, qStep, relu];
    const args = [y, x, again(packed!), bias, G, M, D, H, W, R, S, P, Q, sh, sw, dh, dw, ...strides];
    const [got, image, , used] = runCase({ kernel: "conv_tiles", args, items }).map((r) => r.floats());
    const want = convolved(image!, weights!, used ?? null, sizes);
    const expected = new Float32Array(y.length).fill(0.5);
    want.forEach((value, i) => {
      const [n, p, q] = [Math.floor(i / (P * Q)), Math.floor(i / Q) % P, i % Q];
      expected[n * plane + p * row + q * qStep] = relu ? Math.max(value, 0) : value;
    });
    expect(unsigned(got!)).toEqual(unsigned(expected));
  }
});
