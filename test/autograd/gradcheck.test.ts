import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { type Backward, record, variable } from "../../src/autograd/tape.ts";
import { AutogradError } from "../../src/base/errors.ts";
import { add, argmax, exp, mul, softmax, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { randomTensor } from "../helpers/random.ts";

/** 2 x, with a gradient of the test's choice. */
const twice = (backward: Backward) => (x: Tensor) => record("twice", mul(x.view(x.shape), 2), [x], backward);
const scaled = (dy: Tensor, by: number[]) => mul(dy, tensor(by));

describe("gradcheck", () => {
  test("accepts right gradients, and says how near they are", () => {
    const error = gradcheck((a, b) => mul(exp(a), b), [randomTensor(2, 3), randomTensor(3)]);
    expect(error).toBeGreaterThanOrEqual(0);
    expect(error).toBeLessThan(1e-3);
    gradcheck(
      twice((dy) => [mul(dy, 2)]),
      [randomTensor(3)],
    );
  });

  test.each([
    ["a factor", (dy: Tensor) => [mul(dy, 2.1)]],
    ["a sign", (dy: Tensor) => [mul(dy, -2)]],
    ["one element", (dy: Tensor) => [scaled(dy, [2, 2, 2.2])]],
    ["the weights of the outputs", (dy: Tensor) => [add(mul(sum(dy), tensor([1, 1, 1])), 0)]],
    ["all of it, by being missing", () => [null]],
    ["NaN", (dy: Tensor) => [mul(dy, NaN)]],
  ] as const)("refuses a gradient that is wrong in %s", (_, backward) => {
    const call = () => gradcheck(twice(backward as Backward), [randomTensor(3)]);
    expect(call).toThrow(AutogradError);
    expect(call).toThrow(/^gradcheck: the gradient of input 0 at element [012] is \S+, expected \S+ from differences$/);
  });

  test("weighs outputs unevenly, so that errors do not cancel", () => {
    const flat = (x: Tensor) => record("flat", softmax(x.view(x.shape)), [x], (dy) => [mul(dy, 0)]); // Σ softmax is constant
    expect(() => gradcheck(flat, [randomTensor(4)])).toThrow(AutogradError);
  });

  test("names the input and the element", () => {
    const wrong = (a: Tensor, b: Tensor) =>
      record("wrong", add(a.view(a.shape), b.view(b.shape)), [a, b], (dy) => [dy, scaled(dy, [1, 1, 3])]);
    expect(() => gradcheck(wrong, [randomTensor(3), randomTensor(3)])).toThrow("input 1 at element 2");
  });

  test("takes the tolerance and the step that it is given", () => {
    const slightlyOff = twice((dy) => [mul(dy, 2.01)]);
    expect(() => gradcheck(slightlyOff, [tensor([1])], { tolerance: 1e-3 })).toThrow(AutogradError);
    expect(gradcheck(slightlyOff, [tensor([1])], { tolerance: 1e-1 })).toBeGreaterThan(1e-3);
    expect(() => gradcheck(exp, [tensor([0])], { epsilon: 1, tolerance: 1e-2 })).toThrow(AutogradError);
  });

  test("says when there is no gradient to check", () => {
    expect(() => gradcheck((x) => argmax(x), [tensor([1, 2])])).toThrow("depends on no variable");
    expect(() => gradcheck((x) => x, [tensor(Int32Array.of(1))])).toThrow("variable: the tensor is int32");
  });

  test("leaves its inputs and the memory as they were", () => {
    const x = variable(tensor([1, 2]));
    const start = memoryStats();
    gradcheck((a) => mul(a, a), [x]);
    expect(memoryStats().live).toBe(start.live);
    expect(x.toArray()).toEqual([1, 2]);
  });
});
