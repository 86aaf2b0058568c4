import { describe, expect, test } from "vitest";
import { expectUlps } from "../helpers/close.ts";
import { runCase } from "../helpers/kernels.ts";
import { even, everySize, MOST, POINTS } from "../helpers/points.ts";
import { reluCell, tanhCell } from "../helpers/recurrent.ts";
import { recurrentKernels } from "../helpers/recurrent-kernels.ts";

describe("with tanh", () => recurrentKernels(tanhCell, "rnn", "rnn_backward"));
describe("with ReLU", () => recurrentKernels(reluCell, "rnn", "rnn_backward"));

/** tanh as gates take it: a network of eight units whose weights are 0, so that nothing comes from the step before. */
function gates(x: (i: number) => number): [y: Float32Array, used: Float32Array] {
  const [U, T] = [8, POINTS / 8];
  const zeros = (length: number) => ({ length, fill: () => 0 });
  const z = Float32Array.from({ length: POINTS }, (_, i) => x(i));
  const [y] = runCase({
    kernel: "rnn",
    args: [
      ...[{ length: POINTS }, { length: U }, { length: POINTS, fill: (i: number) => z[i]! }, 0],
      ...[zeros(U * U), zeros(U), 0, 0, 1, T, U, 0, 0],
    ],
    items: 1,
  });
  return [y!.floats(), z];
}

describe("tanh of gates", () => {
  test.each([
    ["all sizes", everySize(2 ** -118, MOST)],
    ["all sizes below 0", everySize(-(2 ** -118), -MOST)],
    ["where it bends", even(-10, 10)],
    ["small numbers", even(-0.1, 0.1)],
  ])("is at most 7 ulp off, %s, and never beyond 1", (_, x) => {
    const [y, used] = gates(x);
    expectUlps(y, Float64Array.from(used, Math.tanh), 7);
    expect(y.every((v) => Math.abs(v) <= 1)).toBe(true);
  });

  test("keeps NaN, and ends at the ends", () => {
    const ends = [Number.NaN, Infinity, -Infinity, 9.1, -9.1];
    const [y] = gates((i) => ends[i] ?? 0);
    expect(y[0]).toBeNaN();
    expectUlps(y.slice(1, 6), Float64Array.of(1, -1, 1, -1, 0), 7);
  });
});
