import { expect, test } from "vitest";
import { again, convolved, type Sizes, unsigned } from "../helpers/convolution.ts";
import { runCase, small } from "../helpers/kernels.ts";

/** [B, M, D, P, Q, rows]: less than eight tiles in a block, blocks across images, odd rows and columns, more than 40 filters. */
const CASES = [
  [1, 1, 1, 1, 7, 1],
  [1, 5, 3, 2, 8, 1],
  [2, 6, 8, 5, 9, 2],
  [3, 41, 4, 7, 14, 5],
  [2, 85, 9, 4, 17, 3],
] as const;

test.each(CASES)("winograd_filters and winograd_tiles %j", (B, M, D, P, Q, rows) => {
  const [TP, TQ] = [Math.ceil(P / 2), Math.ceil(Q / 2)];
  const [H, W] = [2 * TP + 2, 2 * TQ + 2];
  const panels = Math.ceil(M / 5);
  for (const flip of [0, 1]) {
    const w = small(M * D * 9);
    const pack = [{ length: 16 * panels * 5 * D }, w, M, D, flip ? 9 : 9 * D, flip ? 9 * M : 9, flip];
    const [packed, used] = runCase({ kernel: "winograd_filters", args: pack, items: panels }).map((r) => r.floats());
    // What it read, as filters [M, D, 3, 3].
    const weights = Float32Array.from({ length: M * D * 9 }, (_, i) => {
      const [m, d, tap] = [Math.floor(i / (9 * D)), Math.floor(i / 9) % D, i % 9];
      return flip ? used![(d * M + m) * 9 + 8 - tap]! : used![(m * D + d) * 9 + tap]!;
    });
    const x = small(B * D * H * W);
    const bias = flip ? small(M) : 0;
    const args = [{ length: B * M * P * Q }, x, again(packed!), bias, B, M, D, H, W, P, Q, rows, flip];
    const items = Math.ceil((B * TP) / rows);
    const [got, image, , added] = runCase({ kernel: "winograd_tiles", args, items }).map((r) => r.floats());
    const sizes: Sizes = {
      ...{ B, G: 1, M, D, image: [H, W], filter: [3, 3], places: [P, Q] },
      ...{ stride: [1, 1], dilation: [1, 1], before: [0, 0] },
    };
    const want = convolved(image!, weights, added ?? null, sizes);
    expect(unsigned(got!)).toEqual(unsigned(Float32Array.from(want, (value) => (flip ? Math.max(value, 0) : value))));
  }
});
