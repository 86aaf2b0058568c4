import { expect, test } from "vitest";
import { again, convolutionGradients, type Sizes, unsigned } from "../helpers/convolution.ts";
import { runCase, small } from "../helpers/kernels.ts";

/** [B, G, M, D, H, W, R, S, stride, stride, dilation, dilation]. Places within one block of 384 and over several. */
const CASES = [
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  [2, 1, 6, 3, 5, 7, 3, 3, 1, 1, 1, 1],
  [3, 1, 8, 2, 9, 11, 2, 4, 1, 1, 2, 3],
  [1, 3, 7, 2, 8, 12, 3, 2, 2, 2, 1, 2],
  [2, 2, 11, 1, 10, 13, 1, 5, 3, 3, 1, 1],
  [2, 1, 17, 8, 22, 23, 3, 3, 1, 1, 1, 1],
  [1, 1, 3, 1, 2, 500, 1, 3, 1, 1, 1, 1],
] as const;

test.each(CASES)("conv_pack_gradient and conv_filter_gradient %j", (B, G, M, D, H, W, R, S, sh, sw, dh, dw) => {
  const P = Math.floor((H - dh * (R - 1) - 1) / sh) + 1;
  const Q = Math.floor((W - dw * (S - 1) - 1) / sw) + 1;
  const K = D * R * S;
  const perGroup = Math.ceil(M / 8);
  const items = G * perGroup * B;
  const pack = [{ length: items * 8 * P * Q }, small(B * G * M * P * Q), B, G, M, P * Q];
  const [packed, dy] = runCase({ kernel: "conv_pack_gradient", args: pack, items }).map((r) => r.floats());
  const expected = Float32Array.from({ length: packed!.length }, (_, i) => {
    const place = Math.floor(i / 8) % (P * Q);
    const image = Math.floor(i / (8 * P * Q));
    const [b, panel] = [image % B, Math.floor(image / B)];
    const m = (panel % perGroup) * 8 + (i % 8);
    return m < M ? dy![((b * G + Math.floor(panel / perGroup)) * M + m) * P * Q + place]! : 0;
  });
  expect(packed).toEqual(expected);

  const sizes: Sizes = {
    ...{ B, G, M, D, image: [H, W], filter: [R, S], places: [P, Q] },
    ...{ stride: [sh, sw], dilation: [dh, dw], before: [0, 0] },
  };
  const x = small(B * G * D * H * W);
  const args = [{ length: G * M * K }, x, again(packed!), B, G, M, D, H, W, R, S, P, Q, sh, sw, dh, dw];
  const results = runCase({ kernel: "conv_filter_gradient", args, items: G * Math.ceil(K / 5) });
  const [got, image] = results.map((r) => r.floats());
  const want = convolutionGradients(image!, new Float32Array(G * M * K), dy!, sizes).dw;
  expect(unsigned(got!)).toEqual(unsigned(Float32Array.from(want)));
});
