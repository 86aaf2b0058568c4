import { describe, expect, test } from "vitest";
import { launch } from "../../src/wasm/generated/launch.ts";
import { flush } from "../../src/wasm/list.ts";
import { guarded } from "../helpers/guarded.ts";
import { type Operand, runCase, small } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const SHAPES = [
  // [L, R, I, N]
  [1, 1, 1, 1],
  [1, 5, 9, 3],
  [3, 4, 7, 1],
  [2, 9, 5, 16],
  [1, 6, 8, 17],
  [2, 3, 4, 130],
] as const;
const BAD = (bound: number) => [-1, bound, 2 ** 31 - 1, -(2 ** 31)];

const indices = (length: number, bound: number): Operand => ({
  length,
  ints: true,
  fill: () => Math.floor(((noise() + 1) / 2) * bound),
});
/** The same with one bad index in the middle. */
const withBad = (operand: Operand, bad: number): Operand => ({
  ...operand,
  fill: (i) => (i === operand.length >> 1 ? bad : operand.fill!(i)),
});
const same = (got: Float32Array, expected: readonly number[]) =>
  got.length === expected.length && got.every((v, i) => v === expected[i]);

/** y[l, i, n] = x[l, index[i], n], zeros for a bad index. */
function gathered(x: Float32Array, index: Int32Array, [L, R, I, N]: readonly number[]): number[] {
  return Array.from({ length: L! * I! * N! }, (_, item) => {
    const row = Math.floor(item / N!);
    const r = index[row % I!]!;
    return r >= 0 && r < R! ? x[(Math.floor(row / I!) * R! + r) * N! + (item % N!)]! : 0;
  });
}

/** One index for each item of [L, I, N], from one for each i. */
const spread = (index: Int32Array, [L, , I, N]: readonly number[]) =>
  Int32Array.from({ length: L! * I! * N! }, (_, item) => index[Math.floor(item / N!) % I!]!);

/** y[l, r, n] + Σ x[l, i, n] over the items with index r, bad indices left out. */
function scattered(
  y: ArrayLike<number>,
  x: ArrayLike<number>,
  index: Int32Array,
  [L, R, I, N]: readonly number[],
): number[] {
  const sums = Array.from({ length: L! * R! * N! }, (_, k) => y[k]!);
  index.forEach((r, item) => {
    const l = Math.floor(item / (I! * N!));
    if (r >= 0 && r < R!) sums[(l * R! + r) * N! + (item % N!)]! += x[item]!;
  });
  return sums;
}

describe.each(SHAPES)("x [%i, %i, ·], %i indices, rows of ·", (...shape) => {
  const [L, R, I, N] = shape;
  const run = (index: Operand, bad?: number) => {
    const error = bad === undefined ? {} : { error: { index: bad, bound: R } };
    const args = [{ length: L * I * N }, { length: L * R * N }, index, R, I, N];
    const [y, x, used] = runCase({ kernel: "gather", args, items: L * I, ...error });
    expect(same(y!.floats(), gathered(x!.floats(), used!.ints(), shape))).toBe(true);
  };
  const runTake = (index: Operand, bad?: number) => {
    const error = bad === undefined ? {} : { error: { index: bad, bound: R } };
    const args = [{ length: L * I * N }, { length: L * R * N }, index, R, I, N];
    const [y, x, used] = runCase({ kernel: "take_along_axis", args, items: L * I * N, ...error });
    const from = x!.floats();
    const expected = [...used!.ints()].map((r, item) =>
      r >= 0 && r < R ? from[(Math.floor(item / (I * N)) * R + r) * N + (item % N)]! : 0,
    );
    expect(same(y!.floats(), expected)).toBe(true);
  };
  const runScatter = (index: Operand, shared: boolean, ints: boolean, bad?: number) => {
    const error = bad === undefined ? {} : { error: { index: bad, bound: R } };
    const numbers = (length: number): Operand => ({ ...small(length), ints });
    const [before, x] = [numbers(L * R * N), numbers(L * I * N)];
    const start = Array.from({ length: before.length }, (_, i) => (i % 9) - 4);
    const target: Operand = { ...before, fill: (i) => start[i]! };
    const args = [target, x, index, R, I, N, Number(shared), Number(ints)];
    const [y, added, used] = runCase({ kernel: "scatter_add", args, items: L * N, ...error });
    const places = shared ? spread(used!.ints(), shape) : used!.ints();
    const read = (result: typeof y) => (ints ? Float32Array.from(result!.ints()) : result!.floats());
    expect(same(read(y), scattered(start, read(added), places, shape))).toBe(true);
  };
  const runAll = (change: (index: Operand) => Operand, bad?: number) => {
    run(change(indices(I, R)), bad);
    runTake(change(indices(L * I * N, R)), bad);
    runScatter(change(indices(I, R)), true, false, bad);
    runScatter(change(indices(L * I * N, R)), false, false, bad);
    runScatter(change(indices(L * I * N, R)), false, true, bad);
  };

  test("gather copies rows, take_along_axis elements, and scatter_add sums them", () => {
    runAll((index) => index);
  });

  test.each(BAD(R))("index %i is reported; other rows are right", (bad) => {
    runAll((index) => withBad(index, bad), bad);
  });
});

describe.each([1, 3, 4, 10, 33])("one_hot of %i classes", (V) => {
  const run = (index: Operand, bad?: number) => {
    const error = bad === undefined ? {} : { error: { index: bad, bound: V } };
    const args = [{ length: index.length * V }, index, V];
    const [y, used] = runCase({ kernel: "one_hot", args, items: index.length, ...error });
    const expected = [...used!.ints()].flatMap((v) => Array.from({ length: V }, (_, k) => Number(k === v)));
    expect(same(y!.floats(), expected)).toBe(true);
  };

  test("marks each row's class", () => run(indices(23, V)));
  test.each(BAD(V))("index %i is reported; other rows are right", (bad) => run(withBad(indices(23, V), bad), bad));
});

test.each([0, 1])("scatter_add sums in the order of the indices, shared %i", (shared) => {
  for (const N of [1, 5]) {
    const index: Operand = { length: shared ? 3 : 3 * N, ints: true, fill: () => 0 };
    const x: Operand = { length: 3 * N, fill: (i) => [1, 2 ** 24, -(2 ** 24)][Math.floor(i / N)]! };
    const args = [{ length: N, fill: () => 0 }, x, index, 1, 3, N, shared, 0];
    const [y] = runCase({ kernel: "scatter_add", args, items: N });
    expect([...y!.floats()]).toEqual(Array<number>(N).fill(0)); // (1 + 2²⁴) − 2²⁴ loses the 1, any other order keeps it
  }
});

test("the first bad index is the one reported", () => {
  const index = guarded(4);
  const y = guarded(8);
  index.words().set([0, 7, 9, 1]);
  launch.one_hot(y.address, index.address, 2, 4);
  expect(flush).toThrow("oneHot: index is 7, expected 0 <= index < 2");
  index.free();
  y.free();
});
