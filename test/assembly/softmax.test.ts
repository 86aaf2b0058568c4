import { describe, expect, test } from "vitest";
import { expectClose, expectUlps } from "../helpers/close.ts";
import { type Case, filled, type Operand, type Result, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const { exp, fround, log } = Math;

/** Lengths of rows around a vector's four lanes, and as classifiers have them. */
const LENGTHS = [1, 2, 3, 4, 5, 7, 8, 9, 10, 31, 1000];
const ROWS = 9;
/** A result errs by a few roundings at the size of its row's largest, and by those of the row's sum. */
const TOLERANCE = 1e-6;

interface Row {
  readonly y: readonly number[];
  readonly logs: readonly number[];
}

/** Softmax of one row in float64, and its logarithm. */
function softmaxOf(x: readonly number[]): Row {
  const top = Math.max(...x);
  const sum = x.reduce((total, v) => total + exp(v - top), 0);
  return { y: x.map((v) => exp(v - top) / sum), logs: x.map((v) => v - top - log(sum)) };
}

/** The rows of V numbers. */
function rowsOf(x: ArrayLike<number>, V: number): number[][] {
  return Array.from({ length: x.length / V }, (_, i) => Array.from({ length: V }, (_, v) => x[i * V + v]!));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, v, i) => total + v * b[i]!, 0);
}

const logits = (length: number): Operand => ({ length, fill: () => 10 * noise() });
/** An operand that holds the same numbers in every run. */
const fixed = (values: ArrayLike<number>): Operand => ({ length: values.length, fill: (i) => values[i]! });

/** Runs a case, and again with its result in place of each of `inputs`, for the same bits. Answers the first run. */
function runInPlace(each: Case, ...inputs: number[]): Result[] {
  const results = runCase(each);
  for (const k of inputs) {
    const [inPlace] = runCase({ ...each, args: [each.args[k]!, ...each.args.slice(1)] });
    const isSame = inPlace!.ints().every((word, i) => word === results[0]!.ints()[i]);
    expect(isSame, `in place of argument ${k}`).toBe(true);
  }
  return results;
}

describe.each(LENGTHS)("in rows of %i", (V) => {
  const length = ROWS * V;

  test.each(["softmax", "log_softmax"] as const)("%s agrees with its formula, in place too", (kernel) => {
    const logits = filled(length, () => 10 * noise());
    const [y] = runInPlace({ kernel, args: [{ length }, fixed(logits), V], items: ROWS }, 1);
    const expected = rowsOf(logits, V).flatMap((row) => softmaxOf(row)[kernel === "softmax" ? "y" : "logs"]);
    // x − max x rounds at the size of a difference of up to 20, which the exponential makes relative to each result.
    if (kernel === "softmax") expectUlps(y!.floats(), Float64Array.from(expected), 32);
    else expectClose(y!.floats(), expected, TOLERANCE);
  });

  test.each([0, 1, 2, 3, 9])("softmax_visible agrees with its formula, in place too, for matrices of %i rows", (T) => {
    const logits = filled(length, () => 10 * noise());
    const [y] = runInPlace({ kernel: "softmax_visible", args: [{ length }, fixed(logits), V, T], items: ROWS }, 1);
    const expected = rowsOf(logits, V).flatMap((row, i) => {
      const visible = T === 0 ? V : Math.min(V, (i % T) + 1);
      return [...softmaxOf(row.slice(0, visible)).y, ...Array<number>(V - visible).fill(0)];
    });
    expectUlps(y!.floats(), Float64Array.from(expected), 32);
  });

  test("softmax_backward agrees with its formula", () => {
    const y = Array.from({ length: ROWS }, () => softmaxOf(Array.from({ length: V }, noise)).y.map(fround)).flat();
    const dy = filled(length, noise);
    const args = [{ length }, fixed(dy), fixed(y), V];
    const [dx] = runInPlace({ kernel: "softmax_backward", args, items: ROWS }, 1, 2);
    const expected = rowsOf(dy, V).flatMap((dyRow, i) => {
      const yRow = y.slice(i * V, (i + 1) * V);
      return yRow.map((v, k) => v * (dyRow[k]! - dot(dyRow, yRow)));
    });
    expectClose(dx!.floats(), expected, TOLERANCE);
  });

  test("log_softmax_backward agrees with its formula", () => {
    const y = Array.from({ length: ROWS }, () => softmaxOf(Array.from({ length: V }, noise)).logs.map(fround)).flat();
    const dy = filled(length, noise);
    const args = [{ length }, fixed(dy), fixed(y), V];
    const [dx] = runInPlace({ kernel: "log_softmax_backward", args, items: ROWS }, 1, 2);
    const expected = rowsOf(dy, V).flatMap((dyRow, i) => {
      const sum = dyRow.reduce((a, b) => a + b, 0);
      return dyRow.map((d, k) => d - exp(y[i * V + k]!) * sum);
    });
    expectClose(dx!.floats(), expected, TOLERANCE);
  });

  test("cross entropy and its gradient agree with their formulas", () => {
    const labels: Operand = { length: ROWS, ints: true, fill: (i) => (i * 7) % V };
    const [loss, x] = runCase({
      kernel: "softmax_cross_entropy",
      args: [{ length: ROWS }, logits(length), labels, V],
      items: ROWS,
    });
    const rows = rowsOf(x!.floats(), V).map(softmaxOf);
    expectClose(
      loss!.floats(),
      rows.map(({ logs }, i) => -logs[(i * 7) % V]!),
      TOLERANCE,
    );
    const dy = filled(ROWS, noise);
    const args = [{ length }, fixed(dy), fixed(x!.floats()), labels, V];
    const [dx] = runInPlace({ kernel: "softmax_cross_entropy_backward", args, items: ROWS }, 2);
    const expected = rows.flatMap(({ y }, i) => y.map((p, v) => dy[i]! * (p - Number(v === (i * 7) % V))));
    expectClose(dx!.floats(), expected, TOLERANCE);
  });
});

const HUGE = 3.4028234663852886e38; // the largest float32

/** Rows of six, between ordinary ones, and what they should give. */
const strange = [
  { what: "large numbers", row: [1e4, 1e4 + 1, 1e4 - 2, 1e4, 1e4, 1e4], sum: 1 },
  { what: "numbers far apart", row: [0, -50, -80, -100, -1e4, -HUGE], sum: 1 },
  { what: "the ends of the range", row: [HUGE, -HUGE, HUGE, 0, -HUGE, 1], sum: 1 },
  { what: "denormals", row: [2 ** -149, -(2 ** -140), 0, -0, 2 ** -130, 0], sum: 1 },
  { what: "−∞", row: [-Infinity, 1, -Infinity, 2, 0, -Infinity], sum: 1 },
  { what: "nothing but −∞", row: Array<number>(6).fill(-Infinity), sum: NaN },
  { what: "∞", row: [0, 1, Infinity, 2, 0, 3], sum: NaN },
  { what: "NaN in a vector", row: [0, NaN, 1, 2, 0, 3], sum: NaN },
  { what: "NaN among −∞", row: [-Infinity, -Infinity, -Infinity, -Infinity, -Infinity, NaN], sum: NaN },
  { what: "NaN behind the vectors", row: [0, 1, 2, 0, 3, NaN], sum: NaN },
];

describe.each(strange)("a row with $what", ({ row, sum }) => {
  const V = 6;
  const ordinary = [3, 1, 2, 0, -1, 0.5];
  const x: Operand = { length: 3 * V, fill: (i) => (i >= V && i < 2 * V ? row[i - V]! : ordinary[i % V]!) };
  const expected = [ordinary, row, ordinary].map((r) => ({ ...softmaxOf(r), logs: softmaxOf(r).logs.map(fround) }));

  test("gives what the formulas give, and its neighbours do not notice", () => {
    const [y] = runCase({ kernel: "softmax", args: [{ length: 3 * V }, x, V], items: 3 });
    expectClose(
      y!.floats(),
      expected.flatMap((e) => e.y),
      TOLERANCE,
    );
    expect(
      Math.round(
        y!
          .floats()
          .subarray(V, 2 * V)
          .reduce((a, b) => a + b),
      ),
    ).toBe(sum);
    // Exact zeros: a masked class takes no part.
    expect(row.every((v, i) => v !== -Infinity || !(y!.floats()[V + i]! > 0))).toBe(true);
    const [visible] = runCase({ kernel: "softmax_visible", args: [{ length: 3 * V }, x, V, 0], items: 3 });
    const isHidden = row.every((v) => v === -Infinity);
    expect([...visible!.floats()]).toEqual([...y!.floats()].map((v, i) => (isHidden && i >= V && i < 2 * V ? 0 : v)));
    const [logs] = runCase({ kernel: "log_softmax", args: [{ length: 3 * V }, x, V], items: 3 });
    for (const i of [0, 1, 2]) {
      expectClose(logs!.floats().subarray(i * V, (i + 1) * V), expected[i]!.logs, TOLERANCE, `row ${i}`);
    }
  });

  test.each([0, 1, 5])("has the cross entropy of label %i", (label) => {
    const labels: Operand = { length: 3, ints: true, fill: () => label };
    const [loss] = runCase({ kernel: "softmax_cross_entropy", args: [{ length: 3 }, x, labels, V], items: 3 });
    for (const i of [0, 1, 2]) {
      expectClose(loss!.floats().subarray(i, i + 1), [-expected[i]!.logs[label]!], TOLERANCE, `row ${i}`);
    }
    const args = [{ length: 3 * V }, { length: 3, fill: () => 1 }, x, labels, V];
    const [dx] = runCase({ kernel: "softmax_cross_entropy_backward", args, items: 3 });
    const gradient = expected.flatMap(({ y }) => y.map((p, v) => p - Number(v === label)));
    expectClose(dx!.floats(), gradient, TOLERANCE);
  });
});

test.each([-1, 10, 2 ** 31 - 1, -(2 ** 31)])("label %i of ten classes is reported, other rows are right", (bad) => {
  const V = 10;
  const labels: Operand = { length: ROWS, ints: true, fill: (i) => (i === 4 ? bad : i) };
  const [loss, x] = runCase({
    kernel: "softmax_cross_entropy",
    args: [{ length: ROWS }, logits(ROWS * V), labels, V],
    items: ROWS,
    error: { index: bad, bound: V },
  });
  const rows = rowsOf(x!.floats(), V).map(softmaxOf);
  expectClose(
    loss!.floats(),
    rows.map(({ logs }, i) => (i === 4 ? 0 : -logs[i]!)),
    TOLERANCE,
  );
  const [dx] = runCase({
    kernel: "softmax_cross_entropy_backward",
    args: [
      { length: ROWS * V },
      { length: ROWS, fill: () => 2 },
      { length: ROWS * V, fill: (i) => x!.floats()[i]! },
      labels,
      V,
    ],
    items: ROWS,
  });
  const gradient = rows.flatMap(({ y }, i) => y.map((p, v) => 2 * (p - Number(i !== 4 && v === i))));
  expectClose(dx!.floats(), gradient, TOLERANCE);
});

test("log_sum_exp_rows is the logarithm of the sum, in blocks of every length", () => {
  for (const R of [1, 2, 3, 4, 5, 8, 17, 100]) {
    for (const block of [R, 1, 4, 7]) {
      const items = ROWS * Math.ceil(R / block);
      const args = [{ length: items }, logits(ROWS * R), R, block];
      const [y, x] = runCase({ kernel: "log_sum_exp_rows", args, items }).map((a) => a.floats());
      const blocks = rowsOf(x!, R).flatMap((row) =>
        Array.from({ length: Math.ceil(R / block) }, (_, b) => [...row].slice(b * block, (b + 1) * block)),
      );
      const expected = blocks.map((part) => {
        const top = Math.max(...part);
        return top + Math.log(part.reduce((a, v) => a + Math.exp(v - top), 0));
      });
      expectClose(y!, expected, TOLERANCE, `rows of ${R} in blocks of ${block}`);
    }
  }
});

test("log_sum_exp_rows knows infinities and NaN", () => {
  const rows = [
    [-Infinity, -Infinity, -Infinity, -Infinity, -Infinity],
    [-Infinity, 2, -Infinity, -Infinity, -Infinity],
    [1, Infinity, -Infinity, 3, Infinity],
    [1, 2, 3, 4, NaN],
    [NaN, NaN, NaN, NaN, NaN],
    [NaN, Infinity, 1, 1, 1],
  ];
  const x: Operand = { length: 30, fill: (i) => rows.flat()[i]! };
  const [y] = runCase({ kernel: "log_sum_exp_rows", args: [{ length: 6 }, x, 5, 5], items: 6 });
  expect([...y!.floats()]).toEqual([-Infinity, 2, Infinity, NaN, NaN, NaN]);
});
