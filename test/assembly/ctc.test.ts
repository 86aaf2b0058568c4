import { describe, expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { ctcByPaths } from "../helpers/ctc.ts";
import { type Operand, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const fixed = (values: ArrayLike<number>, ints = false): Operand => ({
  length: values.length,
  ints,
  fill: (i) => values[i]!,
});

/** Logarithms of probabilities of B · T frames. */
function frames(count: number, C: number): Float32Array {
  const x = Float32Array.from({ length: count * C }, () => 2 * noise());
  for (let at = 0; at < x.length; at += C) {
    const row = x.subarray(at, at + C);
    const sum = Math.log(row.reduce((total, v) => total + Math.exp(v), 0));
    row.forEach((v, i) => (row[i] = v - sum));
  }
  return x;
}

const rowWords = (S: number) => 2 + 2 * ((S + 8) & ~3);

interface Batch {
  readonly T: number;
  readonly C: number;
  readonly S: number;
  readonly blank: number;
  readonly zero?: boolean;
  readonly lengths: readonly number[];
  readonly targets: readonly (readonly number[])[];
  readonly x: ArrayLike<number>;
  readonly error?: { readonly index: number; readonly bound: number };
}

/** Losses and gradients of a batch, with dy 1, −½, ⅓, −¼, …, both kernels in parts. */
function run({ T, C, S, blank, zero = false, lengths, targets, x, error }: Batch) {
  const B = lengths.length;
  const labels = targets.flatMap((target) => Array.from({ length: S }, (_, s) => target[s] ?? -99));
  const sizes = [T, C, S, blank, Number(zero)];
  const operands = () => [
    fixed(x),
    fixed(labels, true),
    fixed(lengths, true),
    fixed(
      targets.map((target) => target.length),
      true,
    ),
  ];
  const alpha = { length: B * T * rowWords(S) };
  const forward = { kernel: "ctc", args: [{ length: B }, alpha, ...operands(), ...sizes], items: B } as const;
  const [loss, rows] = runCase(error === undefined ? forward : { ...forward, error });
  const dy = Float32Array.from(lengths, (_, b) => (b % 2 ? -1 : 1) / (b + 1));
  const kept: Operand = { length: alpha.length, ints: true, fill: (i) => rows!.ints()[i]! };
  const [dx] = runCase({
    kernel: "ctc_backward",
    args: [{ length: B * T * C }, fixed(dy), kept, ...operands(), ...sizes],
    items: B,
  });
  return { loss: loss!.floats(), dx: dx!.floats(), dy };
}

describe("ctc and ctc_backward", () => {
  test.each([0, 1, 2, 3])("agree with the sum over all paths, blank %i", (blank) => {
    const [T, C] = [6, 4];
    const [a, b] = [0, 1, 2, 3].filter((label) => label !== blank) as [number, number];
    const targets = [[], [a], [a, b], [a, a], [b, a, b], [b, b, a], [a, b, a, b], [a, b, a, b, a, b], [a, a, b], [b]];
    const lengths = [6, 1, 6, 3, 5, 4, 6, 6, 6, 2];
    const x = frames(lengths.length * T, C);
    const { loss, dx, dy } = run({ T, C, S: 6, blank, lengths, targets, x });
    const want = new Float64Array(dx.length);
    const losses = targets.map((target, i) => {
      const own = x.subarray(i * T * C, (i + 1) * T * C);
      const paths = ctcByPaths(own, lengths[i]!, C, target, blank);
      paths.occupied.forEach((v, k) => (want[i * T * C + k] = dy[i]! * (Math.exp(own[k]!) - v)));
      return paths.loss;
    });
    expectClose(loss, losses, 1e-6, "loss");
    expectClose(dx, want, 2e-6, "gradient");
  });

  test("take targets around whole vectors, of which only one path is possible", () => {
    for (const S of [1, 2, 3, 4, 5, 7, 8, 9, 12, 13]) {
      // Each label in a frame of its own: as many frames as labels, which differ.
      const C = S + 1;
      const x = frames(2 * S, C);
      const target = Array.from({ length: S }, (_, s) => s + 1);
      const { loss, dx } = run({ T: S, C, S, blank: 0, lengths: [S, S], targets: [target, target], x });
      const along = target.reduce((sum, label, t) => sum - x[t * C + label]!, 0);
      expectClose([loss[0]!], [along], 1e-6, `loss of ${S}`);
      const expected = Float64Array.from({ length: S * C }, (_, i) => {
        const [t, c] = [Math.floor(i / C), i % C];
        return Math.exp(x[i]!) - Number(c === t + 1);
      });
      expectClose(dx.subarray(0, S * C), expected, 6e-6, `gradient of ${S}`);
    }
  });

  test("keep their precision over 2,000 frames", () => {
    const [T, C] = [2000, 3];
    // Uniform probabilities: every frame's gradient sums to 0, and the loss is T ln C less ln of the number of paths.
    const x = new Float32Array(T * C).fill(Math.fround(-Math.log(C)));
    const { loss, dx } = run({ T, C, S: 1, blank: 0, lengths: [T], targets: [[1]], x });
    // Paths that spell one label: a run of it anywhere, T (T + 1) / 2 of them.
    const expected = -T * Math.fround(-Math.log(C)) - Math.log((T * (T + 1)) / 2);
    expectClose(loss, [expected], 2e-7, "loss");
    // The run covers frame t in (t + 1)(T − t) of these paths.
    const occupied = (t: number) => ((t + 1) * (T - t)) / ((T * (T + 1)) / 2);
    const want = Float64Array.from({ length: T * C }, (_, i) => {
      const [t, c] = [Math.floor(i / C), i % C];
      return Math.exp(x[0]!) - [1 - occupied(t), occupied(t), 0][c]!;
    });
    expectClose(dx, want, 2e-5, "gradient");
  });

  test("have no path: ∞ and NaN, or 0", () => {
    const x = frames(3, 3);
    const batch = { T: 3, C: 3, S: 3, blank: 0, lengths: [3, 0], targets: [[1, 1, 2], [1]], x: [...x, ...x] };
    const { loss, dx } = run(batch);
    expect([...loss]).toEqual([Infinity, Infinity]);
    expect(new Set(dx.subarray(0, 9))).toEqual(new Set([NaN]));
    expect(new Set(dx.subarray(9))).toEqual(new Set([0]));
    const zeroed = run({ ...batch, zero: true });
    expect([...zeroed.loss]).toEqual([0, 0]);
    expect(new Set(zeroed.dx)).toEqual(new Set([0]));
  });

  test("look at nothing behind the lengths", () => {
    const [T, C, S] = [5, 3, 4];
    const x = frames(2 * T, C);
    const batch = { T, C, S, blank: 2, lengths: [4, 2], targets: [[0, 1], [1]] };
    const poisoned = Float32Array.from(x, (v, i) =>
      i % (T * C) >= batch.lengths[Math.floor(i / T / C)]! * C ? NaN : v,
    );
    const [clean, other] = [run({ ...batch, x }), run({ ...batch, x: poisoned })];
    expect(other.loss).toEqual(clean.loss);
    expect(other.dx).toEqual(clean.dx);
    expect([...clean.dx.subarray(4 * C, T * C)]).toEqual([0, 0, 0]);
  });

  test.each([
    { what: "a length", lengths: [3, 6], targets: [[1], [1]], error: { index: 6, bound: 6 } },
    { what: "a negative length", lengths: [3, -1], targets: [[1], [1]], error: { index: -1, bound: 6 } },
    { what: "a label", lengths: [3, 5], targets: [[1], [1, 4]], error: { index: 4, bound: 4 } },
    { what: "a negative label", lengths: [3, 5], targets: [[1], [-7, 1]], error: { index: -7, bound: 4 } },
    { what: "the blank", lengths: [3, 5], targets: [[1], [2, 0]], error: { index: 0, bound: -1 } },
    { what: "too many labels", lengths: [3, 5], targets: [[1], [1, 2, 3, 1]], error: { index: 4, bound: 4 } },
  ])("report $what, with a loss and a gradient of 0", ({ lengths, targets, error }) => {
    const { loss, dx } = run({ T: 5, C: 4, S: 3, blank: 0, lengths, targets, x: frames(10, 4), error });
    expect(loss[0]).toBeGreaterThan(0);
    expect(loss[1]).toBe(0);
    expect(new Set(dx.subarray(20))).toEqual(new Set([0]));
  });
});
