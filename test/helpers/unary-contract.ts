import { expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { ulps } from "./close.ts";
import { expectNoLeaks } from "./leaks.ts";
import { noise } from "./random.ts";

/** An elementwise function of one operand, and what is known of it. */
export interface UnaryCase {
  readonly op: (x: Tensor) => Tensor;
  /** The same in float64. */
  readonly reference: (x: number) => number;
  /** Inputs lie in [low, high]; default [−4, 4]. There the function is smooth, or has its kink at 0. */
  readonly low?: number;
  readonly high?: number;
  /** How far off a result may be, in units of the last place. */
  readonly ulps: number;
  /** Inputs outside of the range, and what they give. */
  readonly special: readonly (readonly [x: number, y: number])[];
  /** What int32 gives: float32 by default. */
  readonly ints?: "int32";
}

/** The tests that every elementwise function passes. */
export function unaryContract({ op, reference, low = -4, high = 4, ulps: tolerance, special, ints }: UnaryCase): void {
  const draw = () => low + ((noise() + 1) / 2) * (high - low);
  const inputs = (n: number) => tensor(Float32Array.from({ length: n }, draw));
  const expected = (x: Tensor) => Float64Array.from(x.data, reference);

  // On both sides of a vector, of an unrolled loop, and far beyond.
  test.each([1, 3, 4, 5, 15, 16, 17, 67, 4099])("agrees with float64 on %i numbers", (n) => {
    const x = inputs(n);
    const y = op(x);
    expect(y.dtype).toBe("float32");
    expect(ulps(y.data as Float32Array, expected(x))).toBeLessThanOrEqual(tolerance);
  });

  test("keeps shapes, rank 0 and zero sizes too", () => {
    for (const shape of [[], [0], [2, 0, 3], [1], [2, 3, 4]]) expect(op(zeros(shape)).shape).toEqual(shape);
  });

  test("answers the limits of float32", () => {
    const y = op(tensor(special.map(([x]) => x))).data;
    special.forEach(([x, want], i) => expect([x, y[i]]).toEqual([x, want === 0 ? y[i]! * 0 : Math.fround(want)]));
  });

  test(`gives ${ints ?? "float32"} for int32`, () => {
    const x = tensor(Int32Array.from([1, 2, 3]));
    const y = op(x);
    expect(y.dtype).toBe(ints ?? "float32");
    expect(ulps(Float32Array.from(y.data), expected(x))).toBeLessThanOrEqual(tolerance);
  });

  test("has the right gradient", () => {
    const away = (v: number) => (Math.abs(v) < 0.05 ? 0.05 : v);
    const x = tensor(Float32Array.from({ length: 21 }, draw).map(away), [3, 7]);
    gradcheck(op, [x]);
  });

  test("leaves only its result", () => {
    for (const x of [inputs(5), tensor(Int32Array.from([1, 2, 3])), zeros([0])]) expectNoLeaks(op, [x]);
  });
}
