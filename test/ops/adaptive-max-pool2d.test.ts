import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { adaptiveMaxPool2d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { distinct, expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("adaptiveMaxPool2d", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 2, 3, 4, 5]]]]);
    expect(adaptiveMaxPool2d(x, [1, 2]).toArray()).toEqual([[[[3, 5]]]]);
    expect(adaptiveMaxPool2d(x, 1).toArray()).toEqual([[[[5]]]]);
    expect(adaptiveMaxPool2d(x, [2, 5]).toArray()).toEqual([[[[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]]]); // prettier-ignore
    expect(adaptiveMaxPool2d(zeros([0, 3, 5, 5]), 2).shape).toEqual([0, 3, 2, 2]);
  });

  test.each([
    [8, 8, 4, 2],
    [7, 9, 3, 4],
    [5, 31, 1, 6],
    [3, 4, 5, 7],
    [6, 6, 1, 1],
  ])("agrees with loops: %i × %i to %i × %i", (H, W, P, Q) => {
    const x = randomTensor(2, 3, H, W);
    const data = x.data;
    const wanted = Array.from({ length: 6 * P * Q }, (_, i) => {
      const [plane, p, q] = [Math.floor(i / (P * Q)), Math.floor(i / Q) % P, i % Q];
      const numbers: number[] = [];
      for (let h = Math.floor((p * H) / P); h < Math.ceil(((p + 1) * H) / P); h++)
        for (let w = Math.floor((q * W) / Q); w < Math.ceil(((q + 1) * W) / Q); w++)
          numbers.push(data[(plane * H + h) * W + w]!);
      return Math.max(...numbers);
    });
    const y = adaptiveMaxPool2d(x, [P, Q]);
    expect(y.shape).toEqual([2, 3, P, Q]);
    expectClose(y.data, wanted, 1e-6);
  });

  test("has the right gradients", () => {
    for (const size of [1, 2, 3]) gradcheck((x) => adaptiveMaxPool2d(x, size), [distinct(1, 2, 4, 5)]);
  });

  test("leaves only its result", () => {
    for (const size of [1, 2, 3]) expectNoLeaks((x) => adaptiveMaxPool2d(x!, size), [randomTensor(2, 3, 4, 8)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(
      () => adaptiveMaxPool2d(zeros([2, 3]), 1),
      ShapeError,
      "adaptiveMaxPool2d: x is [2, 3], expected [B, C, H, W]",
    );
    expectRefusal(
      () => adaptiveMaxPool2d(zeros([2, 3, 0, 2]), 1),
      ShapeError,
      "adaptiveMaxPool2d: x is [2, 3, 0, 2], expected a height and a width of at least 1",
    );
    expectRefusal(
      () => adaptiveMaxPool2d(zeros([2, 3, 8, 8]), 0),
      ValueError,
      "adaptiveMaxPool2d: size is 0, expected a whole number from 1 on",
    );
    expectRefusal(
      () => adaptiveMaxPool2d(zeros([1, 1, 2, 2], "int32"), 1),
      DTypeError,
      "adaptiveMaxPool2d: x is int32, expected float32",
    );
  });
});
