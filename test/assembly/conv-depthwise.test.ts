import { expect, test } from "vitest";
import { convolutionGradients, convolved, type Sizes, unsigned } from "../helpers/convolution.ts";
import { runCase, small } from "../helpers/kernels.ts";

/** [B, C, H, W, R, S, stride, stride, dilation, dilation]. Rows of one column on, one vector and several. */
type Row = readonly [number, number, number, number, number, number, number, number, number, number];
const CASES: readonly Row[] = [
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  [2, 3, 5, 4, 3, 3, 1, 1, 1, 1],
  [3, 5, 9, 11, 2, 4, 1, 1, 2, 3],
  [1, 4, 8, 19, 3, 2, 2, 2, 1, 2],
  [2, 2, 10, 33, 1, 5, 1, 3, 1, 1],
];

const sizesOf = ([B, C, H, W, R, S, sh, sw, dh, dw]: Row): Sizes => ({
  ...{ B, G: C, M: 1, D: 1, image: [H, W], filter: [R, S], stride: [sh, sw], dilation: [dh, dw], before: [0, 0] },
  places: [Math.floor((H - dh * (R - 1) - 1) / sh) + 1, Math.floor((W - dw * (S - 1) - 1) / sw) + 1],
});

test.each(CASES)("conv_depthwise %j", (...c) => {
  const [B, C, H, W, R, S, ...steps] = c;
  const sizes = sizesOf(c);
  const [P, Q] = sizes.places;
  // Rows of less than four columns are read past their end.
  const x = small(B * C * H * W + 64);
  // Densely, taps as they are; then every second column of every third row, of which the others stay, and taps turned round.
  for (const [pStep, qStep, relu] of [
    [1, 1, 0],
    [3, 2, 1],
  ] as const) {
    const w = { ...small(C * R * S), start: relu ? R * S - 1 : 0 };
    const [row, plane] = [qStep * Q * pStep, pStep * P * qStep * Q];
    const y = { length: B * C * plane, fill: () => 0.5 };
    const bias = relu ? small(C) : 0;
    const strides = [R * S, relu ? -S : S, relu ? -1 : 1, plane, row, qStep, relu];
    const args = [y, x, w, bias, C, H, W, R, S, P, Q, ...steps, ...strides];
    const [got, image, taps, added] = runCase({ kernel: "conv_depthwise", args, items: B * C }).map((r) => r.floats());
    const filters = Float32Array.from(taps!, (_, i) => {
      const first = i - (i % (R * S));
      return relu ? taps![first + R * S - 1 - (i % (R * S))]! : taps![i]!;
    });
    const expected = new Float32Array(y.length).fill(0.5);
    convolved(image!, filters, added ?? null, sizes).forEach((value, i) => {
      const [n, p, q] = [Math.floor(i / (P * Q)), Math.floor(i / Q) % P, i % Q];
      expected[n * plane + p * row + q * qStep] = relu ? Math.max(value, 0) : value;
    });
    expect(unsigned(got!)).toEqual(unsigned(expected));
  }
});

test.each(CASES)("conv_depthwise_gradient %j", (...c) => {
  const [B, C, H, W, R, S, ...steps] = c;
  const sizes = sizesOf(c);
  const [P, Q] = sizes.places;
  const args = [{ length: C * R * S }, small(B * C * H * W), small(B * C * P * Q), B, C, H, W, R, S, P, Q, ...steps];
  const results = runCase({ kernel: "conv_depthwise_gradient", args, items: C * R * S });
  const [got, x, dy] = results.map((r) => r.floats());
  expect(unsigned(got!)).toEqual(
    unsigned(Float32Array.from(convolutionGradients(x!, new Float32Array(C * R * S), dy!, sizes).dw)),
  );
});
