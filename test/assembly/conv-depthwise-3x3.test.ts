import { expect, test } from "vitest";
import { convolutionGradients, convolved, type Sizes, unsigned } from "../helpers/convolution.ts";
import { runCase, small } from "../helpers/kernels.ts";

/** [B, C, H, W, top, left, P, Q]. */
type Row = readonly [number, number, number, number, number, number, number, number];
/** Rows of one vector on, bands of 4096 / Q rows, images smaller and larger than what is read. */
const CASES: readonly Row[] = [
  [2, 3, 1, 4, 1, 1, 1, 4],
  [1, 1, 3, 6, 0, 0, 1, 4],
  [2, 3, 2, 5, 1, 1, 2, 5],
  [2, 5, 7, 7, 1, 1, 7, 7],
  [1, 4, 8, 18, 2, 0, 9, 17],
  [3, 2, 5, 3, 1, 3, 6, 8],
  [2, 2, 9, 12, -1, -2, 6, 8],
  [1, 2, 2, 2, 9, 5, 12, 9],
  [2, 3, 13, 66, 1, 1, 13, 66],
  [1, 2, 7, 1400, 1, 1, 7, 1400],
  [1, 2, 9, 1501, 1, 2, 9, 1502],
];

const sizesOf = ([B, C, H, W, top, left, P, Q]: Row): Sizes => ({
  ...{ B, G: C, M: 1, D: 1, image: [H, W], filter: [3, 3], stride: [1, 1], dilation: [1, 1] },
  ...{ before: [top, left], places: [P, Q] },
});

test.each(CASES)("conv_depthwise_3x3 %j", (...c) => {
  const [B, C, H, W, top, left, P, Q] = c;
  // Taps as they are; then turned round, with a bias, and nothing below zero.
  for (const relu of [0, 1]) {
    const x = small(B * C * H * W);
    const w = { ...small(9 * C), start: relu ? 8 : 0 };
    const bias = relu ? small(C) : 0;
    const args = [{ length: B * C * P * Q }, x, w, bias, C, H, W, top, left, P, Q, relu ? -1 : 1, relu];
    const [y, image, taps, added] = runCase({ kernel: "conv_depthwise_3x3", args, items: B * C }).map((r) =>
      r.floats(),
    );
    const filters = taps!.map((_, i) => taps![relu ? i - (i % 9) + 8 - (i % 9) : i]!);
    const expected = convolved(image!, filters, added ?? null, sizesOf(c)).map((v) => (relu ? Math.max(v, 0) : v));
    expect(unsigned(y!)).toEqual(unsigned(Float32Array.from(expected)));
  }
});

test.each(CASES)("conv_depthwise_gradient_3x3 %j", (...c) => {
  const [B, C, H, W, top, left, P, Q] = c;
  const x = small(B * C * H * W);
  const dy = small(B * C * P * Q);
  const args = [{ length: 9 * C }, x, dy, B, C, H, W, top, left, P, Q];
  const results = runCase({ kernel: "conv_depthwise_gradient_3x3", args, items: C });
  const [dw, image, given] = results.map((r) => r.floats());
  const wanted = convolutionGradients(image!, new Float32Array(9 * C), given!, sizesOf(c)).dw;
  expect(unsigned(dw!)).toEqual(unsigned(Float32Array.from(wanted)));
});

test("NaN stays where a filter reaches it", () => {
  const [H, Q] = [5, 8];
  for (const relu of [0, 1]) {
    const x = { length: H * Q, fill: (i: number) => (i === 2 * Q + 4 ? NaN : 1) };
    const w = { length: 9, fill: () => 1 };
    const args = [{ length: H * Q }, x, w, 0, 1, H, Q, 1, 1, H, Q, 1, relu];
    const [y] = runCase({ kernel: "conv_depthwise_3x3", args, items: 1 }).map((r) => r.floats());
    const isReached = (i: number) => Math.abs(Math.floor(i / Q) - 2) <= 1 && Math.abs((i % Q) - 4) <= 1;
    expect(Array.from(y!, Number.isNaN)).toEqual(Array.from(y!, (_, i) => isReached(i)));
  }
});
