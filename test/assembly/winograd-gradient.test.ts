import { expect, test } from "vitest";
import { again, convolutionGradients, type Sizes, unsigned } from "../helpers/convolution.ts";
import { runCase, small } from "../helpers/kernels.ts";

/** [B, M, D, TP, TQ] of whole tiles: one block of 256 tiles, and several. */
const CASES = [
  [1, 1, 1, 1, 4],
  [2, 6, 9, 3, 5],
  [1, 11, 8, 2, 9],
  [5, 7, 17, 8, 8],
] as const;

test.each(CASES)("the gradient of filters by Winograd's transforms %j", (B, M, D, TP, TQ) => {
  const [P, Q] = [2 * TP, 2 * TQ];
  const [H, W] = [P + 2, Q + 2];
  const T = B * TP * TQ;
  const input = [{ length: 16 * D * T }, small(B * D * H * W), B, D, H, W, TP, TQ];
  const [v, x] = runCase({ kernel: "winograd_input", args: input, items: D }).map((r) => r.floats());
  const gradient = [{ length: 16 * M * T }, small(B * M * P * Q), B, M, P, Q, TP, TQ];
  const [dm, dy] = runCase({ kernel: "winograd_gradient", args: gradient, items: M }).map((r) => r.floats());

  const start = small(16 * M * D);
  const sum = [start, again(dm!), again(v!), M, D, T];
  const before = Float32Array.from({ length: start.length }, (_, i) => start.fill!(i));
  const known = { ...start, fill: (i: number) => before[i]! };
  const [du] = runCase({ kernel: "winograd_accumulate", args: [known, ...sum.slice(1)], items: 16 }).map((r) =>
    r.floats(),
  );
  const zero = { length: start.length, fill: () => 0 };
  const [fresh] = runCase({ kernel: "winograd_accumulate", args: [zero, ...sum.slice(1)], items: 16 }).map((r) =>
    r.floats(),
  );
  expect(unsigned(du!)).toEqual(fresh!.map((value, i) => value + before[i]!));

  const args = [{ length: 9 * M * D }, again(fresh!), M * D];
  const [dw] = runCase({ kernel: "winograd_filter_gradient", args, items: M * D }).map((r) => r.floats());
  const sizes: Sizes = {
    ...{ B, G: 1, M, D, image: [H, W], filter: [3, 3], places: [P, Q] },
    ...{ stride: [1, 1], dilation: [1, 1], before: [0, 0] },
  };
  expect(unsigned(dw!)).toEqual(
    unsigned(Float32Array.from(convolutionGradients(x!, new Float32Array(9 * M * D), dy!, sizes).dw)),
  );
});
