import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { add, chunk, concat, mul, sum } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

const shapesOf = (parts: readonly Tensor[]) => parts.map((t) => t.shape);

describe("chunk", () => {
  test("cuts into a number of parts", () => {
    expect(chunk(arange(6), 3).map((t) => t.toArray())).toEqual([[0, 1], [2, 3], [4, 5]]); // prettier-ignore
    const x = tensor([[1, 2, 3, 4], [5, 6, 7, 8]]); // prettier-ignore
    expect(chunk(x, 2, -1).map((t) => t.toArray())).toEqual([
      [[1, 2], [5, 6]], // prettier-ignore
      [[3, 4], [7, 8]], // prettier-ignore
    ]);
    expect(chunk(x, 1)[0]!.toArray()).toEqual(x.toArray());
  });

  test("makes the last part shorter, and fewer parts, as PyTorch does", () => {
    expect(shapesOf(chunk(zeros([10]), 3))).toEqual([[4], [4], [2]]);
    expect(shapesOf(chunk(zeros([6]), 4))).toEqual([[2], [2], [2]]);
    expect(shapesOf(chunk(zeros([2]), 5))).toEqual([[1], [1]]);
    expect(shapesOf(chunk(zeros([0, 2]), 3))).toEqual([[0, 2], [0, 2], [0, 2]]); // prettier-ignore
  });

  test("cuts into parts of given sizes, which concat joins", () => {
    const x = randomTensor(3, 7, 2);
    const parts = chunk(x, [1, 0, 4, 2], 1);
    expect(shapesOf(parts)).toEqual([[3, 1, 2], [3, 0, 2], [3, 4, 2], [3, 2, 2]]); // prettier-ignore
    expect(concat(parts, 1).toArray()).toEqual(x.toArray());
  });

  test("shares memory along the first axis", () => {
    const x = ones([4, 3]);
    expect(chunk(x, 2).map((t) => t.address - x.address)).toEqual([0, 24]);
  });

  test("sends gradients to where parts were", () => {
    const x = variable(ones([2, 5]));
    const [a, b] = chunk(x, [2, 3], 1) as [Tensor, Tensor];
    const dx = gradients(add(sum(mul(a, 2)), sum(mul(b, 3)))).get(x)!;
    expect(dx.toArray()).toEqual([[2, 2, 3, 3, 3], [2, 2, 3, 3, 3]]); // prettier-ignore
    expect(gradcheck((t) => concat(chunk(t, 3, 1).reverse(), 1), [randomTensor(2, 5)])).toBeLessThan(1e-2);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks(
      (x) => {
        const [a, b] = chunk(x!, 2, 1) as [Tensor, Tensor];
        a.dispose();
        return b;
      },
      [randomTensor(3, 4)],
    );
  });

  test("says what does not fit", () => {
    for (const parts of [0, -1, 1.5, NaN, [-1, 5], [0.5, 3.5]])
      expect(() => chunk(ones([4]), parts)).toThrow(ValueError);
    expect(() => chunk(ones([4]), 0)).toThrow("chunk: parts is 0, expected a whole number from 1 on, or sizes");
    expect(() => chunk(ones([4]), [1, 2])).toThrow(ShapeError);
    expect(() => chunk(ones([4]), [1, 2])).toThrow(
      "chunk: parts are [1, 2], expected sizes that add up to the axis' 4",
    );
    expect(() => chunk(ones([4]), 2, 1)).toThrow("chunk: axis is 1, expected a whole number from -1 to 0");
    expect(() => chunk(ones([]), 2)).toThrow(ShapeError);
  });
});
