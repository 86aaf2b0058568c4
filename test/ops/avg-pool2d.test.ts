import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { avgPool2d, mul, sum } from "../../src/ops/index.ts";
import { full, tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { type Covered, expectRefusal, pooled, pooledGradient, SLIDES, windowsOver } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("avgPool2d", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 5, 2], [3, 4, 9], [6, 6, 6]]]]); // prettier-ignore
    expect(avgPool2d(x, 2).toArray()).toEqual([[[[3.25]]]]);
    expect(avgPool2d(x, 2, { ceilMode: true }).toArray()).toEqual([[[[3.25, 5.5], [6, 6]]]]); // prettier-ignore
    expect(avgPool2d(x, 2, { padding: 1 }).toArray()).toEqual([[[[0.25, 1.75], [2.25, 6.25]]]]); // prettier-ignore
    expect(avgPool2d(x, 2, { padding: 1, countIncludePad: false }).toArray()).toEqual([[[[1, 3.5], [4.5, 6.25]]]]); // prettier-ignore
  });

  test.each(SLIDES)("agrees with loops on images of %i × %i by %j, %j", (H, W, kernel, options) => {
    const { windows, places } = windowsOver(H, W, kernel, options);
    for (const countIncludePad of [true, false]) {
      const count = (w: Covered) => (countIncludePad ? w.withPadding : w.places.length);
      scope(() => {
        const x = variable(randomTensor(3, 5, H, W));
        const y = avgPool2d(x, kernel, { ...options, countIncludePad });
        expect(y.shape).toEqual([3, 5, ...places]);
        const wanted = pooled(x, windows, (numbers, w) => numbers.reduce((a, b) => a + b, 0) / count(w));
        expectClose(y.data, wanted, 1e-6, "y");
        const dy = randomTensor(...y.shape);
        const dx = pooledGradient(x, dy, windows, (numbers, w) => numbers.map(() => 1 / count(w)));
        expectClose(gradients(sum(mul(y, dy))).get(x)!.data, dx, 1e-6, "dx");
      });
    }
  });

  test("gives the mean of equal numbers exactly", () => {
    for (const kernel of [2, 3, 5])
      expect(new Set(avgPool2d(full([1, 1, 9, 9], 7), kernel).data)).toEqual(new Set([7]));
  });

  test("has the right gradients", () => {
    gradcheck((x) => avgPool2d(x, 2), [randomTensor(1, 2, 5, 9)]);
    gradcheck((x) => avgPool2d(x, 3, { padding: 1, countIncludePad: false }), [randomTensor(1, 2, 5, 6)]);
  });

  test("takes no images, and leaves only its result", () => {
    expect(avgPool2d(zeros([0, 3, 8, 8]), 2).shape).toEqual([0, 3, 4, 4]);
    for (const countIncludePad of [true, false])
      expectNoLeaks((x) => avgPool2d(x!, 3, { padding: 1, countIncludePad }), [randomTensor(2, 3, 8, 9)]);
    expectNoLeaks((x) => avgPool2d(x!, 2), [randomTensor(2, 3, 8, 8)]);
  });

  test("refuses what does not fit", () => {
    const x = zeros([2, 3, 8, 8]);
    expectRefusal(() => avgPool2d(zeros([3, 8, 8]), 2), ShapeError, "avgPool2d: x is [3, 8, 8], expected [B, C, H, W]");
    expectRefusal(
      () => avgPool2d(zeros([1, 1, 2, 2], "int32"), 2),
      DTypeError,
      "avgPool2d: x is int32, expected float32",
    );
    expectRefusal(() => avgPool2d(x, 9), ShapeError, "avgPool2d: x is [2, 3, 8, 8], expected a height of at least 9");
    expectRefusal(() => avgPool2d(x, 3, { padding: 2 }), ValueError, "padding is 2, expected at most half of kernel 3");
  });
});
