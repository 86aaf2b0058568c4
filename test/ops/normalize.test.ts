import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { normalize } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { apart } from "../helpers/layer-contract.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("normalize", () => {
  test("works by hand", () => {
    const x = tensor([
      [3, 4],
      [0, 0],
      [-8, 6],
    ]);
    expectClose(normalize(x).data, [0.6, 0.8, 0, 0, -0.8, 0.6], 1e-7);
    expectClose(normalize(x, { p: 1, axis: 0 }).data, [3 / 11, 0.4, 0, 0, -8 / 11, 0.6], 1e-7);
    expectClose(normalize(x, { epsilon: 10 }).data, [0.3, 0.4, 0, 0, -0.8, 0.6], 1e-7);
  });

  test.each([1, 1.5, 2, 3])("has the right gradients for p = %d", (p) => {
    scope(() => {
      gradcheck((x) => normalize(x, { p, axis: -1 }), [apart([4, 5])]);
      gradcheck((x) => normalize(x, { p }), [apart([2, 3, 4])]);
    });
  });

  test("has the gradient of a division by ε where the norm is below", () => {
    scope(() => gradcheck((x) => normalize(x, { epsilon: 3 }), [randomTensor(4, 5)]));
  });

  test("leaks nothing, and takes an empty batch", () => {
    expectNoLeaks((x) => normalize(x), [randomTensor(2, 5, 3)]);
    expectNoLeaks((x) => normalize(x, { p: 3 }), [zeros([0, 5])]);
  });

  test("says what it expected", () => {
    const x = zeros([2, 3]);
    expect(() => normalize(x, { axis: 2 })).toThrow("normalize: axis is 2, expected a whole number from -2 to 1");
    expect(() => normalize(x, { p: 0.5 })).toThrow("normalize: p is 0.5, expected a finite number from 1 on");
    expect(() => normalize(x, { epsilon: 0 })).toThrow("normalize: epsilon is 0, expected a finite number above 0");
    expect(() => normalize(zeros([2, 3], "int32"))).toThrow("normalize: x is int32, expected float32");
  });
});
