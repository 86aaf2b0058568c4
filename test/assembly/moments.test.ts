import { expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

/** Mean, and squares about it, of each column n of each block of R. */
function moments(x: Float32Array, L: number, R: number, N: number, block: number): { mean: number; squares: number }[] {
  const blocks = Math.ceil(R / block);
  return Array.from({ length: L * blocks * N }, (_, item) => {
    const group = Math.floor(item / N);
    const first = (group % blocks) * block;
    const length = Math.min(block, R - first);
    const l = Math.floor(group / blocks);
    const column = Array.from({ length }, (_, r) => x[(l * R + first + r) * N + (item % N)]!);
    const mean = column.reduce((a, b) => a + b, 0) / length;
    return { mean, squares: column.reduce((a, b) => a + (b - mean) ** 2, 0) };
  });
}

const SIZES = [
  [1, 1, 1],
  [3, 3, 1],
  [2, 4, 1],
  [2, 7, 1],
  [3, 8, 1],
  [2, 13, 1],
  [2, 100, 1],
  [1, 4097, 1],
  [3, 1, 5],
  [2, 7, 2],
  [2, 5, 3],
  [3, 9, 4],
  [2, 65, 7],
  [2, 30, 17],
] as const;

test.each(SIZES)("moments_rows or moments_columns of [%i, %i, %i]", (L, R, N) => {
  for (const block of [R, 4, 64]) {
    const items = L * Math.ceil(R / block) * N;
    const x = { length: L * R * N, fill: () => 3 + noise() };
    const outputs = [{ length: items }, { length: items }];
    const [mean, squares, used] = runCase(
      N === 1
        ? { kernel: "moments_rows", args: [...outputs, x, R, block], items }
        : { kernel: "moments_columns", args: [...outputs, x, R, N, block], items },
    ).map((a) => a.floats());
    const expected = moments(used!, L, R, N, block);
    expectClose(
      mean!,
      expected.map((m) => m.mean),
      1e-7,
    );
    expectClose(
      squares!,
      expected.map((m) => m.squares),
      1e-6,
    );
    expect(Math.min(...squares!)).toBeGreaterThanOrEqual(0);
  }
});

test.each(SIZES)("variance joins the blocks of [%i, %i, %i]", (L, R, N) => {
  for (const [block, correction] of [
    [R, 0],
    [4, 1],
    [64, 0.5],
  ] as const) {
    const x = Float32Array.from({ length: L * R * N }, () => 3 + noise());
    const parts = moments(x, L, R, N, block);
    const args = [
      { length: L * N },
      { length: parts.length, fill: (i: number) => parts[i]!.mean },
      { length: parts.length, fill: (i: number) => parts[i]!.squares },
      R,
      N,
      block,
      correction,
    ];
    const [y] = runCase({ kernel: "variance", args, items: L * N });
    const expected = moments(x, L, R, N, R).map((m) => m.squares / Math.max(0, R - correction));
    expectClose(y!.floats(), expected, 1e-6);
  }
});
