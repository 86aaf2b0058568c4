import { expect, test } from "vitest";
import { convolutionGradients, type Sizes, unsigned } from "../helpers/convolution.ts";
import { runCase, small } from "../helpers/kernels.ts";

/** [B, G, M, D, H, W, R, S, stride, stride, dilation, dilation]. Places within one block of 400 and over several, taps within one panel and over more than are packed at once. */
const CASES = [
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  [2, 1, 6, 3, 5, 7, 3, 3, 1, 1, 1, 1],
  [3, 1, 8, 2, 9, 11, 2, 4, 1, 1, 2, 3],
  [1, 3, 7, 2, 8, 12, 3, 2, 2, 2, 1, 2],
  [2, 2, 11, 1, 10, 13, 1, 5, 3, 3, 1, 1],
  [2, 1, 17, 8, 22, 23, 3, 3, 1, 1, 1, 1],
  [1, 1, 3, 1, 2, 500, 1, 3, 1, 1, 1, 1],
  [2, 1, 9, 5, 9, 8, 5, 5, 1, 1, 1, 1],
] as const;

test.each(CASES)("conv_filter_gradient %j", (B, G, M, D, H, W, R, S, sh, sw, dh, dw) => {
  const P = Math.floor((H - dh * (R - 1) - 1) / sh) + 1;
  const Q = Math.floor((W - dw * (S - 1) - 1) / sw) + 1;
  const K = D * R * S;
  const sizes: Sizes = {
    ...{ B, G, M, D, image: [H, W], filter: [R, S], places: [P, Q] },
    ...{ stride: [sh, sw], dilation: [dh, dw], before: [0, 0] },
  };
  const x = small(B * G * D * H * W);
  const args = [{ length: G * M * K }, x, small(B * G * M * P * Q), B, G, M, D, H, W, R, S, P, Q, sh, sw, dh, dw];
  const results = runCase({ kernel: "conv_filter_gradient", args, items: G * Math.ceil(K / 5) });
  const [got, image, dy] = results.map((r) => r.floats());
  const want = convolutionGradients(image!, new Float32Array(G * M * K), dy!, sizes).dw;
  expect(unsigned(got!)).toEqual(unsigned(Float32Array.from(want)));
});
