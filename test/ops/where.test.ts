import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { div, greater, sum, where } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { type Shape, sizeOf } from "../../src/tensor/shape.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";
import { broadcasted } from "../helpers/reference.ts";

const SHAPES: readonly (readonly [condition: Shape, a: Shape, b: Shape, y: Shape])[] = [
  [[], [], [], []],
  [[67], [67], [67], [67]],
  [[67], [1], [67], [67]],
  [[1], [67], [], [67]],
  [[3, 17], [17], [3, 1], [3, 17]],
  [
    [3, 1],
    [2, 1, 1],
    [1, 1, 5],
    [2, 3, 5],
  ],
  [[], [2, 3], [3], [2, 3]],
  [[0, 3], [3], [1], [0, 3]],
];

const choices = (shape: Shape) =>
  tensor(
    Int32Array.from({ length: sizeOf(shape) }, (_, i) => (i * 7) % 3),
    shape,
  );

describe("where", () => {
  test("works by hand", () => {
    expect(where(tensor([true, false, true]), tensor([1, 2, 3]), tensor([4, 5, 6])).toArray()).toEqual([1, 5, 3]);
    expect(where(tensor(Int32Array.of(-1, 0)), tensor([1, 2]), 0.5).toArray()).toEqual([1, 0.5]);
  });

  test.each(SHAPES)("agrees with a loop for %j, %j, %j", (c, a, b, shape) => {
    const [condition, x, z] = [choices(c), randomTensor(...a), randomTensor(...b)];
    const y = where(condition, x, z);
    expect(y.shape).toEqual(shape);
    const same = zeros(shape);
    const [chosen, p, q] = [condition, x, z].map((t) => broadcasted((v) => v, t, same, shape));
    expect([...y.data]).toEqual([...chosen!].map((v, i) => (v === 0 ? q![i] : p![i])));
  });

  test("keeps int32, and gives float32 for mixed operands", () => {
    const condition = tensor(Int32Array.of(1, 0));
    const ints = tensor(Int32Array.of(2 ** 31 - 1, -(2 ** 31)));
    const y = where(condition, ints, 7);
    expect([y.dtype, ...y.data]).toEqual(["int32", 2 ** 31 - 1, 7]);
    expect(where(condition, ints, tensor([0.5, 0.25])).toArray()).toEqual([2 ** 31, 0.25]);
    expect(where(condition, 1, 2).dtype).toBe("float32");
  });

  test("has the right gradients", () => {
    for (const [c, a, b, y] of SHAPES) {
      if (sizeOf(y) > 0) gradcheck((p, q) => where(choices(c), p, q), [randomTensor(...a), randomTensor(...b)]);
    }
    gradcheck((x) => where(choices([5]), x, 2), [randomTensor(5)]);
    gradcheck((x) => where(choices([5]), 2, x), [randomTensor(1)]);
  });

  test("keeps what it did not choose out of the gradients, NaN too", () => {
    const x = variable(tensor([0, 4]));
    const y = where(greater(x, 1), div(8, x), 0);
    expect(y.toArray()).toEqual([0, 2]);
    const a = variable(tensor([NaN, 1]));
    expect(
      gradients(sum(where(tensor(Int32Array.of(0, 1)), a, NaN)))
        .get(a)!
        .toArray(),
    ).toEqual([0, 1]);
  });

  test("says what it cannot do", () => {
    expect(() => where(tensor([1]), 1, 2)).toThrow(DTypeError);
    expect(() => where(tensor([1]), 1, 2)).toThrow("where: condition is float32, expected int32");
    expect(() => where(choices([2]), tensor([1, 2]), tensor([1, 2, 3]))).toThrow(ShapeError);
    expect(() => where(choices([2]), tensor([1, 2, 3]), 1)).toThrow(
      "where: condition is [2], expected a shape that broadcasts with y's [3]: sizes equal or 1",
    );
    expect(() => where(choices([2]), tensor(Int32Array.of(1)), 0.5)).toThrow("where: 0.5 meets int32");
  });

  test("leaves only its result", () => {
    for (const [c, a, b] of SHAPES) expectNoLeaks(where, [choices(c), randomTensor(...a), randomTensor(...b)]);
    const condition = choices([5]);
    expectNoLeaks((x) => where(condition, x, 2), [randomTensor(5)]);
  });
});
