import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { ShapeError } from "../../../src/base/errors.ts";
import { logCosh } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { expectUlps } from "../../helpers/close.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(3, 4), randomTensor(3, 4)];

describe("logCosh", () => {
  lossContract({
    name: "logCosh",
    loss: ([x, y], options) => logCosh(x!, y!, options),
    small,
    large: [randomTensor(120, 100), randomTensor(120, 100)],
    expected: ofPairs((x, y) => Math.log(Math.cosh(x - y)), small),
  });

  test("has all digits near 0 and far from it", () => {
    const near = Float32Array.of(0, 1e-6, 1e-3, 0.03, 0.9375, 1.0625, 3, 15, 80);
    const expected = Float64Array.from(near, (x) => Math.log1p(2 * Math.sinh(x / 2) ** 2));
    expectUlps(logCosh(tensor(near), zeros([9]), { reduction: "none" }).data as Float32Array, expected, 8);
  });

  test("answers the extremes", () => {
    const x = variable(tensor([1e4, -1e4, Infinity, NaN]));
    const far = Math.fround(1e4 - Math.LN2);
    expect([...logCosh(x, zeros([4]), { reduction: "none" }).data]).toEqual([far, far, Infinity, NaN]);
    expect([...gradients(logCosh(x, zeros([4]), { reduction: "sum" })).get(x)!.data]).toEqual([1, -1, 1, NaN]);
  });

  test("does not broadcast", () => {
    expect(() => logCosh(zeros([2]), zeros([1]))).toThrow(ShapeError);
  });
});
