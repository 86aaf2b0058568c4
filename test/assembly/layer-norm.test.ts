import { describe, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { filled, type Operand, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

/** Lengths of rows around vectors, two of them, and blocks of sums. */
const LENGTHS = [1, 2, 3, 4, 5, 7, 8, 9, 12, 31, 2047, 2048, 2050];
const ROWS = 7;
const EPSILON = 2 ** -10;
const TOLERANCE = 4e-6;

const fixed = (values: ArrayLike<number>): Operand => ({ length: values.length, fill: (i) => values[i]! });
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

interface Row {
  readonly hats: readonly number[];
  readonly inverse: number;
}

/** x̂ of a row in float64. */
function rowOf(x: ArrayLike<number>, i: number, D: number, centred: boolean): Row {
  const row = Array.from({ length: D }, (_, d) => x[i * D + d]!);
  const m = centred ? mean(row) : 0;
  const inverse = 1 / Math.sqrt(mean(row.map((v) => (v - m) ** 2)) + EPSILON);
  return { hats: row.map((v) => (v - m) * inverse), inverse };
}

describe.each(LENGTHS)("in rows of %i", (D) => {
  const length = ROWS * D;
  const numbers = Array.from({ length: ROWS }, (_, i) => i);

  test.each([
    { centred: true, center: 0, width: 1, own: false },
    { centred: true, center: 1e4, width: 0.1, own: true },
    { centred: false, center: 0.5, width: 1, own: true },
  ])("layer_norm agrees with its formula: %o", ({ centred, center, width, own }) => {
    const [x, b] = [filled(length, () => center + width * noise()), filled(D, noise)];
    const w = filled(own ? length : D, noise);
    const args = [{ length }, fixed(x), fixed(w), fixed(b), D, own ? D : 0, Number(centred), EPSILON];
    const [y] = runCase({ kernel: "layer_norm", args, items: ROWS });
    const expected = numbers.flatMap((i) =>
      rowOf(x, i, D, centred).hats.map((v, d) => v * w[(own ? i * D : 0) + d]! + b[d]!),
    );
    expectClose(y!.floats(), expected, TOLERANCE);
  });

  test.each([
    [true, 0],
    [true, 1e6],
    [false, 0],
  ])("layer_norm_backward agrees with its formula, centred: %s, around %d", (centred, center) => {
    const [x, dy, w] = [filled(length, () => center + noise()), filled(length, noise), filled(D, noise)];
    const args = [{ length }, fixed(dy), fixed(x), fixed(w), D, Number(centred), EPSILON];
    const [dx] = runCase({ kernel: "layer_norm_backward", args, items: ROWS });
    const expected = numbers.flatMap((i) => {
      const { hats, inverse } = rowOf(x, i, D, centred);
      const us = hats.map((_, d) => dy[i * D + d]! * w[d]!);
      const [A, B] = [centred ? mean(us) : 0, mean(us.map((u, d) => u * hats[d]!))];
      return us.map((u, d) => inverse * (u - A - hats[d]! * B));
    });
    // A row of one or two numbers leaves only roundings of differences that are 0, or nearly.
    expectClose([...dx!.floats(), 32], [...expected, 32], TOLERANCE);
  });
});
