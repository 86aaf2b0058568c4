import { afterAll, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import type { LossOptions, Reduction } from "../../src/nn/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { expectClose } from "./close.ts";
import { expectReplays } from "./replay.ts";

/** A loss, and what is known of it. */
export interface LossCase {
  readonly name: string;
  readonly loss: (inputs: readonly Tensor[], options?: LossOptions) => Tensor;
  /** A few samples, away from kinks, and many, which kernels split; the first axis is that of samples. */
  readonly small: readonly Tensor[];
  readonly large: readonly Tensor[];
  /** The losses of `small` in float64. */
  readonly expected: readonly number[];
  /** The weights of the losses that the loss itself has, by which the mean divides; default 1 each. */
  readonly weights?: readonly number[];
  /** The inputs that have gradients; default all float32. */
  readonly checked?: readonly number[];
}

const total = (x: readonly number[]): number => x.reduce((sum, v) => sum + v, 0);
const REDUCTIONS: readonly Reduction[] = ["mean", "sum", "none"];
/** A few roundings each, relative to the largest. */
const TOLERANCE = 1e-6;

/** The losses of pairs of numbers. */
export function ofPairs(f: (a: number, b: number) => number, [a, b]: readonly Tensor[]): number[] {
  return Array.from(a!.data, (v, i) => f(v, b!.data[i]!));
}

/** The tests that every loss passes. */
export function lossContract({ name, loss, small, large, expected, weights, checked }: LossCase): void {
  const own = weights ?? expected.map(() => 1);
  const none = { reduction: "none" } as const;

  test("gives each loss, their sum and their mean", () => {
    expectClose(loss(small, none).data, expected, TOLERANCE, "none");
    expectClose([loss(small, { reduction: "sum" }).item()], [total(expected)], TOLERANCE, "sum");
    expectClose([loss(small).item()], [total(expected) / total(own)], TOLERANCE, "mean");
  });

  test("multiplies losses by sample weights, and divides their mean by the sum of weights", () => {
    const samples = small[0]!.shape[0]!;
    const perSample = expected.length / samples;
    const each = Array.from({ length: samples }, (_, i) => (i + 1) / 4);
    const weighed = (of: readonly number[]): number[] => of.map((v, i) => v * each[Math.floor(i / perSample)]!);
    const sampleWeights = tensor(each);
    expectClose(loss(small, { ...none, sampleWeights }).data, weighed(expected), TOLERANCE, "none");
    const sum = total(weighed(expected));
    expectClose([loss(small, { reduction: "sum", sampleWeights }).item()], [sum], TOLERANCE, "sum");
    expectClose([loss(small, { sampleWeights }).item()], [sum / total(weighed(own))], TOLERANCE, "mean");
    // Of the shape of the losses, they are the same.
    const { shape } = loss(small, none);
    const full = tensor(weighed(expected.map(() => 1)), shape);
    expectClose(loss(small, { ...none, sampleWeights: full }).data, weighed(expected), TOLERANCE, "full");
    expect(() => loss(small, { sampleWeights: tensor([...each, 1]) })).toThrow(ShapeError);
    expect(() => loss(small, { sampleWeights: tensor([...each, 1]) })).toThrow(`${name}: sampleWeights is [`);
  });

  test("has the right gradients", () => {
    const which = checked ?? small.flatMap((x, i) => (x.dtype === "float32" ? [i] : []));
    const sampleWeights = tensor(Array.from({ length: small[0]!.shape[0]! }, (_, i) => 1 + i / 8));
    const given = (xs: readonly Tensor[]): Tensor[] =>
      small.map((x, i) => (which.includes(i) ? xs[which.indexOf(i)]! : x));
    const inputs = which.map((i) => small[i]!);
    for (const reduction of REDUCTIONS) gradcheck((...xs) => loss(given(xs), { reduction }), inputs);
    gradcheck((...xs) => loss(given(xs), { sampleWeights }), inputs);
    gradcheck((each) => loss(small, { reduction: "sum", sampleWeights: each! }), [sampleWeights]);
  });

  test("refuses an unknown reduction", () => {
    expect(() => loss(small, { reduction: "average" as Reduction })).toThrow(
      `${name}: reduction is average, expected "mean", "sum" or "none"`,
    );
  });

  test("leaves only its result", () => {
    const sampleWeights = tensor(new Float32Array(small[0]!.shape[0]!).fill(2));
    const before = memoryStats().blocks;
    for (const reduction of REDUCTIONS) loss(small, { reduction }).dispose();
    loss(small, { sampleWeights }).dispose();
    expect(memoryStats().blocks).toBe(before);
  });

  afterAll(shutdown);
  test.each([1, 2, 3])("gives eager's bits compiled, on %i threads", async (threads) => {
    await init({ threads });
    for (const reduction of ["mean", "none"] as const) {
      expectReplays(`${name} ${reduction}`, (...xs) => loss(xs, { reduction }), large);
    }
  });
}
