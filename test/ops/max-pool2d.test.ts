import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { maxPool2d, mul, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { distinct, expectRefusal, pooled, pooledGradient, SLIDES, windowsOver } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

/** PyTorch's choice: the first of the largest, the last NaN. */
function winner(numbers: readonly number[]): number {
  let best = 0;
  numbers.forEach((v, i) => (v > numbers[best]! || Number.isNaN(v) ? (best = i) : 0));
  return best;
}
const one = (numbers: number[]) => numbers.map((_, i) => Number(i === winner(numbers)));

/** Few different numbers, NaN and −∞ among them: many ties. */
function ties(...shape: number[]) {
  return tensor(
    randomTensor(...shape).data.map((v) => (v > 0.93 ? NaN : v < -0.6 ? -Infinity : Math.round(v * 2))),
    shape,
  );
}

describe("maxPool2d", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 5, 2, 0], [3, 4, 8, 8], [-1, -2, 0, 0], [-3, -4, 0, 7]]]]); // prettier-ignore
    expect(maxPool2d(x, 2).toArray()).toEqual([[[[5, 8], [-1, 7]]]]); // prettier-ignore
    expect(maxPool2d(x, [3, 4], { padding: [1, 0], stride: 2 }).toArray()).toEqual([[[[8], [8]]]]);
    expect(maxPool2d(x, 2, { dilation: 2, stride: 1 }).toArray()).toEqual([[[[2, 5], [8, 8]]]]); // prettier-ignore
  });

  test.each([
    ...SLIDES,
    [9, 13, 3, { dilation: 2, stride: 1, padding: 1 }],
    [11, 12, [2, 3], { dilation: [3, 2], stride: [1, 2], padding: [1, 1], ceilMode: true }],
  ] as const)("agrees with loops on images of %i × %i by %j, %j", (H, W, kernel, options) => {
    const { windows, places } = windowsOver(H, W, kernel, options);
    for (const make of [randomTensor, ties]) {
      scope(() => {
        const x = variable(make(3, 5, H, W));
        const y = maxPool2d(x, kernel, options);
        expect(y.shape).toEqual([3, 5, ...places]);
        const wanted = pooled(x, windows, (numbers) => numbers[winner(numbers)]!);
        expect(Array.from(y.data, (v) => v + 0)).toEqual(wanted.map((v) => v + 0));
        const dy = randomTensor(...y.shape);
        const dx = gradients(sum(mul(y, dy))).get(x)!;
        expectClose(dx.data, pooledGradient(x, dy, windows, one), 1e-6, "dx");
      });
    }
  });

  test("has the right gradients", () => {
    gradcheck((x) => maxPool2d(x, 2), [distinct(1, 2, 5, 9)]);
    gradcheck((x) => maxPool2d(x, 3, { padding: 1, stride: 2 }), [distinct(1, 2, 5, 6)]);
  });

  test("takes no images, and leaves only its result", () => {
    expect(maxPool2d(zeros([0, 3, 8, 8]), 2).shape).toEqual([0, 3, 4, 4]);
    for (const kernel of [2, 3])
      expectNoLeaks((x) => maxPool2d(x!, kernel, { padding: kernel - 2 }), [randomTensor(2, 3, 8, 9)]);
  });

  test("refuses what does not fit", () => {
    const x = zeros([2, 3, 8, 8]);
    expectRefusal(() => maxPool2d(zeros([3, 8, 8]), 2), ShapeError, "maxPool2d: x is [3, 8, 8], expected [B, C, H, W]");
    expectRefusal(
      () => maxPool2d(zeros([1, 1, 2, 2], "int32"), 2),
      DTypeError,
      "maxPool2d: x is int32, expected float32",
    );
    expectRefusal(
      () => maxPool2d(x, [2, 9]),
      ShapeError,
      "maxPool2d: x is [2, 3, 8, 8], expected a width of at least 9 for a window that spans 9 with padding 0",
    );
    expectRefusal(
      () => maxPool2d(zeros([2, 3, 0, 8]), 2, { padding: 1 }),
      ShapeError,
      "expected a height of at least 1 for",
    );
    expectRefusal(
      () => maxPool2d(x, 3, { padding: 2 }),
      ValueError,
      "maxPool2d: padding is 2, expected at most half of kernel 3",
    );
    expectRefusal(() => maxPool2d(x, 0), ValueError, "maxPool2d: kernel is 0, expected a whole number from 1 on");
    expectRefusal(() => maxPool2d(x, 2, { stride: 0.5 }), ValueError, "maxPool2d: stride is 0.5");
    expectRefusal(() => maxPool2d(x, 2, { dilation: 0 }), ValueError, "maxPool2d: dilation is 0");
  });
});
