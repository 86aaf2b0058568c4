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

/** dx[l, index[i], n] = Σ dy[l, i, n], bad indices left out. */
function scattered(dy: Float32Array, index: Int32Array, [L, R, I, N]: readonly number[]): number[] {
  const dx = Array<number>(L! * R! * N!).fill(0);
  dy.forEach((d, item) => {
    const row = Math.floor(item / N!);
    const r = index[row % I!]!;
    if (r >= 0 && r < R!) dx[(Math.floor(row / I!) * R! + r) * N! + (item % N!)]! += d;
  });
  return dx;
}

describe.each(SHAPES)("x [%i, %i, ·], %i indices, rows of ·", (...shape) => {
  const [L, R, I, N] = shape;
  const run = (index: Operand, bad?: number) => {
    const error = bad === undefined ? {} : { error: { index: bad, bound: R } };
    const args = [{ length: L * I * N }, { length: L * R * N }, index, R, I, N];
    const [y, x, used] = runCase({ kernel: "gather", args, items: L * I, ...error });
    expect(same(y!.floats(), gathered(x!.floats(), used!.ints(), shape))).toBe(true);
  };
  const runBackward = (index: Operand) => {
    const args = [{ length: L * R * N }, small(L * I * N), index, L, R, I, N];
    const [dx, dy, used] = runCase({ kernel: "gather_backward", args, items: N });
    expect(same(dx!.floats(), scattered(dy!.floats(), used!.ints(), shape))).toBe(true);
  };

  test("gather copies rows, and its gradient sums them", () => {
    run(indices(I, R));
    runBackward(indices(I, R));
  });

  test.each(BAD(R))("index %i is reported; other rows are right", (bad) => {
    run(withBad(indices(I, R), bad), bad);
    runBackward(withBad(indices(I, R), bad));
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

test("gather_backward sums in the order of the indices", () => {
  const index: Operand = { length: 3, ints: true, fill: () => 0 };
  const dy: Operand = { length: 3, fill: (i) => [1, 2 ** 24, -(2 ** 24)][i]! };
  const [dx] = runCase({ kernel: "gather_backward", args: [{ length: 1 }, dy, index, 1, 1, 3, 1], items: 1 });
  expect(dx!.floats()[0]).toBe(0); // (1 + 2²⁴) − 2²⁴ loses the 1, any other order keeps it
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
