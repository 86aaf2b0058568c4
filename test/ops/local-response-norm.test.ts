import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { localResponseNorm } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("localResponseNorm", () => {
  test("works by hand, with a window that ends with the channels", () => {
    const x = tensor([[[1], [2], [3]]]);
    const y = localResponseNorm(x, 2, { alpha: 2, beta: 1, k: 1 });
    expectClose(y.data, [1 / 2, 2 / 6, 3 / 14], 1e-6);
  });

  test.each([1, 2, 3, 8])("has the right gradients for windows of %i", (size) => {
    scope(() => {
      gradcheck((x) => localResponseNorm(x, size, { alpha: 0.7, beta: 0.9, k: 1.5 }), [randomTensor(2, 5, 2, 3)]);
    });
  });

  test("leaks nothing, and takes an empty batch", () => {
    expectNoLeaks((x) => localResponseNorm(x, 3), [randomTensor(2, 5, 3)]);
    expectNoLeaks((x) => localResponseNorm(x, 3), [zeros([0, 5, 3])]);
  });

  test("says what it expected", () => {
    const x = zeros([2, 3, 4]);
    expect(() => localResponseNorm(x, 0)).toThrow("localResponseNorm: size is 0, expected a whole number from 1 on");
    expect(() => localResponseNorm(x, 2, { k: NaN })).toThrow("localResponseNorm: k is NaN, expected a finite number");
    expect(() => localResponseNorm(zeros([2, 3]), 2)).toThrow("localResponseNorm: x is [2, 3], expected [B, C, L");
    expect(() => localResponseNorm(zeros([2, 3, 4], "int32"), 2)).toThrow("localResponseNorm: x is int32");
  });
});
