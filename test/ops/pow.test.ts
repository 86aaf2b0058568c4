import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { pow, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { broadcastShapes, type Shape, sizeOf } from "../../src/tensor/shape.ts";
import { ulps } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { noise } from "../helpers/random.ts";
import { broadcasted } from "../helpers/reference.ts";

const SHAPES: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [[67], [67]],
  [[3, 17], [17]],
  [
    [3, 17],
    [3, 1],
  ],
  [[], [5]],
  [
    [2, 1, 3, 1],
    [1, 4, 1, 5],
  ],
  [[0, 3], [3]],
];

const between = (low: number, high: number, shape: Shape) =>
  tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => low + ((noise() + 1) / 2) * (high - low)),
    shape,
  );

describe("pow", () => {
  test("works by hand", () => {
    expect(pow(tensor([2, 3, -2]), tensor([3, 2, -1])).toArray()).toEqual([8, 9, -0.5]);
  });

  test.each(SHAPES)("agrees with float64 for %j and %j", (left, right) => {
    const [a, b] = [between(0.1, 8, left), between(-4, 4, right)];
    const y = pow(a, b);
    expect(y.shape).toEqual(broadcastShapes("pow", left, right));
    const expected = broadcasted((p, q) => p ** q, a, b, y.shape);
    expect(ulps(y.data as Float32Array, expected)).toBeLessThanOrEqual(1.2);
  });

  test("takes a number on either side", () => {
    const x = tensor([0.5, 2, 3]);
    expect(pow(x, 3).toArray()).toEqual([0.125, 8, 27]);
    expect(pow(x, 2).toArray()).toEqual([0.25, 4, 9]);
    expect(pow(4, x).toArray()).toEqual([2, 16, 64]);
    expect(pow(4, -1).item()).toBe(0.25);
  });

  test("gives float32 for int32, fractions and negative exponents too", () => {
    const x = tensor(Int32Array.of(1, 4, 9));
    for (const [y, expected] of [
      [pow(x, 0.5), [1, 2, 3]],
      [pow(x, 2), [1, 16, 81]],
      [pow(2, x), [2, 16, 512]],
      [pow(tensor(Int32Array.of(2, 4, -1)), tensor(Int32Array.of(-1, 0, 3))), [0.5, 1, -1]],
    ] as const) {
      expect(y.dtype).toBe("float32");
      expect(y.toArray()).toEqual(expected);
    }
  });

  test("has the right gradients", () => {
    for (const [a, b] of [
      [[3], [3]],
      [
        [2, 3],
        [2, 1],
      ],
      [[], [2, 2]],
    ] as const) {
      gradcheck(pow, [between(0.5, 2, a), between(-2, 2, b)]);
    }
    const x = between(0.5, 2, [5]);
    gradcheck((t) => pow(t, 3), [x]);
    gradcheck((t) => pow(t, 2), [x]);
    gradcheck((t) => pow(3, t), [x]);
    gradcheck((t) => pow(t, tensor(Int32Array.of(3, -2, 0, 1, 2))), [x]);
    gradcheck((t) => pow(t, 3), [tensor([-1.5, -0.5, 2])]);
  });

  test("has the gradient 0 where the power does not change", () => {
    const a = variable(tensor([0, 0, 0, 5]));
    const b = variable(tensor([0, 2, 0.5, 0]));
    const grads = gradients(sum(pow(a, b)));
    expect(grads.get(a)!.toArray()).toEqual([0, 0, Infinity, 0]);
    expect(grads.get(b)!.toArray()).toEqual([0, 0, 0, Math.fround(Math.log(5))]);
    const c = variable(tensor([0, 3]));
    expect(
      gradients(sum(pow(c, 0)))
        .get(c)!
        .toArray(),
    ).toEqual([0, 0]);
    expect(
      gradients(sum(pow(0, c)))
        .get(c)!
        .toArray(),
    ).toEqual([0, 0]);
  });

  test("says which shapes do not fit", () => {
    const call = () => pow(tensor([1, 2, 3]), tensor([1, 2]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow("pow: b is [2], expected a shape that broadcasts with a's [3]: sizes equal or 1");
  });

  test("leaves only its result", () => {
    for (const [a, b] of SHAPES) expectNoLeaks(pow, [between(0.5, 2, a), between(-2, 2, b)]);
    for (const b of [2, 3, 0]) expectNoLeaks((t) => pow(t, b), [between(0.5, 2, [5])]);
    expectNoLeaks((t) => pow(3, t), [between(0.5, 2, [5])]);
  });
});
