import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ValueError } from "../../src/base/errors.ts";
import { clip, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("clip", () => {
  test("works by hand, with either bound or both", () => {
    const x = tensor([-3, 0.5, 7]);
    expect(clip(x, { min: 0, max: 6 }).toArray()).toEqual([0, 0.5, 6]);
    expect(clip(x, { min: 0 }).toArray()).toEqual([0, 0.5, 7]);
    expect(clip(x, { max: 0.25 }).toArray()).toEqual([-3, 0.25, 0.25]);
    expect(clip(x, { min: 5, max: 1 }).toArray()).toEqual([1, 1, 1]);
  });

  unaryContract({
    op: (x) => clip(x, { min: -2, max: 3 }),
    reference: (x) => Math.min(Math.max(x, -2), 3),
    low: -1.9,
    high: 2.9,
    ulps: 0,
    ints: "int32",
    special: [
      [-5, -2],
      [5, 3],
      [Infinity, 3],
      [-Infinity, -2],
      [NaN, NaN],
    ],
  });

  test("keeps int32", () => {
    const x = tensor(Int32Array.of(-(2 ** 31), -3, 0, 7, 2 ** 31 - 1));
    expect([...clip(x, { min: -2, max: 5 }).data]).toEqual([-2, -2, 0, 5, 5]);
    expect([...clip(x, { min: -2 }).data]).toEqual([-2, -2, 0, 7, 2 ** 31 - 1]);
    expect(clip(x, { max: 5 }).dtype).toBe("int32");
    expectNoLeaks((t) => clip(t, { min: -2, max: 5 }), [x]);
    expectNoLeaks((t) => clip(t, { max: 5 }), [x]);
  });

  test("lets gradients through from bound to bound, and none elsewhere", () => {
    const x = variable(tensor([-1, 0, 0.5, 6, 7, NaN]));
    const dx = (y: typeof x) => gradients(sum(y)).get(x)!.toArray();
    expect(dx(clip(x, { min: 0, max: 6 }))).toEqual([0, 1, 1, 1, 0, 0]);
    expect(dx(clip(x, { min: 0 }))).toEqual([0, 1, 1, 1, 1, 0]);
    expect(dx(clip(x, { min: 6, max: 0 }))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("says what it cannot do", () => {
    expect(() => clip(tensor([1]), {})).toThrow(ValueError);
    expect(() => clip(tensor([1]), {})).toThrow("clip: min is undefined, expected a number, or max");
    expect(() => clip(tensor([1]), { max: NaN })).toThrow("clip: max is NaN, expected a number");
    expect(() => clip(tensor(Int32Array.of(1)), { min: 0.5 })).toThrow(DTypeError);
    expect(() => clip(tensor(Int32Array.of(1)), { min: 0.5 })).toThrow("clip: 0.5 meets int32");
  });
});
